"""The languages that courses are written in and the interface speaks. Each is a folder of `translations/`.

`translations/<code>/profile.toml` says how a language is written, `LC_MESSAGES/messages.po` beside it
holds the interface's sentences, as many as there are. There is no other list of languages.
"""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from jsonschema import Draft202012Validator

from lms.errors import ConfigError
from lms.folders import SITE
from lms.text.canonical import Digits

FOLDER = SITE / "translations"
SCHEMA = FOLDER / "profile.schema.json"
PROFILE = "profile.toml"
MOST_LANGUAGES = 60
MOST_BYTES = 4_000

Breaking = Literal["spaces", "dictionary", "syllables"]
Sorting = Literal["burmese", "latin"]


@dataclass(frozen=True)
class Language:
    """A language, as its profile says; the fields are explained in `translations/profile.schema.json`.

    :param code: ISO 639, two or three letters: the name of its folder.
    :param name: what its speakers call it.
    :param script: ISO 15924.
    :param fonts: files of `static/fonts` that a phone without the letters fetches.
    :param fallback: the languages that its readers understand next, the best first.
    :param whole: the interface must not lack a sentence in it.
    :param locale: what Babel calls a language that dates are written as in.
    """

    code: str
    name: str
    english: str
    script: str
    digits: Digits
    fonts: tuple[str, ...]
    breaking: Breaking
    sorting: Sorting
    fallback: tuple[str, ...]
    plurals: str
    whole: bool
    locale: str
    date_pattern: str
    named_pattern: str
    comma: str

    @property
    def chain(self) -> tuple[str, ...]:
        """The language itself, then those in which its readers get what it lacks."""
        return (self.code, *self.fallback)

    @property
    def font_bytes(self) -> int:
        """What a phone without the letters fetches, once."""
        return sum((SITE / "static" / "fonts" / font).stat().st_size for font in self.fonts)


def read(folder: Path) -> dict[str, Language]:
    """Return the languages whose profiles lie in a folder, by code; whole ones first.

    :raises ConfigError: a profile is not as the schema wants it, or falls back on a language that is not there.
    """
    files = sorted(folder.glob(f"*/{PROFILE}"))
    if len(files) > MOST_LANGUAGES:
        raise ConfigError(f"{folder}: more than {MOST_LANGUAGES} languages")
    found = [_language(file) for file in files]
    known = {language.code: language for language in sorted(found, key=lambda one: (not one.whole, one.code == "en"))}
    for language in found:
        for code in language.fallback:
            if code not in known or code == language.code:
                raise ConfigError(f"{folder / language.code / PROFILE}: it can't fall back on “{code}”")
    return known


def _language(file: Path) -> Language:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise ConfigError(f"{file}: larger than {MOST_BYTES} bytes")
        said = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: {error}") from error
    for wrong in _validator().iter_errors({"code": file.parent.name, **said}):
        raise ConfigError(f"{file}: {'.'.join(map(str, wrong.path)) or 'profile'}: {wrong.message}")
    dates = said.pop("dates")
    return Language(
        code=file.parent.name,
        fonts=tuple(said.pop("fonts")),
        fallback=tuple(said.pop("fallback")),
        **said,
        locale=dates["locale"],
        date_pattern=dates["pattern"],
        named_pattern=dates["named_pattern"],
        comma=dates["comma"],
    )


@cache
def _validator() -> Any:
    return Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))


KNOWN: Mapping[str, Language] = MappingProxyType(read(FOLDER))
"""Every language there is a folder of, by code: the whole ones first, Burmese before English."""

WHOLE = tuple(code for code, language in KNOWN.items() if language.whole)
"""Those in which the interface lacks nothing."""


def chain(lang: str, among: Iterable[str] = ()) -> list[str]:
    """Return the languages in the order in which a reader of `lang` understands them best.

    :param among: what there is, the best first: only these come, and all of them; `lang` itself comes in any case.
    """
    there = list(among)
    known = KNOWN[lang].fallback if lang in KNOWN else ()
    return list(dict.fromkeys([lang, *(code for code in known if code in there), *there]))


def nearest(lang: str, among: Iterable[str]) -> str:
    """Return which of some languages a reader of `lang` understands best.

    :param among: at least one; the first is for readers who understand none.
    """
    there = list(among)
    return next(code for code in chain(lang, there) if code in there)


def breaks_at_syllables(lang: str) -> bool:
    """Tell whether a language is written in Myanmar script, and browsers have no rules for its lines."""
    return lang in KNOWN and KNOWN[lang].breaking == "syllables"
