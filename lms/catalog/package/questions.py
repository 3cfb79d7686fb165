"""Questions: their keys, the marks they give, and whether a quiz or test can be drawn from them."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from lms.catalog.package import unsound
from lms.catalog.package.course import Package
from lms.catalog.package.report import Problem
from lms.quizzes.engine.definition import State
from lms.quizzes.engine.registry import BY_PERSON
from lms.said import say

Question = dict[str, Any]

_MOST_KEYS_IN_ONE_PLACE = 0.4
_FEWEST_TO_BALANCE = 6
_WHOLE = 1.0
_NEAR = 0.011
"""Three shares of 0.33 are meant as the whole."""


def problems(package: Package) -> Iterator[Problem]:
    """Yield questions without a right answer or with several, shares that do not add up, keys that
    stand in one place.
    """
    for path, place in package.places.items():
        if place.kind in ("bank", "check"):
            keys: Counter[int] = Counter()
            for number, question in package.questions(path):
                wrong = list(_marks(package, path, number, question))
                yield from wrong or unsound.problems(package, path, number, question)
                if place.kind == "check" and question["type"] in BY_PERSON:
                    yield Problem(
                        path,
                        package.line(path, "questions", number, "type"),
                        say("A question inside a lesson is answered at once; this one waits for a person to mark it."),
                        say("Move it into the module's bank, or ask it in another way."),
                    )
                if place.kind == "check" and not is_ready(question):
                    yield Problem(
                        path,
                        package.line(path, "questions", number, "state"),
                        say("A question inside a lesson is always asked."),
                        say("Take “state” out, or take the question out of the lesson."),
                    )
                if question["type"] == "single" and is_ready(question):
                    keys.update(right_places(question)[:1])
            if place.kind == "bank":
                yield from _balance(package, path, keys)
        elif place.kind in ("quiz", "test"):
            yield from _draws(package, path)
    yield from _parallel(package)


def bank(package: Package, module: str) -> list[Question]:
    """Return the questions of a module's bank."""
    return [question for _, question in package.questions(f"{module}/bank.yaml")]


def is_ready(question: Question) -> bool:
    """Tell whether a question is asked: it is no draft, and not retired."""
    return bool(question.get("state", State.READY) == State.READY)


def ready(package: Package, module: str) -> list[Question]:
    """Return the questions of a module's bank that are asked."""
    return [question for question in bank(package, module) if is_ready(question)]


def matching(questions: list[Question], draw: dict[str, Any], form: str | None = None) -> list[Question]:
    """Return the questions that one line of a draw may take: all its tags, its difficulty, the
    test's form.
    """
    tags = set(draw.get("tags", ()))
    return [
        each
        for each in questions
        if tags <= set(each.get("tags", ()))
        and draw.get("difficulty", each.get("difficulty")) == each.get("difficulty")
        and (form is None or each.get("form") == form)
    ]


def right_places(question: Question) -> list[int]:
    """Return which options are marked as right, from 0."""
    return [number for number, option in enumerate(question["options"]) if option.get("right")]


def _marks(package: Package, path: str, number: int, question: Question) -> Iterator[Problem]:
    if question["type"] not in ("single", "multiple"):
        return
    line = package.line(path, "questions", number, "options")
    right = len(right_places(question))
    shares = [option["share"] for option in question["options"] if "share" in option]
    if question["type"] == "single":
        if right != 1 and not shares:
            yield Problem(
                path,
                line,
                say("The question has %(right)d right answers.", right=right),
                say("Write “right: true” at exactly one option."),
            )
        return
    options = question["options"]
    if shares and right:
        yield Problem(path, line, say("The question has both “right” and “share”."), say("Use one of them."))
    elif shares:
        whole = sum(share for share in map(_value, shares) if share > 0)
        if abs(whole - _WHOLE) > _NEAR:
            yield Problem(
                path,
                line,
                say("The shares above 0 add up to %(whole).2f.", whole=whole),
                say("They add up to 1."),
            )
    elif not 0 < right < len(options):
        yield Problem(
            path,
            line,
            say(
                "The question has %(right)d right answers of %(all)d.",
                right=right,
                all=len(options),
            ),
            say("At least one is right and at least one is wrong."),
        )


def _value(share: float | str) -> float:
    """Return a share as a number; in a package 1/3 may stand too."""
    return float(Fraction(str(share)))


def _balance(package: Package, path: str, keys: Counter[int]) -> Iterator[Problem]:
    whole = keys.total()
    if whole < _FEWEST_TO_BALANCE:
        return
    place, times = keys.most_common(1)[0]
    if times > _MOST_KEYS_IN_ONE_PLACE * whole:
        yield Problem(
            path,
            package.line(path, "questions"),
            say(
                "Option %(place)d is the right one in %(times)d of %(all)d questions.",
                place=place + 1,
                times=times,
                all=whole,
            ),
            say("Move right options about, so that no place has more than 40 %%."),
        )


def _draws(package: Package, path: str) -> Iterator[Problem]:
    """Yield lines of a draw that ask for more than there is, after the lines before took theirs."""
    value = package.value(path)
    drawn: Counter[str] = Counter()
    for number, draw in enumerate(value.get("draw", [])):
        module = draw.get("module", package.places[path].module)
        if not package.sound(f"{module}/bank.yaml"):
            continue
        able = matching(ready(package, module), draw, value.get("form"))
        drawn[module] += draw["count"]
        most = len(matching(ready(package, module), {}, value.get("form")))
        if draw["count"] > len(able) or drawn[module] > most:
            yield Problem(
                path,
                package.line(path, "draw", number),
                say(
                    "%(count)d questions are to be drawn, but there are %(able)d.",
                    count=draw["count"],
                    able=min(len(able), most - drawn[module] + draw["count"]),
                ),
                say("Draw fewer, or write more questions with these tags, difficulty and form."),
            )


def _parallel(package: Package) -> Iterator[Problem]:
    """Yield what makes the two tests unlike each other: one form, other numbers, or forms that are
    no pairs.
    """
    before, after = package.value("pretest.yaml"), package.value("posttest.yaml")
    if not before or not after:
        return
    if before["form"] == after["form"]:
        yield Problem(
            "posttest.yaml",
            package.line("posttest.yaml", "form"),
            say("Both tests draw the form “%(form)s”.", form=after["form"]),
            say("One draws a, the other b."),
        )
    if _per_module(before) != _per_module(after):
        yield Problem(
            "posttest.yaml",
            package.line("posttest.yaml", "draw"),
            say("The two tests do not draw the same number from each module."),
            say("Write the same lines in both."),
        )
    for module in filter(lambda each: package.sound(f"{each}/bank.yaml"), _per_module(before)):
        forms = [
            Counter(
                (each["objective"], each["difficulty"]) for each in ready(package, module) if each.get("form") == form
            )
            for form in ("a", "b")
        ]
        if forms[0] != forms[1]:
            yield Problem(
                f"{module}/bank.yaml",
                package.line(f"{module}/bank.yaml", "questions"),
                say("The questions of form a and form b are not pairs."),
                say("For each question of form a write one of form b with the same objective and difficulty."),
            )


def _per_module(test: dict[str, Any]) -> Counter[str]:
    drawn: Counter[str] = Counter()
    for draw in test["draw"]:
        drawn[draw["module"]] += draw["count"]
    return drawn
