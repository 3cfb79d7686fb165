"""A server that can be killed and started again at the same port."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.chaos.line import Line
from tests.chaos.site import Site
from tests.support.server import LMS, ROOT, environment, free_port

START_S = 60.0


class Server:
    """`lms serve` for a site, or one that was spoiled on purpose.

    :param log: where it says what it says.
    :param spoiled: a name of `controls.SPOILED`; empty: the server as it is.
    """

    def __init__(self, site: Site, *, log: Path, spoiled: str = "", **environ: str) -> None:
        self.site, self.port = site, free_port()
        self._environment = environment(site.instance, **site.settings, **environ)
        self._lms = [sys.executable, "-m", "tests.chaos.controls", spoiled] if spoiled else LMS
        self._process: subprocess.Popen[bytes] | None = None
        self._log = log

    @property
    def ports(self) -> list[int]:
        """Return where it is reached."""
        return [self.port]

    def start(self) -> float:
        """Start it and wait until it answers; return how many seconds that took."""
        begun = time.monotonic()
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*self._lms, "serve", "--port", str(self.port)],
                env=self._environment,
                cwd=ROOT,
                stdout=log,
                stderr=log,
            )
        while not self.answers():
            if self._process.poll() is not None or time.monotonic() > begun + START_S:
                self.kill()
                raise AssertionError(f"the server did not start: {self._log.read_text()[-2000:]}")
            time.sleep(0.02)
        return time.monotonic() - begun

    def lms(self, *words: object) -> "subprocess.CompletedProcess[str]":
        """Type `lms …` beside the server, at a site that was spoiled like it."""
        return subprocess.run(
            [*self._lms, *map(str, words)],
            env=self._environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def answers(self) -> bool:
        """Tell whether it and its database answer."""
        line = Line()
        try:
            return line.ask(self.port, "GET", "/healthz").status == 200
        except OSError:
            return False
        finally:
            line.close()

    def kill(self) -> None:
        """End it as a power cut does: at once, in the middle of whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> int:
        """End it as a system does; return its exit status."""
        assert self._process is not None
        self._process.terminate()
        try:
            return self._process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()
            raise


@contextmanager
def serving(site: Site, *, log: Path, spoiled: str = "", **environ: str) -> Iterator[Server]:
    """Start a server; at the end of the block it is gone, however the block ended."""
    server = Server(site, log=log, spoiled=spoiled, **environ)
    try:
        server.start()
        yield server
    finally:
        server.kill()
