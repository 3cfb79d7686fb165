"""The main job, in a real browser at 320 pixels: from a printed sign-in card to a course that is done."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.actors import World
from tests.support.crawl import Crawler
from tests.support.thumb import Phone, Thumb

pytestmark = pytest.mark.browser

WORDS = "a lamp beside the window"
THOUGHT = "လမ်းကို ဝေးရာက လူတွေ ဆုံးဖြတ်ခဲ့သည်"
MOST_TAPS = 12
"""From the card to the first lesson, fields that are typed into among them."""

RIGHT = {"many", "army", "money", "false", "decentralized"}
"""What answers the questions of the sample's bank."""

BOTH = pytest.mark.parametrize("lang", ["my", "en"])
OTHER = {"my": "en", "en": "my"}


class Site:
    """The site of a test, and what stands in the addresses of its course."""

    def __init__(self, crawler: Crawler, world: World, chromium: Browser, address: str) -> None:
        self.world, self.chromium, self.address = world, chromium, address
        self.named = world.uids["near"]

    def phone(self, lang: str, *, scripts: bool = True, cookie: str = "") -> Phone:
        """Return a phone on which nobody, or the owner of `cookie`, is signed in."""
        return Phone(self.chromium, self.address, lang, scripts=scripts, cookie=cookie)

    def path(self, thumb: Thumb, step: str = "") -> str:
        """Return the path of the course, or of a step in it."""
        return f"/{thumb.lang}/c/{self.named['course']}" + (f"/{self.named[step]}" if step else "")


@pytest.fixture
def here(crawler: Crawler, world: World, chromium: Browser, site: str) -> Site:
    """Give the site with everybody on it."""
    return Site(crawler, world, chromium, site)


def printed_card(here: Site, lang: str) -> str:
    """Let staff add a learner and print the card; return its code."""
    with here.phone("en", cookie=here.world.cookies["staff"]) as chit:
        chit.open(f"/en/staff/cohorts/{here.named['cohort']}/add")
        chit.type("[name=own_handle]", "green hill 7")
        chit.page.check(f"[name=language][value={lang}]")
        chit.tap("main button.primary")
        return "".join(chit.at(".slip code").inner_text().split())


def sign_in_by_card(thumb: Thumb, code: str, *, lasting: bool) -> None:
    """Open the account with a card, and choose a passphrase, or a card that lasts."""
    thumb.open(f"/{thumb.lang}/sign-in/card#{code}")
    if not thumb.at("[name=code]").input_value():  # Without JavaScript the code is typed.
        thumb.type("[name=code]", code)
    thumb.tap("main button.primary")
    if lasting:
        thumb.tap("[name=lasting]")
    else:
        thumb.type("[name=passphrase]", WORDS)
        thumb.type("[name=passphrase_again]", WORDS)
        thumb.tap("main button.primary")
    while thumb.path != f"/{thumb.lang}/":
        thumb.tap("main .primary")


def answer(thumb: Thumb) -> None:
    """Choose what is right on the page of a question."""
    options = thumb.at('main [name="a.values"]')
    for number in range(options.count()):
        if options.nth(number).get_attribute("value") in RIGHT:
            thumb.pick("main label.choice", number)


def chosen(page: Page) -> list[tuple[str, bool]]:
    """Return the options of a question in their order, and which are chosen."""
    found = page.evaluate("[...document.querySelectorAll('[name=\"a.values\"]')].map(one => [one.value, one.checked])")
    return [(value, checked) for value, checked in found]


def switch(thumb: Thumb) -> None:
    """Press the other language in the middle of an attempt: place, order and what is chosen stay."""
    before, number = chosen(thumb.page), thumb.path.rsplit("/", 1)[1]
    thumb.lang = OTHER[thumb.lang]
    thumb.tap(".langs button")
    assert thumb.path.startswith(f"/{thumb.lang}/")
    assert thumb.path.endswith(f"/{number}")
    assert chosen(thumb.page) == before


def take_quiz(thumb: Thumb) -> None:
    """Answer every question, with the language changed in the middle and back, and hand in."""
    for number in (1, 2, 3):
        expect(thumb.at(".numbers [aria-current]")).to_contain_text(str(number))
        answer(thumb)
        if number == 2:
            assert any(is_chosen for _value, is_chosen in chosen(thumb.page))
            switch(thumb)
            switch(thumb)
        thumb.tap("main .actions .primary")
    expect(thumb.at("main .notice.good")).to_be_visible()
    thumb.tap("main .actions .primary")


@pytest.mark.slow
@pytest.mark.parametrize("scripts", [True, False])
@BOTH
def test_a_printed_card_leads_to_a_course_that_is_done(here: Site, lang: str, scripts: bool) -> None:
    code = printed_card(here, lang)
    with here.phone(lang, scripts=scripts) as thumb:
        sign_in_by_card(thumb, code, lasting=not scripts)
        thumb.tap("main .card a[href*='/c/']")
        thumb.tap("main .steps a[href$='" + here.path(thumb, "lesson") + "']")
        expect(thumb.at("article.prose")).to_be_visible()
        assert thumb.taps <= MOST_TAPS, f"{thumb.taps} taps from the card to the first lesson"

        thumb.pick("form.check label.choice", 1)
        thumb.tap("form.check button")
        expect(thumb.at("main .answers .error")).to_be_visible()
        expect(thumb.at("main .notice.good")).to_be_visible()
        thumb.tap("main .actions .primary")

        assert thumb.path == here.path(thumb, "case")
        while thumb.at("main .answers a").count():
            thumb.tap("main .answers a")
        thumb.tap("main .actions .primary")

        thumb.tap("main .steps a[href$='" + here.path(thumb, "reflection") + "']")
        if scripts:
            thumb.type("textarea", THOUGHT)
            thumb.tap("main .actions .primary")
        else:
            thumb.tap("[name=keep]")
        expect(thumb.at("main .notice.good")).to_be_visible()

        thumb.tap("main .actions .primary")
        assert thumb.path == here.path(thumb, "quiz"), "the next step that is needed"
        thumb.tap("main .actions .primary")
        take_quiz(thumb)
        expect(thumb.at("main .notice.good")).to_be_visible()
        expect(thumb.at("main .figures")).to_contain_text("100%")

        thumb.tap("main .actions .primary")
        said = {"en": "Course done. You finished it on 15 June 2026.", "my": "၂၀၂၆ ခုနှစ်၊ ဇွန်လ ၁၅ ရက်"}[lang]
        assert said.translate(DIGITS) in thumb.at("main .notice.good").inner_text().translate(DIGITS)

        thumb.open(f"{here.path(thumb, 'reflection')}/mine")
        assert thumb.at("#thought").input_value() == (THOUGHT if scripts else "")


DIGITS = str.maketrans("၀၁၂၃၄၅၆၇၈၉", "0123456789")


@BOTH
def test_who_leaves_in_the_middle_goes_on_at_another_phone_at_the_right_place(here: Site, lang: str) -> None:
    code = printed_card(here, lang)
    with here.phone(lang) as thumb:
        sign_in_by_card(thumb, code, lasting=False)
        thumb.open(here.path(thumb, "quiz"))
        thumb.tap("main .actions .primary")
        answer(thumb)
        thumb.tap("main .actions .primary")
        expect(thumb.at(".numbers [aria-current]")).to_contain_text("2")
        first = thumb.path.removesuffix("/2") + "/1"

    with here.phone(lang, scripts=False) as thumb:
        thumb.open(first)
        thumb.type("[name=handle]", "green hill 7")
        thumb.type("[name=passphrase]", WORDS)
        thumb.tap("main button.primary")
        assert thumb.path == first, "the page that was asked for"
        assert {value for value, is_chosen in chosen(thumb.page) if is_chosen} <= RIGHT
        assert any(is_chosen for _value, is_chosen in chosen(thumb.page))

        thumb.open(f"/{lang}/")
        thumb.tap("main .card a[href*='/c/']")
        thumb.tap("main .steps a[href$='" + here.path(thumb, "quiz") + "']")
        thumb.tap("main .actions .primary")
        assert thumb.path == first.removesuffix("/1") + "/2"


class Keys:
    """Hands on a keyboard."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go_to(self, what: str) -> None:
        """Press Tab until something has the focus."""
        for _ in range(80):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("what => document.activeElement.matches(what)", what):
                return
        raise AssertionError(f"Tab never reached {what} on {self.page.url}")

    def press(self, key: str) -> None:
        """Press a key that leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def choose(self) -> None:
        """Choose what is right: boxes are ticked one by one, of buttons one is gone to by the arrows."""
        options = self.page.locator('main [name="a.values"]')
        wanted = [one.get_attribute("value") in RIGHT for one in options.all()]
        self.go_to('[name="a.values"]')
        if options.first.get_attribute("type") == "radio":
            self.page.keyboard.press("Space")
            for _ in range(wanted.index(True)):
                self.page.keyboard.press("ArrowDown")
            return
        for number, right in enumerate(wanted):
            if right:
                self.page.keyboard.press("Space")
            if number < len(wanted) - 1:
                self.page.keyboard.press("Tab")


@BOTH
def test_a_whole_quiz_is_taken_with_the_keyboard_alone(here: Site, lang: str) -> None:
    with here.phone(lang, cookie=here.world.cookies["trainer"]) as thumb:
        thumb.open(here.path(thumb))
        hands = Keys(thumb.page)
        hands.go_to("main .primary, main form .actions button, [action$='/take-part'] button")
        hands.press("Enter")
        thumb.open(here.path(thumb, "quiz"))
        hands.go_to("main .primary")
        hands.press("Enter")
        for number in (1, 2, 3):
            assert thumb.path.endswith(f"/{number}")
            hands.choose()
            # Enter on a choice presses the first button of the form, which must not be the other language.
            hands.press("Enter")
            thumb.look()
        hands.go_to("main .primary")
        hands.press("Enter")
        expect(thumb.at("main .figures")).to_contain_text("100%")
