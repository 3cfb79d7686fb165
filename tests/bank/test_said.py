"""A text that is said otherwise in one language, and what its translations are then."""

from typing import Any

import pytest

from lms.bank.said import said_otherwise
from lms.catalog.package.texts import hash_of

EN, MY, NEW = "Who decides?", "ဘယ်သူ ဆုံးဖြတ်သလဲ", "Who decides here?"
FRESH = {"text": MY, "source": {"lang": "en", "hash": hash_of(EN)}, "state": "reviewed"}


def said(before: dict[str, Any] | None, *, spelling: bool = False, **words: str) -> dict[str, Any]:
    return said_otherwise(before, words, spelling=spelling)


def test_what_is_said_as_before_stays_to_the_sign() -> None:
    before = {"en": EN + "\n", "my": FRESH}

    assert said(before, en=EN, my=MY) == before


def test_a_new_text_is_an_original_in_each_language_and_an_empty_one_is_none() -> None:
    assert said(None, en=EN, my=MY) == {"en": EN, "my": MY}
    assert said(None, en="", my=MY) == {"my": MY}
    assert said({"en": EN, "my": MY}, en="", my=MY) == {"my": MY}


def test_a_translation_that_is_left_alone_is_older_than_its_original() -> None:
    assert said({"en": EN, "my": FRESH}, en=NEW, my=MY) == {"en": NEW, "my": FRESH}
    assert said({"en": EN, "my": MY}, en=NEW, my=MY) == {
        "en": NEW,
        "my": {"text": MY, "source": {"lang": "en", "hash": hash_of(EN)}},
    }


def test_a_translation_that_is_mended_too_is_as_new_as_its_original() -> None:
    mended = said({"en": EN, "my": FRESH}, en=NEW, my="အသစ်")

    assert mended["my"] == {**FRESH, "text": "အသစ်", "source": {"lang": "en", "hash": hash_of(NEW)}}
    assert said({"en": EN, "my": MY}, en=NEW, my="အသစ်") == {"en": NEW, "my": "အသစ်"}


def test_an_original_is_not_older_than_its_translation() -> None:
    assert said({"en": EN, "my": FRESH}, en=EN, my="အသစ်")["en"] == EN


@pytest.mark.parametrize("inner", [MY, FRESH])
def test_where_only_the_spelling_changed_a_translation_stays_as_good_as_it_was(inner: Any) -> None:
    kept = said({"en": EN, "my": inner}, en=NEW, my=MY, spelling=True)["my"]

    assert kept == (MY if inner == MY else {**FRESH, "source": {"lang": "en", "hash": hash_of(NEW)}})


def test_what_was_older_already_is_not_made_fresh_by_spelling() -> None:
    old = {**FRESH, "source": {"lang": "en", "hash": "0" * 12}}

    assert said({"en": EN, "my": old}, en=NEW, my=MY, spelling=True)["my"] == old
