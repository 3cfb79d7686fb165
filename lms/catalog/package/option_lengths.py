"""Options whose length gives the answer away: one far longer than the others, or the right one longest too often."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from lms.catalog.package.course import Package
from lms.catalog.package.languages import KNOWN
from lms.catalog.package.report import Problem
from lms.catalog.package.words import bare, count
from lms.said import say

TIMES = 2
SPARE = 3
"""An option may have twice the words of the shortest, and three more; of short ones even that is nothing."""

Question = dict[str, Any]


def uneven(package: Package) -> Iterator[Problem]:
    """Yield questions of which one option is far longer than another, in any language."""
    for path, place in package.places.items():
        if place.kind not in ("bank", "check"):
            continue
        for number, question in package.questions(path):
            for lang in package.languages:
                lengths = lengths_of(question, lang)
                if lengths and max(lengths) > TIMES * min(lengths) + SPARE:
                    yield Problem(
                        path,
                        package.line(path, "questions", number),
                        say(
                            "In %(language)s the options have %(short)d to %(long)d words or syllables.",
                            language=KNOWN[lang],
                            short=min(lengths),
                            long=max(lengths),
                        ),
                        say("Make them of like length: the longest is often taken for the right one."),
                    )


def longest_is_right(question: Question, lang: str) -> bool:
    """Say whether a right option is longer than all wrong ones, so that its length gives it away."""
    lengths = lengths_of(question, lang)
    if not lengths:
        return False
    right = [each.get("right") is True or Fraction(str(each.get("share", 0))) > 0 for each in question["options"]]
    own = [length for length, is_right in zip(lengths, right, strict=True) if is_right]
    others = [length for length, is_right in zip(lengths, right, strict=True) if not is_right]
    return bool(own and others) and max(own) > max(others)


def lengths_of(question: Question, lang: str) -> list[int]:
    """Return how long each option is in a language, in words or syllables; nothing where one is not written."""
    texts = [each["text"].get(lang, "") for each in question.get("options", ())]
    lengths = [count(bare(text if isinstance(text, str) else text["text"])) for text in texts]
    return lengths if all(lengths) else []
