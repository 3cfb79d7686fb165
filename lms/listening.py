"""Listening at a port: waitress, with connections and lanes of our own, until the process is told to stop."""

import gc
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from waitress.server import create_server
from waitress.wasyncore import loop

from lms.connections import MOST, Connections
from lms.errors import CommandRefused
from lms.lanes import PATIENCE_S, Lanes

MOST_BODY_BYTES = 2 * 1024 * 1024
"""More than the application takes, so that its own page can say that something is too large."""
MOST_HEADER_BYTES = 32 * 1024
BODY_IN_MEMORY_BYTES = 16 * 1024
"""Of each request that is being sent; the rest goes to a file. Nine hundred that are sent slowly take 45 MB at most."""
ANSWER_IN_MEMORY_BYTES = 64 * 1024
"""Of each answer that waits to be read; the rest goes to a file."""
IDLE_S = 30
"""How long a connection may say nothing."""
STOP_S = 10
"""How long requests in hand may take when the server is told to stop."""


def answer(
    app: Callable[..., Any],
    work: Lanes,
    *,
    host: str,
    port: int,
    cleans_proxy_headers: bool = True,
    beside: AbstractContextManager[object],
    ready: Callable[[str], None],
) -> None:
    """Answer requests until the process is told to stop, then finish those in hand.

    :param app: a WSGI application.
    :param cleans_proxy_headers: what a proxy would say is not believed.
    :param beside: what runs meanwhile.
    :param ready: told the address once it answers.
    :raises CommandRefused: the address can't be had.
    """
    sockets: dict[int, object] = {}
    try:
        create_server(
            app,
            map=sockets,
            host=host,
            port=port,
            ident=None,
            _dispatcher=work,
            clear_untrusted_proxy_headers=cleans_proxy_headers,
            max_request_body_size=MOST_BODY_BYTES,
            max_request_header_size=MOST_HEADER_BYTES,
            connection_limit=MOST,
            channel_timeout=IDLE_S,
            cleanup_interval=IDLE_S // 3,
            asyncore_use_poll=True,
            inbuf_overflow=BODY_IN_MEMORY_BYTES,
            outbuf_overflow=ANSWER_IN_MEMORY_BYTES,
        )
    except (OSError, ValueError) as error:
        raise CommandRefused(f"can't listen at {host}, port {port} ({error}): choose another with --port") from error
    open_now = Connections(sockets)
    stop = threading.Event()
    gc.collect()
    gc.freeze()  # What is here stays: to look it over for what can go took a tenth of a second each time.
    with _signals(stop), beside:
        ready(f"http://{f'[{host}]' if ':' in host else host}:{port}")
        while not stop.is_set():
            loop(timeout=PATIENCE_S if work.waits else 1, use_poll=True, map=sockets, count=1)
            work.tend()
            open_now.tend()
        _finish(work, sockets)


def _finish(work: Lanes, sockets: dict[int, object]) -> None:
    """Take no more connections, and let those that are in the middle of an answer have it."""
    for listener in list(sockets.values()):
        if getattr(listener, "accepting", False):
            listener.socket.close()  # type: ignore[attr-defined]
            listener.del_channel()  # type: ignore[attr-defined]
    until = time.monotonic() + STOP_S
    while time.monotonic() < until and any(_is_busy(channel) for channel in sockets.values()):
        loop(timeout=PATIENCE_S, use_poll=True, map=sockets, count=1)
        work.tend()
    work.shutdown()


def _is_busy(channel: object) -> bool:
    return bool(getattr(channel, "requests", None) or getattr(channel, "total_outbufs_len", 0))


@contextmanager
def _signals(stop: threading.Event) -> Iterator[None]:
    former = {
        number: signal.signal(number, lambda _number, _frame: stop.set()) for number in (signal.SIGTERM, signal.SIGINT)
    }
    yield
    for number, handler in former.items():
        signal.signal(number, handler)
