"""Whatever is sent, wherever: an answer in words, never a fault of ours."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from urllib.parse import quote

import pytest
from werkzeug.test import TestResponse

from tests.support.browser import SAME_ORIGIN
from tests.support.crawl import Crawler
from tests.support.forms import Form, filled
from tests.support.imports import ours
from tests.support.nasty import HARDEST, HEADERS, NASTY

STRONGEST = ("admin", "staff", "trainer", "learner", "half", "choosing", "anonymous")
"""Each form is sent as the first of these who finds it."""


SHARE = 12
"""Each place gets every twelfth nasty value, the next place those after them. `make fuzz` sends them all everywhere."""

ASKED = (("GET", "/"), ("GET", "/en/sign-in"), ("POST", "/en/sign-in"), ("POST", "/en/join"))


@cache
def asked_for() -> list[str]:
    """Return the names that the code asks of an address: request.args.get("next")."""
    found = set()
    for source in ours().values():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("args.get", "values.get", "_asked")):
                found |= {arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant)}
    return sorted(str(name) for name in found)


def every_form(crawler: Crawler) -> Iterator[tuple[str, Form]]:
    """Yield every different form of the site once, with who sends it."""
    known = set()
    for actor in STRONGEST:
        for form in crawler.forms(actor):
            name = (form.action.split("/")[2:4], form.action.split("/")[-1], tuple(form.kinds))
            if str(name) not in known:
                known.add(str(name))
                yield actor, form


def check(answer: TestResponse, what: str) -> None:
    """Refuse an answer that is a fault of ours."""
    assert answer.status_code < 500, f"{what} answered {answer.status_code}"
    assert "Content-Security-Policy" in answer.headers, what
    assert b"Traceback" not in answer.data, what
    answer.close()


def share(number: int) -> tuple[str, ...]:
    """Return the nasty values that are the turn of the place with this number."""
    return NASTY[number % SHARE :: SHARE]


def hardest(_number: int) -> tuple[str, ...]:
    """Return the values that one database takes and another refuses."""
    return HARDEST


@pytest.mark.parametrize("values_of", [pytest.param(hardest, marks=pytest.mark.both), share])
def test_every_field_of_every_form(crawler: Crawler, values_of: Callable[[int], tuple[str, ...]]) -> None:
    asked, fields = 0, count()
    for actor, form in list(every_form(crawler)):
        good = filled(form, crawler.world)
        for name in form.typed:
            for value in values_of(next(fields)):
                if any(said.startswith(("INSERT", "UPDATE", "DELETE")) for said in crawler.ground.statements):
                    crawler.lay()
                crawler.ground.statements.clear()
                client = crawler.as_actor(actor).client
                answer = client.post(form.action, data={**good, name: value}, headers=SAME_ORIGIN)
                check(answer, f"{form.action} with {name}={value[:40]!r} as {actor}")
                asked += 1
    assert next(fields) > 40
    assert asked > 40 * len(min(map(values_of, range(SHARE)), key=len))


def test_every_word_of_every_address(crawler: Crawler) -> None:
    browser = crawler.as_actor("admin")
    words = asked_for()
    assert {"next", "page"} <= set(words)
    for number, rule in enumerate(crawler.rules()):
        path = crawler.address(browser, "admin", rule)
        for value in share(number):
            check(browser.client.get(path, query_string=dict.fromkeys(words, value[:2000])), f"{path}?…={value[:40]!r}")


def test_every_variable_of_every_address(crawler: Crawler) -> None:
    browser = crawler.as_actor("admin")
    places = count()
    for rule in crawler.ground.app.url_map.iter_rules():
        for name in sorted(rule.arguments - ({"lang"} if rule.endpoint != "learn.home" else set())):
            for value in share(next(places)):
                values = {other: "my" if other == "lang" else "a" * 26 for other in rule.arguments - {name}}
                path = _path(rule.rule, {**values, name: value[:1500]})
                check(browser.client.open(path, method=sorted(rule.methods or ["GET"])[0]), f"{path[:80]} ({name})")


def test_every_header(crawler: Crawler) -> None:
    for actor in ("anonymous", "learner"):
        for header, values in HEADERS.items():
            for value in values:
                for method, path in (
                    ("GET", "/"),
                    ("GET", "/en/sign-in"),
                    ("POST", "/en/sign-in"),
                    ("POST", "/en/join"),
                ):
                    client = crawler.as_actor(actor).client
                    headers = {**SAME_ORIGIN, header: value}
                    answer = client.open(path, method=method, headers=headers, data=b"handle=a&passphrase=b")
                    check(answer, f"{method} {path} with {header}: {value[:40]!r}")


def test_bodies_that_are_no_forms(crawler: Crawler) -> None:
    bodies = {
        "application/x-www-form-urlencoded": (
            b"\xff\xfe",
            b"=&=&=",
            b"a" * 700_000,
            b"&".join([b"a=b"] * 2500),
            b"%zz",
        ),
        "multipart/form-data; boundary=x": (
            b"",
            b"--x\r\n\r\n",
            b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--",
        ),
        "application/json": (b"{", b"[" * 100_000, b'{"handle": {}}'),
        "text/plain; charset=utf-7": (b"+ADw-",),
        "application/x-www-form-urlencoded; charset=nothing": (b"handle=a",),
    }
    for path in ("/en/sign-in", "/en/join", "/en/leave", "/en/nowhere", "/en/me/reading"):
        for kind, all_of_kind in bodies.items():
            for body in all_of_kind:
                client = crawler.as_actor("learner").client
                answer = client.post(path, data=body, content_type=kind, headers=SAME_ORIGIN)
                check(answer, f"{path} with {kind} {body[:20]!r}")


def _path(rule: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        before, after = re.split(rf"<(?:[^<>]*:)?{name}>", rule)
        rule = before + quote(value, safe="", errors="surrogatepass") + after
    return rule
