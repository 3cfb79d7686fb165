"""Addresses that differ in one place only: built once for a list, however long it is."""

from collections.abc import Callable
from typing import Any

from flask import url_for

_STANDS_IN = "stands-in"


def of_each(endpoint: str, name: str, **values: Any) -> Callable[[str], str]:
    """Return what gives the address of `endpoint` for each value of `name`.

    :param name: a variable of the address whose values are letters and digits, as uids and short codes are.
    :param values: the other variables.
    """
    before, _value, after = url_for(endpoint, **{**values, name: _STANDS_IN}).rpartition(_STANDS_IN)
    return lambda value: f"{before}{value}{after}"
