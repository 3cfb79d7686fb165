"""What a trainer sees: the groups taught, and a group's code for the board."""

from datetime import timedelta

from sqlalchemy.orm import Session

from lms.accounts.models import Account, Role
from lms.cohorts.models import Cohort
from tests.support.browser import Browser
from tests.support.cast import TODAY, give, make_cohort


def test_a_trainer_sees_the_groups_taught_and_no_other(
    browser: Browser, ba: Account, cohort: Cohort, other_cohort: Cohort
) -> None:
    page = browser.sign_in(ba).get("cohorts.taught")

    assert cohort.name in page
    assert other_cohort.name not in page


def test_a_trainer_of_a_programme_sees_its_groups(
    db: Session, browser: Browser, dway: Account, other_cohort: Cohort
) -> None:
    give(db, dway, Role.TRAINER, other_cohort.programme)
    make_cohort(db, other_cohort.programme, "Hill July")
    page = browser.sign_in(dway).get("cohorts.taught")

    assert all(name in page for name in ("Hill June", "Hill July"))
    assert "River June" not in page


def test_a_trainer_without_a_group_is_told_what_will_stand_here(
    db: Session, browser: Browser, dway: Account, cohort: Cohort
) -> None:
    give(db, dway, Role.TRAINER, cohort)
    dway.grants[0].scope_uid = "a" * 26

    assert "You teach no group yet." in browser.sign_in(dway).get("cohorts.taught")


def test_a_group_shows_its_days_code_seats_and_who_is_in_it(browser: Browser, ba: Account, cohort: Cohort) -> None:
    page = browser.sign_in(ba).get("people.taught_cohort", cohort=cohort)

    assert "From 8 June 2026 to 7 September 2026" in page
    assert "1 of 16 places are taken." in page
    assert "aye 21" in page
    assert cohort.code[:4] in page


def test_a_trainer_sees_people_but_no_way_to_change_them(browser: Browser, ba: Account, cohort: Cohort) -> None:
    page = browser.sign_in(ba).get("people.taught_cohort", cohort=cohort)

    others = [link.get("href") for link in page.all("a") if "/staff/" in link.get("href")]
    assert [each.rpartition("/")[2] for each in others] == ["times"], "dates of quizzes are a trainer's too"
    browser.get("people.roster", cohort=cohort, expect=404)


def test_the_code_for_the_board_tells_where_to_type_it(browser: Browser, ba: Account, cohort: Cohort) -> None:
    page = browser.sign_in(ba).get("cohorts.show_code", cohort=cohort)

    assert "http://localhost" in page
    assert all(group in page for group in (cohort.code[:4], cohort.code[4:]))
    assert browser.address("people.taught_cohort", cohort=cohort) in page


def test_a_code_that_opens_nothing_is_not_shown(db: Session, browser: Browser, ba: Account, cohort: Cohort) -> None:
    cohort.last_join_day = TODAY - timedelta(days=1)
    page = browser.sign_in(ba).get("cohorts.show_code", cohort=cohort)
    assert "Joining has ended." in page
    assert cohort.code[:4] not in page

    cohort.last_join_day, cohort.closed = TODAY, True
    page = browser.get("people.taught_cohort", cohort=cohort)
    assert "nobody can join it" in page
    assert cohort.code[:4] not in page


def test_the_last_day_of_a_code_is_a_day_in_yangon(browser: Browser, ba: Account, cohort: Cohort) -> None:
    cohort.last_join_day = TODAY
    assert cohort.code[:4] in browser.sign_in(ba).get("cohorts.show_code", cohort=cohort)
