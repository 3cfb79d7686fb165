"""The identity of what somebody typed: two answers are the same when their keys are."""

from lms.text import answers


def key(text: str, *, case: bool = False) -> str:
    """Return what is compared: what looks the same to a reader is the same, as docs/burmese-text.md lists it.

    :param case: whether large and small Latin letters differ.
    """
    return answers.answer_key(text, fold=not case)


def keys(typed: str, *, case: bool = False) -> frozenset[str]:
    """Return every key of what a learner typed: one for each way in which it may have been meant."""
    return answers.answer_keys(typed, fold=not case)
