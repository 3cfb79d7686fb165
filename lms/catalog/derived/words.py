"""A text as YAML holds it, and which of its languages a reader gets."""

from collections.abc import Iterable, Mapping
from typing import Any

Text = Mapping[str, Any]
"""Language to words, or to a mapping with `text` in it."""


def pick(text: Text | None, chain: Iterable[str]) -> tuple[str, str]:
    """Return the first language of `chain` that has words, and the words; empty ones where none has."""
    first = ""
    for lang in chain:
        first = first or lang
        found = (text or {}).get(lang)
        words = found.get("text") if isinstance(found, Mapping) else found
        if isinstance(words, str) and words.strip():
            return lang, words
    return first, ""
