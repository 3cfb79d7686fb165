"""Bodies that are no form, or one that no browser sends."""

import json
import random
from collections.abc import Callable

from tests.fuzz import inputs

URLENCODED = "application/x-www-form-urlencoded"
EDGE = "----edge7q"
MULTIPART = f"multipart/form-data; boundary={EDGE}"

TYPES = (
    *("", "text/plain", "text/html", "application/json", "application/xml", "application/octet-stream", "image/png"),
    *("application/x-www-form-urlencoded; charset=utf-16", "application/x-www-form-urlencoded; charset=nothing"),
    *(
        "multipart/mixed; boundary=x",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "application/json; charset=x",
    ),
    *(
        "multipart/form-data; boundary=" + "x" * 300,
        'multipart/form-data; boundary="a b"',
        "message/http",
        "x",
        ";",
        "/",
    ),
    *(
        "text/plain; charset=utf-7",
        "application/csp-report",
        "application/x-www-form-urlencoded, text/html",
        "MULTIPART/FORM-DATA",
    ),
)


def one(pick: random.Random, number: int, names: list[str]) -> tuple[str, bytes]:
    """Return the content type and the body of this number, about fields of these names."""
    return WAYS[number % len(WAYS)](pick, names)


def _part(name: str, value: bytes, more: str = "") -> bytes:
    return f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode() + value + b"\r\n"


def _end() -> bytes:
    return f"--{EDGE}--\r\n".encode()


def _value(pick: random.Random, most: int = 30_000) -> bytes:
    return inputs.for_values(pick, b"a", 1, most)[0].value


def _wrong_type(pick: random.Random, names: list[str]) -> tuple[str, bytes]:
    body = "&".join(inputs.Bad(_value(pick)).pairs(name) for name in names)
    return pick.choice(TYPES), body.encode()


def _bytes(pick: random.Random, _names: list[str]) -> tuple[str, bytes]:
    return pick.choice((URLENCODED, MULTIPART, "application/json")), pick.randbytes(pick.choice((1, 50, 5000, 60_000)))


def _json(pick: random.Random, names: list[str]) -> tuple[str, bytes]:
    value: object = pick.choice((None, True, -1, 1e400, "x", [], {}, [[[[]]]], {"$ne": None}, "x" * 5000))
    return "application/json", json.dumps(dict.fromkeys(names, value)).encode()


def _deep_json(pick: random.Random, names: list[str]) -> tuple[str, bytes]:
    sign = pick.choice(("[", '{"a":', "[[],"))
    return "application/json", (sign * pick.choice((10, 5000, 90_000))).encode() + names[0].encode()


def _parts(pick: random.Random, names: list[str]) -> tuple[str, bytes]:
    return MULTIPART, b"".join(_part(name, _value(pick)) for name in names) + _end()


def _files(pick: random.Random, names: list[str]) -> tuple[str, bytes]:
    """Return a file in place of each field."""
    shown = _value(pick, 300).decode("latin-1").translate({13: "", 10: "", 34: ""})
    file = f'; filename="{shown}"\r\nContent-Type: {pick.choice(TYPES)}'
    return MULTIPART, b"".join(_part(name, _value(pick), file) for name in names) + _end()


def _many_parts(pick: random.Random, names: list[str]) -> tuple[str, bytes]:
    count = pick.choice((1990, 2001, 6000))
    return MULTIPART, b"".join(_part(f"{names[0]}{number % 7}", b"1") for number in range(count)) + _end()


def _cut_parts(pick: random.Random, names: list[str]) -> tuple[str, bytes]:
    whole = _parts(pick, names)[1]
    return MULTIPART, whole[: pick.randrange(len(whole))]


def _bent_parts(pick: random.Random, names: list[str]) -> tuple[str, bytes]:
    heads = (
        "",
        "\r\n",
        "Content-Disposition: form-data\r\n\r\nx",
        'Content-Disposition: form-data; name="a\r\n\r\nx',
        f'Content-Disposition: attachment; name="{names[0]}"\r\n\r\nx',
        f"Content-Disposition: form-data; name={names[0]}\r\n\r\nx",
        f"Content-Disposition: form-data; name*=utf-8''%FF{names[0]}\r\n\r\nx",
        f"Content-Disposition: form-data; name*=nothing''{names[0]}\r\n\r\nx",
        f'Content-Disposition: form-data; name="{names[0]}"\r\nContent-Type: text/plain; charset=nothing\r\n\r\nx',
        f'Content-Disposition: form-data; name="{names[0]}"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!',
        f'Content-Disposition: form-data; name="{names[0]}"\r\nContent-Length: 99999999\r\n\r\nx',
        "X: " + "y" * 70_000 + "\r\n\r\nx",
        "X: y\r\n" * 3000 + "\r\nx",
        ":\r\n\r\nx",
        "\0\r\n\r\nx",
    )
    return MULTIPART, f"--{EDGE}\r\n{pick.choice(heads)}\r\n".encode() + _end()


def _many_fields(pick: random.Random, names: list[str]) -> tuple[str, bytes]:
    count = pick.choice((1000, 1999, 2500, 60_000))
    sign = pick.choice(("{0}=&", "&", "{0}{1}=1&", "=&"))
    return URLENCODED, "".join(sign.format(names[0], number) for number in range(count)).encode()


def _large(pick: random.Random, names: list[str]) -> tuple[str, bytes]:
    size = pick.choice((510_000, 530_000, 660_000, 1_500_000))
    kind = pick.choice((URLENCODED, MULTIPART, "text/plain"))
    start = _part(names[0], b"") if kind == MULTIPART else f"{names[0]}=".encode()
    return kind, start + b"x" * size


WAYS: tuple[Callable[[random.Random, list[str]], tuple[str, bytes]], ...] = (
    *(_wrong_type, _wrong_type, _bytes, _json, _deep_json, _parts, _parts, _files, _files),
    *(_many_parts, _cut_parts, _bent_parts, _bent_parts, _many_fields, _large),
)
