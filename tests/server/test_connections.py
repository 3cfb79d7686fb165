"""The connections of `lms serve`: what can be read in two ways, and who must not be shut out."""

import socket
from contextlib import ExitStack
from pathlib import Path

import pytest

from lms import connections
from tests.fuzz import wire
from tests.fuzz.broken import HOST, POST, SMUGGLED
from tests.fuzz.found import Found
from tests.fuzz.wire import Slow
from tests.support.installation import Installation
from tests.support.server import serving

pytestmark = pytest.mark.slow

GET = b"GET /healthz HTTP/1.1\r\n" + HOST


@pytest.fixture
def instance(tmp_path: Path, bare_installation: Path) -> Path:
    """Give a SQLite installation in which nobody is."""
    return Installation(bare_installation).copy_to(tmp_path / "instance").folder


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: 4\r\nTransfer-Encoding: chunked",
        b"Transfer-Encoding: chunked\r\nContent-Length: 60",
        b"Transfer-Encoding:\tchunked\r\nContent-Length: 4",
        b"Content-Length: 4\r\nContent-Length: 5",
    ],
)
def test_a_request_whose_length_is_said_twice_is_refused_and_ends_the_connection(instance: Path, head: bytes) -> None:
    with serving(instance) as server:
        assert wire.send(server.port, POST + head + b"\r\n\r\n0\r\n\r\n" + SMUGGLED) == [400]


def test_chunks_of_a_version_without_chunks_are_refused(instance: Path) -> None:
    old = b"POST /en/sign-in HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n" + HOST
    with serving(instance) as server:
        assert wire.send(server.port, old + b"\r\n0\r\n\r\n" + SMUGGLED) == [400]


def test_an_address_that_is_none_is_answered(instance: Path) -> None:
    with serving(instance) as server:
        for method in (b"GET", b"POST"):
            assert wire.send(server.port, method + b" http://[::1/ HTTP/1.1\r\n" + HOST + b"\r\n") == [400]


def test_an_answer_comes_in_one_piece(instance: Path) -> None:
    with (
        serving(instance) as server,
        socket.create_connection(("127.0.0.1", server.port), timeout=20) as one,
    ):
        for _ in range(20):
            one.sendall(b"GET /en/sign-in HTTP/1.1\r\n" + HOST + b"\r\n")
            head, _, body = one.recv(65_536).partition(b"\r\n\r\n")
            assert f"Content-Length: {len(body)}".encode() in head.splitlines()


def test_a_head_goes_out_that_no_body_follows(instance: Path) -> None:
    with (
        serving(instance) as server,
        socket.create_connection(("127.0.0.1", server.port), timeout=20) as one,
    ):
        one.sendall(b"HEAD /en/sign-in HTTP/1.1\r\n" + HOST + b"\r\n")
        head = one.recv(65_536)
        one.sendall(GET + b"\r\n")
        follows = one.recv(65_536)

    assert head.startswith(b"HTTP/1.1 200")
    assert head.endswith(b"\r\n\r\n")
    assert follows.startswith(b"HTTP/1.1 200")


def test_of_many_requests_in_one_piece_a_few_are_answered(instance: Path) -> None:
    with serving(instance) as server:
        assert wire.send(server.port, (GET + b"\r\n") * 10) == [200] * 10
        assert wire.send(server.port, (GET + b"\r\n") * 100) == [200] * connections.PIPELINED


def test_who_holds_every_connection_shuts_nobody_out(instance: Path) -> None:
    found = Found()
    crowd = Slow("a crowd", connections.MOST + 200, GET + b"X-Slow: " + b"a" * 20_000, b"a")
    with serving(instance) as server:
        assert wire.send(server.port, wire.ORDINARY) == [200]
        wire.hold(server, crowd, 4, found)

    assert found.faults == []


def test_what_is_being_sent_outlives_connections_at_rest(instance: Path) -> None:
    """A form on a slow link is worth more than a browser's kept connection, which opens again by itself."""
    with serving(instance) as server, ExitStack() as crowd:
        own = crowd.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=20))
        own.sendall(POST + b"Content-Length: 8\r\n\r\nhan")
        for _ in range(connections.MOST + 100):
            one = crowd.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=20))
            one.sendall(GET + b"\r\n")
            assert one.recv(12) == b"HTTP/1.1 200"
        own.sendall(b"dle=a")

        assert own.recv(12) == b"HTTP/1.1 422"
