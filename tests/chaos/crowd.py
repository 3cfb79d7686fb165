"""Twenty learners at once."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from tests.chaos.learner import Learner, Record
from tests.chaos.site import Site

END_S = 60.0


class Crowd:
    """Learners at work."""

    def __init__(self, learners: list[Learner]) -> None:
        self.learners = learners

    @property
    def records(self) -> list[Record]:
        """Return what each sent and was told so far."""
        return [learner.record for learner in self.learners]

    @property
    def saved(self) -> int:
        """Return how many answers were acknowledged so far."""
        return sum(press.acknowledged for record in self.records for press in list(record.presses))

    @property
    def statuses(self) -> Counter[int]:
        """Return how often each status was answered."""
        return sum((Counter(record.statuses) for record in self.records), Counter())

    def wait_for_a_saved_answer(self, within_s: float = END_S) -> float:
        """Wait until an answer is acknowledged that was not yet; return how many seconds it took."""
        begun = time.monotonic()
        while time.monotonic() < begun + within_s:
            if any(record.last_saved_s > begun for record in self.records):
                return time.monotonic() - begun
            time.sleep(0.01)
        raise AssertionError(f"no answer was saved within {within_s:.0f} s: {self.statuses}")


@contextmanager
def learning(site: Site, ports: Callable[[], Sequence[int]], *, most: int | None = None, seed: int = 1) -> Iterator[Crowd]:
    """Let the learners of a site work until the end of the block."""
    crowd = Crowd(
        [
            Learner(handle, site.quizzes, ports, seed * 1000 + number)
            for number, handle in enumerate(site.handles[:most])
        ]
    )
    for learner in crowd.learners:
        learner.start()
    try:
        yield crowd
    finally:
        for learner in crowd.learners:
            learner.over.set()
        for learner in crowd.learners:
            learner.join(END_S)
