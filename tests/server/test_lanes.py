"""Which thread answers which request."""

import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from lms.lanes import Lanes

SIGN_IN = "/en/sign-in"
ENOUGH_S = 20


class Request:
    """A request of a connection that does what it is told, as waitress has it."""

    def __init__(self, command: str, path: str, work: Callable[[], Any]) -> None:
        self.requests: list[Any] = [SimpleNamespace(error=None, command=command, path=path)]
        self.work, self.thread, self.done, self.is_cancelled = work, "", threading.Event(), False

    def service(self) -> None:
        """Note who works, and work."""
        self.thread = threading.current_thread().name
        try:
            self.work()
        finally:
            self.done.set()

    def cancel(self) -> None:
        """Note it."""
        self.is_cancelled = True


def page(work: Callable[[], Any] = lambda: None) -> Request:
    """Return a request for a page."""
    return Request("GET", "/en/", work)


def form(work: Callable[[], Any] = lambda: None, path: str = "/en/join") -> Request:
    """Return a form that is sent."""
    return Request("POST", path, work)


@pytest.fixture
def lanes() -> Iterator[Lanes]:
    """Give the lanes of a server, and stop them."""
    made = Lanes(frozenset({SIGN_IN}), hashes_at_once=1, at_once=1, most=4)
    yield made
    made.shutdown()


def wait_for(lanes: Lanes, *requests: Request) -> None:
    """Tend the lanes, as a server does in each round of its loop, until all is done."""
    for request in requests:
        for _ in range(ENOUGH_S * 100):
            lanes.tend()
            if request.done.wait(0.01):
                break
        assert request.done.is_set()


def test_pages_that_come_one_after_the_other_are_made_by_one_thread(lanes: Lanes) -> None:
    asked = [page() for _ in range(20)]
    for one in asked:
        lanes.add_task(one)
        wait_for(lanes, one)

    assert {one.thread for one in asked} == {"pages-0"}


def test_pages_that_come_together_are_made_in_turn(lanes: Lanes) -> None:
    together = 0
    most = []

    def work() -> None:
        nonlocal together
        together += 1
        most.append(together)
        together -= 1

    asked = [page(work) for _ in range(200)]
    for one in asked:
        lanes.add_task(one)
    wait_for(lanes, *asked)

    assert most == [1] * 200


def test_what_takes_long_holds_up_nobody(lanes: Lanes) -> None:
    others_done = threading.Event()
    slow, others = page(lambda: others_done.wait(ENOUGH_S)), [page() for _ in range(20)]
    for one in (slow, *others):
        lanes.add_task(one)
    wait_for(lanes, *others)

    assert not slow.done.is_set()
    others_done.set()
    wait_for(lanes, slow)
    assert slow.thread == "pages-0"
    assert {one.thread for one in others} == {"pages-1"}


def test_there_are_no_more_threads_than_there_may_be(lanes: Lanes) -> None:
    go_on = threading.Event()
    slow, last = [page(lambda: go_on.wait(ENOUGH_S)) for _ in range(4)], page()
    for one in (*slow, last):
        lanes.add_task(one)
    while sum(bool(one.thread) for one in slow) < 4:
        lanes.tend()
    lanes.tend()

    assert lanes.waits
    go_on.set()
    wait_for(lanes, *slow, last)
    assert {one.thread for one in slow} == {f"pages-{number}" for number in range(4)}
    assert not lanes.waits


def test_forms_and_hashing_go_beside_pages(lanes: Lanes) -> None:
    go_on = threading.Event()
    held = [one(lambda: go_on.wait(ENOUGH_S)) for one in (page, form)]
    held.append(form(lambda: go_on.wait(ENOUGH_S), SIGN_IN))
    for one in held:
        lanes.add_task(one)
    while not all(one.thread for one in held):
        lanes.tend()
    go_on.set()
    wait_for(lanes, *held)

    assert [one.thread for one in held] == ["pages-0", "forms-0", "hashing-0"]


def test_a_request_that_breaks_ends_no_thread(lanes: Lanes, caplog: pytest.LogCaptureFixture) -> None:
    broken, next_ = page(lambda: 1 / 0), page()
    lanes.add_task(broken)
    lanes.add_task(next_)
    wait_for(lanes, broken, next_)

    assert next_.thread == "pages-0"
    assert "ZeroDivisionError" in caplog.text


def test_at_the_end_what_is_in_work_is_done_and_what_waits_is_not(lanes: Lanes) -> None:
    go_on = threading.Event()
    held, waiting = page(lambda: go_on.wait(ENOUGH_S)), page()
    lanes.add_task(held)
    while not held.thread:
        lanes.tend()
    lanes.add_task(waiting)
    threading.Timer(0.1, go_on.set).start()
    lanes.shutdown()

    assert held.done.is_set()
    assert waiting.is_cancelled
    assert not waiting.thread
