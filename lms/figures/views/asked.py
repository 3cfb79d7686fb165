"""Whose answers a page counts: as its address says, and as far as the reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import request

from lms.accounts.models import Role
from lms.accounts.rules import Visitor
from lms.cohorts.models import Cohort
from lms.figures.queries import Whose
from lms.figures.rules import Tries
from lms.figures.subjects import Subject


@dataclass(frozen=True)
class Asked:
    """What a reader chose.

    :param seen: the cohorts that may be chosen one by one.
    :param everybody: whether the reader may see the figures of all who take the course.
    :param cohort: the one that was chosen; None: all.
    """

    seen: tuple[Cohort, ...]
    everybody: bool
    cohort: Cohort | None
    tries: Tries

    @property
    def whose(self) -> Whose:
        """Return whose attempts are counted."""
        if self.cohort is not None:
            return Whose((self.cohort.id,), self.tries)
        return Whose(None if self.everybody else tuple(cohort.id for cohort in self.seen), self.tries)

    @property
    def arguments(self) -> dict[str, str]:
        """Return what stands in the address of a page with the same choice."""
        chosen = {"cohort": self.cohort.uid if self.cohort else "", "tries": str(self.tries)}
        return {name: value for name, value in chosen.items() if value not in ("", Tries.FIRST)}


def asked(who: Visitor, subject: Subject) -> Asked:
    """Return what this request asks; a cohort that is not the reader's to see is as good as none.

    Whoever trains in the course itself sees the figures of all who take it: a bank is looked after for all of them.
    """
    seen = seen_of(who, subject.cohorts)
    everybody = who.has(Role.TRAINER, subject.reading.places) or who.has(Role.STAFF, frozenset())
    cohort = next((each for each in seen if each.uid == request.values.get("cohort")), None)
    tries = Tries.ALL if request.values.get("tries") == Tries.ALL else Tries.FIRST
    return Asked(seen, everybody, cohort, tries)


def seen_of(who: Visitor, cohorts: Iterable[Cohort]) -> tuple[Cohort, ...]:
    """Return those cohorts of which the reader may see who is where."""
    return tuple(
        cohort for cohort in cohorts if who.has(Role.TRAINER, cohort.places) or who.has(Role.STAFF, cohort.places)
    )
