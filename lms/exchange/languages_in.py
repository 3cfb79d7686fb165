"""Texts that hold several languages: `{mlang xx}…{mlang}` and `<span class="multilang" lang="xx">…</span>`.

Source: docs.moodle.org, "Multi-language content filter", and the plugin "Multi-Language Content (v2)".
"""

import re
from collections.abc import Iterator

_MLANG = re.compile(r"\{\s{0,3}mlang(?:\s{1,3}([a-zA-Z0-9_,\s-]{1,60}))?\s{0,3}\}")
_SPAN = re.compile(r"<span\b([^<>]{0,500})>|</span\s{0,9}>", re.IGNORECASE)
_LANG = re.compile(r"""\blang\s{0,3}=\s{0,3}["']?([a-zA-Z_-]{2,12})""")
_CLASS = re.compile(r"""\bclass\s{0,3}=\s{0,3}["']?[^"']{0,100}\bmultilang\b""")
OTHER = "other"

Piece = tuple[frozenset[str] | None, str]
"""Words and the languages they are in; None: they belong to all."""


def split(text: str, lang: str) -> dict[str, str]:
    """Return what a text says in each language.

    :param lang: the language of a text that names none.
    """
    pieces = list(_mlang(text))
    if len(pieces) == 1 and pieces[0][0] is None:
        pieces = list(_spans(text))
    named = {code for langs, _ in pieces if langs for code in langs}
    if not named:
        return {lang: text}
    said = named - {OTHER} or {lang}
    if OTHER in named:
        said = said | {lang}
    return {code: "".join(_of(pieces, code, named)) for code in sorted(said)}


def _of(pieces: list[Piece], code: str, named: set[str]) -> Iterator[str]:
    for langs, words in pieces:
        if langs is None or code in langs or (OTHER in langs and code not in named):
            yield words


def _mlang(text: str) -> Iterator[Piece]:
    at, langs = 0, None
    for mark in _MLANG.finditer(text):
        if text[at : mark.start()]:
            yield langs, text[at : mark.start()]
        langs = frozenset(map(_code, mark[1].split(","))) if mark[1] else None
        at = mark.end()
    if text[at:] or not at:
        yield langs, text[at:]


def _spans(text: str) -> Iterator[Piece]:
    """Yield the pieces of a text in which languages stand in spans; other spans stay where they are."""
    at = 0
    stack: list[tuple[bool, frozenset[str] | None]] = [(False, None)]
    for mark in _SPAN.finditer(text):
        before = stack[-1][1]
        if mark[1] is not None:
            lang = _LANG.search(mark[1]) if _CLASS.search(mark[1]) else None
            stack.append((True, frozenset({_code(lang[1])})) if lang else (False, before))
            is_ours = lang is not None
        else:
            is_ours = stack.pop()[0] if len(stack) > 1 else False
        if is_ours:
            if text[at : mark.start()]:
                yield before, text[at : mark.start()]
            at = mark.end()
    if text[at:] or not at:
        yield stack[-1][1], text[at:]


def _code(name: str) -> str:
    """Return the language of a name such as en_us or my-MM."""
    return re.split(r"[_-]", name.strip().lower(), maxsplit=1)[0]
