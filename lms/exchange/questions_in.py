"""Parts of package questions that every format makes: options, answers, what stands around them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from string import ascii_lowercase
from typing import Any

from lms.exchange import shares
from lms.exchange.found import CannotKeep, Content
from lms.exchange.texts import Text
from lms.quizzes.engine.types.shorttext import MOST_ANSWERS
from lms.said import say


@dataclass(frozen=True)
class Choice:
    """An option: what it says, what choosing it adds, what is said then."""

    text: Text
    share: Fraction
    feedback: Text


def letter(place: int) -> str:
    """Return an id by its place from 0: a, b, … z, then o27."""
    return ascii_lowercase[place] if place < len(ascii_lowercase) else f"o{place + 1}"


def thing(place: int, text: Text, feedback: Text | None = None) -> Content:
    """Return a thing of a list with its id and words.

    :raises CannotKeep: it has no words.
    """
    if not text:
        raise CannotKeep(say("One of its options or answers has no words."))
    made: Content = {"id": letter(place), "text": text}
    return {**made, "feedback": feedback} if feedback else made


def options(choices: Sequence[Choice], *, several: bool) -> list[Content]:
    """Return options; those that are simply right or wrong say `right`, others a share."""
    simple = _is_simple([each.share for each in choices], several=several)
    made = []
    for place, each in enumerate(choices):
        option = thing(place, each.text)
        if simple and each.share > 0:
            option["right"] = True
        elif not simple:
            option["share"] = shares.written(each.share)
        if each.feedback:
            option["feedback"] = each.feedback
        made.append(option)
    return made


def _is_simple(given: list[Fraction], *, several: bool) -> bool:
    right = sum(share > 0 for share in given)
    if not several:
        return right == 1 and set(given) <= {Fraction(0), Fraction(1)}
    part = Fraction(1, right) if right else Fraction(0)
    return right < len(given) and all(share in (part, -part) for share in given)


@dataclass(frozen=True)
class Fitting:
    """What is taken for a typed answer."""

    accept: str
    share: Fraction
    feedback: Text


def accepted(fittings: Iterable[Fitting]) -> list[Content]:
    """Return the answers of a short text; neighbours of one worth and one feedback are one answer."""
    made: list[Content] = []
    last: tuple[Fraction, Text] | None = None
    for each in fittings:
        if last == (each.share, each.feedback) and len(made[-1]["accept"]) < MOST_ANSWERS:
            made[-1]["accept"].append(each.accept)
            continue
        made.append({"id": letter(len(made)), "accept": [each.accept], **worth(each.share, each.feedback)})
        last = (each.share, each.feedback)
    return made


def worth(share: Fraction, feedback: Text) -> Content:
    """Return the keys that say what an answer is worth and what is said then."""
    made: Content = {} if share == 1 else {"share": shares.written(share)}
    return {**made, "feedback": feedback} if feedback else made


def measured(place: int, value: Fraction, tolerance: Fraction, share: Fraction, feedback: Text) -> Content:
    """Return an answer that is a number."""
    made: Content = {"id": letter(place), "value": shares.written(value)}
    if tolerance:
        made["tolerance"] = {"by": shares.written(tolerance)}
    return {**made, **worth(share, feedback)}


def some(**keys: Any) -> Content:
    """Return the keys that have something to say."""
    return {name: value for name, value in keys.items() if value not in ("", None, [], {})}
