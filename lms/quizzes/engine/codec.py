"""Questions out of and into the values that YAML and JSON hold, by the fields of their dataclasses.

A field's type says what is read: text, a number, truth, an exact `Fraction`, a `Text` in several languages, a name out
of an enumeration, another dataclass, or a tuple of these. What equals its default is not written.
"""

import re
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from lms.quizzes.engine.refusal import Fault, Path, Unsound

Text = Mapping[str, Any]
"""Words by language, or a picture or recording, as the package writes them; the engine does not look inside."""

MOST_THINGS = 100
"""In a list."""
MOST_SIGNS = 20_000
"""In a text that the engine reads itself."""
_NUMBER = re.compile(r"[+-]?[0-9]{1,30}(?:\.[0-9]{1,30}|/[0-9]{1,30})?")
_MOST = 10**30
T = TypeVar("T")


def read(kind: type[T], value: object, at: Path = ()) -> T:
    """Return `value` as a `kind`.

    :raises Unsound: it is none; with the place of what is wrong.
    """
    found: T = _read(kind, value, at)
    return found


def written(value: object) -> Any:
    """Return what JSON can hold, from which the same is read."""
    if hasattr(value, "to_json"):
        return value.to_json()
    if is_dataclass(value) and not isinstance(value, type):
        own = ((each.name, getattr(value, each.name), _default(each)) for each in fields(value))
        return {name: written(held) for name, held, default in own if held != default}
    if isinstance(value, tuple):
        return [written(each) for each in value]
    if isinstance(value, Fraction):
        return _number(value)
    return str(value) if isinstance(value, StrEnum) else value


def wordless(value: object) -> object:
    """Return what of a value is not words: where it is equal, the same answers are worth the same."""
    if is_dataclass(value) and not isinstance(value, type):
        hints = _hints(type(value))
        kept = [(name, wordless(getattr(value, name))) for name, hint in hints.items() if not _is_text(hint)]
        return type(value).__name__, tuple(kept)
    return tuple(map(wordless, value)) if isinstance(value, tuple) else value


def _is_text(hint: object) -> bool:
    return hint == Text or Text in get_args(hint)


def names(kind: type[Any]) -> frozenset[str]:
    """Return the keys that a dataclass has."""
    return frozenset(each.name for each in fields(kind))


def _read(kind: Any, value: object, at: Path) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        (kind,) = (each for each in get_args(kind) if each is not type(None))
        return _read(kind, value, at)
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise Unsound(Fault.WRONG_TYPE, at)
        if len(value) > MOST_THINGS:
            raise Unsound(Fault.TOO_LARGE, at)
        return tuple(_read(get_args(kind)[0], each, (*at, place)) for place, each in enumerate(value))
    if is_dataclass(kind):
        return _object(kind, value, at)
    if kind is Fraction:
        return _fraction(value, at)
    kind = origin or kind
    if issubclass(kind, StrEnum):
        if value not in set(kind):
            raise Unsound(Fault.OUT_OF_RANGE, at, str(value)[:60])
        return kind(value)
    # True is an int to Python, and no number here.
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise Unsound(Fault.WRONG_TYPE, at)
    if isinstance(value, str) and len(value) > MOST_SIGNS:
        raise Unsound(Fault.TOO_LARGE, at)
    return value


def _object(kind: Any, value: object, at: Path) -> Any:
    if not isinstance(value, Mapping):
        raise Unsound(Fault.WRONG_TYPE, at)
    own = getattr(kind, "of_json", None)
    if own is not None:
        return _placed(own, at, value)
    hints = _hints(kind)
    for name in value:
        if name not in hints:
            raise Unsound(Fault.UNKNOWN, at, str(name)[:60])
    for each in fields(kind):
        if _default(each) is MISSING and each.name not in value:
            raise Unsound(Fault.MISSING, at, each.name)
    held = {name: _read(hints[name], inner, (*at, name)) for name, inner in value.items()}
    return _placed(lambda _value: kind(**held), at, value)


def _placed(make: Any, at: Path, value: object) -> Any:
    """Make something that judges itself, and say where it stands if it is unsound."""
    try:
        return make(value)
    except Unsound as unsound:
        raise unsound.under(*at) from None


def _fraction(value: object, at: Path) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Unsound(Fault.WRONG_TYPE, at)
    if isinstance(value, int) and abs(value) >= _MOST:
        raise Unsound(Fault.TOO_LARGE, at)
    # A text such as 1e999999999 would fill the memory; a float's exponent is bounded by itself.
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        raise Unsound(Fault.WRONG_TYPE, at, value[:60])
    try:
        # By its digits: 0.1 is a tenth, and not the nearest that a processor can hold.
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise Unsound(Fault.WRONG_TYPE, at) from None


def _number(value: Fraction) -> int | float | str:
    if value.denominator == 1 and abs(value) < 2**53:
        return int(value)
    near = float(value) if abs(value) < 2**53 else 0.0
    return near if Fraction(str(near)) == value else str(value)


def _default(field: Any) -> object:
    return field.default


@cache
def _hints(kind: Any) -> dict[str, Any]:
    own = {each.name for each in fields(kind)}
    return {name: hint for name, hint in get_type_hints(kind).items() if name in own}
