"""A server of its own process, in an instance folder of its own, as an administrator runs it."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

START_S = 60.0
LMS = [sys.executable, "-c", "from lms.cli import main; main()"]
"""The command of this checkout, whichever is installed."""

ROOT = Path(__file__).parent.parent.parent


def environment(instance: Path, **settings: str) -> dict[str, str]:
    """Return what a process needs to work in `instance`: no setting of the machine's own, but these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LMS_")}
    return {**kept, "LMS_INSTANCE": str(instance), **settings}


def run_lms(instance: Path, *words: object, **settings: str) -> "subprocess.CompletedProcess[str]":
    """Run `lms …` in a process of its own and return what it said."""
    return subprocess.run(
        [*LMS, *map(str, words)],
        env=environment(instance, **settings),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def free_port() -> int:
    """Return a port that nothing listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Serving:
    """A running server."""

    def __init__(self, process: "subprocess.Popen[str]", port: int) -> None:
        self.process, self.port = process, port
        self.visits: list[Visit] = []

    def visit(self) -> "Visit":
        """Return one browser's connection; it is closed with the server."""
        self.visits.append(Visit(self.port))
        return self.visits[-1]

    def resident_kb(self) -> int:
        """Return the most memory that the process has held, in KiB (Linux)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+)", status)
        assert found is not None
        return int(found[1])


class Visit:
    """One kept connection with its cookies, and nothing else of a browser."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def get(self, path: str) -> tuple[int, bytes]:
        """Fetch a page; return its status and body."""
        return self._ask("GET", path, None)

    def post(self, path: str, fields: Mapping[str, str]) -> tuple[int, bytes]:
        """Send a form; return the status and body of the answer."""
        return self._ask("POST", path, urlencode(fields))

    def sign_in(self, handle: str, passphrase: str) -> int:
        """Sign in by the page; return the status of the answer, 303 where it worked."""
        fields = {"handle": handle, "passphrase": passphrase, "device": "own", "next": "", "kept": ""}
        return self.post("/en/sign-in", fields)[0]

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, bytes]:
        headers = {"Sec-Fetch-Site": "same-origin"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _equals, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.read()


@contextmanager
def serving(
    instance: Path, *words: object, command: str = "serve", cwd: Path = ROOT, **settings: str
) -> Iterator[Serving]:
    """Run `lms serve`, wait until it answers, and stop it as a system does at the end.

    :param words: further words of the command line.
    :param cwd: the checkout, unless what is installed is to be found first.
    """
    port = free_port()
    process = subprocess.Popen(
        [*LMS, command, "--port", str(port), *map(str, words)],
        env=environment(instance, **settings),
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    server = Serving(process, port)
    try:
        wait_for(server, "/healthz", 200)
        yield server
    finally:
        for visit in server.visits:
            visit.close()
        process.terminate()
        process.communicate(timeout=30)


def wait_for(server: Serving, path: str, status: int) -> None:
    """Wait until a page answers with `status`.

    :raises AssertionError: it never did; with what the server said.
    """
    until = time.monotonic() + START_S
    while True:
        try:
            if server.visit().get(path)[0] == status:
                return
        except OSError:
            time.sleep(0.05)
        if server.process.poll() is not None or time.monotonic() > until:
            server.process.kill()
            raise AssertionError(f"the server did not start: {server.process.communicate()[1]}")
