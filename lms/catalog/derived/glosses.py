"""The terms and sources that a page refers to, so that it can explain them at its foot."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lms import markup
from lms.catalog.derived.voice import Voice
from lms.catalog.derived.words import pick

LAW = frozenset({"law", "treaty", "court"})
"""Kinds of sources after which a page says that it is not advice."""

_TERM = re.compile(r'<a class="t" href="#t-([a-z0-9-]+)"')
_SOURCE = re.compile(r'<a class="s" href="#s-([a-z0-9-]+)"')


def with_glosses(content: dict[str, Any], voice: Voice, sources: Iterable[str] = ()) -> dict[str, Any]:
    """Return `content` with what it refers to, under "terms" and "sources".

    :param sources: further sources that the page rests on, as "rests_on".
    """
    rests_on = list(dict.fromkeys(sources))
    text = "\n".join(strings(content))
    terms = _terms(voice, dict.fromkeys(_TERM.findall(text)))
    text += "\n".join(term["meaning"] for term in terms.values())
    named = dict.fromkeys([*_SOURCE.findall(text), *rests_on])
    return {**content, "rests_on": rests_on, "terms": terms, "sources": {name: source(voice, name) for name in named}}


def _terms(voice: Voice, names: Iterable[str]) -> dict[str, Any]:
    """Return the terms and those that their meanings name."""
    found: dict[str, Any] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = term(voice, name)
            waiting += _TERM.findall(found[name]["meaning"])
    return found


def term(voice: Voice, name: str) -> dict[str, Any]:
    """Return a term: its word, the word in the other languages, its meaning."""
    entry = voice.shelves.terms[name]
    shown, _ = pick(entry["term"], voice.chain)
    others = [each for each in voice.chain if each != shown and pick(entry["term"], [each])[1]]
    return {
        "word": voice.plain(entry["term"]),
        "others": [{"lang": lang, "word": markup.plain(pick(entry["term"], [lang])[1], lang=lang)} for lang in others],
        "meaning": voice.line(entry["meaning"]),
    }


def source(voice: Voice, name: str) -> dict[str, Any]:
    """Return a source as a page names it: work, section, date, and whether somebody has read it."""
    entry = voice.shelves.sources[name]
    return {
        "work": voice.plain(entry["work"]),
        "section": voice.typed(entry.get("section", "")),
        "date": entry["date"],
        "checked": entry["checked"],
        "law": entry["kind"] in LAW,
    }


def full_source(voice: Voice, name: str) -> dict[str, Any]:
    """Return a source with its fact, and where and in which words it was read."""
    entry = voice.shelves.sources[name]
    return {
        **source(voice, name),
        "fact": voice.line(entry["fact"]),
        "changes": bool(entry.get("changes", False)),
        "read_at": markup.plain(entry.get("read_at", ""), lang=""),
        "quote": voice.typed(entry.get("quote", "")),
    }


def strings(value: Any) -> Iterator[str]:
    """Yield every text in a page's content, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
