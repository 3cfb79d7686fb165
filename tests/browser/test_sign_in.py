"""From a printed card to one's own account, with JavaScript and without, in both languages."""

import pytest
from playwright.sync_api import Browser

from lms.accounts import codes
from lms.accounts.models import Account, CodeKind
from tests.support.cast import TZ
from tests.support.chromium import context_for
from tests.support.crawl import Crawler
from tests.support.moment import NOON

pytestmark = pytest.mark.browser

WORDS = "a lamp beside the window"


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("lang", ["my", "en"])
def test_a_card_leads_to_an_account_of_ones_own(
    crawler: Crawler, chromium: Browser, site: str, scripts: bool, lang: str
) -> None:
    db = crawler.browser.db
    dway = db.query(Account).filter_by(handle="dway 24").one()
    (code,) = codes.issue(db, crawler.ground.keys, account=dway, kind=CodeKind.ONCE, now=NOON, tz=TZ)
    db.commit()
    context = context_for(chromium, site, java_script_enabled=scripts, viewport={"width": 320, "height": 640})
    page = context.new_page()

    page.goto(f"{site}/{lang}/sign-in/card#{code}")
    if scripts:
        assert page.input_value("[name=code]") == code
        assert "#" not in page.url
    else:
        page.fill("[name=code]", code)
    page.click("main button.primary")
    page.fill("[name=passphrase]", WORDS)
    page.fill("[name=passphrase_again]", WORDS)
    page.click("main button.primary >> nth=0")
    page.click("main a.primary")
    page.goto(f"{site}/{lang}/me")
    assert "dway 24" in page.content()
    context.close()
