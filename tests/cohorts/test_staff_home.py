"""What staff see and do: programmes, their groups, beginning and changing a group, its join code."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.accounts.models import Account, Origin, Role
from lms.audit.models import Entry
from lms.cohorts.models import Cohort, Programme
from tests.support.browser import Browser
from tests.support.cast import TODAY, give, make_cohort

JULY = {
    "name": "River July",
    "kind": "women",
    "seats": "၁၂",
    "starts_day": "2026-07-01",
    "ends_day": "2026-09-30",
    "last_join_day": "2026-07-08",
}


def actions(db: Session) -> list[str]:
    """Return what the audit names, in order."""
    return list(db.scalars(select(Entry.action).order_by(Entry.id)))


def test_staff_see_their_programmes_and_no_other(browser: Browser, chit: Account) -> None:
    page = browser.sign_in(chit).get("cohorts.staff_home")

    assert "River" in page
    assert "Hill" not in page


def test_staff_of_a_single_group_find_it(db: Session, browser: Browser, dway: Account, other_cohort: Cohort) -> None:
    give(db, dway, Role.STAFF, other_cohort)
    browser.sign_in(dway).get("cohorts.staff_home", expect=303)

    db.get_one(Account, dway.id).origin = Origin.DEMO  # A demo account needs no second step.
    page = browser.get("cohorts.staff_home")
    assert other_cohort.name in page
    assert browser.address("people.roster", cohort=other_cohort) in page
    browser.get("people.roster", cohort=other_cohort)
    browser.get("cohorts.programme", programme=other_cohort.programme, expect=404)


def test_a_programme_shows_its_groups(browser: Browser, chit: Account, programme: Programme, cohort: Cohort) -> None:
    page = browser.sign_in(chit).get("cohorts.programme", programme=programme)

    assert cohort.name in page
    assert "16 places" in page


def test_fifty_groups_stand_on_a_page(db: Session, browser: Browser, chit: Account, programme: Programme) -> None:
    for number in range(50):
        make_cohort(db, programme, f"Group {number}")
    first = browser.sign_in(chit).get("cohorts.programme", programme=programme)
    second = browser.get(browser.address("cohorts.programme", programme=programme) + "?page=2")

    assert (first.count('class="card"'), second.count('class="card"')) == (50, 1)


def test_a_group_is_begun_with_what_was_written(
    db: Session, browser: Browser, chit: Account, programme: Programme
) -> None:
    form = browser.sign_in(chit).get("cohorts.new_cohort", programme=programme).fields("new-cohort")
    browser.post("cohorts.new_cohort", {**form, **JULY}, programme=programme)
    made = db.query(Cohort).filter_by(name="River July").one()

    assert "The group is begun." in browser.follow()
    assert (made.kind, made.seats, made.programme_id) == ("women", 12, programme.id)
    assert (made.starts_day.isoformat(), made.last_join_day.isoformat()) == ("2026-07-01", "2026-07-08")
    assert len(made.code) == 8
    assert actions(db) == ["cohort.make"]


def test_a_form_that_comes_twice_begins_one_group(
    db: Session, browser: Browser, chit: Account, programme: Programme
) -> None:
    form = browser.sign_in(chit).get("cohorts.new_cohort", programme=programme).fields("new-cohort")
    first = browser.post("cohorts.new_cohort", {**form, **JULY}, programme=programme)
    again = browser.post("cohorts.new_cohort", {**form, **JULY}, programme=programme)

    assert first.location == again.location
    assert db.scalar(select(func.count()).select_from(Cohort).where(Cohort.name == "River July")) == 1
    assert actions(db) == ["cohort.make"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Write a name."),
        ({"name": "x" * 121}, "too long"),
        ({"seats": "0"}, "Write"),
        ({"seats": "5001"}, "1 to 5000"),
        ({"seats": "many"}, "in digits"),
        ({"kind": "spies"}, "Choose one of the answers"),
        ({"starts_day": ""}, "Choose the first day."),
        ({"ends_day": "2026-06-30"}, "last day can't come before"),
        ({"last_join_day": "2026-10-01"}, "joining must end"),
    ],
)
def test_what_is_wrong_with_a_group_is_said_and_nothing_is_kept(
    db: Session, browser: Browser, chit: Account, programme: Programme, wrong: dict[str, str], said: str
) -> None:
    page = browser.sign_in(chit).post("cohorts.new_cohort", {**JULY, **wrong}, programme=programme, expect=422)

    assert said in page
    assert db.scalar(select(func.count()).select_from(Cohort).where(Cohort.programme_id == programme.id)) == 1
    assert actions(db) == []


def test_no_group_is_begun_in_a_closed_programme(
    browser: Browser, chit: Account, programme: Programme, cohort: Cohort
) -> None:
    programme.closed = True
    page = browser.sign_in(chit).get("cohorts.programme", programme=programme)
    assert browser.address("cohorts.new_cohort", programme=programme) not in page

    assert "This programme is closed." in browser.post("cohorts.new_cohort", JULY, programme=programme, expect=409)


def test_a_group_is_changed_and_what_was_not_sent_stays(
    db: Session, browser: Browser, chit: Account, cohort: Cohort
) -> None:
    form = browser.sign_in(chit).get("cohorts.edit_cohort", cohort=cohort).fields("edit")
    assert form["starts_day"] == "2026-06-08"
    assert form["seats"] == "16"

    code = cohort.code
    browser.post("cohorts.edit_cohort", {**form, "seats": "20", "closed": "y", "code": "HACKED00"}, cohort=cohort)
    changed = db.get_one(Cohort, cohort.id)
    assert (changed.seats, changed.closed, changed.name, changed.code) == (20, True, "River June", code)
    assert actions(db) == ["cohort.change"]


def test_days_in_disorder_are_refused_beside_the_field(browser: Browser, chit: Account, cohort: Cohort) -> None:
    form = browser.sign_in(chit).get("cohorts.edit_cohort", cohort=cohort).fields("edit")
    wrong = {**form, "ends_day": str(TODAY - timedelta(days=30))}

    assert "last day can't come before" in browser.post("cohorts.edit_cohort", wrong, cohort=cohort, expect=422)


def test_a_new_code_takes_the_place_of_the_old(db: Session, browser: Browser, chit: Account, cohort: Cohort) -> None:
    old = cohort.code
    browser.sign_in(chit).post("cohorts.change_code", cohort=cohort)

    assert "The old one no longer works." in browser.follow()
    assert db.get_one(Cohort, cohort.id).code != old
    assert actions(db) == ["cohort.code"]
