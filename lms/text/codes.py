"""Codes that people read from a card and type: Crockford's base 32, five bits a sign.

Source: Douglas Crockford, "Base 32": no U, and I, L and O are read as the digits they look like.
"""

import secrets

from lms.text.canonical import canonical

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

_LONGEST_TYPED = 128
_READ_AS = str.maketrans("ILOဝရ", "11007")
"""Letters typed for digits. On Burmese keyboards wa is typed for ၀ and ra for ၇."""
_BETWEEN_GROUPS = str.maketrans("", "", " -‒–—―−_.")


def new_code(length: int) -> str:
    """Return a fresh secret code of `length` signs, that is 5 x `length` bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def grouped(code: str, size: int = 4) -> str:
    """Return the code as people read it aloud: "ABCD-EFGH-JK" in groups of `size`."""
    return "-".join(code[start : start + size] for start in range(0, len(code), size))


def tidy_code(typed: str) -> str:
    """Return the code that was meant: case, spaces, hyphens, I L O and Burmese digits are forgiven.

    :raises ValueError: it is no code. The message holds nothing of what was typed.
    """
    if len(typed) > _LONGEST_TYPED:
        raise ValueError("a code is shorter")
    code = canonical(typed).upper().translate(_BETWEEN_GROUPS).translate(_READ_AS)
    if not code or any(sign not in ALPHABET for sign in code):
        raise ValueError("a code has only the signs 0-9 and A-Z without I, L, O, U")
    return code
