"""A question as the fields of a form: a name for each thing that is typed, and rows that are added, moved, taken out.

`options-0-text-en` is the English text of the first option. Rows stand in the order of their numbers.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lms.bank.sheet import As, Part
from lms.text.canonical import tidy

Flat = dict[str, list[str]]

TYPE = "type"
"""The field of a row that says of which type it is."""
_FIRST_ROWS = {"options": 3, "items": 3, "matches": 3, "points": 5, "answers": 1, "levels": 3, "variables": 2}
"""How many rows a list begins with, where it has to have any."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def words_of(inner: object) -> str:
    """Return the words of a text in one language, as a form shows them."""
    found = inner.get("text", "") if isinstance(inner, Mapping) else inner
    return tidy(found).strip() if isinstance(found, str) else ""


def shown(value: object) -> str:
    """Return a number or a word of a package as it is typed."""
    if isinstance(value, bool):
        return str(value).lower()
    # str() of a small float has an exponent, which no package may have.
    return f"{value:.9f}".rstrip("0") if isinstance(value, float) and value % 1 else str(value)


def flat_of(parts: Iterable[Part], content: Mapping[str, Any], languages: Sequence[str], name: str = "") -> Flat:
    """Return the fields that hold a question, or a part of one."""
    found: Flat = {}
    for part in parts:
        value = content.get(part.key, part.default)
        if value is not None or part.way in (As.GROUP, As.ROWS):
            found |= _fields(part, value, languages, name + part.key)
    return found


def _fields(part: Part, value: Any, languages: Sequence[str], name: str) -> Flat:
    if part.is_text:
        return {f"{name}-{lang}": [words_of(value.get(lang, ""))] for lang in languages}
    if part.way == As.GROUP:
        return flat_of(part.parts, value or {}, languages, f"{name}-")
    if part.way == As.ROWS:
        return rows(part, value or [], languages, name)
    if part.way == As.FLAG:
        return {name: ["y"]} if value else {}
    if part.way == As.MANY:
        return {name: [str(each) for each in value]}
    if part.way in (As.LINES, As.NAMES):
        return {name: [("\n" if part.way == As.LINES else " ").join(value)]}
    return {name: [shown(value)]}


def rows(part: Part, values: Iterable[Mapping[str, Any]], languages: Sequence[str], name: str) -> Flat:
    """Return the fields of the rows of a list."""
    found: Flat = {}
    for number, each in enumerate(values):
        kind = each.get(TYPE) if part.kinds else None
        row = f"{name}-{number}-"
        found |= ({row + TYPE: [str(kind)]} if kind else {}) | flat_of(part.inside(kind), each, languages, row)
    return found


def numbers(flat: Mapping[str, object], name: str, most: int = 0) -> list[int]:
    """Return the numbers of the rows of a list, in their order.

    :param most: how many there may be; further ones are not read. 0: any number.
    """
    own = re.compile(rf"{re.escape(name)}-([0-9]{{1,3}})-")
    found = sorted({int(match[1]) for each in flat if (match := own.match(each))})
    return found[:most] if most else found


def begun(parts: Iterable[Part], languages: Sequence[str], name: str = "") -> Flat:
    """Return the fields of a question, or of a row, that nobody has typed anything into yet."""
    found = flat_of(parts, {}, languages, name)
    for part in parts:
        for _ in range(_FIRST_ROWS.get(part.key, 0) if part.way == As.ROWS and part.least and not part.kinds else 0):
            found = added(found, part, languages, name + part.key)
    for number in numbers(found, f"{name}items"):
        # What belongs together is written side by side, so nobody has to say it.
        if f"{name}matches-{number}-id" in found:
            found[f"{name}items-{number}-match"] = found[f"{name}matches-{number}-id"]
    return found


def added(flat: Flat, part: Part, languages: Sequence[str], name: str, kind: str = "") -> Flat:
    """Return the fields with one more row in a list; a name that stands in the text is written at the text's end."""
    there = numbers(flat, name)
    row = f"{name}-{there[-1] + 1 if there else 0}-"
    given = {words[0] for number in there if (words := flat.get(f"{name}-{number}-id"))}
    inside = part.inside(kind)
    new = begun(inside, languages, row)
    named = next((each for each in inside if each.way in (As.ID, As.NAME)), None)
    result = {**flat, **new, **({row + TYPE: [kind]} if part.kinds else {})}
    if named is not None:
        own = _name(part.key, given)
        result[f"{row}id"] = [own]
        if named.way == As.NAME:
            for lang in languages:
                stem = (result.get(f"stem-{lang}") or [""])[0]
                result[f"stem-{lang}"] = [f"{stem} {{{{{own}}}}}".lstrip()]
    return result


def _name(key: str, given: set[str]) -> str:
    if key == "variables":
        return next(letter for letter in _LETTERS if letter not in given)
    stem = {"matches": "match"}.get(key, key.removesuffix("s"))
    return next(name for number in range(1, len(given) + 2) if (name := f"{stem}-{number}") not in given)


def taken_out(flat: Flat, name: str, number: int) -> Flat:
    """Return the fields without a row; its name goes out of the text too."""
    row = f"{name}-{number}-"
    own = (flat.get(f"{row}id") or [""])[0]
    left = {each: values for each, values in flat.items() if not each.startswith(row)}
    if name in ("gaps", "variables") and own:
        for each in left:
            if each.startswith("stem-"):
                left[each] = [left[each][0].replace(f"{{{{{own}}}}}", "").strip()]
    return left


def moved(flat: Flat, name: str, number: int, *, up: bool) -> Flat:
    """Return the fields with a row before the one above it, or behind the one below; at an end it stays."""
    there = numbers(flat, name)
    if number not in there:
        return flat
    place = there.index(number) + (-1 if up else 1)
    if not 0 <= place < len(there):
        return flat
    one, other = f"{name}-{number}-", f"{name}-{there[place]}-"

    def renamed(each: str) -> str:
        if each.startswith(one):
            return other + each.removeprefix(one)
        return one + each.removeprefix(other) if each.startswith(other) else each

    return {renamed(each): values for each, values in flat.items()}
