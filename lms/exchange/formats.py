"""Every format: how it is known, read and written."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from lms.exchange import aiken, aiken_out
from lms.exchange.decode import decoded
from lms.exchange.found import NoSuchFile, Reading
from lms.exchange.gift import read as gift
from lms.exchange.gift import write as gift_out
from lms.exchange.moodle import read as moodle
from lms.exchange.moodle import write as moodle_out
from lms.exchange.written import Source, Written
from lms.languages import KNOWN
from lms.said import say

_LOOKED_AT = 1_000_000
"""Bytes of a file in which its letters are looked for."""
_MYANMAR, _LATIN = re.compile("[\u1000-\u109f]"), re.compile("[A-Za-z]")
_NOT_WORDS = re.compile(r"<[^<>]*>|[A-Za-z0-9+/=]{60,}")
AUTO = "auto"
AIKEN, GIFT, MOODLE = "aiken", "gift", "moodle-xml"
NAMES = {MOODLE: "Moodle XML", GIFT: "GIFT", AIKEN: "Aiken"}
"""As people call them, in every language."""
READERS: Mapping[str, Callable[[str, str], Reading]] = {AIKEN: aiken.read, GIFT: gift.read, MOODLE: moodle.read}
FILE_NAMES: Mapping[str, str] = {AIKEN: "questions.txt", GIFT: "questions.gift", MOODLE: "questions.xml"}
MIMETYPES: Mapping[str, str] = {AIKEN: "text/plain", GIFT: "text/plain", MOODLE: "application/xml"}


def recognised(text: str) -> str:
    """Return the format of a file.

    :raises NoSuchFile: it looks like none of them.
    """
    begin = text.lstrip()[:1]
    if begin == "<":
        return MOODLE
    if aiken.KNOWN_BY.search(text):
        return AIKEN
    if "{" in text or "::" in text:
        return GIFT
    raise NoSuchFile(say("This is neither GIFT nor Aiken nor Moodle XML. Say which it is, or export it again."))


def language(data: bytes, langs: Sequence[str]) -> str:
    """Return the language of a file that names none: the first of the course in whose letters most of it is written.

    :param langs: the languages of the course.
    """
    words = _NOT_WORDS.sub(" ", data[:_LOOKED_AT].decode("utf-8", "ignore"))
    latin, myanmar = len(_LATIN.findall(words)), len(_MYANMAR.findall(words))
    script = "Mymr" if 2 * myanmar > latin else "Latn" if latin else ""
    return next((lang for lang in langs if lang in KNOWN and KNOWN[lang].script == script), langs[0])


def read(data: bytes, lang: str, name: str = AUTO) -> tuple[str, Reading]:
    """Return the format of a file and the questions in it.

    :param lang: the language of texts that name none.
    :param name: the format, or `AUTO`.
    :raises NoSuchFile: it can't be read as that.
    """
    text = decoded(data)
    chosen = recognised(text) if name == AUTO else name
    return chosen, READERS[chosen](text, lang)


def write(name: str, sources: Iterable[Source], langs: Sequence[str], media: Mapping[str, bytes]) -> Written:
    """Return a file of questions in a format and in these languages.

    :param media: the course's pictures, by their names.
    """
    if name == MOODLE:
        return moodle_out.write(sources, langs, media)
    if name == GIFT:
        return gift_out.write(sources, langs)
    return aiken_out.write(sources, langs)
