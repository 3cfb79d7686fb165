"""Texts that hold several languages, and the language of a file that names none."""

import pytest

from lms.exchange import formats
from lms.exchange.languages_in import split


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Who?", {"en": "Who?"}),
        ("{mlang en}Who?{mlang}{mlang my}ဘယ်သူ{mlang}", {"en": "Who?", "my": "ဘယ်သူ"}),
        ("1. {mlang en}Who{mlang}{mlang my_MM}ဘယ်သူ{mlang}?", {"en": "1. Who?", "my": "1. ဘယ်သူ?"}),
        ("{mlang my}ဘယ်သူ{mlang}{mlang other}Who{mlang}", {"en": "Who", "my": "ဘယ်သူ"}),
        (
            '<span class="multilang" lang="en">Who</span><span lang="my" class="multilang">က</span>',
            {"en": "Who", "my": "က"},
        ),
        ('<span lang="en" class="multilang">a <span>b</span></span> c', {"en": "a <span>b</span> c"}),
        ('<span lang="en">Who</span>', {"en": '<span lang="en">Who</span>'}),
        ("", {"en": ""}),
    ],
)
def test_a_text_is_split_into_its_languages(text: str, said: dict[str, str]) -> None:
    assert split(text, "en") == said


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("::a::Who decides? {=b}", "en"),
        ("::a::ဘယ်သူ ဆုံးဖြတ်သလဲ {=ရွာ}", "my"),
        ('<quiz><question type="essay"><questiontext><text>ဘယ်သူလဲ</text></questiontext></question></quiz>', "my"),
        ("::1::2 {=3}", "my"),
    ],
)
def test_the_language_of_a_file_is_that_of_its_letters_else_the_first_of_the_course(text: str, lang: str) -> None:
    assert formats.language(text.encode(), ["my", "en"]) == lang


def test_gift_with_both_languages_needs_no_escapes_around_them() -> None:
    text = "{mlang en}Who?{mlang}{mlang my}ဘယ်သူလဲ{mlang} {={mlang en}A{mlang}{mlang my}က{mlang} ~B}"
    ((found),) = formats.read(text.encode(), "en")[1].brought

    assert found.content["stem"] == {"en": "Who?", "my": "ဘယ်သူလဲ"}
    assert found.content["options"][0]["text"] == {"en": "A", "my": "က"}


def test_zawgyi_that_is_sure_is_turned_and_said() -> None:
    text = "::z::ျမန္မာႏိုင္ငံရဲ႕ ၿမိဳ႕ေတာ္ ဘယ္မွာလဲ ေျပာပါ {T}"
    ((found),) = formats.read(text.encode(), "my")[1].brought

    assert found.content["stem"] == {"my": "မြန်မာနိုင်ငံရဲ့ မြို့တော် ဘယ်မှာလဲ ပြောပါ"}
    assert "Zawgyi" in found.notes[0]
