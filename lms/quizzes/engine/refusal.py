"""What the engine refuses, by codes: whoever shows it has the words."""

from enum import StrEnum

Path = tuple[str | int, ...]
"""Where something stands in a question as it is written: ("options", 2, "share")."""


class Reason(StrEnum):
    """Why something that was sent is no answer."""

    NOTHING = "nothing"
    """Nothing was chosen or written."""
    NOT_THERE = "not-there"
    """A field, or something chosen in it, that the question does not have."""
    TOO_MANY = "too-many"
    """More than one thing where one belongs."""
    TOO_LONG = "too-long"
    NOT_A_NUMBER = "not-a-number"
    COMMA = "comma"
    """A number with a comma that may mean thousands or a point."""
    TOO_LARGE = "too-large"
    """A number of more than a hundred digits, or a file of too many bytes."""
    WRONG_TYPE = "wrong-type"
    """A file of a type that is not asked for."""


class NotAnAnswer(ValueError):
    """What was sent does not answer the question.

    :param part: the name of the field that is wrong, where one is.
    """

    def __init__(self, reason: Reason = Reason.NOT_THERE, part: str = "") -> None:
        """Remember why, and where."""
        super().__init__(reason, part)
        self.reason = reason
        self.part = part


class Fault(StrEnum):
    """What is wrong with a question as it is written."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    """A key that this type does not have, or the name of a thing that is not there."""
    WRONG_TYPE = "wrong-type"
    TOO_LARGE = "too-large"
    """Longer, more or deeper than anybody needs."""
    TOO_FEW = "too-few"
    TWICE = "twice"
    """Two things of one name."""
    OUT_OF_RANGE = "out-of-range"
    RIGHT_COUNT = "right-count"
    """None is right, all are, or several where one should be."""
    SHARES = "shares"
    """The shares above 0 do not add up to 1, or none reaches it."""
    BOTH_WAYS = "both-ways"
    """Two keys that exclude each other."""
    GAPS = "gaps"
    """The text of a language does not hold every gap once."""
    FORMULA = "formula"
    """A formula that cannot be read, or that has no value for numbers that may be drawn."""


class Unsound(ValueError):
    """A question that cannot be asked.

    :param at: where it stands.
    :param about: the word in question, if there is one.
    """

    def __init__(self, fault: Fault, at: Path = (), about: str = "") -> None:
        """Remember what is wrong, and where."""
        super().__init__(fault, at, about)
        self.fault = fault
        self.at = at
        self.about = about

    def under(self, *path: str | int) -> "Unsound":
        """Return the same with the path of what holds it in front."""
        return Unsound(self.fault, (*path, *self.at), self.about)
