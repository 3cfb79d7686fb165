"""Forty people sign in at once: what do those who are in already feel of it, and how much memory does it take?

The forty are a process of their own, so that what is measured is the server and not the threads of its clients.
"""

import multiprocessing
import socket
import threading
import time
from collections.abc import Callable
from statistics import quantiles
from urllib.parse import urlencode

from tests.support.server import Serving

SIGN_INS = 40
ROUNDS = 8
WRITERS = 8
CLASS_PAUSE_S = 0.25
"""Eight writers with this pause are a class of forty in which everybody answers every second and a quarter."""
BURST_PAUSE_S = 0.02
QUIET_S = 5.0


def beside(server: Serving, cookie: str) -> dict[str, float]:
    """Measure, in milliseconds; promised: a write's p99 under 50 ms.

    :param cookie: of somebody who is signed in.
    """
    name, _equals, value = cookie.partition("=")
    figures: dict[str, float] = {}
    for load, pause_s in (("a class writes", CLASS_PAUSE_S), ("all write", BURST_PAUSE_S)):
        writing = _Writing(server, {name: value}, pause_s)
        quiet = writing.during(lambda: time.sleep(QUIET_S))
        waits: list[float] = []
        busy = writing.during(lambda waits=waits: waits.extend(_crowds(server.port)))  # type: ignore[misc]
        figures |= {
            f"{load}, quiet: p50 ms": _percent(quiet, 50),
            f"{load}, quiet: p99 ms": _percent(quiet, 99),
            f"{load}, beside 40 sign-ins: p50 ms": _percent(busy, 50),
            f"{load}, beside 40 sign-ins: p99 ms": _percent(busy, 99),
            f"{load}, beside 40 sign-ins: writes": len(busy),
            f"{load}: longest sign-in of 40 s": max(waits),
        }
    return figures


class _Writing:
    """Eight people who are in, and save something again and again."""

    def __init__(self, server: Serving, cookies: dict[str, str], pause_s: float) -> None:
        self.server, self.cookies, self.pause_s = server, cookies, pause_s

    def during(self, happening: Callable[[], object]) -> list[float]:
        """Return how many milliseconds each write took that was begun while something happened."""
        took: list[float] = []
        done = threading.Event()
        writers = [threading.Thread(target=self._write, args=(took, done, number)) for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        happening()
        done.set()
        for writer in writers:
            writer.join()
        return took

    def _write(self, took: list[float], done: threading.Event, number: int) -> None:
        visit = self.server.visit()
        visit.cookies = dict(self.cookies)
        time.sleep(self.pause_s * number / WRITERS)
        while not done.is_set():
            begun = time.monotonic()
            status, _body = visit.post("/en/me/reading", {"language": "my", "digits": "latn"})
            took.append((time.monotonic() - begun) * 1000)
            assert status == 303
            time.sleep(self.pause_s)


def _crowds(port: int) -> list[float]:
    """Let a crowd sign in, five times; return how long the last of each waited, in seconds."""
    processes = multiprocessing.get_context("spawn")
    said = processes.SimpleQueue()
    crowd = processes.Process(target=_crowd, args=(port, said))
    crowd.start()
    waits = [said.get() for _ in range(ROUNDS)]
    crowd.join()
    return waits


def _crowd(port: int, said: "multiprocessing.queues.SimpleQueue[float]") -> None:
    for number in range(ROUNDS):
        connections = [socket.create_connection(("127.0.0.1", port), timeout=60) for _ in range(SIGN_INS)]
        knocks = [_knock(f"{time.time_ns()} {number} {one}") for one in range(SIGN_INS)]
        time.sleep(0.5)  # The server has taken the connections by then.
        begun = time.monotonic()
        for connection, knock in zip(connections, knocks, strict=True):
            connection.sendall(knock)
        for connection in connections:
            with connection, connection.makefile("rb") as answer:
                assert b" 422 " in answer.readline()
                answer.read()
        said.put(time.monotonic() - begun)


def _knock(who: str) -> bytes:
    """Return the bytes of a sign-in: a client that only sends and receives takes next to nothing of the processor."""
    # A handle that nobody has takes the same work as one that somebody has, and no two share a throttle.
    fields = {"handle": f"nobody at all {who}", "passphrase": "six words that open nothing here", "device": "own"}
    body = urlencode({**fields, "next": "", "kept": ""})
    return (
        "POST /en/sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


def _percent(took: list[float], percent: int) -> float:
    return quantiles(took, n=100)[percent - 1]
