"""Digits in three scripts, and the letters that look like them."""

import pytest

from lms.text.digits import only_digits, spelled_right


@pytest.mark.parametrize(
    ("typed", "read"),
    [("၁၂၃", "123"), ("႑႒႓", "123"), ("၁ဝ", "10"), ("၂ဝ၂ရ", "2027"), ("ဝရ-၀၇", "07-07"), ("2026", "2026"), ("a", "a")],
)
def test_where_only_digits_can_stand_look_alikes_are_digits(typed: str, read: str) -> None:
    assert only_digits(typed) == read


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("၀န်ကြီး", "ဝန်ကြီး"),
        ("အ၀တ်အစား", "အဝတ်အစား"),
        ("ပါ၀င်", "ပါဝင်"),
        ("၀ါရင့်", "ဝါရင့်"),
        ("၇ှင်", "ရှင်"),
        ("၁ဝ ရက်", "၁၀ ရက်"),
        ("၂ဝဝ၈", "၂၀၀၈"),
        ("၁ဝရက်", "၁၀ရက်"),
    ],
)
def test_a_look_alike_in_a_text_becomes_what_it_must_be(typed: str, right: str) -> None:
    assert spelled_right(typed) == right


@pytest.mark.parametrize("text", ["၀.၅", "၁၀ ရက်", "၂၀၀၈", "၁ဝင်း", "၃ဝတ္ထု", "ဝ", "၀", "ရ ၇", "၂ရက်", "၅ဝါ", "10ဝ", "၁၀န်"])
def test_what_may_be_right_stays(text: str) -> None:
    assert spelled_right(text) == text
