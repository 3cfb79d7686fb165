"""The board of a large group, as it is kept: through whatever happens it says what a count of everybody says."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.board import keeping, rules
from lms.board import queries as board
from lms.board.models import KeptCount, KeptLine
from lms.board.queries import Layout, Subject, Taken
from lms.board.rules import Limits, Line, Order, Show
from lms.board.wholes import Counted, Kept, whole
from lms.cohorts import service as cohorts
from lms.cohorts.models import Cohort
from lms.enrolment import queries as places
from lms.enrolment import service as enrolment
from lms.enrolment.models import Enrolment
from lms.people import erasing
from lms.progress import service as progress
from lms.progress.models import Event
from lms.progress.service import Place
from tests.support.cast import TODAY, TZ, make_person
from tests.support.ground import Ground
from tests.support.installation import Installation
from tests.support.moment import NOON
from tests.support.taking import Taking

PEOPLE = 12


class Group:
    """A cohort in which things happen, and its board by both ways."""

    def __init__(self, db: Session, ground: Ground, taking: Taking, cohort: Cohort, chance: random.Random) -> None:
        self.db, self.ground, self.taking, self.cohort, self.chance = db, ground, taking, cohort, chance
        cohort.seats, cohort.starts_day = 100, TODAY - timedelta(days=30)
        self.people = [make_person(db, f"quiet stone {number}") for number in range(10, 10 + PEOPLE)]
        subject = board.subject(db, cohort.uid)
        assert subject is not None
        self.subject: Subject = subject
        taken = subject.course(None)
        assert taken is not None
        self.taken: Taken = taken
        self.layout: Layout = board.layout(db, taken, "en")

    @property
    def limits(self) -> Limits:
        """Return what is asked of the group today."""
        return rules.limits_of(self.cohort, self.layout.steps, NOON)

    def something_happens(self) -> None:
        """Let somebody join or leave, work, or be erased, in a transaction of its own."""
        happening = self.chance.choices([self.join, self.leave, self.work, self.erase], [3, 1, 9, 0.3])[0]
        happening()
        self.db.commit()

    def somebody(self) -> Account:
        """Return one of the people who are not erased."""
        return self.chance.choice([each for each in self.people if each.handle])

    def join(self) -> None:
        """Let somebody have a place."""
        enrolment.take_place(self.db, account=self.somebody(), cohort=self.cohort, by_uid="", now=NOON)

    def leave(self) -> None:
        """Let somebody go who is in."""
        place = places.place_of(self.db, self.somebody(), self.cohort)
        if place is not None:
            enrolment.leave(self.db, place=place, by_uid="", now=NOON)

    def erase(self) -> None:
        """Let somebody be forgotten."""
        erasing.erase(self.db, account=self.somebody(), by=None, now=NOON, tz=TZ)

    def work(self) -> None:
        """Let somebody do something in a step."""
        step = self.chance.choice(self.layout.steps)
        day = TODAY - timedelta(days=self.chance.randint(0, 30))
        place = Place(self.somebody().id, self.taken.course_id, self.taken.revision_id, step.id, day)
        event = Event.QUIZ if step.is_quiz else Event.CHECK
        done, points = self.chance.random() < 0.4, self.chance.randint(0, 10_000)
        progress.record(self.db, place=place, event=event, points=points, done=done)

    def keep(self) -> None:
        """Do the minute's work."""
        self.db.commit()
        keeping.keep_all(self.db, self.ground.config, NOON)
        self.db.commit()

    def boards(self) -> tuple[Kept, Counted]:
        """Return the board as it is kept, and as it is counted."""
        ours = whole(self.db, self.cohort, self.taken, self.layout.steps, self.limits)
        assert isinstance(ours, Kept)
        return ours, Counted(self.db, self.cohort, self.taken.course_id, self.layout.steps, self.limits)

    def assert_same(self) -> None:
        """Compare all that both say."""
        self.db.commit()
        kept, counted = self.boards()
        assert kept.sums == counted.sums
        for show in Show:
            for order in Order:
                everybody = list(map(_shown, counted.everybody(self.ground.database, show, order)))
                assert list(map(_shown, kept.everybody(self.ground.database, show, order))) == everybody
                for offset in range(0, len(everybody) + 4, 3):
                    page = kept.page(self.db, show, order, offset, 4)
                    assert page == _without_results(counted.page(self.db, show, order, offset, 4))


def _without_results(lines: list[Line]) -> list[Line]:
    return [line._replace(work=line.work._replace(results=())) for line in lines]


def _shown(line: Line) -> Line:
    return line._replace(place_uid="", work=line.work._replace(results=()))


@pytest.fixture(autouse=True)
def every_group_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the board of every group, however few are in it."""
    monkeypatch.setattr(keeping, "LARGE", 1)
    monkeypatch.setattr(keeping, "LOOSE_COUNTS", 5)
    monkeypatch.setattr(keeping, "STRETCH", 3)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_kept_is_what_a_count_finds_whatever_happened(
    db: Session, ground: Ground, taking: Taking, cohort: Cohort, seed: int
) -> None:
    chance = random.Random(seed)
    group = Group(db, ground, taking, cohort, chance)
    group.keep()
    for round_ in range(12):
        for _ in range(chance.randint(1, 12)):
            group.something_happens()
        if round_ == 5:  # So many are in by now that it is kept in several pieces.
            keeping.forget(db, [cohort.id])
        if round_ % 3 == 2:
            group.keep()
        group.assert_same()
    lines = select(*(each for each in KeptLine.__table__.columns if each.key != "stretch")).order_by(
        KeptLine.account_id
    )
    kept = db.execute(lines).all()

    keeping.rebuild(
        db,
        cohort_id=cohort.id,
        course_id=group.taken.course_id,
        revision_id=group.taken.revision_id,
    )
    assert db.execute(lines).all() == kept


def test_changes_are_added_up_by_the_minutes_work(db: Session, ground: Ground, taking: Taking, cohort: Cohort) -> None:
    group = Group(db, ground, taking, cohort, random.Random(1))
    for _ in range(40):
        group.join()
    group.keep()
    for _ in range(40):
        group.work()
        db.commit()
    changes = select(func.count()).select_from(KeptCount).where(KeptCount.learners <= 0)
    assert db.scalar(changes)
    group.keep()

    assert db.scalar(changes) == 0
    group.assert_same()


def test_a_transaction_that_fails_moves_nothing(db: Session, ground: Ground, taking: Taking, cohort: Cohort) -> None:
    group = Group(db, ground, taking, cohort, random.Random(2))
    group.join()
    group.keep()
    group.work()
    db.flush()
    db.rollback()
    db.commit()

    group.assert_same()


def test_another_revision_is_counted_until_the_minutes_work_has_kept_it(
    db: Session, ground: Ground, taking: Taking, cohort: Cohort
) -> None:
    group = Group(db, ground, taking, cohort, random.Random(3))
    group.keep()
    other = replace(group.taken, revision_id=group.taken.revision_id + 1)

    assert isinstance(whole(db, cohort, other, group.layout.steps, group.limits), Counted)


def test_courses_taken_anew_are_kept_anew(db: Session, ground: Ground, taking: Taking, cohort: Cohort) -> None:
    group = Group(db, ground, taking, cohort, random.Random(4))
    group.keep()
    cohorts.take_courses(db, cohort=cohort, course_ids=[group.taken.course_id])
    db.commit()
    assert isinstance(whole(db, cohort, group.taken, group.layout.steps, group.limits), Counted)

    group.keep()
    group.assert_same()


def test_only_large_groups_are_kept(
    db: Session, ground: Ground, taking: Taking, cohort: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "LARGE", 100)
    group = Group(db, ground, taking, cohort, random.Random(5))
    group.keep()

    assert isinstance(whole(db, cohort, group.taken, group.layout.steps, group.limits), Counted)


def test_learners_of_a_demo_are_counted_though_they_go_past_the_session(stocked: Installation) -> None:
    stocked.lms("demo", "--learners", 6, "--cohorts", 2)
    stocked.lms("due")
    stocked.lms("demo", "--learners", 9, "--cohorts", 2)
    database = stocked.database()
    with database.session() as db:
        assert db.scalar(select(func.count()).select_from(KeptLine)) == 0
    stocked.lms("due")
    with database.session() as db:
        learners = select(func.count()).select_from(Enrolment)
        assert db.scalar(select(func.count()).select_from(KeptLine).where(KeptLine.course_id == 1)) == db.scalar(
            learners
        )
    stocked.close()
