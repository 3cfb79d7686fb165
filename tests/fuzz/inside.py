"""The real application and a real database in this process, asked without a server: fast."""

import logging
import random
import shutil
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from lms import clock
from lms.media import service as media
from tests.fuzz.ask import Ask
from tests.fuzz.judge import Answer
from tests.fuzz.surface import CHANGES
from tests.support.actors import FILES, World
from tests.support.browser import Browser
from tests.support.crawl import Crawler
from tests.support.ground import Ground
from tests.support.moment import NOON


class _Heard(logging.Handler):
    """Remembers where the last error came from."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.trace = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Remember one."""
        info = record.exc_info
        self.trace = "".join(traceback.format_exception(*info)) if info else record.getMessage()


class Inside:
    """Asks the application of a crawler, on the same ground each time; `with` it, what the log says is heard."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler, self.ground = crawler, crawler.ground
        self._heard = _Heard()
        self._log = logging.getLogger("lms")

    def __enter__(self) -> Self:
        """Listen to the log, and keep what it says from the terminal."""
        self._former = self._log.handlers, self._log.propagate
        self._log.handlers, self._log.propagate = [self._heard], False
        return self

    def __exit__(self, *_error: object) -> None:
        """Leave the log as it was."""
        self._log.handlers, self._log.propagate = self._former

    def ask(self, ask: Ask, *, bring_back: bool = True) -> Answer:
        """Ask, and bring back what the request changed."""
        self.ground.statements.clear()
        self._heard.trace = ""
        said: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], *_info: object) -> Callable[[bytes], object]:
            said[:] = [status, headers]
            return lambda _body: None

        body, begun = b"", time.perf_counter()
        try:
            parts = self.ground.app.wsgi_app(ask.environ(), start)
            body = b"".join(parts)
            if hasattr(parts, "close"):
                parts.close()
        except Exception:  # noqa: BLE001 (what no page was made of is the worst of faults)
            said, self._heard.trace = ["500 no page", []], traceback.format_exc()
        took_s = time.perf_counter() - begun
        if bring_back and any(statement.startswith(CHANGES) for statement in self.ground.statements):
            self.crawler.lay()
        return Answer(int(said[0].split()[0]), said[1], body, took_s, self._heard.trace)

    def cookie(self, actor: str) -> tuple[tuple[str, str], ...]:
        """Return the header by which an actor is known."""
        return () if actor == "anonymous" else (("Cookie", f"lms={self.crawler.world.cookies[actor]}"),)


@contextmanager
def laid(seed: int) -> Iterator[Crawler]:
    """Give an installation with the whole cast in it, in memory where the system has such a place."""
    shm = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="lms-fuzz-", dir=shm if shm.is_dir() else None))
    former, clock.source = clock.source, NOON.timestamp
    random.seed(seed)
    ground = Ground(folder, None)
    try:
        crawler = Crawler(ground, World(), Browser(ground, ground.session()))
        crawler.lay()
        for body in FILES.values():
            media.store(media.folder_of(ground.config), body)
        yield crawler
    finally:
        clock.source = former
        ground.database.engine.dispose()
        shutil.rmtree(folder, ignore_errors=True)
