"""One request, as bytes: asked of the application in this process, of a server, or by hand."""

import io
import shlex
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes

LONGEST_SHOWN = 1500


@dataclass(frozen=True)
class Ask:
    """A request. `name` says what it tries: endpoint, method, parameter, who asks, and the number of the input."""

    name: str
    method: str
    target: str
    """Path and query as they stand in the request line."""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    def environ(self) -> dict[str, Any]:
        """Return what a WSGI server would make of it."""
        path, _mark, query = self.target.partition("?")
        made: dict[str, Any] = {
            "REQUEST_METHOD": self.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(self.body),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        if self.body:
            made["CONTENT_LENGTH"] = str(len(self.body))
        for name, value in self.headers:
            key = name.upper().replace("-", "_")
            key = key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"
            made[key] = value
        return made

    def wire(self, host: str) -> bytes:
        """Return it as it goes to a server that keeps the connection."""
        headers = {"host": host, **{name.lower(): value for name, value in self.headers}}
        headers.pop("content-length", None)
        if self.body or self.method == "POST":
            headers["content-length"] = str(len(self.body))
        lines = [f"{self.method} {self.target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + self.body

    def curl(self, address: str = "http://127.0.0.1:8000") -> str:
        """Return a line of a shell that asks the same; a long body is cut, and can be had by its name."""
        words = [
            "curl",
            "-sSi",
            "--path-as-is",
            "-g",
            "-X",
            self.method,
            shlex.quote(address + self.target[:LONGEST_SHOWN]),
        ]
        for name, value in self.headers:
            words += ["-H", _quoted(f"{name}: {value}".encode("latin-1", "replace"))]
        if self.body:
            words += ["--data-binary", _quoted(self.body[:LONGEST_SHOWN])]
        more = f" ({len(self.body)} bytes in all)" if len(self.body) > LONGEST_SHOWN else ""
        return " ".join(words)[: 4 * LONGEST_SHOWN] + more


def _quoted(raw: bytes) -> str:
    """Return bytes as a word of bash."""
    if raw.isascii() and all(32 <= byte < 127 for byte in raw):
        return shlex.quote(raw.decode())
    return (
        "$'" + "".join(chr(byte) if 32 <= byte < 127 and byte not in b"'\\" else f"\\x{byte:02x}" for byte in raw) + "'"
    )
