"""Latin letters on a page that is read in Burmese: what nobody translated."""

import re
from collections.abc import Iterator

from tests.support.page import Element, Page

HEARD = ("alt", "aria-label", "aria-description", "placeholder", "title", "label", "data-label")
"""Attributes that a person reads or hears."""
UNREAD = frozenset({"style", "script", "path"})
_ADDRESS = re.compile(r"(?:https?://|localhost)\S*")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’.-]*[A-Za-z]")


def language_of(element: Element) -> str:
    """Return the language that is said of an element, or of what it lies in."""
    return next((one.get("lang") for one in reversed((*element.inside, element)) if one.get("lang")), "")


def texts(page: Page) -> Iterator[tuple[Element, str]]:
    """Yield what a person reads or hears on a page, by its element."""
    for element in page.elements:
        if element.name in UNREAD:
            continue
        yield element, element.words
        for name in HEARD:
            yield element, element.get(name)
        if element.name == "input" and element.get("type") in {"submit", "button"}:
            yield element, element.get("value")


def latin_words(page: Page, names: frozenset[str]) -> Iterator[str]:
    """Yield each Latin word of a Burmese page that is not marked as another language, with where it stands.

    :param names: what stays as it is in every language; each word, or several together.
    """
    for element, text in texts(page):
        if language_of(element) == "my":
            for word in words_of(text, names):
                yield f"{word!r} in {element} of {page.path}"


def words_of(text: str, names: frozenset[str]) -> list[str]:
    """Return the Latin words of a text that are no names."""
    text = _ADDRESS.sub(" ", text)
    for name in sorted(names, key=len, reverse=True):
        if name in text:
            text = re.sub(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", " ", text)
    return _WORD.findall(text)
