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
    def statuses(self) -> Counter[int]:
        """Return how often each status was answered."""
        return sum((Counter(record.statuses) for record in self.records), Counter())

    def wait_for_saved_answers(self, count: int) -> float:
        """Wait until so many more answers are acknowledged; return how many seconds it took.

        :raises AssertionError: none came for a minute.
        """
        begun = latest = time.monotonic()
        before = saved = self._saved()
        while saved < before + count:
            assert time.monotonic() < latest + END_S, f"no answer was saved for {END_S:.0f} s: {self.statuses}"
            time.sleep(0.01)
            if (now := self._saved()) > saved:
                saved, latest = now, time.monotonic()
        return time.monotonic() - begun

    def _saved(self) -> int:
        return sum(record.saved for record in self.records)

    def wait_for_a_saved_answer(self) -> float:
        """Wait until one more answer is acknowledged; return how many seconds it took."""
        return self.wait_for_saved_answers(1)


@contextmanager
def learning(
    site: Site, ports: Callable[[], Sequence[int]], *, most: int | None = None, seed: int = 1
) -> Iterator[Crowd]:
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
