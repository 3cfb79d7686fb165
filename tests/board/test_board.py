"""The board of a cohort, as a trainer and staff see it."""

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from lms.accounts.models import Account, State
from lms.audit.models import Entry
from lms.board import queries as board
from lms.board import rules
from lms.board.rules import Mark
from lms.catalog.models import StepKind
from lms.cohorts import service as cohorts
from lms.cohorts.models import Cohort, CohortCourse
from lms.enrolment import queries as places
from lms.enrolment import service as enrolment
from lms.progress import queries as progress
from lms.progress import rules as progress_rules
from lms.progress import service
from lms.progress.models import Event
from lms.progress.service import Place
from tests.support import grid
from tests.support.browser import Browser
from tests.support.cast import TODAY, make_person
from tests.support.courses import changed, shelved
from tests.support.forms import forms_of
from tests.support.ground import Ground
from tests.support.lookover import LIST_BYTES
from tests.support.moment import NOON
from tests.support.sample_package import sample_tree
from tests.support.taking import QUIZ, Taking

LESSON, CASE = "power-shared/why-share-power", "power-shared/case"

Learner = Callable[..., Account]


@pytest.fixture
def learner(db: Session, taking: Taking, cohort: Cohort) -> Learner:
    """Give a way to make a learner who did some steps, each on a day, and tried the quiz so often in vain."""

    def make(handle: str, done: dict[str, date] | None = None, failed: int = 0) -> Account:
        cohort.seats += 1
        account = make_person(db, handle)
        enrolment.take_place(db, account=account, cohort=cohort, by_uid="", now=NOON)
        for name, day in (done or {}).items():
            place = taking.place(name)
            service.do_once(db, place=Place(account.id, *place_of(place), day), event=Event.CASE)
        for _ in range(failed):
            place = Place(account.id, *place_of(taking.place(QUIZ)), TODAY)
            service.record(db, place=place, event=Event.QUIZ, points=5000)
        db.flush()
        return account

    return make


def place_of(place: Place) -> tuple[int, int, int]:
    """Return where a step is, whoever works there."""
    return place.course_id, place.revision_id, place.step_id


def test_a_learner_stands_in_a_row_with_every_step(
    browser: Browser, learner: Learner, ba: Account, cohort: Cohort
) -> None:
    learner("calm hill 30", {LESSON: TODAY}, failed=1)
    browser.sign_in(ba).handles += ("calm hill 30",)
    cells = grid.on_page(browser.get("board.for_trainers", cohort=cohort))

    assert cells[0][:3] == ["Learner", "Needs help", "Steps done"]
    assert cells[0][5:10] == [
        "1.1 Why share power?",
        "1.2 Two laws on one river",
        "1.3 A question to yourself",
        "1.4 Quiz",
        "1.5 Who should decide?",
    ]
    row = dict(zip(cells[0], cells[2], strict=True))
    assert row["Learner"] == "calm hill 30"
    assert (row["1.1 Why share power?"], row["1.4 Quiz"], row["1.5 Who should decide?"]) == (
        "done",
        "begun",
        "not begun yet",
    )
    assert (row["Steps done"], row["Best quiz results"], row["Next step"]) == (
        "1 of 3",
        "50%",
        "1.2 Two laws on one river",
    )
    assert (row["Last active"], row["Needs help"]) == ("15 June 2026", "–")


def test_the_row_says_who_needs_help_and_every_reason(
    browser: Browser, learner: Learner, chit: Account, cohort: Cohort
) -> None:
    cohort.starts_day, cohort.ends_day = TODAY - timedelta(days=60), TODAY + timedelta(days=1)
    learner("calm hill 30", failed=3)
    learner("late bird 31", {LESSON: TODAY - timedelta(days=15)})
    browser.sign_in(chit)
    cells = grid.on_page(browser.get("board.for_staff", cohort=cohort))

    assert grid.column(cells, "Needs help") == [
        "Has not begun. The group began 60 days ago.",
        "Has not passed quiz 1.4, and no try is left.",
        "Has done nothing for 15 days.",
    ]
    assert grid.column(cells, "Other reasons")[1:] == [
        "Is behind: 0 steps done, where 2 would be on time.",
        "Is behind: 1 steps done, where 2 would be on time.",
    ]


def test_only_who_is_asked_for_is_shown(browser: Browser, learner: Learner, chit: Account, cohort: Cohort) -> None:
    learner("calm hill 30", {LESSON: TODAY})
    browser.sign_in(chit)
    address = browser.address("board.for_staff", cohort=cohort)

    assert grid.column(grid.on_page(browser.get(f"{address}?show=new")), "Learner") == ["aye 21"]
    assert grid.column(grid.on_page(browser.get(f"{address}?order=-done")), "Learner") == ["calm hill 30", "aye 21"]
    assert "Nobody here is like that." in browser.get(f"{address}?show=finished")
    assert "Everybody: 2" in browser.get(f"{address}?show=nonsense&order=nonsense&course=nonsense&page=9")


def test_fifty_stand_on_a_page_and_the_choice_stays(
    db: Session, browser: Browser, learner: Learner, chit: Account, cohort: Cohort, ground: Ground
) -> None:
    browser.sign_in(chit)
    address = browser.address("board.for_staff", cohort=cohort)
    browser.get(address, queries=6)
    few = len([said for said in ground.statements if "FROM setting" not in said])
    names = [f"quiet stone {number}" for number in range(10, 70)]
    for name in names:
        learner(name)
    browser.handles += tuple(names)

    page = browser.get(f"{address}?order=-handle", size_bytes=LIST_BYTES)
    assert len([said for said in ground.statements if "FROM setting" not in said]) <= few
    assert len(grid.on_page(page)) == 51
    (forward,) = [a.get("href") for a in page.all("a") if a.get("rel") == "next"]
    assert grid.column(grid.on_page(browser.get(forward, size_bytes=LIST_BYTES)), "Learner")[-1] == "aye 21"


def test_a_group_with_several_courses_has_a_board_for_each(
    db: Session, ground: Ground, browser: Browser, taking: Taking, chit: Account, cohort: Cohort
) -> None:
    other = shelved(db, ground, changed(sample_tree(), "course.yaml", "slug: sample", "slug: second"))
    cohorts.take_courses(db, cohort=cohort, course_ids=[other.course.id, taking.shelved.course.id])
    service.do_once(db, place=taking.place(LESSON), event=Event.READ)
    browser.sign_in(chit)
    address = browser.address("board.for_staff", cohort=cohort)

    assert grid.column(grid.on_page(browser.get(address)), "Steps done") == ["0 of 3"]
    page = browser.get(f"{address}?course={taking.shelved.code}")
    assert grid.column(grid.on_page(page), "Steps done") == ["1 of 3"]


def test_who_left_or_was_erased_stands_on_no_board(
    db: Session, browser: Browser, learner: Learner, chit: Account, aye: Account, cohort: Cohort
) -> None:
    gone, erased = learner("calm hill 30"), learner("late bird 31")
    found = places.place_of(db, gone, cohort)
    assert found is not None
    enrolment.leave(db, place=found, by_uid="", now=NOON)
    db.merge(erased).state = State.ERASED
    browser.sign_in(chit)

    assert grid.column(grid.on_page(browser.get("board.for_staff", cohort=cohort)), "Learner") == ["aye 21"]


def test_a_group_without_a_course_and_one_without_people_say_so(
    db: Session, browser: Browser, taking: Taking, aye: Account, chit: Account, cohort: Cohort
) -> None:
    place = places.place_of(db, aye, cohort)
    assert place is not None
    enrolment.leave(db, place=place, by_uid="", now=NOON)
    assert "Nobody is in it yet." in browser.sign_in(chit).get("board.for_staff", cohort=cohort)
    db.execute(delete(CohortCourse))

    page = browser.get("board.for_staff", cohort=cohort)
    assert "This group takes no course yet." in page
    assert list(forms_of(page)) == []


def test_trainers_see_handles_and_staff_also_the_way_to_a_person(
    browser: Browser, taking: Taking, ba: Account, chit: Account, cohort: Cohort
) -> None:
    links = [
        [
            a.get("href")
            for a in browser.another().sign_in(who).get(where, cohort=cohort).all("a")
            if "/places/" in a.get("href")
        ]
        for who, where in ((ba, "board.for_trainers"), (chit, "board.for_staff"))
    ]

    assert [len(each) for each in links] == [0, 1]


@pytest.mark.parametrize("lang", ["en", "my"])
def test_the_file_is_the_page_cell_for_cell_and_is_noted(
    db: Session, browser: Browser, learner: Learner, chit: Account, ba: Account, cohort: Cohort, lang: str
) -> None:
    learner("calm hill 30", {LESSON: TODAY, CASE: TODAY}, failed=2)
    learner("ကြည်လင်သော ခရမ်းသီး ၁၄", {LESSON: TODAY - timedelta(days=20)})
    chit = db.merge(chit)
    chit.digits = "mymr" if lang == "my" else "latn"
    db.flush()
    browser.sign_in(chit).lang = lang
    browser.handles += ("calm hill 30",)
    for asked in ("", "?show=help&order=help", "?order=-last", "?show=new"):
        page = browser.get(browser.address("board.for_staff", cohort=cohort) + asked)
        (form,) = [form for form in forms_of(page) if form.action.endswith("/file")]
        answer = browser.client.post(form.action, data=form.fields, headers={"Sec-Fetch-Site": "same-origin"})

        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="board.csv"'
        assert grid.in_file(answer.data) == grid.on_page(page)
        answer.close()
    noted = db.execute(select(Entry.action, Entry.role, Entry.uid).filter_by(kind="cohort")).all()
    assert noted == [("board.take", "staff", cohort.uid)] * 4


def test_a_trainer_takes_the_file_as_trainer_and_a_look_at_its_address_leads_back(
    db: Session, browser: Browser, taking: Taking, ba: Account, cohort: Cohort
) -> None:
    browser.sign_in(ba).post("board.file_for_trainers", {}, expect=200, cohort=cohort)

    assert db.scalars(select(Entry.role).filter_by(action="board.take")).all() == ["trainer"]
    back = browser.get("board.file_for_trainers", cohort=cohort, expect=303)
    assert back.location.endswith(f"/trainer/cohorts/{cohort.uid}/board")


def test_the_board_tells_what_a_recount_of_the_ledger_tells(
    db: Session, learner: Learner, taking: Taking, cohort: Cohort
) -> None:
    chance = random.Random(7)
    people = [learner(f"quiet stone {number}") for number in range(10, 40)]
    subject = board.subject(db, cohort.uid)
    assert subject is not None
    taken = subject.course(None)
    assert taken is not None
    layout = board.layout(db, taken, "en")
    for _ in range(400):
        step = chance.choice(layout.steps)
        place = Place(
            chance.choice(people).id,
            taken.course_id,
            taken.revision_id,
            step.id,
            TODAY - timedelta(days=chance.randint(0, 30)),
        )
        event = Event.QUIZ if step.is_quiz else Event.CHECK
        service.record(db, place=place, event=event, points=chance.randint(0, 10_000), done=chance.random() < 0.4)
    db.flush()
    limits = rules.limits_of(cohort, layout.steps, NOON)
    kept = {line.handle: line for line in board.lines(db, cohort, taken.course_id, layout.steps, limits)}

    quizzes = {step.id for step, shown in zip(layout.steps, layout.shown, strict=True) if shown.kind == StepKind.QUIZ}
    for account in people:
        total = progress_rules.fold(progress.ledger(db, account.id, taken.course_id))
        marks = {
            number: Mark(step.times, step.points if number in quizzes else 0, step.done_day is not None)
            for number, step in total.steps.items()
        }
        line = kept[account.name]
        assert line.work == rules.work(layout.steps, marks)
        assert line.last_day == (total.last_day if total.steps else None)
        assert line.finished == rules.is_finished(line.work, limits, total.finished_day)
