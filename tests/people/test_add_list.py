"""A pasted list of handles: what becomes of each line, and making all of them at once."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import segno
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.accounts import codes
from lms.accounts.models import Account, CodeKind, Passphrase
from lms.accounts.service import HandleRefused
from lms.audit.models import Entry
from lms.audit.service import Actor, first_broken
from lms.cohorts.models import Cohort
from lms.enrolment import queries as enrolment
from lms.enrolment.models import Enrolment, EnrolmentEvent
from lms.enrolment.service import GroupClosed, NoSeatLeft
from lms.people import making, rules
from lms.people.rules import Verdict
from lms.seal import Keys
from tests.support.browser import Browser
from tests.support.cast import TZ
from tests.support.ground import Ground
from tests.support.moment import NOON
from tests.support.page import Page

BY = Actor("staff", "c" * 26, NOON)
FORM = making.Form("f" * 22, "my")
CODE = re.compile(r"[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4}")


@pytest.fixture
def keys(ground: Ground) -> Keys:
    """Give the keys of the installation under test."""
    return ground.keys


def judged(text: str, *taken: str) -> Iterator[tuple[int, str, str]]:
    """Return the lines of a list, each with its number and what becomes of it."""
    return ((one.number, one.wish, one.verdict) for one in rules.judged(rules.wishes_in(text), taken))


def people(db: Session) -> int:
    """Return how many accounts there are."""
    return db.scalar(select(func.count()).select_from(Account)) or 0


def cards_on(page: Page) -> dict[str, str]:
    """Return the codes on a sheet, by handle."""
    names = [one.words.strip() for one in page.all("strong") if one.lies_in("main")]
    return dict(zip(names, CODE.findall(re.sub(r"</?span>", "", page)), strict=True))


def test_a_free_handle_is_made_so_and_a_taken_one_gets_a_number() -> None:
    assert list(judged("mya\nAYE 21\n", "aye 21")) == [(1, "mya", Verdict.EXACT), (2, "AYE 21", Verdict.NUMBERED)]


def test_the_second_of_two_equal_lines_gets_a_number() -> None:
    assert [verdict for _number, _wish, verdict in judged("mya\nMya\n မြ \nမြ")] == [
        Verdict.EXACT,
        Verdict.NUMBERED,
        Verdict.EXACT,
        Verdict.NUMBERED,
    ]


def test_empty_lines_count_in_numbers_and_become_nobody() -> None:
    assert [number for number, _wish, _verdict in judged("\r\nmya\r\n \r\nsu\u2028khin")] == [2, 4, 5]


@pytest.mark.parametrize("line", ["x", "x" * 41, "0912345678", "mya@example.org", "=1+2", "…", "mya\u202esu"])
def test_what_can_not_be_a_handle_is_refused_with_a_reason(line: str) -> None:
    (found,) = rules.judged([(1, line)], ())

    assert found.verdict == Verdict.REFUSED
    assert found.problem is not None


def test_a_taken_handle_with_no_room_for_a_number_is_refused() -> None:
    assert [verdict for _number, _wish, verdict in judged("a" * 38, "a" * 38)] == [Verdict.REFUSED]
    assert [verdict for _number, _wish, verdict in judged("a" * 36, "a" * 36)] == [Verdict.NUMBERED]


def test_a_refused_line_takes_no_handle_from_the_next() -> None:
    assert [verdict for _number, _wish, verdict in judged("x\nxy")] == [Verdict.REFUSED, Verdict.EXACT]


def test_a_list_becomes_accounts_places_and_cards(db: Session, keys: Keys, cohort: Cohort) -> None:
    cards = making.add_learners(db, keys, cohort=cohort, wishes=["mya", "မြသီတာ", "aye 21"], form=FORM, by=BY, tz=TZ)

    assert [card.account.name for card in cards][:2] == ["mya", "မြသီတာ"]
    assert re.fullmatch(r"aye \d{2,}", cards[2].account.name)
    assert cards[2].account.name != "aye 21"
    for card in cards:
        assert card.code is not None
        found = codes.find(db, keys, typed=card.code, kind=CodeKind.ONCE, now=NOON + timedelta(days=6), tz=TZ)
        assert found is not None
        assert found.account is card.account
        assert card.account.grants == []
        assert db.get(Passphrase, card.account.id) is None
        assert enrolment.place_of(db, card.account, cohort) is not None
    happened = db.scalars(select(EnrolmentEvent).filter_by(by_uid=BY.uid)).all()
    assert [(event.happening, event.day) for event in happened] == [("joined", NOON.date())] * 3


def test_the_list_is_in_the_audit_without_a_handle(db: Session, keys: Keys, cohort: Cohort) -> None:
    cards = making.add_learners(db, keys, cohort=cohort, wishes=["mya", "su"], form=FORM, by=BY, tz=TZ)
    found = [(entry.action, entry.uid) for entry in db.scalars(select(Entry).order_by(Entry.id))]

    assert found == [
        *(("person.make", card.account.uid) for card in cards),
        ("learners.add", cohort.uid),
    ]
    assert first_broken(db) is None


def test_a_list_with_more_people_than_seats_makes_nobody(
    ground: Ground, db: Session, keys: Keys, cohort: Cohort
) -> None:
    cohort.seats = 3
    db.commit()
    before = people(db)
    asked: dict[str, Any] = {"cohort": cohort, "form": FORM, "by": BY, "tz": TZ}

    with pytest.raises(NoSeatLeft):
        ground.database.write(db, making.add_learners, keys, wishes=["mya", "su", "khin"], **asked)
    assert people(db) == before
    db.commit()

    ground.database.write(db, making.add_learners, keys, wishes=["mya", "su"], **asked)
    assert people(db) == before + 2


def test_one_handle_that_is_none_makes_nobody(ground: Ground, db: Session, keys: Keys, cohort: Cohort) -> None:
    before = people(db)
    db.commit()
    asked: dict[str, Any] = {"cohort": cohort, "form": FORM, "by": BY, "tz": TZ}

    with pytest.raises(HandleRefused):
        ground.database.write(db, making.add_learners, keys, wishes=["mya", "x"], **asked)
    assert people(db) == before


def test_a_closed_group_takes_nobody(db: Session, keys: Keys, cohort: Cohort) -> None:
    cohort.closed = True

    with pytest.raises(GroupClosed):
        making.add_learners(db, keys, cohort=cohort, wishes=["mya"], form=FORM, by=BY, tz=TZ)


def test_staff_add_after_the_last_day_for_joining(db: Session, keys: Keys, cohort: Cohort) -> None:
    cohort.last_join_day = NOON.date() - timedelta(days=1)

    assert making.add_learners(db, keys, cohort=cohort, wishes=["mya"], form=FORM, by=BY, tz=TZ)


def test_a_form_that_comes_twice_makes_nobody_twice(db: Session, keys: Keys, cohort: Cohort) -> None:
    cohort.seats = 4
    asked: dict[str, Any] = {"cohort": cohort, "form": FORM, "by": BY, "tz": TZ}
    first = making.add_learners(db, keys, wishes=["mya", "mya", "aye 21"], **asked)
    again = making.add_learners(db, keys, wishes=["mya", "mya", "aye 21"], **asked)

    assert first == again
    assert len({card.code for card in first}) == 3
    assert db.scalar(select(func.count()).select_from(Entry)) == 4


def test_a_code_that_was_used_is_not_shown_again(db: Session, keys: Keys, cohort: Cohort) -> None:
    asked: dict[str, Any] = {"cohort": cohort, "wishes": ["mya", "su"], "form": FORM, "by": BY, "tz": TZ}
    first, second = making.add_learners(db, keys, **asked)
    assert first.code is not None
    codes.use(db, keys, typed=first.code, kind=CodeKind.ONCE, form="a form", now=NOON, tz=TZ)

    assert making.add_learners(db, keys, **asked) == [making.Card(first.account, None), second]


def test_another_form_makes_other_people_of_the_same_list(db: Session, keys: Keys, cohort: Cohort) -> None:
    asked: dict[str, Any] = {"cohort": cohort, "wishes": ["mya"], "by": BY, "tz": TZ}
    (first,) = making.add_learners(db, keys, form=FORM, **asked)
    (second,) = making.add_learners(db, keys, form=making.Form("g" * 22, "my"), **asked)

    assert first.account.id != second.account.id
    assert first.code != second.code


def test_the_page_shows_what_becomes_of_each_line_and_makes_nobody(
    db: Session, browser: Browser, chit: Account, cohort: Cohort
) -> None:
    before = people(db)
    page = browser.sign_in(chit).post(
        "people.add_list", {"names": "mya\naye 21\n09 123 456 789", "language": "my"}, cohort=cohort, expect=200
    )

    assert [said in page for said in ("is made so", "gets a number", "It looks like a phone number")] == [True] * 3
    assert "Make 2 accounts and show their cards" in page
    assert people(db) == before


def test_the_second_button_makes_them_and_shows_each_card_once(
    db: Session, browser: Browser, chit: Account, cohort: Cohort
) -> None:
    form = browser.sign_in(chit).get("people.add_list", cohort=cohort).fields("add-list")
    sent = {**form, "names": "mya\nမြ\nx", "language": "my"}
    preview = browser.post("people.add_list", sent, cohort=cohort, expect=200)
    fields = preview.fields("add-list")
    sheet = browser.post("people.add_list", {**fields, "make": "1"}, cohort=cohort, expect=200)
    cards = cards_on(sheet)

    assert set(cards) == {"mya", "မြ"}
    assert "localhost/my/sign-in/card" in sheet
    assert sheet.count("<svg") >= 2
    assert cards_on(browser.post("people.add_list", {**fields, "make": "1"}, cohort=cohort, expect=200)) == cards

    learner = browser.another()
    assert learner.post("accounts.card", {"code": cards["mya"], "form": "a"}).location.endswith("/my/sign-in/choose")
    sheet = browser.post("people.add_list", {**fields, "make": "1"}, cohort=cohort, expect=200)
    assert "These were used already" in sheet
    assert cards["mya"].replace(" ", "</span> <span>") not in sheet


def test_the_drawing_leads_to_the_page_for_cards_with_the_code_after_the_hash(
    browser: Browser, chit: Account, cohort: Cohort
) -> None:
    fields = {"names": "mya", "language": "en", "form": "f" * 22, "make": "1"}
    page = browser.sign_in(chit).post("people.add_list", fields, cohort=cohort, expect=200)
    code = cards_on(page)["mya"].replace(" ", "")

    wanted = segno.make(f"http://localhost/en/sign-in/card#{code}", error="m", micro=False)
    assert wanted.svg_inline(border=2, omitsize=True) in page


def test_more_people_than_seats_are_refused_before_anybody_is_made(
    db: Session, browser: Browser, chit: Account, cohort: Cohort
) -> None:
    cohort.seats = 2
    names = {"names": "mya\nsu", "language": "my", "form": "f" * 22}
    page = browser.sign_in(chit).post("people.add_list", names, cohort=cohort, expect=200)
    assert "1 places are free" in page
    assert "show their cards" not in page

    before = people(db)
    assert "Every place in this group is taken." in browser.post(
        "people.add_list", {**names, "make": "1"}, cohort=cohort, expect=422
    )
    assert people(db) == before
    assert enrolment.taken(db, cohort) == 1


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("", "Write at least one handle."),
        (" \n ", "Write at least one handle."),
        ("\n".join(f"quiet stone {n}" for n in range(201)), "200 handles at the most"),
        ("x" * 20_001, "too long"),
    ],
)
def test_a_list_out_of_bounds_is_refused(
    browser: Browser, chit: Account, cohort: Cohort, names: str, said: str
) -> None:
    sent = {"names": names, "language": "my"}
    page = browser.sign_in(chit).post("people.add_list", sent, cohort=cohort, expect=422, size_bytes=30_000)

    assert said in page


def test_two_hundred_people_take_few_questions_so_that_others_wait_briefly(
    db: Session, keys: Keys, cohort: Cohort, ground: Ground
) -> None:
    cohort.seats = 201
    db.flush()
    ground.statements.clear()
    making.add_learners(
        db, keys, cohort=cohort, wishes=[f"quiet stone {n}" for n in range(200)], form=FORM, by=BY, tz=TZ
    )
    db.flush()

    assert db.scalar(select(func.count()).select_from(Enrolment).where(Enrolment.cohort_id == cohort.id)) == 201
    assert len([said for said in ground.statements if not said.startswith("INSERT")]) <= 12
