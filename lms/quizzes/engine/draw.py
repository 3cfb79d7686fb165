"""Drawing the questions of an attempt out of a bank."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lms.quizzes.engine.order import shaken

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Item:
    """A question of a bank. `content` is the question as its author wrote it."""

    id: int
    module: str
    name: str
    content: Content


def draw(bank: Sequence[Item], wanted: Sequence[Content], seed: str, *, form: str | None = None) -> list[Item]:
    """Return the questions that fit what is wanted, none twice; fewer only where the bank has too few.

    :param wanted: each with `count`, and where said `module`, `tags` (all of them) and `difficulty`.
    :param form: only questions of this parallel form.
    :returns: in the order of the bank.

    Which question goes where is a matching of places and questions, found by augmenting paths (Kuhn 1955): taking the
    first that fits could use up what a later place needs.
    """
    pool = [item for item in bank if form is None or item.content.get("form") == form]
    places = [each for each in wanted for _ in range(each["count"])]
    taken: dict[int, int] = {}

    def seat(place: int, tried: set[int]) -> bool:
        for item in shaken(pool, f"{seed} {place}", lambda each: each.name):
            if item.id not in tried and fits(item, places[place]):
                tried.add(item.id)
                if item.id not in taken or seat(taken[item.id], tried):
                    taken[item.id] = place
                    return True
        return False

    for place in range(len(places)):
        seat(place, set())
    return [item for item in bank if item.id in taken]


def fits(item: Item, wanted: Content) -> bool:
    """Tell whether a question is of the module, has all the tags and is of the difficulty that are wanted."""
    content = item.content
    return (
        wanted.get("module", item.module) == item.module
        and set(wanted.get("tags", ())) <= set(content.get("tags", ()))
        and wanted.get("difficulty", content.get("difficulty")) == content.get("difficulty")
    )
