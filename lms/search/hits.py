"""What was found, as it is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.catalog.derived.entries import EntryKind
from lms.catalog.derived.postings import (
    BODY,
    ENTRY_BITS,
    LANGUAGE_BITS,
    language_number,
    language_of,
)
from lms.catalog.models import SearchEntry, Step, StepKind
from lms.search import matching, snippets
from lms.search.matching import COURSE_KEY_SHIFT, ITEM_MASK, Found, Mark
from lms.search.scope import Scope

Key = tuple[int, int]
"""The number of a course, and an item in it."""


@dataclass(frozen=True)
class Text:
    """An item in one language."""

    lang: str
    kind: EntryKind
    name: str
    step_code: str
    step_kind: StepKind | None
    title: str
    text: str
    spans: bytes


@dataclass(frozen=True)
class Hit:
    """One thing that was found, in the language in which it shows best.

    :param item: its number in the course.
    :param name: the step's stable name or the term's id; empty of the course.
    :param step_code: the step's name in addresses; empty where it is none.
    :param lang: the language of the title and the snippet.
    :param also: the other languages that it is in.
    :param course_title: what its course is called, in `course_lang`.
    """

    slug: str
    course_code: str
    item: int
    kind: EntryKind
    name: str
    step_code: str
    step_kind: StepKind | None
    lang: str
    plain_title: str
    title: Markup
    snippet: Markup
    also: tuple[str, ...]
    course_title: str
    course_lang: str


def parted(key: int) -> tuple[int, int]:
    """Return the number of the course of an item, and the item's in it."""
    return key >> COURSE_KEY_SHIFT, key & ITEM_MASK


def hits(session: Session, keys: Sequence[int], found: Found, scope: Scope) -> list[Hit]:
    """Return items that were found, with what was found in them marked."""
    marks = found.marks_of(keys)
    texts = _texts(session, list(map(parted, keys)), scope)
    return [_hit(parted(key), marks[key], texts, scope) for key in keys if parted(key) in texts]


def _texts(session: Session, keys: Sequence[Key], scope: Scope) -> dict[Key, list[Text]]:
    """Return items and their courses in each language."""
    wanted = {*keys, *((course_id, 0) for course_id, _item in keys)}
    numbers = [
        course_id << ENTRY_BITS | item << LANGUAGE_BITS | language
        for course_id, item in wanted
        for language in map(language_number, scope.courses[scope.by_id[course_id]].languages)
    ]
    rows = session.execute(_TEXTS.where(SearchEntry.number.in_(numbers)))
    texts: dict[Key, list[Text]] = {}
    for number, lang, kind, name, code, step_kind, title, words, spans in rows:
        step = StepKind(step_kind) if step_kind else None
        text = Text(lang, EntryKind(kind), name, code or "", step, title, words, spans)
        key = (number >> ENTRY_BITS, (number & (1 << ENTRY_BITS) - 1) >> LANGUAGE_BITS)
        texts.setdefault(key, []).append(text)
    return texts


_TEXTS = (
    select(
        SearchEntry.number,
        SearchEntry.lang,
        SearchEntry.kind,
        SearchEntry.name,
        Step.code,
        Step.kind,
        SearchEntry.title,
        SearchEntry.text,
        SearchEntry.spans,
    )
    .outerjoin(Step, Step.id == SearchEntry.step_id)
    .order_by(SearchEntry.number)
)


def _hit(key: Key, marks: list[Mark], texts: Mapping[Key, list[Text]], scope: Scope) -> Hit:
    course_id, item = key
    slug = scope.by_id[course_id]
    reading = scope.courses[slug]
    own = texts[key]
    standing = {language_of(place) for place, _ in marks}
    shown = max(own, key=lambda text: (language_number(text.lang) in standing, text.lang == scope.lang))
    number = language_number(shown.lang)
    here = [(matching.position_of(place), count) for place, count in marks if language_of(place) == number]
    course = _course(texts.get((course_id, 0), own), reading.lang_for(scope.lang))
    return Hit(
        slug=slug,
        course_code=reading.code,
        item=item,
        kind=shown.kind,
        name=shown.name,
        step_code=shown.step_code,
        step_kind=shown.step_kind,
        lang=shown.lang,
        plain_title=shown.title,
        title=snippets.title(shown.title, [mark for mark in here if mark[0] < BODY]),
        snippet=snippets.snippet(shown.text, shown.spans, [(at - BODY, count) for at, count in here if at >= BODY]),
        also=tuple(text.lang for text in own if text.lang != shown.lang),
        course_title=course.title,
        course_lang=course.lang,
    )


def _course(texts: Sequence[Text], lang: str) -> Text:
    return next((text for text in texts if text.lang == lang), texts[0])
