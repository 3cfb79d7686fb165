"""The connections of `lms serve`: requests that can be read in two ways are refused, and who waits makes room.

waitress reads HTTP and says no to most that is wrong with it; this is the rest.
"""

import time
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.task import WSGITask

MOST = 900
"""Fewer than the 1,024 open files that a process gets by default; the rest are for the database and media."""
ROOM = 100
"""Connections that are kept free for who comes next."""

PIPELINED = 16
"""Requests of one connection that wait behind each other; who sends more at once is told to come again."""


class Parser(HTTPRequestParser):  # type: ignore[misc]
    """Reads one request."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head of a request.

        :raises ParsingError: it is none, or a proxy in front could read it otherwise and see two requests where we
            see one. Source: RFC 9112, 6.1 (both lengths; chunks in a version that has none).
        """
        try:
            super().parse_header(header_plus)
        except ValueError as error:  # An address such as http://[ is none.
            raise ParsingError("Address is invalid") from error
        if "TRANSFER_ENCODING" in self.headers or (self.chunked and "CONTENT_LENGTH" in self.headers):
            raise ParsingError("Length is said in two ways")


class Task(WSGITask):  # type: ignore[misc]
    """Answers one request: its head goes out together with the beginning of its body.

    In two pieces, as waitress sends them, a small page is two packets and wakes its reader twice.
    """

    def build_response_header(self) -> bytes:
        """Keep the head for `Channel.write_soon`, and give waitress nothing to send yet."""
        self.channel.head = super().build_response_header()
        return b""

    def finish(self) -> None:
        """Send a head that no body followed."""
        super().finish()
        self.channel.send_head()


class Channel(HTTPChannel):  # type: ignore[misc]
    """One connection."""

    parser_class = Parser
    task_class = Task
    head = b""
    """Of the answer in work, until there is something to send it with."""
    opened = 0
    """How many there have been."""

    def __init__(self, *how: Any, **more: Any) -> None:
        super().__init__(*how, **more)
        Channel.opened += 1
        self.waits_since = time.monotonic()
        """When it was opened, or last sent a whole request."""
        self.rests = False
        """It sent a whole request, and nothing since."""

    def received(self, data: bytes) -> bool:
        """Take what was sent."""
        taken = bool(super().received(data))
        if self.requests:
            self.waits_since = time.monotonic()
            self._take_few()
        self.rests = self.request is None
        return taken

    def write_soon(self, data: Any) -> int:
        """Send a piece of an answer: bytes, or a file that is read as it goes."""
        if self.head and isinstance(data, bytes):
            if not data:
                return 0
            data, self.head = self.head + data, b""
        self.send_head()
        return int(super().write_soon(data))

    def send_head(self) -> None:
        """Send a head that still waits."""
        head, self.head = self.head, b""
        super().write_soon(head)

    def _take_few(self) -> None:
        """Answer a few of many requests that came in one piece, then close: no browser sends so, and each is work."""
        with self.requests_lock:
            if len(self.requests) > PIPELINED:
                self.requests[PIPELINED - 1].headers["CONNECTION"] = "close"
                for request in self.requests[PIPELINED:]:
                    request.close()
                del self.requests[PIPELINED:]


class Connections:
    """All connections of a server, by the map of its sockets."""

    def __init__(self, sockets: dict[int, Any]) -> None:
        self.sockets = sockets
        self.listeners = [each for each in sockets.values() if getattr(each, "accepting", False)]
        for listener in self.listeners:
            listener.channel_class = Channel
        self._let_in = Channel.opened

    def tend(self) -> None:
        """Make room, and let in who else knocks. Call it after each round of the server's loop."""
        self._make_room()
        if Channel.opened == self._let_in:
            return  # Nobody knocked in this round.
        for listener in self.listeners:
            # waitress lets in one a round, and a round is long where hundreds send at once.
            while (before := len(self.sockets)) < MOST:
                listener.handle_accept()
                if len(self.sockets) == before:
                    break
        self._let_in = Channel.opened

    def _make_room(self) -> None:
        """Close some connections where few are left: those at rest, then those that have been longest at one request.

        Otherwise whoever opens as many as there may be, and sends a byte now and then, shuts everybody else out. No
        one loses a request that was sent whole.
        """
        if len(self.sockets) <= MOST - ROOM:
            return
        waiting = [each for each in self.sockets.values() if isinstance(each, Channel) and not each.requests]
        waiting.sort(key=lambda each: (not each.rests or each.total_outbufs_len > 0, each.waits_since))
        for each in waiting[: len(self.sockets) - (MOST - ROOM)]:
            each.handle_close()
