"""Marking attempts again after a key was mended: what would change, and then the change.

A question keeps its name through its versions. An answer that was given to an earlier version is read and marked by the
one that readers see now; where it can't be read any more, its mark stays.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from lms.audit import service as audit
from lms.audit.service import Actor
from lms.catalog import queries as catalog
from lms.catalog.models import Question, RevisionStep
from lms.catalog.queries import StepReading
from lms.errors import LmsError, NotFound
from lms.progress import service as progress
from lms.progress.models import CourseProgress, StepProgress
from lms.quizzes import queries, weighing
from lms.quizzes.engine import definition
from lms.quizzes.engine.draw import Item
from lms.quizzes.engine.refusal import NotAnAnswer
from lms.quizzes.engine.rules.quiz import QuizSettings
from lms.quizzes.grades import grade
from lms.quizzes.marking import Contents, Marks, asked
from lms.quizzes.models import Attempt, AttemptState, FormerMark, Slot

MOST_ATTEMPTS = 1000
"""Are looked at in one step: others wait meanwhile."""


class ChangedMeanwhile(LmsError):
    """Not what was looked at."""

    status = 409
    message = _l("Something changed since you opened this page: nothing was marked. Look again, then mark.")


@dataclass(frozen=True)
class Again:
    """One attempt, and what it would be worth.

    :param moved: the questions that are marked by another version now.
    """

    attempt: Attempt
    marks: Marks
    moved: tuple[Slot, ...]

    @property
    def before(self) -> int:
        """Return the points that it has."""
        return self.attempt.points or 0

    @property
    def passes_now(self) -> bool:
        """Tell whether it would pass and did not."""
        return bool(self.marks.passed) and not self.attempt.passed

    @property
    def fails_now(self) -> bool:
        """Tell whether it passed and would not."""
        return bool(self.attempt.passed) and not self.marks.passed


@dataclass
class Mended:
    """A question whose key is another than that by which answers were marked.

    :param question_id: the version that readers see.
    :param kept: answers that it can't read, whose marks stay.
    """

    name: str
    question_id: int
    up: int = 0
    down: int = 0
    same: int = 0
    kept: int = 0


@dataclass(frozen=True)
class Plan:
    """What marking again would do.

    :param kept: attempts in which the mark of some mended question stays.
    :param more: there are attempts beyond these; they come when these are done.
    """

    questions: tuple[Mended, ...] = ()
    attempts: tuple[Again, ...] = ()
    kept: tuple[Attempt, ...] = ()
    more: bool = False

    @property
    def digest(self) -> str:
        """Return what stands for exactly this plan."""
        said = [
            (
                one.attempt.uid,
                (one.before, one.attempt.passed, one.marks.points, one.marks.passed),
                [(slot.position, slot.question_id, slot.points, one.marks.slots[slot.position]) for slot in one.moved],
            )
            for one in self.attempts
        ]
        targets = sorted((each.name, each.question_id) for each in self.questions)
        return hashlib.sha256(json.dumps([targets, said]).encode()).hexdigest()

    def count(self, way: str) -> int:
        """Return how many attempts would go "up" or "down", or be the "same"."""
        return sum(way == _way(one.before, one.marks.points or 0) for one in self.attempts)


def _way(before: int, after: int) -> str:
    return "up" if after > before else "down" if after < before else "same"


def plan(session: Session, reading: StepReading) -> Plan:
    """Return what marking a quiz again would change, by the revision that readers see."""
    return _Plan(session, reading).made()


@dataclass
class _Plan:
    session: Session
    reading: StepReading
    contents: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    versions: dict[int, Item] = field(default_factory=dict)
    mended: dict[str, Mended] = field(default_factory=dict)
    settings: dict[int, QuizSettings] = field(default_factory=dict)

    def made(self) -> Plan:
        self._find_mended()
        attempts = self._attempts() if self.versions else []
        more = len(attempts) > MOST_ATTEMPTS
        again, kept = [], []
        for attempt in attempts[:MOST_ATTEMPTS]:
            if not self._is_as_marked(attempt):
                kept.append(attempt)
                continue
            moved = tuple(slot for slot in attempt.slots if self._can_be_read(attempt, slot))
            if len(moved) < len(self._old(attempt)):
                kept.append(attempt)
            found = self._again(attempt, moved) if moved else None
            if found is not None:
                again.append(found)
            elif moved:
                kept.append(attempt)
        return Plan(tuple(self.mended.values()), tuple(again), tuple(kept), more)

    def _find_mended(self) -> None:
        """Find the versions in attempts that have another key than the one that readers see."""
        wanted = (
            select(Question.id, Question.name, Question.content)
            .where(Question.id.in_(self._in_step(select(Slot.question_id))))
            .order_by(Question.name, Question.id)
        )
        now = {item.name: item for item in queries.bank(self.session, self.reading.revision_id)}
        for number, name, content in self.session.execute(wanted):
            self.contents[number] = content
            if name in now and now[name].id != number and _key(content) != _key(now[name].content):
                self.versions[number] = now[name]
                self.mended.setdefault(name, Mended(name, now[name].id))

    def _in_step(self, wanted: Any) -> Any:
        done = (Attempt.state == AttemptState.HANDED_IN, Attempt.points.is_not(None))
        mine = wanted.join(Attempt, Attempt.id == Slot.attempt_id).where(Attempt.step_id == self.reading.step_id)
        return mine.where(*done)

    def _attempts(self) -> Sequence[Attempt]:
        old = self._in_step(select(Slot.attempt_id)).where(Slot.question_id.in_(self.versions))
        wanted = select(Attempt).where(Attempt.id.in_(old)).order_by(Attempt.id).limit(MOST_ATTEMPTS + 1)
        return self.session.scalars(wanted.options(selectinload(Attempt.slots))).all()

    def _old(self, attempt: Attempt) -> list[Slot]:
        return [slot for slot in attempt.slots if slot.question_id in self.versions]

    def _is_as_marked(self, attempt: Attempt) -> bool:
        """Tell whether the old key gives the marks that are kept: else something but the key would change them too."""
        was = self._marks(attempt, self.contents)
        if (was.points, was.passed) == (attempt.points, attempt.passed) and all(
            was.slots[slot.position] == slot.points for slot in attempt.slots
        ):
            return True
        for slot in self._old(attempt):
            self.mended[self.versions[slot.question_id].name].kept += 1
        return False

    def _can_be_read(self, attempt: Attempt, slot: Slot) -> bool:
        item = self.versions.get(slot.question_id)
        if item is None:
            return False
        try:
            if slot.is_answered:
                asked(slot, attempt.seed, item.content).task.read(slot.chosen)
        except NotAnAnswer:
            self.mended[item.name].kept += 1
            return False
        return True

    def _again(self, attempt: Attempt, moved: tuple[Slot, ...]) -> Again | None:
        """Return what an attempt would be worth; None: something that happened in it can't be read any more."""
        anew = {slot.question_id: self.versions[slot.question_id].content for slot in moved}
        try:
            found = self._marks(attempt, {**self.contents, **anew})
        except NotAnAnswer:
            for slot in moved:
                self.mended[self.versions[slot.question_id].name].kept += 1
            return None
        for slot in moved:
            mended = self.mended[self.versions[slot.question_id].name]
            way = _way(slot.points or 0, found.slots[slot.position] or 0)
            setattr(mended, way, getattr(mended, way) + 1)
        return Again(attempt, found, moved)

    def _marks(self, attempt: Attempt, contents: Contents) -> Marks:
        """Return what an attempt is worth by these questions, and by the settings under which it was begun."""
        if attempt.revision_id not in self.settings:
            step = self.session.get_one(RevisionStep, (attempt.revision_id, attempt.step_id))
            self.settings[attempt.revision_id] = QuizSettings.of(step.settings)
        return weighing.weigh(self.session, attempt, contents, self.settings[attempt.revision_id])


def _key(content: Mapping[str, Any]) -> object:
    return definition.key(definition.load(content))


def mark_again(session: Session, *, reading: StepReading, digest: str, by: Actor, today: date) -> Plan:
    """Mark the attempts at a quiz by the keys that readers see. Doing it twice changes nothing more.

    :param digest: of the plan that was looked at.
    :param today: the day that learners are told.
    :returns: what was done; no attempts: it had been done already.
    :raises NotFound: readers do not see the quiz any more.
    :raises ChangedMeanwhile: it would do something else by now.
    """
    now = catalog.step_reading(session, reading.code, reading.step_code)
    if now is None:
        raise NotFound
    found = plan(session, now)
    if not found.attempts:
        return found
    if found.digest != digest:
        raise ChangedMeanwhile
    targets = {each.name: each.question_id for each in found.questions}
    names = _names(session, (slot.question_id for one in found.attempts for slot in one.moved))
    for one in found.attempts:
        for slot in one.moved:
            session.add(FormerMark(slot_id=slot.id, question_id=slot.question_id, points=slot.points, until_day=today))
            slot.question_id, slot.marked_again_day = targets[names[slot.question_id]], today
            slot.points = one.marks.slots[slot.position]
            state = one.marks.states[slot.position]
            slot.stage, slot.tries = state.stage, state.tries
        one.attempt.points, one.attempt.passed = one.marks.points, one.marks.passed
    session.flush()  # The best of each person is asked of the database.
    _tell_progress(session, now, found, today)
    audit.note(session, by, action="quiz.mark-again", kind="course", uid=now.course_uid)
    return found


def _names(session: Session, question_ids: Iterator[int]) -> dict[int, str]:
    wanted = select(Question.id, Question.name).where(Question.id.in_(set(question_ids)))
    return {number: name for number, name in session.execute(wanted)}  # noqa: C416


def _tell_progress(session: Session, reading: StepReading, found: Plan, today: date) -> None:
    """Write what counts for each person now into the ledger, and the step as done where it is."""
    people = {one.attempt.account_id for one in found.attempts}
    wanted = select(Attempt).where(Attempt.step_id == reading.step_id, Attempt.account_id.in_(people))
    tries: dict[int, list[Attempt]] = {}
    for attempt in session.scalars(wanted.order_by(Attempt.account_id, Attempt.number)):
        tries.setdefault(attempt.account_id, []).append(attempt)
    settings = QuizSettings.of(reading.settings)
    revisions = {one.attempt.account_id: one.attempt.revision_id for one in found.attempts}
    # Kept at hand while they are corrected one by one: each would be a question of its own.
    steps = select(StepProgress).where(StepProgress.step_id == reading.step_id, StepProgress.account_id.in_(people))
    courses = select(CourseProgress).where(
        CourseProgress.course_id == reading.course_id, CourseProgress.account_id.in_(people)
    )
    at_hand = [*session.scalars(steps), *session.scalars(courses)]
    for account_id, mine in tries.items():
        counted = grade(mine, settings.grade, settings.pass_share)
        assert counted is not None  # One of them was handed in: it was marked again.
        place = progress.Place(account_id, reading.course_id, revisions[account_id], reading.step_id, today)
        progress.correct(session, place=place, points=counted.points, done=counted.passed)
    at_hand.clear()
