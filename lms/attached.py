"""Sending a file that a person handed in: to be saved or played, never run, kept by nobody on the way."""

from flask import Response

TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}
POLICY = "sandbox; default-src 'none'"


def attached(body: bytes, kind: str, name: str) -> Response:
    """Return an answer with a file.

    :param kind: one of `TYPES`.
    :param name: what a browser calls it when it saves it; its ending is added.
    """
    answer = Response(body, content_type=TYPES[kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    answer.headers["Content-Security-Policy"] = POLICY
    return answer
