"""What is known of the languages that courses are written in."""

_EACH_SYLLABLE = frozenset({"shn", "mnw", "ksw", "pwo", "kjp", "kyu", "blk", "rki"})


def breaks_at_syllables(lang: str) -> bool:
    """Tell whether browsers have no rules of their own for breaking lines of this language."""
    return lang in _EACH_SYLLABLE
