"""The table of figures: what is promised of them, and how far that is kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Figures = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Target:
    """A figure, and what it is promised not to go over, or under; some are shown without a promise."""

    what: str
    bench: str
    figure: str
    most: float | None = None
    least: float | None = None

    def line(self, figures: Figures) -> str | None:
        """Return it as a line of the table; None where it was not measured."""
        found = figures.get(self.bench, {}).get(self.figure)
        if found is None:
            return None
        if self.most is None and self.least is None:
            return f"| {self.what} | {found:,.2f} | | |"
        holds = (self.most is None or found <= self.most) and (self.least is None or found >= self.least)
        asked = f"≤ {self.most:,g}" if self.most is not None else f"≥ {self.least:,g}"
        return f"| {self.what} | {found:,.2f} | {asked} | {'yes' if holds else '**no**'} |"


def targets(learners: int) -> Iterator[Target]:
    """Yield every figure of the table, in its order."""
    floor = "against_floor"
    yield Target("lesson: requests a second, × the floor's", floor, "lesson: ratio of a second", least=1.0)
    yield Target("lesson: processor time, floor's ÷ ours", floor, "lesson: ratio of processor", least=1.0)
    yield Target("quiz answer, durable: a second, × the floor's insert", floor, "answer: ratio of a second", least=0.7)
    yield Target("quiz answer: processor time, floor's ÷ ours", floor, "answer: ratio of processor", least=0.7)
    yield Target("quiz answer: p99 with 8 at once, ms", floor, "answer: ours, p99 ms", most=50)
    for name, what in (("course", "course page"), ("sign-in", "sign-in")):
        yield Target(f"{what}: requests a second, × the floor's", floor, f"{name}: ratio of a second")
        yield Target(f"{what}: processor time, floor's ÷ ours", floor, f"{name}: ratio of processor")
    for name in ("first page", "middle page", "who needs help"):
        yield Target(
            f"board of {learners:,}, {name}: processor ms", "boards", f"{learners}, {name}: processor ms", most=10
        )
    yield Target(f"board of {learners:,}: bytes", "boards", f"{learners}, first page: bytes", most=20_000)
    yield Target(f"file of {learners:,}: s", "boards", f"{learners}, file: s", most=1.0)
    yield Target("its first byte, ms", "boards", f"{learners}, file: first byte ms", most=50)
    yield Target("its memory, MB", "boards", f"{learners}, file: memory growth MB", most=10)
    for name in ("lesson", "landing", "sign-in", "course", "quiz", "result"):
        yield Target(f"{name}, first visit: bytes", "pages", f"{name}, cold: bytes of the page", most=14_600)
        yield Target(f"{name}: requests before the text", "pages", f"{name}, cold: requests before the text", most=1)
        if name != "lesson":
            yield Target(f"{name}, the next time: bytes", "pages", f"{name}, again: bytes of all")
        yield Target(f"{name}, from a warm cache: bytes", "pages", f"{name}, warm: bytes of all")
    yield Target("next lesson: bytes", "pages", "lesson, next: bytes of all", most=5_600)
    yield Target("next lesson: requests", "pages", "lesson, next: requests", most=1)
    yield Target("2G: lesson, × handshake and bytes", "pages", "2G: ratio to handshake and bytes", most=1.25)
    yield Target("2G: next lesson, s", "pages", "2G: next lesson can be read after s", most=1.2)
    yield Target("memory at its peak over all of this, MB", "memory", "peak MB", most=130)


def table(figures: Figures, learners: int) -> str:
    """Return what was measured as a table in Markdown."""
    lines = [line for target in targets(learners) if (line := target.line(figures))]
    return "\n".join(["| what | measured | promised | holds |", "|---|---|---|---|", *lines])
