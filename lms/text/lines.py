"""A text gone through line by line: what was typed in Zawgyi, in a wrong order or with signs that nobody sees."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lms.text.canonical import tidy
from lms.text.digits import spelled_right
from lms.text.zawgyi.judge import Verdict, converted, is_surely_unicode, verdict


class Kind(StrEnum):
    """What is wrong with a line."""

    ZAWGYI = "zawgyi"
    DOUBTFUL = "doubtful"
    """Perhaps Zawgyi; it is left as it is."""
    UNSEEN = "unseen"
    ORDER = "order"
    DIGITS = "digits"


@dataclass(frozen=True)
class Line:
    """A line, counted from 1, as it was and as it would be."""

    number: int
    text: str
    mended: str
    kinds: tuple[Kind, ...]


def gone_through(text: str, *, lang: str) -> Iterator[Line]:
    """Yield every line of a text, mended where something is surely wrong.

    Each line of Zawgyi is found by itself. Where there is one, and no line that is surely Unicode, then the whole text
    was typed in Zawgyi, and what is too short to be sure by itself is Zawgyi too.

    :param lang: the language of the text: only in Burmese are Zawgyi and letters typed for digits looked for.
    """
    lines = text.split("\n")
    verdicts = [verdict(line, lang=lang) for line in lines]
    all_zawgyi = Verdict.CONVERT in verdicts and not any(map(is_surely_unicode, lines))
    for number, (line, found) in enumerate(zip(lines, verdicts, strict=True), 1):
        convert = found is Verdict.CONVERT or (all_zawgyi and found is Verdict.ASK)
        yield _mended(number, line, convert, doubtful=found is Verdict.ASK and not convert, burmese=lang == "my")


def _mended(number: int, line: str, convert: bool, *, doubtful: bool, burmese: bool) -> Line:
    body, end = (line[:-1], "\r") if line.endswith("\r") else (line, "")
    steps = [(Kind.ZAWGYI, converted(body))] if convert else [(Kind.UNSEEN, _seen(body)), (Kind.ORDER, tidy(body))]
    if burmese:
        steps.append((Kind.DIGITS, spelled_right(steps[-1][1])))
    kinds, before = [Kind.DOUBTFUL] if doubtful else [], body
    for kind, after in steps:
        if after != before:
            kinds.append(kind)
        before = after
    return Line(number, line, before + end, tuple(kinds))


_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def _seen(line: str) -> str:
    return _UNSEEN.sub("", line)
