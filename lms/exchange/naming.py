"""Ids of questions that come from outside: the same each time the same file comes."""

import hashlib

from lms.exchange.found import Brought
from lms.exchange.tags import slug

_DIGITS = 10
_ROOM = 48


def name_of(brought: Brought, seen: dict[str, int]) -> str:
    """Return the id of a question: by what its file calls it; of one without a name, by what it asks.

    :param seen: how often each name came before in this file; this one is added.
    """
    name = slug(brought.name)[:_ROOM].strip("-") if brought.name else ""
    if not name:
        name = f"q-{mark_of(brought.name or _stem(brought))}"
    seen[name] = seen.get(name, 0) + 1
    return name if seen[name] == 1 else f"{name}-{seen[name]}"


def another(name: str, brought: Brought) -> str:
    """Return an id for a question whose own is taken by another question of the course."""
    return f"{name}-{mark_of(_stem(brought))}"


def mark_of(words: str) -> str:
    """Return hexadecimal digits that stand for words."""
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:_DIGITS]


def _stem(brought: Brought) -> str:
    stem = brought.content["stem"]
    return "\n".join(f"{lang}:{stem[lang]}" for lang in sorted(stem))
