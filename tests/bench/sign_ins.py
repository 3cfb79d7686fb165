"""Forty people sign in at once: what do those who are in already feel of it, and how much memory does it take?"""

import json
import threading
import time
from pathlib import Path
from statistics import quantiles

from tests.support.server import Serving, run_lms, serving

SIGN_INS = 40
WRITERS = 8


def measure(folder: Path, *options: object) -> dict[str, float]:
    """Measure, in milliseconds and MB; promised: a write's p99 under 50 ms, and 130 MB."""
    instance = folder / "instance"
    run_lms(instance, "init")
    people = json.loads(run_lms(instance, "demo", "--json").stdout)["people"]
    with serving(instance, *options) as server:
        learner = people[0]
        cookies = _sign_in(server, learner["handle"], learner["password"])
        quiet = _writes(server, cookies, threading.Event(), seconds=3)
        done = threading.Event()
        waits: list[float] = []
        crowd = [threading.Thread(target=_knock, args=(server, number, waits)) for number in range(SIGN_INS)]
        begun = time.monotonic()
        watcher = threading.Thread(target=_watch, args=(crowd, done))
        watcher.start()
        busy = _writes(server, cookies, done, seconds=30)
        watcher.join()
        return {
            "write p50 ms, quiet": _percent(quiet, 50),
            "write p99 ms, quiet": _percent(quiet, 99),
            "write p50 ms beside 40 sign-ins": _percent(busy, 50),
            "write p99 ms beside 40 sign-ins": _percent(busy, 99),
            "writes beside 40 sign-ins": len(busy),
            "longest sign-in of 40 at once s": max(waits) - begun,
            "memory MB": server.resident_kb() / 1024,
        }


def _sign_in(server: Serving, handle: str, passphrase: str) -> dict[str, str]:
    visit = server.visit()
    assert visit.sign_in(handle, passphrase) == 303
    return visit.cookies


def _knock(server: Serving, number: int, waits: list[float]) -> None:
    # A handle that nobody has takes the same work as one that somebody has, and no two share a throttle.
    assert server.visit().sign_in(f"nobody at all {number}", "six words that open nothing here") == 422
    waits.append(time.monotonic())


def _watch(crowd: list[threading.Thread], done: threading.Event) -> None:
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    done.set()


def _writes(server: Serving, cookies: dict[str, str], done: threading.Event, *, seconds: float) -> list[float]:
    """Return how many milliseconds each write took that eight clients did one after the other until `done`."""
    took: list[float] = []
    until = time.monotonic() + seconds

    def write() -> None:
        visit = server.visit()
        visit.cookies = dict(cookies)
        while not done.is_set() and time.monotonic() < until:
            begun = time.monotonic()
            status, _body = visit.post("/en/me/reading", {"language": "my", "digits": "latn"})
            took.append((time.monotonic() - begun) * 1000)
            assert status == 303
            time.sleep(0.02)

    writers = [threading.Thread(target=write) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    return took


def _percent(took: list[float], percent: int) -> float:
    return quantiles(took, n=100)[percent - 1]
