"""Requests that hash a passphrase come in one at a time.

One of them is as much work as ten others, so forty at once would make everybody wait for Python's one lock. They wait
before anything is made for them, and hold no connection and no lock meanwhile.
"""

import threading
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from flask import Flask

AT_ONCE = 1
"""Each takes 19 MB while it hashes."""

MARK = "_lms_hashes"

V = TypeVar("V", bound=Callable[..., Any])


def hashes(view: V) -> V:
    """Mark a view in which a passphrase is hashed when its form is sent; its address holds no variable."""
    setattr(view, MARK, True)
    return view


def init_app(app: Flask) -> None:
    """Let those who send a form to a marked view of `app` take turns. Call it when all views are registered."""
    turns = app.extensions["lms.turns"] = threading.Semaphore(AT_ONCE)
    addresses = app.extensions["lms.hashing"] = frozenset(
        rule.rule.replace("<lang:lang>", lang)
        for rule in app.url_map.iter_rules()
        if hasattr(app.view_functions[rule.endpoint], MARK)
        for lang in app.extensions["lms.languages"]
    )
    inner = app.wsgi_app

    def in_turn(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "POST" and environ["PATH_INFO"] in addresses:
            with turns:
                return inner(environ, start_response)
        return inner(environ, start_response)

    app.wsgi_app = in_turn  # type: ignore[method-assign]
