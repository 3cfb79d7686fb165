"""What became of a text: which words stayed, went and came; in Myanmar script, which syllables."""

from difflib import SequenceMatcher
from typing import Literal

from lms.text.syllables import syllables

What = Literal["same", "gone", "new"]
Part = tuple[What, str]

MOST_PIECES = 3_000
"""Words or syllables that are compared one by one; longer texts are, line by line."""


def difference(before: str, after: str) -> list[Part]:
    """Return the parts of both texts in order; those that are not new, joined, are `before`."""
    old, new = syllables(before), syllables(after)
    if len(old) + len(new) > MOST_PIECES:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    parts: list[Part] = []
    for what, a1, a2, b1, b2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            parts.append(("same", "".join(old[a1:a2])))
            continue
        if a2 > a1:
            parts.append(("gone", "".join(old[a1:a2])))
        if b2 > b1:
            parts.append(("new", "".join(new[b1:b2])))
    return parts
