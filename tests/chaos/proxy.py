"""A bad line: a proxy that resets connections and cuts answers short."""

import random
import socket
import struct
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum

RESET = struct.pack("ii", 1, 0)
"""Linger for no time: closing then sends a reset."""


class Fate(Enum):
    """What becomes of a question and its answer."""

    WELL = "answered"
    RESET_BEFORE = "reset before the server saw it"
    RESET_AFTER = "reset when the server had answered"
    CUT = "cut short"


class Proxy:
    """Listens at `port` and passes on to the server, as far as the line lets it.

    :param resets: share of questions, 0.0–1.0, whose connection is reset: half before the server sees them.
    :param cuts: share of answers that end somewhere in the middle.
    """

    def __init__(self, server_port: int, *, resets: float, cuts: float, seed: int) -> None:
        self.fates: Counter[Fate] = Counter()
        self._server_port, self._resets, self._cuts = server_port, resets, cuts
        self._dice = random.Random(seed)
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self._listener.getsockname()[1])

    def close(self) -> None:
        """Take no more connections."""
        self._listener.close()

    def serve(self) -> None:
        """Pass connections on until closed."""
        while True:
            try:
                client, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._pass_on, args=(client,), daemon=True).start()

    def _fate(self) -> Fate:
        thrown = self._dice.random()
        if thrown < self._resets:
            return Fate.RESET_BEFORE if thrown < self._resets / 2 else Fate.RESET_AFTER
        return Fate.CUT if thrown < self._resets + self._cuts else Fate.WELL

    def _pass_on(self, client: socket.socket) -> None:
        """Carry questions one by one, until one has a bad fate."""
        with client:
            try:
                with socket.create_connection(("127.0.0.1", self._server_port), timeout=60) as server:
                    while question := _message(client):
                        if not self._carry(client, server, question):
                            return
            except OSError:
                return

    def _carry(self, client: socket.socket, server: socket.socket, question: bytes) -> bool:
        """Carry one question and its answer; tell whether the line still stands."""
        fate = self._fate()
        self.fates[fate] += 1
        answer = b""
        if fate is not Fate.RESET_BEFORE:
            server.sendall(question)
            answer = _message(server)
        if fate is Fate.WELL:
            client.sendall(answer)
            return True
        if fate is Fate.CUT:
            client.sendall(answer[: self._dice.randrange(len(answer))] if answer else b"")
        else:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        return False


def _message(connection: socket.socket) -> bytes:
    """Return one message with its body; nothing where the other end closed."""
    data = b""
    while b"\r\n\r\n" not in data:
        received = connection.recv(65536)
        if not received:
            return b""
        data += received
    head, _blank, body = data.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    missing = (int(lengths[0]) if lengths else 0) - len(body)
    while missing > 0:
        received = connection.recv(65536)
        if not received:
            return b""
        data, missing = data + received, missing - len(received)
    return data


@contextmanager
def bad_line(server_port: int, *, resets: float = 0.15, cuts: float = 0.25, seed: int = 1) -> Iterator[Proxy]:
    """Put a bad line before a server until the end of the block."""
    proxy = Proxy(server_port, resets=resets, cuts=cuts, seed=seed)
    thread = threading.Thread(target=proxy.serve, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.close()
