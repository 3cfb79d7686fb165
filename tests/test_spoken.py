"""Days and lists as people say them."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import g
from markupsafe import Markup

from lms import i18n, spoken

DAY = date(2026, 6, 15)


@pytest.fixture(params=["en", "my"])
def lang(request: pytest.FixtureRequest) -> Iterator[str]:
    """Speak a language."""
    with i18n.speaking(request.param):
        yield request.param


def test_a_day_has_its_name(lang: str) -> None:
    wanted = {"en": "Monday, 15 June 2026", "my": "2026 ခုနှစ်၊ ဇွန်လ 15 ရက်၊ တနင်္လာနေ့"}

    assert spoken.day_named(DAY) == wanted[lang]
    g.digits = "mymr"
    assert spoken.day_named(DAY) == {"en": "Monday, ၁၅ June ၂၀၂၆", "my": "၂၀၂၆ ခုနှစ်၊ ဇွန်လ ၁၅ ရက်၊ တနင်္လာနေ့"}[lang]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (2, "in 2 days"),
        (-2, "2 days ago"),
        (30, "in 30 days"),
        (31, ""),
        (-31, ""),
    ],
)
def test_a_near_day_is_counted(days: int, said: str) -> None:
    with i18n.speaking("en"):
        assert spoken.away(DAY + timedelta(days=days), DAY) == said


def test_a_near_day_is_counted_in_the_readers_digits_and_language() -> None:
    with i18n.speaking("my"):
        g.digits = "mymr"
        assert spoken.away(DAY + timedelta(days=3), DAY) == "၃ ရက်အကြာတွင်"
        assert spoken.away(DAY - timedelta(days=3), DAY) == "လွန်ခဲ့သော ၃ ရက်က"
        assert spoken.away(DAY, DAY) == "ယနေ့"


def test_things_are_listed_as_people_write(lang: str) -> None:
    wanted = {"en": ["a", "a and b", "a, b and c"], "my": ["a", "a နှင့် b", "a၊ b နှင့် c"]}

    assert [spoken.listed("abc"[:count]) for count in (1, 2, 3)] == wanted[lang]


def test_what_is_listed_is_escaped(lang: str) -> None:
    assert "<" not in spoken.listed(["<a>", "<b>", "<c>"]).replace("&lt;", "")
    assert "<b>x</b>" in spoken.listed([Markup("<b>x</b>"), "y"])


def test_burmese_has_one_plural() -> None:
    plural = i18n.catalogue("my").plural
    assert {plural(number) for number in range(200)} == {0}
