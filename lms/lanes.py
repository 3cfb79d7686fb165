"""Which thread answers which request: as few as keep up, each kept at work.

Python lets one thread run at a time. Where many are at work, each gives that turn away at every step to the database
and gets it back behind all others, on whichever processor is free; a page then takes half as long again. waitress
wakes another of its threads for each request. Here pages are made by one thread and forms are taken in by another,
and whoever asks meanwhile waits in line; a third lane hashes passphrases. One request that takes long holds up
nobody: another thread is woken in its place.
"""

import logging
import threading
import time
from collections import deque
from typing import Any, Protocol

PATIENCE_S = 0.05
"""From then on a thread at one request counts no more, and another does what waits."""

END_S = 5
"""How long the end waits for what is in work."""

log = logging.getLogger("lms.server")


class Task(Protocol):
    """What there is to do: a connection of waitress with a request."""

    requests: list[Any]

    def service(self) -> None:
        """Answer the first request."""

    def cancel(self) -> None:
        """Answer nothing any more."""


class Lane:
    """Threads that do tasks in their order.

    :param at_once: so many work at a time; those that take long do not count.
    :param most: threads there may be; they are started when they are needed first.
    """

    def __init__(self, name: str, at_once: int, most: int) -> None:
        self.name, self.at_once, self.most = name, at_once, most
        self.waiting: deque[Task] = deque()
        self._begun: dict[threading.Semaphore, float] = {}
        """Who works, and since when at this task."""
        self._resting: list[threading.Semaphore] = []
        """Who waits to be woken; the last is the first, for what it works with is still at hand."""
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._stopped = False

    def add(self, task: Task) -> None:
        """Let a task be done in its turn."""
        with self._lock:
            self.waiting.append(task)
            self._wake()

    def tend(self) -> None:
        """Look whether what waits needs another thread."""
        if self.waiting:
            with self._lock:
                self._wake()

    def stop(self) -> list[threading.Thread]:
        """Cancel what waits, and begin nothing more; return the threads, which end when their task is done."""
        with self._lock:
            self._stopped = True
            while self.waiting:
                self.waiting.popleft().cancel()
            while self._resting:
                self._resting.pop().release()
            return list(self._threads)

    def _wake(self) -> None:
        if not self.waiting or self._stopped or self._busy() >= self.at_once:
            return
        if self._resting:
            worker = self._resting.pop()
            self._begun[worker] = time.monotonic()
            worker.release()
        elif len(self._threads) < self.most:
            worker = threading.Semaphore(0)
            self._begun[worker] = time.monotonic()
            thread = threading.Thread(target=self._work, args=(worker,), name=f"{self.name}-{len(self._threads)}")
            thread.daemon = True
            self._threads.append(thread)
            thread.start()

    def _busy(self) -> int:
        late = time.monotonic() - PATIENCE_S
        return sum(since > late for since in self._begun.values())

    def _work(self, worker: threading.Semaphore) -> None:
        while True:
            with self._lock:
                self._begun.pop(worker, None)
                task = self.waiting.popleft() if self.waiting and self._busy() < self.at_once else None
                if task is not None:
                    self._begun[worker] = time.monotonic()
                elif self._stopped:
                    return
                else:
                    self._resting.append(worker)
            if task is None:
                worker.acquire()
                continue
            try:
                task.service()
            except BaseException:  # The thread goes on with who comes next.
                log.exception("a request")


class Lanes:
    """All lanes of a server, in the place of waitress's own dispatcher.

    :param hashing: addresses of forms whose taking in hashes a passphrase.
    :param hashes_at_once: so many of these at a time.
    :param at_once: pages made at a time, and other forms taken in.
    :param most: threads of each lane.
    """

    def __init__(self, hashing: frozenset[str], hashes_at_once: int, at_once: int, most: int) -> None:
        self._addresses = hashing
        self._pages, self._forms = Lane("pages", at_once, most), Lane("forms", at_once, most)
        self._hashing = Lane("hashing", hashes_at_once, hashes_at_once)
        self._all = (self._pages, self._forms, self._hashing)

    def add_task(self, task: Task) -> None:
        """Put a request into its lane; what could not be read is told so beside pages, for it may have no address."""
        request = task.requests[0]
        if request.error is not None or request.command != "POST":
            self._pages.add(task)
        elif request.path in self._addresses:
            self._hashing.add(task)
        else:
            self._forms.add(task)

    @property
    def waits(self) -> bool:
        """Tell whether a request waits."""
        return any(lane.waiting for lane in self._all)

    def tend(self) -> None:
        """Look after what waits. Call it in each round of the server's loop, and soon again while something `waits`."""
        for lane in self._all:
            lane.tend()

    def shutdown(self) -> None:
        """Cancel what waits, and wait a little for what is in work."""
        until = time.monotonic() + END_S
        for thread in [thread for lane in self._all for thread in lane.stop()]:
            thread.join(max(0.0, until - time.monotonic()))
