"""The board of a cohort, as a trainer and staff see it."""

from tests.support.browser import Browser
from tests.support.taking import Taking
from lms.accounts.models import Account
from lms.cohorts.models import Cohort


def test_x(taking: Taking, browser: Browser, chit: Account, cohort: Cohort) -> None:
    page = browser.sign_in(chit).get("board.for_staff", cohort=cohort)
    print(page)
    print("\n".join(browser.ground.statements))
    assert 0
