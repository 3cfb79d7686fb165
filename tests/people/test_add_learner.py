"""Adding one learner to a group."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.cohorts.models import Cohort
from lms.enrolment import queries as enrolment
from lms.enrolment.models import Enrolment
from tests.support.browser import Browser


def test_a_handle_that_was_offered_is_made_exactly(
    db: Session, browser: Browser, chit: Account, cohort: Cohort
) -> None:
    page = browser.sign_in(chit).get("people.add_learner", cohort=cohort)
    offered = [one.get("value") for one in page.all("input") if one.get("name") == "handle"]
    sent = {**page.fields("add"), "handle": offered[2], "language": "en"}
    sheet = browser.post("people.add_learner", sent, cohort=cohort, expect=200)

    made = db.query(Account).filter_by(handle=offered[2]).one()
    assert (made.language, made.origin, made.grants) == ("en", "staff", [])
    assert enrolment.place_of(db, made, cohort) is not None
    assert len(offered) == 4
    assert offered[2] in sheet
    assert sheet.headers["Cache-Control"] == "no-store"


def test_what_was_written_goes_before_what_was_offered(
    db: Session, browser: Browser, chit: Account, cohort: Cohort
) -> None:
    sent = {"handle": "quiet stone 11", "own_handle": " မြသီတာ ", "language": "my"}
    browser.sign_in(chit).post("people.add_learner", sent, cohort=cohort, expect=200)

    assert db.query(Account).filter_by(handle="မြသီတာ").one().language == "my"


def test_a_handle_that_somebody_has_gets_a_number(db: Session, browser: Browser, chit: Account, cohort: Cohort) -> None:
    browser.sign_in(chit).post("people.add_learner", {"own_handle": "aye 21"}, cohort=cohort, expect=200)

    assert db.query(Account).filter(Account.handle.like("aye %")).count() == 2


def test_a_form_that_comes_twice_adds_one_learner(db: Session, browser: Browser, chit: Account, cohort: Cohort) -> None:
    form = browser.sign_in(chit).get("people.add_learner", cohort=cohort).fields("add")
    for _ in range(2):
        browser.post("people.add_learner", {**form, "own_handle": "mya"}, cohort=cohort, expect=200)

    assert db.query(Account).filter(Account.handle.like("mya%")).count() == 1


def test_nothing_chosen_and_what_is_no_handle_are_explained(browser: Browser, chit: Account, cohort: Cohort) -> None:
    page = browser.sign_in(chit).post("people.add_learner", {}, cohort=cohort, expect=422)
    assert "Choose a handle, or write one." in page

    page = browser.post("people.add_learner", {"own_handle": "09 123 456 789"}, cohort=cohort, expect=422)
    assert "It looks like a phone number" in page


def test_a_full_group_takes_nobody_more(db: Session, browser: Browser, chit: Account, cohort: Cohort) -> None:
    cohort.seats = 1
    page = browser.sign_in(chit).post("people.add_learner", {"own_handle": "mya"}, cohort=cohort, expect=422)

    assert "Every place in this group is taken." in page
    assert db.scalar(select(func.count()).select_from(Enrolment)) == 1
    assert db.query(Account).filter_by(handle="mya").first() is None
