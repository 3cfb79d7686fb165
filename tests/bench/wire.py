"""A load of requests over kept connections: ready-made bytes out, answers counted in.

One thread with a poll does next to no work for an answer, so that the server is what is measured.
"""

import re
import select
import socket
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import cycle
from urllib.parse import urlencode

_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
_END = b"\r\n\r\n"
_MOST = 262_144


def asking(path: str, cookie: str = "", fields: Mapping[str, str] | None = None, lang: str = "") -> bytes:
    """Return the bytes of a request, as a browser that takes brotli puts it.

    :param fields: of a form; None: a page is fetched.
    """
    body = b"" if fields is None else urlencode(fields).encode()
    lines = [f"{'GET' if fields is None else 'POST'} {path} HTTP/1.1", "Host: localhost", "Accept-Encoding: br"]
    lines += [f"Cookie: {cookie}"] if cookie else []
    lines += [f"Accept-Language: {lang}"] if lang else []
    if fields is not None:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        lines += ["Sec-Fetch-Site: same-origin"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


@dataclass
class Run:
    """What came of a load.

    :param took_ms: of each answer, in milliseconds.
    """

    seconds: float = 0.0
    took_ms: list[float] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Return how many answers came."""
        return len(self.took_ms)


def load(port: int, requests: Iterable[bytes], *, seconds: float, at_once: int, status: int = 200) -> Run:
    """Keep `at_once` requests in work for so long, and wait for the last answers.

    :raises AssertionError: an answer has another status.
    """
    asked = cycle(requests) if isinstance(requests, list) else iter(requests)
    wanted = f"HTTP/1.1 {status} ".encode()
    run, poll = Run(), select.poll()
    lines = {one.fileno(): one for one in (_Line(port) for _ in range(at_once))}
    begun = time.perf_counter()
    for line in lines.values():
        poll.register(line.wire, select.POLLIN)
        line.send(next(asked))
    busy = len(lines)
    while busy:
        for number, _event in poll.poll(60_000):
            line = lines[number]
            if not line.is_answered():
                continue
            now = time.perf_counter()
            assert line.answer.startswith(wanted), line.answer[:200]
            run.took_ms.append((now - line.begun) * 1000)
            if now - begun < seconds:
                line.send(next(asked))
            else:
                poll.unregister(line.wire)
                busy -= 1
    run.seconds = time.perf_counter() - begun
    for line in lines.values():
        line.wire.close()
    return run


def fetch(port: int, request: bytes) -> bytes:
    """Return one whole answer, headers and all, to a request that is alone on its connection."""
    line = _Line(port)
    line.send(request)
    while not line.is_answered():
        pass
    line.wire.close()
    return line.answer


def streamed(port: int, request: bytes) -> Iterator[bytes]:
    """Yield the bytes of an answer as they come, until the server ends the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=120) as wire:
        wire.sendall(request.replace(b"\r\n", b"\r\nConnection: close\r\n", 1))
        while part := wire.recv(_MOST):
            yield part


class _Line:
    """One connection, and the answer that comes over it."""

    def __init__(self, port: int) -> None:
        self.wire = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.answer, self.begun, self._whole = b"", 0.0, 0

    def fileno(self) -> int:
        return self.wire.fileno()

    def send(self, request: bytes) -> None:
        self.answer, self._whole, self.begun = b"", 0, time.perf_counter()
        self.wire.sendall(request)

    def is_answered(self) -> bool:
        """Take what came; tell whether the answer is whole."""
        part = self.wire.recv(_MOST)
        assert part, f"the server hung up: {self.answer[:200]!r}"
        self.answer += part
        if not self._whole:
            head = self.answer.find(_END)
            if head < 0:
                return False
            length = _LENGTH.search(self.answer, 0, head + 2)
            self._whole = head + len(_END) + (int(length[1]) if length else 0)
        return len(self.answer) >= self._whole
