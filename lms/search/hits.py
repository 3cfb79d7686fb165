"""What was found, as it is shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from lms.catalog.derived.entries import EntryKind
from lms.catalog.derived.postings import BODY, LANGUAGES
from lms.catalog.models import SearchEntry, Step, StepKind
from lms.search import matching, snippets
from lms.search.matching import Found, Mark
from lms.search.scope import Scope

Key = tuple[str, int]
"""A course's slug, and an item in it."""


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


def hits(session: Session, keys: Sequence[Key], found: Mapping[str, Found], scope: Scope) -> list[Hit]:
    """Return things that were found, with what was found in them marked."""
    texts = _texts(session, keys, scope)
    items: dict[str, list[int]] = {}
    for slug, item in keys:
        items.setdefault(slug, []).append(item)
    marks = {slug: found[slug].marks_of(some) for slug, some in items.items()}
    return [_hit((slug, item), marks[slug][item], texts, scope) for slug, item in keys if (slug, item) in texts]


def _texts(session: Session, keys: Iterable[Key], scope: Scope) -> dict[Key, list[Text]]:
    """Return items and their courses in each language."""
    wanted = {*keys, *((slug, 0) for slug, _item in keys)}
    if not wanted:
        return {}
    slugs = {reading.course_id: slug for slug, reading in scope.courses.items()}
    which = [
        and_(
            SearchEntry.course_id == scope.courses[slug].course_id,
            SearchEntry.number.between(item * LANGUAGES, item * LANGUAGES + LANGUAGES - 1),
        )
        for slug, item in sorted(wanted)
    ]
    rows = session.execute(
        select(
            SearchEntry.course_id,
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
        .where(or_(*which))
        .order_by(SearchEntry.course_id, SearchEntry.number)
    )
    texts: dict[Key, list[Text]] = {}
    for course_id, number, lang, kind, name, code, step_kind, *said in rows:
        text = Text(lang, EntryKind(kind), name, code or "", StepKind(step_kind) if step_kind else None, *said)
        texts.setdefault((slugs[course_id], number // LANGUAGES), []).append(text)
    return texts


def _hit(key: Key, marks: list[Mark], texts: Mapping[Key, list[Text]], scope: Scope) -> Hit:
    slug, item = key
    reading = scope.courses[slug]
    standing = {reading.languages[matching.lang_of(place)] for place, _ in marks}
    own = texts[key]
    shown = max(own, key=lambda text: (text.lang in standing, text.lang == scope.lang))
    number = reading.languages.index(shown.lang)
    here = [(matching.position_of(place), count) for place, count in marks if matching.lang_of(place) == number]
    course = _course(texts.get((slug, 0), own), reading.lang_for(scope.lang))
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
