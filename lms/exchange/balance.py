"""Right options moved about: people type the right one first, and a bank in which it always is gives itself away."""

from collections import Counter
from collections.abc import Iterable, Sequence

from lms.exchange.found import Content

_MOST_IN_ONE_PLACE = 0.4
_FEWEST = 6
"""Of docs/course-format.md: in no bank does one place hold the right answer in more than 40 % of the questions."""


def balanced(there: Iterable[Content], new: Sequence[Content]) -> bool:
    """Move the right options of new questions, if they all together give themselves away; return whether they did.

    :param there: the questions that the bank has.
    """
    new = [each for each in new if each["type"] == "single" and right_place(each) is not None]
    before = Counter(place for each in there if each["type"] == "single" and (place := right_place(each)) is not None)
    after = before + Counter(place for each in new if (place := right_place(each)) is not None)
    if after.total() < _FEWEST or max(after.values()) <= _MOST_IN_ONE_PLACE * after.total():
        return False
    for each in sorted(new, key=lambda question: len(question["options"])):
        options, right = each["options"], right_place(each)
        assert right is not None, "it was asked above"
        place = min(range(len(options)), key=lambda number: (before[number], number != right))
        options.insert(place, options.pop(right))
        before[place] += 1
    return bool(new)


def right_place(question: Content) -> int | None:
    """Return which option is simply right, from 0; None where shares are given."""
    return next((place for place, option in enumerate(question["options"]) if option.get("right")), None)
