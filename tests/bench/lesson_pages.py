"""How many bytes is a lesson on the wire, headers and all, where the stylesheet is known and where it is not?"""

import socket
from pathlib import Path

from sqlalchemy import text

from lms import assets, i18n
from lms.config import Config
from lms.db import Database
from tests.support.server import run_lms, serving

LESSONS = """
    SELECT course.slug, course.code, step.name, step.code FROM step JOIN course ON course.id = step.course_id
    WHERE step.kind = 'lesson' ORDER BY course.slug, step.id
"""


def measure(folder: Path) -> dict[str, float]:
    """Measure every lesson that comes with the site, in brotli; promised: 5,600 where the stylesheet is known."""
    instance = folder / "instance"
    run_lms(instance, "init")
    database = Database(Config.read({"LMS_INSTANCE": str(instance)}).database_url)
    with database.session() as session:
        lessons = session.execute(text(LESSONS)).all()
    database.engine.dispose()
    known = f"{assets.STYLE_COOKIE}={assets.all_assets()[assets.STYLESHEET].digest}"
    figures: dict[str, float] = {}
    with serving(instance) as server:
        for slug, course, name, step in lessons:
            for lang in i18n.LANGUAGES:
                path = f"/{lang}/c/{course}/{step}"
                figures[f"{slug}/{name} {lang}"] = _wire_bytes(server.port, path, known)
                figures[f"{slug}/{name} {lang}, first visit"] = _wire_bytes(server.port, path, "")
    return figures


def _wire_bytes(port: int, path: str, cookie: str) -> int:
    """Return the bytes of status line, headers and body, without the one line that ends the connection."""
    with socket.create_connection(("127.0.0.1", port)) as wire:
        asked = [f"GET {path} HTTP/1.1", "Host: localhost", "Accept-Encoding: br", "Connection: close"]
        asked += [f"Cookie: {cookie}"] if cookie else []
        wire.sendall(("\r\n".join(asked) + "\r\n\r\n").encode())
        answer = b""
        while part := wire.recv(65_536):
            answer += part
    assert answer.startswith(b"HTTP/1.1 200"), answer[:80]
    return len(answer) - len(b"Connection: close\r\n")
