"""A question of each type is made with a thumb, on a phone of 320 pixels, without scripts, in at most 25 taps."""

from collections.abc import Iterator

from playwright.sync_api import Browser as Chromium
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.bank import queries
from lms.catalog import queries as catalog
from lms.quizzes.engine.definition import load
from tests.support.browser import Browser
from tests.support.courses import Shelved
from tests.support.question_types import TYPES
from tests.support.thumb import Phone, Thumb

MOST_TAPS = 25
"""Taps into a field before typing are counted too."""


def texts(*names: str) -> Iterator[tuple[str, str]]:
    """Yield what is typed for texts in both languages."""
    for name in names:
        yield f"{name}-my", "ရေတွင်း"
        yield f"{name}-en", "A well"


def options(name: str, count: int, *, feedback: bool = True) -> Iterator[tuple[str, str]]:
    for number in range(count):
        yield from texts(f"{name}-{number}-text", *([f"{name}-{number}-feedback"] if feedback else []))


STEM = list(texts("stem"))
GAPS = [("stem-my", "ရေတွင်း {{gap-1}}"), ("stem-en", "A well {{gap-1}}")]
NUMBERS = [("stem-my", "{{a}} × {{b}}"), ("stem-en", "{{a}} × {{b}}")]
HOW: dict[str, tuple[list[str], list[tuple[str, str]], list[str]]] = {
    "single": ([], [*STEM, *options("options", 3)], ["options-1-right"]),
    "multiple": ([], [*STEM, *options("options", 3)], ["options-0-right", "options-2-right"]),
    "truefalse": ([], [*STEM, *texts("if_true", "if_false")], ["answer-0"]),
    "matching": ([], [*STEM, *texts(*(f"{one}-{n}-text" for one in ("items", "matches") for n in range(3)))], []),
    "ordering": ([], [*STEM, *texts(*(f"items-{n}-text" for n in range(3)))], []),
    "shorttext": ([], [*STEM, ("answers-0-accept", "well\nရေတွင်း")], []),
    "number": ([], [*STEM, ("answers-0-value", "၁၂")], []),
    "gapselect": (["add gaps"], [*GAPS, *options("gaps-0-options", 3, feedback=False)], ["gaps-0-options-0-right"]),
    "cloze": (
        ["add gaps shorttext", "add gaps truefalse"],
        [(name, f"{words} {{{{gap-2}}}}") for name, words in GAPS] + [("gaps-0-answers-0-accept", "deep")],
        ["gaps-1-answer-1"],
    ),
    "calculated": (
        [],
        [
            *NUMBERS,
            *((f"variables-{n}-{end}", value) for n in range(2) for end, value in (("least", "2"), ("most", "9"))),
            ("answers-0-formula", "a * b"),
        ],
        [],
    ),
    "scale": ([], [*STEM, *texts(*(f"points-{n}-text" for n in range(5)))], []),
    "essay": ([], STEM, []),
    "upload": ([], STEM, []),
    "information": ([], STEM, []),
}


def make(thumb: Thumb, kind: str) -> int:
    """Make a question of a type, from the list of questions to the page that shows it; return the taps."""
    thumb.taps = 0
    buttons, typed, ticked = HOW[kind]
    thumb.tap("main .head a.primary")
    thumb.tap(f'.card a[href$="type={kind}"]')
    for order in buttons:
        thumb.tap(f'button[value="{order}"]')
    for name, words in typed:
        thumb.type(f'[name="{name}"]', words)
    for name in ticked:
        thumb.pick(f'[id="{name}"]', 0)
    thumb.tap("form button.primary")
    assert "Saved." in thumb.at("main").inner_text(), f"{kind}: {thumb.at('main').inner_text()[:400]}"
    return thumb.taps


def test_a_question_of_each_type_is_made_in_few_taps(
    chromium: Chromium, site: str, sample: Shelved, browser: Browser, ei: Account, db: Session
) -> None:
    cookie = browser.sign_in(ei).cookie
    taps = {}
    with Phone(chromium, site, "en", scripts=False, cookie=cookie) as thumb:
        for kind in TYPES:
            thumb.open(browser.address("bank.questions", course=sample.code))
            taps[kind] = make(thumb, kind)

    assert max(taps.values()) <= MOST_TAPS, taps
    db.expire_all()
    head = catalog.head(db, sample.course)
    assert head is not None
    made = [each.content for each in queries.bank(db, head.id)][4:]
    assert [each["type"] for each in made] == list(TYPES)
    for content in made:
        load(content)
