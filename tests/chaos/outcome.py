"""What came of a scenario."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.chaos.learner import Record


@dataclass
class Outcome:
    """What the judge found, and what learners saw meanwhile.

    :param lost: acknowledged answers that are not there, not as they were sent, or do not hold where they should.
    :param doubled: answers and marks that are there more often than they were given.
    :param problems: everything that is not as it should be, in sentences; none: the scenario was withstood.
    """

    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    handed_in: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    faults: int = 0
    """How often the fault struck."""
    worst_recovery_s: float = 0.0
    problems: list[str] = field(default_factory=list)

    @property
    def broken_pages(self) -> int:
        """Return how many answers were 5xx other than the 507 of a full disk and the 503 of a busy server."""
        return sum(count for status, count in self.statuses.items() if status >= 500 and status not in {503, 507})

    def recovered(self, seconds: float) -> None:
        """Note how long it took until the server answered again."""
        self.faults += 1
        self.worst_recovery_s = max(self.worst_recovery_s, seconds)

    def hear(self, records: Sequence[Record]) -> None:
        """Take down what the learners saw."""
        for record in records:
            self.statuses += record.statuses
            if record.broken:
                self.problems.append(f"{record.handle} could not go on: {record.broken}")
        if self.broken_pages:
            self.problems.append(f"{self.broken_pages} pages broke: {dict(self.statuses)}")
