"""What the buttons beside rows do to a form: a row more, a row less, a row up or down."""

from collections.abc import Iterable, Sequence

from lms.bank import flat as flats
from lms.bank.flat import Flat
from lms.bank.sheet import As, Part

_WORDS = 3


def ordered(parts: Iterable[Part], typed: Flat, languages: Sequence[str], order: str) -> Flat:
    """Return a form after one of its buttons; as it is, where the order makes no sense.

    :param order: "add options", "add gaps single", "out options-2", "up options-2", "down options-2".
    """
    verb, name, kind = (*order.split(" "), "", "")[:_WORDS]
    if verb == "add":
        part = list_at(parts, typed, name)
        if part is None or (part.kinds and kind not in part.kinds):
            return typed
        return (
            flats.added(typed, part, languages, name)
            if not part.kinds
            else flats.added(typed, part, languages, name, kind)
        )
    listed, _, number = name.rpartition("-")
    if list_at(parts, typed, listed) is None or not number.isdecimal():
        return typed
    if verb == "out":
        return flats.taken_out(typed, listed, int(number))
    return flats.moved(typed, listed, int(number), up=verb == "up") if verb in ("up", "down") else typed


def list_at(parts: Iterable[Part], typed: Flat, name: str) -> Part | None:
    """Return the list of this name, if there is one and it is not full: "options", "gaps-0-options"."""
    key, _, rest = name.partition("-")
    part = next((each for each in parts if each.key == key and each.way == As.ROWS), None)
    if part is None or not rest:
        return part
    number, _, inner = rest.partition("-")
    kind = (typed.get(f"{key}-{number}-{flats.TYPE}") or [""])[0]
    inside = list(part.inside(kind))
    within = {each.removeprefix(f"{key}-{number}-"): values for each, values in typed.items()}
    return list_at(inside, within, inner) if number.isdecimal() else None
