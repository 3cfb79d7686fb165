"""The identity of what somebody typed: two answers are the same when their keys are."""

from lms.text.canonical import canonical


def key(text: str, *, case: bool = False) -> str:
    """Return what is compared: one order of Burmese signs, one kind of digits, single spaces, no unseen signs.

    :param case: whether large and small Latin letters differ.
    """
    return canonical(text, fold=not case)


def keys(typed: str, *, case: bool = False) -> frozenset[str]:
    """Return every key of what a learner typed: one for each way in which it may have been meant."""
    return frozenset({key(typed, case=case)})
