"""The bad inputs: enough, of every kind, the same for the same seed."""

import random
import shlex

import pytest

from lms.app import MOST_BYTES, MOST_FORM_BYTES
from tests.fuzz import bodies, inputs
from tests.fuzz.ask import Ask
from tests.fuzz.inputs import EACH, Bad


def test_each_parameter_gets_three_hundred_different_ones() -> None:
    for seed in range(5):
        for made in (inputs.for_values(random.Random(seed), b"aye 21"), inputs.for_fields(random.Random(seed), b"")):
            assert len(set(made)) >= EACH
    assert inputs.for_fields(random.Random(3), b"a") == inputs.for_fields(random.Random(3), b"a")
    assert inputs.for_fields(random.Random(3), b"a") != inputs.for_fields(random.Random(4), b"a")


def test_there_is_one_of_every_kind() -> None:
    known = inputs.values()
    texts = {value.decode("utf-8", "replace") for value in known}

    assert sum(not _is_utf8(value) for value in known) > 40
    assert sum(any("\u1000" <= sign <= "\u109f" for sign in text) for text in texts) > 50
    assert any(b"\0" in value for value in known)
    assert {str(2**63), str(-(2**31) - 1), "2026-02-30", "ျမန္မာႏိုင္ငံ"} <= texts
    assert any("\u202e" in text for text in texts)
    assert max(map(len, known)) > MOST_BYTES > MOST_FORM_BYTES
    assert len(known) > 500


def _is_utf8(value: bytes) -> bool:
    try:
        value.decode()
    except UnicodeDecodeError:
        return False
    return True


def test_a_name_is_bent_too() -> None:
    assert Bad(shape="{name}[x]=1").pairs("code") == "code[x]=1"
    assert Bad(b"\xff a&b").pairs("code") == "code=%FF%20a%26b"
    assert Bad(b"a\r\nX: b\0").header(100) == "aX: b"
    assert Bad(b"../\xff").segment(4) == "..%2F%FF"


@pytest.mark.parametrize("number", range(len(bodies.WAYS)))
def test_a_body_is_made_of_every_kind(number: int) -> None:
    kind, body = bodies.one(random.Random(number), number, ["words", "page"])

    assert isinstance(kind, str)
    assert 0 < len(body) < 3_000_000 or bodies.WAYS[number].__name__ == "_cut_parts"
    assert bodies.one(random.Random(number), number, ["words", "page"]) == (kind, body)


def test_a_request_can_be_asked_three_ways() -> None:
    ask = Ask("x", "POST", "/en/%FF?a=b", (("Cookie", "lms=\xff"), ("Content-Type", "text/plain")), b"it's\0")

    environ = ask.environ()
    assert (environ["PATH_INFO"], environ["QUERY_STRING"]) == ("/en/\xff", "a=b")
    assert (environ["HTTP_COOKIE"], environ["CONTENT_TYPE"], environ["CONTENT_LENGTH"]) == (
        "lms=\xff",
        "text/plain",
        "5",
    )
    assert ask.wire("localhost").startswith(b"POST /en/%FF?a=b HTTP/1.1\r\nhost: localhost\r\ncookie: lms=\xff\r\n")
    assert ask.wire("localhost").endswith(b"content-length: 5\r\n\r\nit's\0")
    assert ask.curl() == (
        "curl -sSi --path-as-is -g -X POST 'http://127.0.0.1:8000/en/%FF?a=b' -H $'Cookie: lms=\\xff'"
        " -H 'Content-Type: text/plain' --data-binary $'it\\x27s\\x00'"
    )
    assert shlex.split(Ask("x", "GET", "/?a='b'").curl())[-1] == "http://127.0.0.1:8000/?a='b'"
