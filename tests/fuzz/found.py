"""What a part of a run found: faults to mend, and figures."""

from collections import Counter
from dataclasses import dataclass, field

SHOWN = 5
"""Requests that are shown of one kind of fault."""


@dataclass
class Found:
    """Counts of a part, and its faults, each with a line that asks the same again."""

    asked: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    """Requests by what was bad in them: path, query, header, …"""
    faults: list[str] = field(default_factory=list)
    alike: Counter[str] = field(default_factory=Counter)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    figures: dict[str, float] = field(default_factory=dict)

    def count(self, kind: str, status: int, took_s: float, name: str) -> None:
        """Count one request."""
        self.asked += 1
        self.statuses[status] += 1
        self.kinds[kind] += 1
        self.slowest = sorted([*self.slowest, (round(took_s, 3), name)], reverse=True)[:SHOWN]

    def add(self, where: str, fault: str, how: str) -> None:
        """Add a fault; of many alike only the first are kept in full.

        :param where: the endpoint and the like, the same for faults that have one cause.
        """
        alike = f"{where}: {fault.strip().splitlines()[-1][:160]}"
        self.alike[alike] += 1
        if self.alike[alike] <= SHOWN:
            self.faults.append(f"{where}: {fault}\n    {how}")

    def with_other(self, other: "Found") -> "Found":
        """Return both together; of figures the larger ones."""
        return Found(
            self.asked + other.asked,
            self.statuses + other.statuses,
            self.kinds + other.kinds,
            self.faults + other.faults,
            self.alike + other.alike,
            sorted([*self.slowest, *other.slowest], reverse=True)[:SHOWN],
            {
                name: max(self.figures.get(name, 0), other.figures.get(name, 0))
                for name in {*self.figures, *other.figures}
            },
        )
