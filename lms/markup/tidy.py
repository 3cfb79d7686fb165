"""What is taken out of a text before anything reads it."""

import re

OPEN, CLOSE = "\ue000", "\ue001"
"""Around the number of a place kept for a term or source while a text is converted and sanitised.
"""

# Private signs and the converter's own, so that nothing that was typed can pass for a kept place;
# and gaps without width, which some editors put between Burmese words.
_OUT = re.compile("[\ue000-\uf8ff\x00\x02\x03\u200b\u2060\ufeff]")


def tidy(text: str) -> str:
    """Return `text` without signs that mean something in here only, and without invisible gaps.
    Lines stay as they are.
    """
    return _OUT.sub("", text)
