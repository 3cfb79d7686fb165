"""A question from a file meets one of the course with the same id: it is the same, a language of it, or another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lms.catalog.package.rewriting import Saying
from lms.catalog.package.texts import hash_of
from lms.exchange.balance import right_place
from lms.exchange.filling import STOCK
from lms.exchange.found import Content
from lms.exchange.html_in import plain_text
from lms.exchange.html_out import prose, words_of
from lms.exchange.walk import Path, bones, texts, typed


class Meeting(StrEnum):
    """How the two are related."""

    SAME = "same"
    """It says nothing that is not there."""
    LANGUAGE = "language"
    """It is the same question in another language."""
    OTHER = "other"


@dataclass(frozen=True)
class Met:
    """How the two are related, and what the course's question would say then.

    :param sayings: by where a text stands in the question, and the language.
    :param typed: lists of words that get more, by where they stand.
    """

    meeting: Meeting
    sayings: Mapping[tuple[Path, str], Saying]
    typed: Mapping[Path, list[str]]


def meet(here: Content, came: Content, langs: Iterable[str]) -> Met:
    """Say how a question that came is related to the one that is here.

    :param came: as the file had it, only with an id; the engine finds nothing wrong in it.
    :param langs: the languages of the course.
    """
    other = Met(Meeting.OTHER, {}, {})
    came = _aligned(here, came)
    if bones(here) != bones(came):
        return other
    mine = dict(texts(here))
    sayings: dict[tuple[Path, str], Saying] = {}
    for lang in (lang for lang in langs if lang in came["stem"]):
        new = _in_language(mine, came, lang)
        if new is None:
            return other
        sayings |= new
    more = _typed(here, came)
    return Met(Meeting.LANGUAGE if sayings or more else Meeting.SAME, sayings, more)


def _aligned(here: Content, came: Content) -> Content:
    """Return a single choice with its right option where the course has it: the first file's may have been moved."""
    if here["type"] != "single" or came["type"] != "single" or len(here["options"]) != len(came["options"]):
        return came
    options = list(came["options"])
    there, place = right_place(here), right_place(came)
    if there is not None and place is not None:
        options.insert(there, options.pop(place))
    return {**came, "options": options}


def _in_language(
    mine: Mapping[Path, Mapping[str, Any]], came: Content, lang: str
) -> dict[tuple[Path, str], Saying] | None:
    """Return what is new in a language; None where something else is said in it already."""
    new: dict[tuple[Path, str], Saying] = {}
    is_there = bool(words_of(mine[("stem",)], lang))
    for at, text in texts(came):
        words = text.get(lang, next(iter(text.values())))
        there = words_of(mine.get(at), lang)
        if at not in mine or _bare(there) == _bare(words):
            continue
        if there and (is_there or not _is_stand_in(there)):
            return None
        new[at, lang] = Saying(words, _source(mine[at], lang), "reviewed")
    return new


def _bare(words: str) -> str:
    """Return words without marks: what was given out, and came back, has no terms and sources any more."""
    return plain_text(prose(words))


def _is_stand_in(words: str) -> bool:
    return any(words in stock.values() for stock in STOCK)


def _source(text: Mapping[str, Any], lang: str) -> tuple[str, str] | None:
    origin = next((each for each in text if each != lang and words_of(text, each)), None)
    return (origin, hash_of(words_of(text, origin))) if origin else None


def _typed(here: Content, came: Content) -> dict[Path, list[str]]:
    """Return the lists of typed words that get more; where the two have other lists, each list its own."""
    there = dict(typed(here))
    found = {}
    for at, words in typed(came):
        new = [word for word in words if at in there and word not in there[at]]
        if new:
            found[at] = [*there[at], *new]
    return found
