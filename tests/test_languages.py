"""A language is a folder: its profile, what it falls back on, and pages that never break for want of words."""

import re
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.pofile import read_po
from fontTools.ttLib import TTFont

from lms import i18n, languages
from lms.catalog.package.languages import KNOWN as IN_COURSES
from lms.config import Config
from lms.errors import ConfigError
from lms.folders import SITE
from tests.support.browser import Browser

ASKED_FOR = {"shn", "ksw", "kac", "mnw", "cnh", "rki", "kyu"}
CSS = (SITE / "static" / "site.css").read_text("utf-8")
GOOD = (languages.FOLDER / "shn" / languages.PROFILE).read_text("utf-8")


def profile_in(folder: Path, text: str, code: str = "shn") -> Path:
    """Write profiles of Burmese, English and another language."""
    for name in ("my", "en"):
        (folder / name).mkdir()
        (folder / name / languages.PROFILE).write_bytes((languages.FOLDER / name / languages.PROFILE).read_bytes())
    (folder / code).mkdir()
    (folder / code / languages.PROFILE).write_text(text, "utf-8")
    return folder


def test_every_folder_of_translations_is_a_language_and_there_is_no_other_list() -> None:
    folders = {path.name for path in languages.FOLDER.iterdir() if path.is_dir()}

    assert folders == set(languages.KNOWN) == set(IN_COURSES) >= ASKED_FOR
    assert list(languages.KNOWN)[:2] == ["my", "en"] == list(languages.WHOLE) == list(i18n.LANGUAGES)


def test_a_new_folder_is_a_new_language(tmp_path: Path) -> None:
    found = languages.read(profile_in(tmp_path, GOOD.replace("Shan", "Palaung"), "pll"))

    assert found["pll"].english == "Palaung"
    assert found["pll"].chain == ("pll", "my", "en")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('script = "Mymr"', 'script = "Thai"', "script"),
        ('name = "တႆး"', 'name = ""', "name"),
        ('name = "တႆး"\n', "", "'name' is a required property"),
        ('["my", "en"]', '["my", "xx"]', "can't fall back on “xx”"),
        ('["my", "en"]', '["shn"]', "can't fall back on “shn”"),
        ('breaking = "syllables"', 'breaking = "anywhere"', "breaking"),
        ('["mymr.woff2"]', '["../../etc/passwd"]', "fonts"),
        ("plural=0;", "plural=__import__('os');", "plurals"),
        ("whole = false", "whole = maybe", "line"),
        ("whole = false", "whole = false\nmore = 1", "Additional properties"),
        ("whole = false", "whole = false\n#" + "x" * 4000, "larger than"),
    ],
)
def test_a_profile_that_is_not_as_it_should_be_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert GOOD.count(old) == 1
    with pytest.raises(ConfigError, match=re.escape(said)):
        languages.read(profile_in(tmp_path, GOOD.replace(old, new)))


def test_a_folder_with_a_name_that_is_no_code_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="code"):
        languages.read(profile_in(tmp_path, GOOD, "shan-language"))


@pytest.mark.parametrize("code", languages.KNOWN)
def test_babel_knows_what_stands_in_for_dates_and_fonts_hold_the_name(code: str) -> None:
    language = languages.KNOWN[code]
    assert str(Locale.parse(language.locale)) == language.locale
    letters = {letter for font in language.fonts for letter in TTFont(SITE / "static/fonts" / font).getBestCmap()}
    assert {letter for letter in language.name if not letter.isascii() and ord(letter) not in letters} == set()
    assert bool(language.fonts) == (language.script != "Latn")
    assert language.font_bytes < 40_000


@pytest.mark.parametrize("code", languages.KNOWN)
def test_the_stylesheet_names_the_fonts_that_a_profile_names(code: str) -> None:
    special = re.search(r"((?::lang\(\w+\),?)+)\{font-family:\"LMS Myanmar\",\"LMS Peoples\"", CSS)
    assert special is not None
    listed = re.findall(r"\((\w+)\)", special[1])

    assert (code in listed) == ("mymr.woff2" in languages.KNOWN[code].fonts)
    assert '--my:"LMS Myanmar","LMS Padauk","LMS Kayah Li"' in CSS


def test_readers_get_what_is_missing_in_the_language_they_know_next() -> None:
    assert languages.chain("shn", ["en", "my"]) == ["shn", "my", "en"]
    assert languages.chain("shn", ["en", "kac"]) == ["shn", "en", "kac"]
    assert languages.nearest("shn", ["en", "my"]) == "my"
    assert languages.nearest("kac", ["shn"]) == "shn"
    assert languages.nearest("en", ["my", "shn"]) == "my"
    assert languages.nearest("xx", ["my", "en"]) == "my"


def test_a_catalogue_that_is_just_begun_works(tmp_path: Path) -> None:
    for code, said in {
        "my": 'msgid "Save"\nmsgstr "သိမ်းရန်"\n\n'
        'msgid "%(num)d day"\nmsgid_plural "%(num)d days"\nmsgstr[0] "%(num)d ရက်"\n',
        "shn": 'msgid "Close"\nmsgstr "xx"\n\nmsgid "Save"\nmsgstr ""\n\n'
        'msgid "%(num)d day"\nmsgid_plural "%(num)d days"\nmsgstr[0] ""\n',
    }.items():
        file = tmp_path / code / "LC_MESSAGES" / "messages.po"
        file.parent.mkdir(parents=True)
        plurals = languages.KNOWN[code].plurals
        head = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {plurals}\\n"\n\n'
        file.write_text(head + said, "utf-8")
    shan = i18n.catalogue("shn", tmp_path)

    assert shan.ugettext("Close") == "xx"
    assert shan.ugettext("Save") == "သိမ်းရန်"
    assert shan.ungettext("%(num)d day", "%(num)d days", 2) == "%(num)d ရက်"
    assert shan.ugettext("Said by nobody") == "Said by nobody"
    assert i18n.catalogue("my", tmp_path).ugettext("Close") == "Close"


def test_a_page_is_called_burmese_as_long_as_it_is_read_in_burmese() -> None:
    assert i18n.spoken_by("my") == "my"
    assert i18n.spoken_by("en") == "en"
    assert {i18n.spoken_by(code) for code in ASKED_FOR} == {"my"}


def test_each_catalogue_counts_as_its_profile_says() -> None:
    for file in languages.FOLDER.glob("*/LC_MESSAGES/messages.po"):
        with file.open("rb") as stream:
            catalogue = read_po(stream)
        language = languages.KNOWN[file.parents[1].name]
        assert f"nplurals={catalogue.num_plurals}; plural={catalogue.plural_expr};" == language.plurals


@pytest.mark.parametrize("given", ["", "xx", "my,klingon"])
def test_languages_that_are_not_known_are_refused(given: str) -> None:
    with pytest.raises(ConfigError, match="LMS_LANGUAGES: write codes of these"):
        Config.read({"LMS_LANGUAGES": given})


class TestPages:
    """Pages of a site that offers every language there is."""

    @pytest.mark.parametrize("code", languages.KNOWN)
    def test_no_page_breaks(self, wide: Browser, code: str) -> None:
        wide.lang = code
        for where in ("learn.home", "learn.safety", "accounts.sign_in", "accounts.sign_up"):
            page = wide.get(where, size_bytes=20_000)
            assert page.all("html")[0].get("lang") == i18n.spoken_by(code)
        assert wide.get(f"/{code}/nothing/here", expect=404)

    def test_each_language_is_offered_in_its_own_letters(self, wide: Browser) -> None:
        page = wide.get("/my/", size_bytes=20_000)
        links = [link for link in page.all("a") if link.get("hreflang")]
        offered = {
            link.get("lang"): "".join(e.words for e in page.elements if e is link or link in e.inside) for link in links
        }

        assert {code: name.replace("\u200b", "") for code, name in offered.items()} == {
            code: one.name for code, one in languages.KNOWN.items() if code != "my"
        }

    def test_a_browser_that_asks_for_shan_is_led_there(self, wide: Browser) -> None:
        assert wide.get("/", expect=303, headers={"Accept-Language": "shn, en;q=0.5"}).location == "/shn/"
        assert wide.get("/", expect=303, headers={"Accept-Language": "fr"}).location == "/my/"


def test_a_language_that_is_not_offered_has_no_address(browser: Browser) -> None:
    assert browser.get("/shn/", expect=404)


def test_the_table_of_languages_is_current() -> None:
    page = (SITE / "docs" / "languages.md").read_text("utf-8")
    rows = [line.split(" | ") for line in page.split("\n") if line.startswith("| `") and "translations/" not in line]
    said = {row[0].strip("| `"): (row[1], row[3].split(" (")[0], row[5].strip(" |")) for row in rows}

    assert said == {
        code: (
            f"{one.english}, {one.name}",
            ", ".join(one.fonts) or "nothing",
            ", ".join(one.fallback) or "–",
        )
        for code, one in languages.KNOWN.items()
    }
