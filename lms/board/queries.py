"""Reads of a board: kept totals only, in three questions however many learners there are."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any

from markupsafe import Markup
from sqlalchemy import Select, String, bindparam, case, cast, func, select
from sqlalchemy.orm import Session

from lms.accounts.models import Account, State
from lms.board import rules
from lms.board.rules import BoardStep, Limits, Line, Mark, Reason, When, Work
from lms.catalog.models import Content, Course, Head, Outline, Revision, RevisionStep, Step, StepKind
from lms.cohorts.models import Cohort, CohortCourse
from lms.enrolment.models import Enrolment, PlaceState
from lms.languages import nearest
from lms.progress.models import CourseProgress, StepProgress


@dataclass(frozen=True)
class Taken:
    """A course that a cohort takes, at the revision that readers see. `titles` are plain text, by language."""

    course_id: int
    code: str
    slug: str
    revision_id: int
    revision_uid: str
    languages: tuple[str, ...]
    titles: Mapping[str, str]

    def lang_for(self, asked: str) -> str:
        """Return the language of its words for a reader of `asked`."""
        return nearest(asked, self.languages)


@dataclass(frozen=True)
class Subject:
    """What a board is about: a cohort, and the courses it takes in their order."""

    cohort: Cohort
    courses: tuple[Taken, ...]

    @property
    def uid(self) -> str:
        """Return the cohort's uid, which stands in addresses."""
        return self.cohort.uid

    @property
    def places(self) -> frozenset[tuple[str, str]]:
        """Return the scopes this lies in, as (kind, uid)."""
        return self.cohort.places

    def course(self, asked: str | None) -> Taken | None:
        """Return the course with this code or name, else the first; None where the cohort takes none."""
        named = (taken for taken in self.courses if asked and asked in {taken.code, taken.slug})
        return next(named, self.courses[0] if self.courses else None)


_SUBJECT = (
    select(
        Cohort,
        Course.id,
        Course.code,
        Course.slug,
        Revision.id,
        Revision.uid,
        Revision.languages,
        Outline.lang,
        Outline.title,
    )
    .outerjoin(CohortCourse, CohortCourse.cohort_id == Cohort.id)
    .outerjoin(Course, Course.id == CohortCourse.course_id)
    .outerjoin(Head, Head.course_id == Course.id)
    .outerjoin(Revision, Revision.id == Head.revision_id)
    .outerjoin(Outline, Outline.revision_id == Revision.id)
    .where(Cohort.uid == bindparam("uid"))
    .order_by(CohortCourse.position)
)
"""Made once: to make it takes longer than to ask it."""


def subject(session: Session, uid: str) -> Subject | None:
    """Return the cohort with this uid and its courses."""
    rows = session.execute(_SUBJECT, {"uid": uid}).all()
    if not rows:
        return None
    titles: dict[int, dict[str, str]] = {}
    taken: dict[int, Taken] = {}
    for _cohort, course_id, code, slug, revision_id, revision_uid, languages, lang, title in rows:
        if lang is not None:
            titles.setdefault(course_id, {})[lang] = plain(title)
            spoken = tuple(languages.split())
            said = titles[course_id]
            taken.setdefault(course_id, Taken(course_id, code, slug, revision_id, revision_uid, spoken, said))
    return Subject(rows[0][0], tuple(taken.values()))


@dataclass(frozen=True)
class Shown:
    """What a step is called. `title` is plain text, empty where its author gave none."""

    name: str
    kind: StepKind
    number: str
    title: str


@dataclass(frozen=True)
class Layout:
    """The steps of a course in their order: what a board asks of each, and what it is called.

    :param modules: the titles of the modules, plain text, by number.
    :param lang: the language of the titles.
    """

    steps: tuple[BoardStep, ...]
    shown: tuple[Shown, ...]
    modules: Mapping[str, str]
    lang: str

    @property
    def groups(self) -> list[tuple[str, int]]:
        """Return the modules in their order, by number, and how many steps each has; outside of modules: ""."""
        return [(module, len(list(steps))) for module, steps in groupby(self.steps, key=lambda step: step.module)]


_ASKED: tuple[Any, ...] = (
    RevisionStep.step_id,
    RevisionStep.number,
    RevisionStep.needed,
    RevisionStep.settings,
    Step.name,
    Step.kind,
)
_WHEN = {"pretest": When.BEFORE, "posttest": When.AFTER, "plan": When.AFTER}


_layouts: OrderedDict[tuple[str, str], Layout] = OrderedDict()
_MOST_LAYOUTS = 16


def layout(session: Session, taken: Taken, asked: str) -> Layout:
    """Return the steps of a course for a reader of the language `asked`. A revision never changes, so some are kept."""
    lang = taken.lang_for(asked)
    key = (taken.revision_uid, lang)
    found = _layouts.get(key) or _layout(session, taken, lang)
    _layouts[key] = found
    while len(_layouts) > _MOST_LAYOUTS:
        _layouts.popitem(last=False)
    return found


def _layout(session: Session, taken: Taken, lang: str) -> Layout:
    rows: list[Any] = list(
        session.execute(
            select(
                *_ASKED,
                # The outline is the same in each row, and large.
                case((RevisionStep.position == 1, Outline.content)),
            )
            .join(Step, Step.id == RevisionStep.step_id)
            .join(Outline, (Outline.revision_id == RevisionStep.revision_id) & (Outline.lang == lang))
            .where(RevisionStep.revision_id == taken.revision_id)
            .order_by(RevisionStep.position)
        )
    )
    outline: Content = rows[0][-1] if rows else {"modules": [], "outside": []}
    entries = [*outline["outside"], *(step for module in outline["modules"] for step in module["steps"])]
    titles = {entry["step"]: plain(entry["title"]) for entry in entries}
    return Layout(
        steps=tuple(_step(*asked) for *asked, _outline in rows),
        shown=tuple(
            Shown(name, StepKind(kind), number, titles[name])
            for _id, number, _needed, _set, name, kind, _outline in rows
        ),
        modules={module["number"]: plain(module["title"]) for module in outline["modules"]},
        lang=lang,
    )


def steps_of(session: Session, revision_id: int) -> tuple[BoardStep, ...]:
    """Return the steps of a revision in their order, as a board asks of them."""
    rows = session.execute(
        select(*_ASKED)
        .join(Step, Step.id == RevisionStep.step_id)
        .where(RevisionStep.revision_id == revision_id)
        .order_by(RevisionStep.position)
    )
    return tuple(_step(*row) for row in rows)


def _step(step_id: int, number: str, needed: bool, settings: Content, name: str, kind: StepKind) -> BoardStep:
    return BoardStep(
        id=step_id,
        module=number.partition(".")[0],
        needed=needed,
        is_quiz=kind == StepKind.QUIZ,
        tries=settings.get("attempts") if kind == StepKind.QUIZ else None,
        when=_WHEN.get(name, When.WITHIN),
    )


def plain(html: str) -> str:
    """Return the words of an outline's HTML."""
    return str(Markup(html).striptags())  # noqa: S704


def lines(session: Session, cohort: Cohort, course_id: int, steps: tuple[BoardStep, ...], at: Limits) -> list[Line]:
    """Return the learners of a cohort in a course, by handle: one question, and thousands of people have only some
    hundreds of different marks and days, so that each is judged once.
    """

    @cache
    def judged(
        marks: str | None, last_day: date | None, finished_day: date | None
    ) -> tuple[Work, date | None, bool, tuple[Reason, ...]]:
        work = rules.work(steps, _marks(marks))
        why = rules.reasons(work, at, last_day=last_day, finished_day=finished_day)
        return work, last_day, rules.is_finished(work, at, finished_day), why

    wanted = _wanted(cohort.id, course_id, steps).add_columns(Account.handle, Enrolment.uid)
    return [
        Line(handle, place_uid, *judged(marks, last_day, finished_day))
        for marks, last_day, finished_day, handle, place_uid in session.execute(wanted)
    ]


@dataclass(frozen=True)
class Standing:
    """How far one learner is in a course, whatever day it is."""

    account_id: int
    handle: str
    handle_key: str
    work: Work
    last_day: date | None
    finished_day: date | None


def standings(
    session: Session, cohort_id: int, course_id: int, steps: tuple[BoardStep, ...], account_ids: Iterable[int] | None
) -> Iterator[Standing]:
    """Yield how far the learners of a cohort are in a course.

    :param account_ids: only these; None: everybody.
    """
    wanted = _wanted(cohort_id, course_id, steps).add_columns(Account.id, Account.handle, Account.handle_key)
    if account_ids is not None:
        wanted = wanted.where(Account.id.in_(account_ids))
    for marks, last_day, finished_day, account_id, handle, handle_key in session.execute(wanted):
        yield Standing(account_id, handle, handle_key, rules.work(steps, _marks(marks)), last_day, finished_day)


def _wanted(cohort_id: int, course_id: int, steps: tuple[BoardStep, ...]) -> Select[*tuple[Any, ...]]:
    quizzes = [step.id for step in steps if step.is_quiz]
    mark = (
        cast(StepProgress.step_id, String)
        + case((StepProgress.done_day.is_not(None), "+"), else_="-")
        + cast(StepProgress.times, String)
        + ":"
        + cast(case((StepProgress.step_id.in_(quizzes), StepProgress.points), else_=0), String)
    )
    marks = (
        select(func.aggregate_strings(mark, " "))
        # With "+ 0" no database looks for the course first: hundreds of thousands of rows have the same one.
        .where(StepProgress.account_id == Enrolment.account_id, StepProgress.course_id + 0 == course_id)
        .scalar_subquery()
    )
    mine = (CourseProgress.account_id == Enrolment.account_id) & (CourseProgress.course_id == course_id)
    return (
        select(marks, CourseProgress.last_day, CourseProgress.finished_day)
        .select_from(Enrolment)
        .join(Account, Account.id == Enrolment.account_id)
        .outerjoin(CourseProgress, mine)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.state == PlaceState.TAKEN, Account.state != State.ERASED)
        .order_by(Account.handle_key, Enrolment.id)
    )


def _marks(said: str | None) -> dict[int, Mark]:
    found = {}
    for one in (said or "").split():
        done = "+" in one
        step_id, _sign, rest = one.partition("+" if done else "-")
        times, _colon, points = rest.partition(":")
        found[int(step_id)] = Mark(int(times), int(points), done)
    return found
