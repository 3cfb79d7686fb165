"""The fonts are those of the record, with their licence, and hold every letter they are for."""

import hashlib
import json
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
RECORD = json.loads((FONTS / "VENDOR.json").read_text("utf-8"))

SAMPLES = {
    "my.woff2": "ကမ္ဘာ့ သတ္တဝါ အင်္ဂလန် ဝိဇ္ဇာ ပြဋ္ဌာန်းခွင့် ဥပဒေ၏ ဤဩဂုတ် ဿ ၎င်း၌ ၁၂၃၄၅၆၇၈၉၀၊။",
    "mymr.woff2": "ၵူၼ်းတင်းသဵင်ႈ ဗွဲဗၠးၜး ပှၤကိးဂၤ ဒ်အအိၣ်ဖျဲၣ်",
    "kayahli.woff2": "ꤊꤢꤛꤢ꤬ ꤜꤟꤤ꤬",
}


@pytest.mark.parametrize("entry", RECORD, ids=lambda entry: entry["file"])
def test_each_font_is_the_one_that_was_recorded(entry: dict[str, str]) -> None:
    digest = hashlib.sha256((FONTS / entry["file"]).read_bytes()).hexdigest()
    assert digest == entry["sha256"]


def test_no_font_is_without_a_record() -> None:
    assert {path.name for path in FONTS.glob("*.woff2")} == {entry["file"] for entry in RECORD}


@pytest.mark.parametrize("name", SAMPLES)
def test_each_font_holds_the_letters_it_is_for(name: str) -> None:
    letters = TTFont(FONTS / name).getBestCmap()
    assert {letter for letter in SAMPLES[name] if ord(letter) not in letters} == set()


def test_the_licence_travels_with_its_copyright_lines() -> None:
    text = (FONTS / "OFL.txt").read_text("utf-8")
    assert "SIL International" in text
    assert "The Noto Project Authors" in text
    assert text.count("SIL OPEN FONT LICENSE Version 1.1") == len({e["package"] for e in RECORD})
