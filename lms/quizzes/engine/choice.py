"""Questions with options: one right answer, several, or true and false."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from lms.quizzes.engine.question import Answer, Mark, NotAnAnswer

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Choice:
    """A question with options.

    :param shares: what choosing each option adds to the mark; those above 0 add up to 1, below 0 it takes away.
    :param whole: only the whole right choice counts.
    """

    shares: Mapping[str, Fraction]
    several: bool
    whole: bool = False

    @property
    def right(self) -> frozenset[str]:
        """Return the ids of the options that are right."""
        return frozenset(name for name, share in self.shares.items() if share > 0)

    def read(self, values: Sequence[str]) -> Answer:
        """Return the ids of the options that were chosen, in the order of the alphabet.

        :raises NotAnAnswer: none, too many, or one that is not there.
        """
        chosen = frozenset(values)
        if not chosen or not chosen <= self.shares.keys() or (len(chosen) > 1 and not self.several):
            raise NotAnAnswer
        return tuple(sorted(chosen))

    def mark(self, answer: Answer) -> Mark:
        """Return what the chosen options are worth together, never below 0."""
        if self.whole:
            return Mark(Fraction(frozenset(answer) == self.right))
        return Mark(max(Fraction(0), sum((self.shares[name] for name in answer), Fraction(0))))


def single(content: Content) -> Choice:
    """Return a question with one right option."""
    return Choice({each["id"]: Fraction(bool(each.get("right"))) for each in content["options"]}, several=False)


def multiple(content: Content) -> Choice:
    """Return a question with several right options.

    Where only `right` is said, each right option gets an equal part and each wrong one takes as much away.
    """
    options = content["options"]
    if any("share" in each for each in options):
        shares = {each["id"]: Fraction(str(each.get("share", 0))) for each in options}
        # Three shares of 0.33 are meant as the whole.
        all_right = sum(share for share in shares.values() if share > 0)
        shares = {name: share / all_right if share > 0 else share for name, share in shares.items()}
    else:
        part = Fraction(1, sum(bool(each.get("right")) for each in options))
        shares = {each["id"]: part if each.get("right") else -part for each in options}
    return Choice(shares, several=True, whole=content.get("marking") == "all-or-nothing")


def truefalse(content: Content) -> Choice:
    """Return a statement that is true or false."""
    return Choice({"true": Fraction(content["answer"]), "false": Fraction(not content["answer"])}, several=False)
