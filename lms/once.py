"""A form that is sent twice does its work once.

Each such form carries a random name. What it makes gets a uid, and a code where it has one, worked out from that name:
when the reply was lost and the form comes again, the same things are found, and the same page is shown.
"""

import base64
import re
import secrets

from wtforms import HiddenField

from lms.ids import UID_LENGTH
from lms.seal import Keys
from lms.text.codes import ALPHABET

_NAME = re.compile(r"[\w-]{22}", re.ASCII)
_USE = "forms sent twice"


def new_name() -> str:
    """Return a name that no other form has: 128 random bits."""
    return secrets.token_urlsafe(16)


class OnceField(HiddenField):  # type: ignore[misc]
    """The random name of a form."""

    def __init__(self, **how: object) -> None:
        super().__init__(default=new_name, **how)

    def process_formdata(self, values: list[str]) -> None:
        """Take the name; what is none gets a new one, and so no other form's things."""
        self.data = values[0] if values and _NAME.fullmatch(values[0]) else new_name()


def uid_for(keys: Keys, name: str, *about: object) -> str:
    """Return the uid of what the form called `name` makes of `about`: always the same."""
    said = keys.mark(_USE, "\n".join(["uid", name, *map(str, about)]))
    return base64.b32encode(bytes.fromhex(said)).decode("ascii").lower()[:UID_LENGTH]


def code_for(keys: Keys, length: int, name: str, *about: object) -> str:
    """Return the code, in Crockford's base 32, that the form called `name` gives to `about`: always the same."""
    said = bytes.fromhex(keys.mark(_USE, "\n".join(["code", name, *map(str, about)])))
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in said[:length])
