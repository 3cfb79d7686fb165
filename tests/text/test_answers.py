"""Short answers: typing variants that nobody sees are forgiven, what can be seen is not."""

import re
import unicodedata

import pytest
from hypothesis import example, given

from lms.config import SITE
from lms.text.answers import answer_key, answer_keys, same_answer
from tests.text import samples
from tests.text.strategies import TYPED

ROWS = re.findall(
    r"^\| `(.+?)` \| `(.+?)` \| (same|other) \|", (SITE / "docs" / "burmese-text.md").read_text("utf-8"), re.M
)


@pytest.mark.parametrize(("typed", "accepted", "verdict"), ROWS)
def test_what_the_page_says_of_answers_is_so(typed: str, accepted: str, verdict: str) -> None:
    typed, accepted = (re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), each) for each in (typed, accepted))

    assert same_answer(typed, accepted) is (verdict == "same")


def test_capitals_count_where_they_are_told_to() -> None:
    assert same_answer("Panglong", "Panglong", fold=False)
    assert not same_answer("panglong", "Panglong", fold=False)


def test_the_page_has_both_kinds() -> None:
    assert {verdict for _, _, verdict in ROWS} == {"same", "other"}
    assert len(ROWS) > 25


@pytest.mark.parametrize(("zawgyi", "correct"), samples.words())
def test_an_answer_typed_in_zawgyi_is_the_answer(zawgyi: str, correct: str) -> None:
    assert same_answer(zawgyi, correct) or answer_keys(zawgyi) == {answer_key(zawgyi)}


def test_most_single_words_in_zawgyi_are_known() -> None:
    known = [same_answer(zawgyi, correct) for zawgyi, correct in samples.words()]

    assert sum(known) >= 0.8 * len(known)


def test_different_words_of_the_declaration_stay_different() -> None:
    words = {
        unicodedata.normalize("NFC", word)
        for lang in ("my", "shn", "mnw")
        for word in samples.split(samples.udhr(lang))
    }
    keys: dict[str, set[str]] = {}
    for word in words:
        keys.setdefault(answer_key(word), set()).add(word)

    doubled = [sorted(each) for each in keys.values() if len(each) > 1]
    assert doubled == [["ယောက်ျား", "ယောကျာ်း"]], "the page names this pair"


@given(TYPED)
@example("ဩ\u103b")
@example("က ့\u103a")
def test_a_key_is_its_own_key(text: str) -> None:
    key = answer_key(text)

    assert answer_key(key) == key
    assert unicodedata.is_normalized("NFC", key)
    assert same_answer(text, text)
