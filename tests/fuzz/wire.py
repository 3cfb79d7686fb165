"""Broken HTTP and slow senders, on plain sockets to a real server, while an ordinary client looks on."""

import random
import re
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from lms import assets, connections
from tests.fuzz import broken
from tests.fuzz.broken import HOST, Broken
from tests.fuzz.found import Found
from tests.fuzz.memory import resident_mb
from tests.support.server import Serving, run_lms, serving

LONGEST_S = 2.0
"""An ordinary client's wait, whatever others do."""
GROWTH_MB = 50.0
WAIT_S = 8.0
ALLOWED = {501, 505}
"""What HTTP itself answers to a coding or a version that nobody knows. They are the server's, not the application's."""
AT_ONCE = 8
_COUNTING = threading.Lock()
ORDINARY = b"GET /en/sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) ")


@dataclass
class Onlooker:
    """A client who asks for a page ten times a second, on a new connection each time."""

    port: int
    waits: list[tuple[float, str]] = field(default_factory=list)
    _end: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Look on while something happens."""
        self.waits.clear()
        self._end.clear()
        thread = threading.Thread(target=self._ask_on)
        thread.start()
        yield
        self._end.set()
        thread.join()

    def faults(self) -> Iterator[str]:
        """Yield what went wrong meanwhile."""
        if not self.waits:
            yield "an ordinary client got nothing at all"
        bad = [said for _wait, said in self.waits if said != "200"]
        if bad:
            yield f"an ordinary client got {bad[0]} ({len(bad)} of {len(self.waits)})"
        longest = max(self.waits, default=(0.0, ""))[0]
        if longest > LONGEST_S:
            yield f"an ordinary client waited {longest:.1f} s"

    def _ask_on(self) -> None:
        while not self._end.is_set():
            begun = time.monotonic()
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=30) as one:
                    one.sendall(ORDINARY)
                    body = b"".join(iter(lambda: one.recv(65_536), b""))
                said = body[9:12].decode("latin-1")
            except OSError as error:
                said = type(error).__name__
            self.waits.append((time.monotonic() - begun, said))
            self._end.wait(0.1)


def send(port: int, sent: bytes, wait_s: float = WAIT_S) -> list[int]:
    """Send bytes on a connection of their own; return the statuses that came back until it fell silent."""
    got = bytearray()
    with socket.create_connection(("127.0.0.1", port), timeout=wait_s) as one, suppress(OSError):
        reader = threading.Thread(target=_read, args=(one, got, wait_s))
        reader.start()
        with suppress(OSError):
            one.sendall(sent)
            one.shutdown(socket.SHUT_WR)
        reader.join()
    return [int(status) for status in STATUS.findall(bytes(got))]


def _read(one: socket.socket, got: bytearray, wait_s: float) -> None:
    one.settimeout(wait_s)
    with suppress(OSError):
        while part := one.recv(65_536):
            got += part
            one.settimeout(1.0)


def look(port: int, case: Broken, found: Found) -> None:
    """Send one broken thing, and write down what is wrong with the answers."""
    begun = time.monotonic()
    statuses = send(port, case.sent)
    how = f"{case.name}: {case.sent[:300]!r}"
    with _COUNTING:
        found.count("broken HTTP", statuses[0] if statuses else 0, time.monotonic() - begun, case.name)
        if bad := [status for status in statuses if status >= 500 and status not in ALLOWED]:
            found.add("wire", f"answered {bad[0]}", how)
        if len(statuses) > case.answers:
            found.add("wire", f"{len(statuses)} answers to what is {case.answers}: {case.name}", how)


def look_at_all(port: int, cases: Iterable[Broken], found: Found) -> None:
    """Send many broken things, some at once: most of the time is waiting for silence."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in pool.map(lambda case: look(port, case, found), cases):
            pass


def mutated(seed: int, count: int) -> Iterator[Broken]:
    """Yield requests in which some bytes were changed, dropped, or sent twice."""
    pick = random.Random(seed)
    whole = [
        b"GET /en/sign-in HTTP/1.1\r\n" + HOST + b"Accept-Language: my,en;q=0.5\r\nCookie: lms=a.b.c\r\n\r\n",
        broken.POST + b"Content-Length: 24\r\n\r\nhandle=a+b&passphrase=c+d",
        broken.POST + b"Transfer-Encoding: chunked\r\n\r\n8\r\nhandle=a\r\n0\r\n\r\n",
    ]
    for number in range(count):
        sent = bytearray(pick.choice(whole))
        for _ in range(pick.randrange(1, 6)):
            place = pick.randrange(len(sent))
            way = pick.randrange(4)
            if way == 0:
                sent[place] = pick.randrange(256)
            elif way == 1:
                del sent[place : place + pick.randrange(1, 9)]
            elif way == 2:
                sent[place:place] = sent[place : place + pick.randrange(1, 30)]
            else:
                sent[place:place] = pick.choice((b"\r\n", b"\0", b"\n", b": ", b"\xff", b" ", b"\t", b"%"))
            if not sent:
                sent += b"\r\n"
        yield Broken(f"changed bytes #{number}", bytes(sent), 40)


@dataclass(frozen=True)
class Slow:
    """Many connections that are held open: how many, what each sends at first, and what each sends every second."""

    name: str
    count: int
    first: bytes
    each_s: bytes


FILE = f"/static/{assets.all_assets()[assets.STYLESHEET].name}".encode()
SLOW = (
    Slow("600 send a header, a byte a second", 600, b"GET / HTTP/1.1\r\n" + HOST + b"X-Slow: ", b"a"),
    Slow("600 say nothing", 600, b"", b""),
    Slow("600 have got an answer and say no more", 600, b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n", b""),
    Slow(
        f"{connections.MOST + 300} send large headers, a byte a second",
        connections.MOST + 300,
        b"GET / HTTP/1.1\r\n" + HOST + b"X-Slow: " + b"a" * 25_000,
        b"a",
    ),
    Slow(
        "600 send a body of 400 KB, a byte a second",
        600,
        broken.POST + b"Content-Length: 500000\r\n\r\n" + b"a" * 100_000,
        b"a",
    ),
    Slow("60 ask for 100 files and read none", 60, (b"GET " + FILE + b" HTTP/1.1\r\n" + HOST + b"\r\n") * 100, b""),
    Slow("600 ask for a file and are gone", 600, b"GET " + FILE + b" HTTP/1.1\r\n" + HOST + b"\r\n", b"gone"),
)


def hold(server: Serving, slow: Slow, seconds: int, found: Found) -> None:
    """Hold slow connections open, and write down what an ordinary client feels of them."""
    onlooker = Onlooker(server.port)
    before = resident_mb(server.process.pid)
    most, held = before, []
    try:
        with onlooker.looking():
            for _ in range(slow.count):
                with suppress(OSError):
                    one = socket.create_connection(("127.0.0.1", server.port), timeout=10)
                    held.append(one)
                    one.setblocking(False)
                    one.send(slow.first)
            for _ in range(seconds):
                for one in held:
                    with suppress(OSError):
                        if slow.each_s == b"gone":
                            one.close()
                        else:
                            one.send(slow.each_s)
                time.sleep(1)
                most = max(most, resident_mb(server.process.pid))
    finally:
        for one in held:
            one.close()
    found.count("slow connections", 200, max(onlooker.waits, default=(0.0, ""))[0], slow.name)
    found.asked += slow.count - 1
    found.figures[f"{slow.name}: longest wait of another s"] = round(max(onlooker.waits, default=(0.0, ""))[0], 2)
    found.figures[f"{slow.name}: growth MB"] = round(most - before, 1)
    for fault in onlooker.faults():
        found.add("wire", f"{slow.name}: {fault}", slow.first[:200].decode("latin-1"))
    if most - before > GROWTH_MB:
        found.add("wire", f"{slow.name}: memory grew by {most - before:.0f} MB", slow.first[:200].decode("latin-1"))


def run(folder: Path, seed: int, changed: int = 1500, hold_s: int = 8) -> Found:
    """Send everything broken to a server of its own, then hold connections open."""
    found = Found()
    instance = folder / "instance"
    run_lms(instance, "init")
    with serving(instance) as server:
        for _ in range(20):
            assert send(server.port, ORDINARY) == [200]
        before = resident_mb(server.process.pid)
        onlooker = Onlooker(server.port)
        with onlooker.looking():
            time.sleep(3)
        found.figures["an ordinary client alone: longest wait s"] = round(max(onlooker.waits)[0], 2)
        with onlooker.looking():
            look_at_all(server.port, (*broken.all_of_them(), *mutated(seed, changed)), found)
        found.figures["broken HTTP: longest wait of another s"] = round(max(onlooker.waits)[0], 2)
        for fault in onlooker.faults():
            found.add("wire", f"broken HTTP: {fault}", "")
        for slow in SLOW:
            hold(server, slow, hold_s, found)
        found.figures["wire: memory growth MB"] = growth = round(resident_mb(server.process.pid) - before, 1)
        if growth > GROWTH_MB:
            found.add("wire", f"memory grew by {growth:.0f} MB", "")
        if send(server.port, ORDINARY) != [200]:
            found.add("wire", "the server answers no more", "")
    return found
