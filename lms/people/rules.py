"""What a pasted list of handles comes to: no database, no clock."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lms.accounts import rules as accounts
from lms.accounts.handles import LONGEST, HandleProblem, handle_problem
from lms.accounts.models import Account, Role
from lms.text.canonical import canonical, without_unseen
from lms.text.zawgyi.judge import tidy_name

MOST_LINES = 200
ROOM_FOR_NUMBER = 4
"""A space and three digits, behind a handle that somebody has."""


class Verdict(StrEnum):
    """What will become of a line."""

    EXACT = "exact"
    NUMBERED = "numbered"
    """Somebody has the handle, so a number is put behind it."""
    REFUSED = "refused"


@dataclass(frozen=True)
class Line:
    """One line of a pasted list; `number` counts from 1 as the list was pasted, empty lines too."""

    number: int
    wish: str
    verdict: Verdict
    problem: HandleProblem | None = None
    """Why it is refused."""


def wishes_in(text: str) -> list[tuple[int, str]]:
    """Return the lines of a list that hold something, with their numbers; tidied, and without white space around."""
    lines = enumerate(map(tidy_name, without_unseen(text).split("\n")), start=1)
    return [(number, line) for number, line in lines if line]


def judged(wishes: Iterable[tuple[int, str]], taken: Collection[str]) -> list[Line]:
    """Return what will become of each line.

    :param taken: the canonical handles that people have, of those in the list at least.
    """
    gone = set(taken)
    lines = []
    for number, wish in wishes:
        key, problem = canonical(wish), handle_problem(wish)
        if problem is None and key in gone and len(key) > LONGEST - ROOM_FOR_NUMBER:
            problem = HandleProblem.TOO_LONG
        if problem is not None:
            lines.append(Line(number, wish, Verdict.REFUSED, problem))
        else:
            lines.append(Line(number, wish, Verdict.NUMBERED if key in gone else Verdict.EXACT))
            gone.add(key)
    return lines


def roles_on(account: Account, today: date) -> list[Role]:
    """Return the roles that a person holds somewhere on a day, each once, in the order of `Role`."""
    held = {grant.role for grant in account.grants if accounts.in_force(grant, today)}
    return [role for role in Role if role in held]
