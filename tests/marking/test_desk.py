"""The marking desk: what waits for whom, marked one after another, without a name before the mark."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.accounts import service as accounts
from lms.accounts.models import Account, Role, Scope
from lms.audit.models import Entry
from lms.cohorts.models import Cohort
from lms.enrolment import queries as places
from lms.enrolment import service as enrolment
from lms.people import erasing
from lms.progress import queries as progress
from lms.progress import rules as ledger
from lms.quizzes.handed import GivenMark, Handed, HandedState
from lms.writing import service as writing
from lms.writing.models import Writing
from tests.support.browser import Browser
from tests.support.cast import TODAY, TZ, give, make_person
from tests.support.handing import WORDS, Asking, Desk
from tests.support.moment import NOON
from tests.support.page import Page
from tests.support.taking import QUIZ

GOOD = {"r.clear": "yes"}


@pytest.fixture
def trainer(browser: Browser, ba: Account) -> Browser:
    """Give a browser in which Ba is signed in, who trains Aye's group."""
    return browser.sign_in(ba)


def mark(browser: Browser, handed: Handed, expect: int = 303, level: str = "yes", **said: str) -> Page:
    """Look at an answer and mark it."""
    page = browser.get("marking.one", handed=handed.uid)
    fields = page.fields(handed.uid)
    return browser.post(
        "marking.one", {**fields, "comment": "", "r.clear": level, **said}, handed=handed.uid, expect=expect
    )


def test_from_the_desk_to_the_last_answer_in_six_queries_a_page(
    db: Session, trainer: Browser, desk: Desk, cohort: Cohort
) -> None:
    first = desk.hand_in()
    for number in range(3):
        learner = make_person(db, f"learner {number} 7")
        enrolment.take_place(db, account=learner, cohort=cohort, by_uid="", now=NOON)
        db.flush()
        desk.hand_in(f"{WORDS} {number}", learner)
    page = trainer.get("marking.desk", queries=6)
    assert "What is it?" in page
    assert page.words_of("tbody").endswith("Essay4")

    trainer.get("marking.next_one", question=_code(page), expect=303)
    assert trainer.page is not None
    here = trainer.get(trainer.page.location, queries=6)
    assert here.path.endswith(first.uid), "who waits longest comes first"
    for _ in range(4):
        trainer.post(here.path, {**here.fields(here.path), **GOOD, "comment": ""})
        trainer.get(trainer.page.location, expect=303)
        here = trainer.follow()
    assert "No further answer to this question waits for you." in here
    assert "Nothing waits to be marked." in here


def _code(page: Page) -> str:
    return next(each.get("href") for each in page.all("a") if "question=" in each.get("href")).rpartition("=")[2]


def test_nobody_is_named_before_the_mark_and_the_marker_sees_who_it_was_afterwards(
    trainer: Browser, desk: Desk
) -> None:
    handed = desk.hand_in()
    page = trainer.get("marking.one", handed=handed.uid)
    assert WORDS in page
    assert "aye" not in page
    assert "aye" not in trainer.get("marking.desk")

    mark(trainer, handed)
    assert "The answer of aye 21" in trainer.get("marking.one", handed=handed.uid)
    assert "aye 21" in trainer.get("marking.desk")


def test_the_last_mark_settles_the_attempt_the_step_and_the_course(db: Session, trainer: Browser, desk: Desk) -> None:
    handed = desk.hand_in()
    mark(trainer, handed)

    attempt = desk.attempt(handed)
    assert (attempt.points, attempt.passed) == (10_000, True)
    taking = desk.taking
    step = progress.steps_of(db, taking.account, taking.shelved.course.id)[taking.step_id(QUIZ)]
    assert (step.points, step.times, step.done_day) == (10_000, 1, TODAY)
    total = ledger.fold(progress.ledger(db, taking.account.id, taking.shelved.course.id))
    assert total.steps[step.step_id] == ledger.StepTotal(10_000, 1, TODAY, TODAY)
    (entry,) = db.scalars(select(Entry).where(Entry.kind == "answer"))
    assert (entry.role, entry.action, entry.uid) == ("trainer", "mark.give", handed.uid)


def test_the_learner_reads_mark_level_and_comment(db: Session, trainer: Browser, desk: Desk) -> None:
    handed = desk.hand_in()
    mark(trainer, handed, comment="Clear.\n\nSay who pays.")
    attempt = desk.attempt(handed)

    learner = trainer.another().sign_in(desk.taking.account)
    shelved = desk.taking.shelved
    result = learner.get("learn.attempt", course=shelved.code, quiz=shelved.step(QUIZ), attempt=attempt.uid)
    for words in (WORDS, "Marked by a person", "100%", "It is clear.", "yes", "Clear.", "Say who pays.", "You passed"):
        assert words in result
    assert db.scalar(select(func.count()).select_from(Writing).where(Writing.kind == "comment")) == 1


def test_a_mark_that_was_changed_changes_what_counts_but_what_is_done_stays_done(
    db: Session, trainer: Browser, desk: Desk
) -> None:
    handed = desk.hand_in()
    mark(trainer, handed, comment="Good.")
    again = trainer.get("marking.one", handed=handed.uid)
    assert again.words_of("textarea").strip() == "Good."
    mark(trainer, handed, level="no")

    attempt = desk.attempt(handed)
    assert (attempt.points, attempt.passed) == (0, False)
    taking = desk.taking
    step = progress.steps_of(db, taking.account, taking.shelved.course.id)[taking.step_id(QUIZ)]
    assert (step.points, step.times, step.done_day) == (0, 1, TODAY)
    total = ledger.fold(progress.ledger(db, taking.account.id, taking.shelved.course.id))
    assert total.steps[step.step_id] == ledger.StepTotal(0, 1, TODAY, TODAY)
    assert db.scalar(select(func.count()).select_from(Writing).where(Writing.kind == "comment")) == 0
    assert [each.action for each in db.scalars(select(Entry).where(Entry.kind == "answer").order_by(Entry.id))] == [
        "mark.give",
        "mark.change",
    ]


def test_the_same_mark_sent_twice_is_one(db: Session, trainer: Browser, desk: Desk) -> None:
    handed = desk.hand_in()
    fields = {**trainer.get("marking.one", handed=handed.uid).fields(handed.uid), **GOOD, "comment": "Good."}
    for _ in range(2):
        trainer.post("marking.one", fields, handed=handed.uid)

    assert db.scalar(select(func.count()).select_from(GivenMark)) == 1
    assert db.scalar(select(func.count()).select_from(Entry).where(Entry.kind == "answer")) == 1


def test_two_trainers_at_one_answer_the_second_is_told_and_sees_what_stands(
    db: Session, trainer: Browser, desk: Desk, dway: Account, cohort: Cohort
) -> None:
    handed = desk.hand_in()
    give(db, dway, Role.TRAINER, cohort)
    other = trainer.another().sign_in(dway)
    page = other.get("marking.one", handed=handed.uid)
    mark(trainer, handed)

    late = {**page.fields(handed.uid), "r.clear": "no", "comment": "My own words."}
    told = other.post("marking.one", late, handed=handed.uid, expect=409)
    assert "Somebody else marked this answer just now" in told
    assert "100%" in told
    assert "My own words." in told, "what was typed is not lost"
    assert desk.attempt(handed).points == 10_000


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"level": ""}, "Choose a level for each line of the rubric."),
        ({"level": "no such level"}, "Choose a level for each line of the rubric."),
        ({"comment": "x" * 3001}, "This is too long"),
    ],
)
def test_a_mark_that_is_not_whole_is_refused_in_words(
    db: Session, trainer: Browser, desk: Desk, said: dict[str, str], words: str
) -> None:
    handed = desk.hand_in()

    assert words in mark(trainer, handed, 422, **said)
    assert db.scalar(select(func.count()).select_from(GivenMark)) == 0


@pytest.mark.parametrize(("typed", "points"), [("၈၅", 8500), ("100", 10_000), ("0", 0)])
def test_without_a_rubric_a_mark_is_a_number(trainer: Browser, desk_of: Asking, typed: str, points: int) -> None:
    desk = desk_of(rubric=[])
    handed = desk.hand_in()
    mark(trainer, handed, points=typed)

    assert desk.attempt(handed).points == points


@pytest.mark.parametrize("typed", ["", "101", "good"])
def test_a_number_that_is_no_mark_is_refused(trainer: Browser, desk_of: Asking, typed: str) -> None:
    handed = desk_of(rubric=[]).hand_in()

    assert "0 " in mark(trainer, handed, 422, points=typed).words_of("main")


def test_a_skipped_answer_waits_and_the_next_one_comes(trainer: Browser, desk: Desk) -> None:
    first, second = desk.hand_in(), desk.hand_in("Another try.")
    page = trainer.get("marking.one", handed=first.uid)
    (skip,) = (each for each in page.all("a") if each.get("accesskey") == "k")
    trainer.get(skip.get("href"), expect=303)

    assert trainer.follow().path.endswith(second.uid)


def test_a_second_person_does_not_see_the_first_mark_and_the_mean_of_two_that_agree_holds(
    db: Session, trainer: Browser, desk_of: Asking, dway: Account, cohort: Cohort
) -> None:
    desk = desk_of(rubric=[])
    handed = desk.hand_in()
    mark(trainer, handed, points="80", comment="First words.", second="y")
    assert desk.attempt(handed).points is None
    assert "Nothing waits" in trainer.get("marking.desk"), "nobody is a second marker of their own"

    give(db, dway, Role.TRAINER, cohort)
    other = trainer.another().sign_in(dway)
    page = other.get("marking.one", handed=handed.uid)
    assert "80%" not in page
    assert "First words." not in page
    assert "aye" not in page
    mark(other, handed, points="61")
    assert desk.attempt(handed).points == 7050


def test_two_marks_far_apart_want_a_third_look_which_sees_both_and_decides(
    db: Session, trainer: Browser, desk_of: Asking, dway: Account, cohort: Cohort
) -> None:
    desk = desk_of(rubric=[], markers=2)
    handed = desk.hand_in()
    mark(trainer, handed, points="80", comment="First words.")
    give(db, dway, Role.TRAINER, cohort)
    other = trainer.another().sign_in(dway)
    mark(other, handed, points="59", comment="Second words.")
    assert desk.attempt(handed).points is None

    page = trainer.get("marking.one", handed=handed.uid)
    for words in ("their marks lie far apart", "80%", "59%", "Second words."):
        assert words in page
    mark(trainer, handed, points="70", comment="We talked.")
    attempt = desk.attempt(handed)
    assert attempt.points == 7000
    learner = trainer.another().sign_in(desk.taking.account)
    shelved = desk.taking.shelved
    result = learner.get("learn.attempt", course=shelved.code, quiz=shelved.step(QUIZ), attempt=attempt.uid)
    assert "We talked." in result
    assert "First words." not in result


def test_a_trainer_of_another_group_neither_sees_nor_marks_and_a_trainer_of_the_course_does(
    db: Session, trainer: Browser, desk: Desk, dway: Account, other_cohort: Cohort
) -> None:
    handed = desk.hand_in()
    give(db, dway, Role.TRAINER, other_cohort)
    other = trainer.another().sign_in(dway)
    assert "Nothing waits" in other.get("marking.desk")
    other.get("marking.one", handed=handed.uid, expect=404)

    course = desk.taking.shelved.course
    accounts.give_grant(
        db, account=dway, role=Role.TRAINER, scope=Scope.COURSE, scope_uid=course.uid, by_uid="", now=NOON, tz=TZ
    )
    other.sign_in(dway)
    assert "What is it?" in other.get("marking.desk")
    mark(other, handed)


def test_nobody_marks_what_they_wrote_themselves(db: Session, trainer: Browser, desk: Desk, cohort: Cohort) -> None:
    handed = desk.hand_in()
    give(db, desk.taking.account, Role.TRAINER, cohort)
    own = trainer.another().sign_in(desk.taking.account)

    assert "Nothing waits" in own.get("marking.desk")
    own.get("marking.one", handed=handed.uid, expect=404)


def test_who_left_the_group_is_marked_all_the_same(db: Session, trainer: Browser, desk: Desk, cohort: Cohort) -> None:
    handed = desk.hand_in()
    place = places.place_of(db, desk.taking.account, cohort)
    assert place is not None
    enrolment.leave(db, place=place, by_uid="", now=NOON)
    db.commit()

    mark(trainer, handed)
    assert desk.attempt(handed).points == 10_000


def test_a_marker_who_is_erased_leaves_the_marks_under_a_name_that_leads_nowhere(
    db: Session, trainer: Browser, desk: Desk, ba: Account
) -> None:
    handed = desk.hand_in()
    mark(trainer, handed)
    uid = ba.uid
    erasing.erase(db, account=db.merge(ba), by=None, now=NOON, tz=TZ)
    db.flush()

    assert db.scalars(select(GivenMark.by_uid)).one() != uid
    assert desk.attempt(handed).points == 10_000


def test_words_whose_time_is_over_are_said_to_be_gone(db: Session, trainer: Browser, desk: Desk) -> None:
    handed = desk.hand_in()
    writing.destroy(db, account=desk.taking.account)
    db.commit()

    assert "The words are no longer kept." in trainer.get("marking.one", handed=handed.uid)
    assert db.scalars(select(Handed.state)).one() == HandedState.WAITING
