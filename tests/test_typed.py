"""Names typed in Zawgyi: never changed without asking, at any door."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.cohorts.models import Cohort, Programme
from tests.support.browser import Browser
from tests.support.cast import PASSPHRASE, make_person
from tests.support.forms import forms_of
from tests.support.installation import Installation
from tests.support.page import Page

ZAWGYI, UNICODE = "လွျမင့္", "လှမြင့်"
LONG, LONG_RIGHT = "ျမန္မာႏိုင္ငံ လူငယ္မ်ားအဖြဲ႕", "မြန်မာနိုင်ငံ လူငယ်များအဖွဲ့"


def asked(page: Page) -> dict[str, str]:
    """Return the fields of the form on a page that asks, as it would be sent again."""
    (form,) = (form for form in forms_of(page) if any(name.startswith("zawgyi-") for name in form.kinds))
    return form.fields


@pytest.mark.parametrize(("answer", "name"), [("typed", LONG), ("convert", LONG_RIGHT)])
def test_the_name_of_a_programme_is_asked_about_however_sure_it_is(
    db: Session, browser: Browser, ei: Account, answer: str, name: str
) -> None:
    browser.lang = "my"
    page = browser.sign_in(ei).post("cohorts.new_programme", {"name": LONG, "tz": "Asia/Yangon"}, expect=422)
    assert db.scalars(select(Programme).where(Programme.name.in_([LONG, LONG_RIGHT]))).all() == []

    browser.post("cohorts.new_programme", {**asked(page), "zawgyi-name": answer})

    assert [each.name for each in db.scalars(select(Programme).order_by(Programme.id.desc()).limit(1))] == [name]


def test_what_is_far_too_long_is_refused_and_not_asked_about(browser: Browser, ei: Account) -> None:
    page = browser.sign_in(ei).post("cohorts.new_programme", {"name": LONG * 50, "tz": "Asia/Yangon"}, expect=422)

    assert "too long" in page.words_of("main")
    assert not any(name.startswith("zawgyi-") for form in forms_of(page) for name in form.kinds)


def test_a_handle_is_asked_about_when_signing_up(db: Session, browser: Browser) -> None:
    sent = {"own_handle": ZAWGYI, "passphrase": PASSPHRASE, "passphrase_again": PASSPHRASE}
    page = browser.post("accounts.sign_up", sent, expect=422)
    assert UNICODE in page.words_of("q")

    browser.post("accounts.sign_up", {**asked(page), **sent, "zawgyi-own_handle": "convert"}, expect=200)

    assert db.scalars(select(Account).where(Account.handle.startswith(UNICODE))).all() != []


def test_a_pasted_list_is_asked_about_and_only_its_lines_in_zawgyi_change(
    db: Session, browser: Browser, chit: Account, cohort: Cohort
) -> None:
    names = f"{ZAWGYI}\r\nမြသီတာ\r\nquiet river"
    page = browser.sign_in(chit).post("people.add_list", {"names": names, "language": "my"}, expect=422, cohort=cohort)
    again = {**asked(page), "zawgyi-names": "convert"}

    shown = browser.post("people.add_list", again, expect=200, cohort=cohort)

    assert [each.words.strip() for each in shown.all("textarea")] == [f"{UNICODE}\nမြသီတာ\nquiet river"]


def test_a_list_that_stays_as_typed_is_not_asked_about_again_on_the_second_button(
    db: Session, browser: Browser, chit: Account, cohort: Cohort
) -> None:
    sent = {"names": f"{ZAWGYI}\r\nquiet river", "language": "my", "zawgyi-names": "typed"}
    shown = browser.sign_in(chit).post("people.add_list", sent, expect=200, cohort=cohort)

    browser.post("people.add_list", {**asked(shown), "make": "yes"}, expect=200, cohort=cohort)

    assert db.scalars(select(Account.handle).where(Account.handle == ZAWGYI)).all() == [ZAWGYI]


def test_a_handle_at_sign_in_is_compared_and_not_asked_about(browser: Browser) -> None:
    page = browser.post("accounts.sign_in", {"handle": ZAWGYI, "passphrase": PASSPHRASE}, expect=422)

    assert "Zawgyi" not in page


@pytest.mark.parametrize("registered", [ZAWGYI, UNICODE])
def test_whoever_types_zawgyi_gets_in_by_the_handle_of_either_kind(
    db: Session, browser: Browser, registered: str
) -> None:
    make_person(db, registered)

    browser.post("accounts.sign_in", {"handle": ZAWGYI, "passphrase": PASSPHRASE})


@pytest.mark.parametrize(
    "words", [("person", "add", ZAWGYI, "--role", "learner"), ("programme", "add", LONG, "--tz", "Asia/Yangon")]
)
def test_a_command_asks_too(installation: Installation, words: tuple[str, ...]) -> None:
    refusal = installation.lms(*words, expect=1).stderr

    assert LONG_RIGHT in refusal or UNICODE in refusal
    assert "--as-typed" in refusal
    installation.lms(*words, "--as-typed")
