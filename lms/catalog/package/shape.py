"""The common shape of a complete course: what falls short of it is counted, and refused where the
course claims it.

The numbers are those of docs/course-format.md, "What the check says".
"""

import re
from collections import Counter
from collections.abc import Iterator
from statistics import median
from typing import Any

from lms.catalog.package.course import Package
from lms.catalog.package.languages import KNOWN
from lms.catalog.package.questions import ready
from lms.catalog.package.report import Problem
from lms.catalog.package.stories import shortest_good_end
from lms.catalog.package.texts import Text
from lms.catalog.package.uses import Scanned
from lms.catalog.package.words import bare, count, sentences
from lms.said import Said, say

MODULES = 6
LESSONS = 3
OBJECTIVES = (2, 4)
LESSON_WORDS = (400, 700)
LESSON_MINUTES = (8, 12)
CHECKS = 2
BANK = 12
BANK_CASES = 4
ASKED = 2
QUIZ = (6, 8)
ATTEMPTS = 2
DECISIONS = 2
OPTIONS = (3, 4)
STEM_WORDS = 40
SENTENCE = {"en": (20, 35), "my": (30, 60)}
"""The most words or syllables in a language's median sentence, and in any."""

_LOW_LEVELS = ("remember", "understand")


def findings(package: Package, all_texts: list[Text], scanned: list[Scanned]) -> Iterator[Problem]:
    """Yield each place where a course falls short of the common shape."""
    yield from _course(package)
    for module in package.modules:
        yield from _module(package, module)
        yield from _objectives(package, module)
        yield from _bank(package, module)
        yield from _quiz(package, module)
    yield from _lessons(package, scanned)
    for text in all_texts:
        yield from _sentences(package, text)


def _few(file: str, line: int, what: Said, there: int, wanted: int | tuple[int, int]) -> Iterator[Problem]:
    low, high = wanted if isinstance(wanted, tuple) else (wanted, None)
    if there < low or (high is not None and there > high):
        how: Said = (
            say("A complete course has %(low)d or more.", low=low)
            if high is None
            else say("A complete course has %(low)d to %(high)d.", low=low, high=high)
        )
        yield Problem(file, line, what, how)


def _course(package: Package) -> Iterator[Problem]:
    there = len(package.modules)
    line = package.line("course.yaml", "modules")
    yield from _few("course.yaml", line, say("The course has %(n)d modules.", n=there), there, MODULES)
    wanted = ["pretest.yaml", "posttest.yaml", "sources.yaml", "glossary.yaml"]
    wanted += [f"plan.{lang}.md" for lang in package.languages]
    for path in wanted:
        if path not in package.places:
            yield Problem(path, 1, say("The file is not there."), say("A complete course has one."))


def _module(package: Package, module: str) -> Iterator[Problem]:
    lessons = {place.stem for place in package.places.values() if place.module == module and place.kind == "lesson"}
    there = len(lessons)
    path = f"{module}/module.yaml"
    line = package.line(path, "steps")
    yield from _few(path, line, say("The module has %(n)d lessons.", n=there), there, LESSONS)
    for name in ("case", "reflection", "quiz", "bank", "dialogue"):
        if f"{module}/{name}.yaml" not in package.places:
            yield Problem(
                f"{module}/{name}.yaml",
                1,
                say("The file is not there."),
                say("A complete module has one."),
            )
    path = f"{module}/case.yaml"
    case = package.value(path)
    if case:
        shortest = shortest_good_end(case)
        if shortest is None or shortest < DECISIONS:
            yield Problem(
                path,
                package.line(path, "scenes"),
                say("The case has no good ending, or one after a single decision."),
                say("A good ending takes %(few)d decisions or more.", few=DECISIONS),
            )


def _objectives(package: Package, module: str) -> Iterator[Problem]:
    path = f"{module}/module.yaml"
    objectives = package.value(path).get("objectives", [])
    if not objectives:
        return
    there = len(objectives)
    line = package.line(path, "objectives")
    yield from _few(path, line, say("The module has %(n)d objectives.", n=there), there, OBJECTIVES)
    if all(each["level"] in _LOW_LEVELS for each in objectives):
        yield Problem(
            path,
            package.line(path, "objectives"),
            say("No objective asks for more than remembering and understanding."),
            say("At least one is “apply” or higher."),
        )
    asked = Counter(each["objective"] for each in ready(package, module))
    for number, each in enumerate(objectives):
        times = asked[each["id"]]
        what = say("The bank asks for “%(id)s” %(n)d times.", id=each["id"], n=times)
        yield from _few(path, package.line(path, "objectives", number), what, times, ASKED)


_ALL_OF_THEM = re.compile(
    r"\b(?:all|none|both|neither) of (?:the above|these|them)\b|အထက်ပါ\s*အားလုံး|အားလုံး\s*မှန်", re.IGNORECASE
)


def _options(file: str, line: int, question: dict[str, Any]) -> Iterator[Problem]:
    there = len(question["options"])
    if question["type"] == "single":
        yield from _few(file, line, say("The question has %(n)d options.", n=there), there, OPTIONS)
    for option in question["options"]:
        for words in option["text"].values():
            if _ALL_OF_THEM.search(words if isinstance(words, str) else words["text"]):
                yield Problem(
                    file,
                    line,
                    say("An option speaks of all or none of the others."),
                    say("Write what it means: options are shown in any order."),
                )


def _bank(package: Package, module: str) -> Iterator[Problem]:
    path = f"{module}/bank.yaml"
    if not package.sound(path):
        return
    questions = ready(package, module)
    line = package.line(path, "questions")
    there = len(questions)
    yield from _few(path, line, say("The bank has %(n)d questions.", n=there), there, BANK)
    cases = sum("case" in each.get("tags", ()) for each in questions)
    what = say("The bank has %(n)d questions tagged “case”.", n=cases)
    yield from _few(path, line, what, cases, BANK_CASES)
    for number, each in enumerate(questions):
        at = package.line(path, "questions", number)
        if "options" in each:
            yield from _options(path, at, each)
        stem = each["stem"].get("en", "")
        words = count(bare(stem if isinstance(stem, str) else stem["text"]))
        if words >= STEM_WORDS:
            yield Problem(
                path,
                at,
                say("The question has %(words)d English words.", words=words),
                say("Ask it in fewer than %(most)d.", most=STEM_WORDS),
            )


def _quiz(package: Package, module: str) -> Iterator[Problem]:
    path = f"{module}/quiz.yaml"
    quiz = package.value(path)
    if quiz:
        drawn = sum(draw["count"] for draw in quiz["draw"])
        what = say("The quiz draws %(n)d questions.", n=drawn)
        yield from _few(path, package.line(path, "draw"), what, drawn, QUIZ)
        attempts = quiz["attempts"]
        if attempts != "unlimited":
            what = say("The quiz can be taken %(n)d times.", n=attempts)
            yield from _few(path, package.line(path, "attempts"), what, attempts, ATTEMPTS)


def _lessons(package: Package, scanned: list[Scanned]) -> Iterator[Problem]:
    for each in scanned:
        if each.text.kind != "lesson" or each.text.name == "plan":
            continue
        page = package.pages[each.file]
        line = page.body_line
        pictures = sum(use.kind == "picture" for use in each.found.uses)
        yield from _few(each.file, line, say("The lesson has %(n)d pictures.", n=pictures), pictures, 1)
        checks = sum(use.kind == "check" for use in each.found.uses)
        what = say("The lesson has %(n)d check questions.", n=checks)
        yield from _few(each.file, line, what, checks, CHECKS)
        if each.lang == "en":
            words = count(bare(page.body))
            what = say("The lesson has %(n)d words.", n=words)
            yield from _few(each.file, line, what, words, LESSON_WORDS)
        if package.sound(page.path):
            minutes = page.front.value["minutes"]
            what = say("The lesson takes %(n)d minutes.", n=minutes)
            yield from _few(each.file, page.front.line(("minutes",)), what, minutes, LESSON_MINUTES)


def _sentences(package: Package, text: Text) -> Iterator[Problem]:
    """Yield sentences that are too long to be read aloud, and lessons whose sentences are long on
    the whole.
    """
    for lang, (most_median, most) in SENTENCE.items():
        written = text.written.get(lang)
        if written is None or text.kind == "plain":
            continue
        words = package.pages[written.file].body if text.kind == "lesson" else written.words
        lengths = sentences(bare(words))
        if lengths and max(lengths) > most:
            yield Problem(
                written.file,
                written.line,
                say(
                    "The longest sentence here has %(length)d words or syllables.",
                    length=max(lengths),
                ),
                say("Divide it: %(most)d at most in %(language)s.", most=most, language=KNOWN[lang]),
            )
        if text.kind == "lesson" and lengths and median(lengths) > most_median:
            yield Problem(
                written.file,
                written.line,
                say(
                    "Half of the sentences have %(length)d words or syllables or more.",
                    length=int(median(lengths)),
                ),
                say(
                    "Write shorter ones: %(most)d in the middle in %(language)s.",
                    most=most_median,
                    language=KNOWN[lang],
                ),
            )
