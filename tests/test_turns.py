"""Requests that hash a passphrase come in one at a time."""

import ast
import threading
from collections.abc import Iterator

import pytest
from flask import Flask, request, request_started, request_tearing_down
from sqlalchemy.orm import Session

from lms import turns
from lms.accounts.models import Account
from tests.support.browser import HOST, SAME_ORIGIN, Browser
from tests.support.ground import Ground
from tests.support.imports import Source, ours

KNOCKS = 6


@pytest.fixture
def most_in_work(ground: Ground) -> Iterator[list[int]]:
    """Count how many sent forms are in work at once; the last number is the most there were."""
    counts, now, lock = [0], [0], threading.Lock()

    def begin(_app: Flask, **_more: object) -> None:
        with lock:
            now[0] += request.method == "POST"
            counts.append(max(counts[-1], now[0]))

    def end(_app: Flask, **_more: object) -> None:
        with lock:
            now[0] -= request.method == "POST"

    with request_started.connected_to(begin, ground.app), request_tearing_down.connected_to(end, ground.app):
        yield counts


def test_of_many_who_sign_in_at_once_one_is_in_work(db: Session, ground: Ground, most_in_work: list[int]) -> None:
    db.commit()  # The database is theirs.
    together, answers = threading.Barrier(KNOCKS), []

    def knock(number: int) -> None:
        together.wait()
        sent = {"handle": f"nobody {number}", "passphrase": "six words that open nothing here", "device": "own"}
        with ground.app.test_client() as client:
            answer = client.post("/en/sign-in", data=sent, headers=SAME_ORIGIN, base_url=f"http://{HOST}")
            answers.append(answer.status_code)

    knocks = [threading.Thread(target=knock, args=(number,)) for number in range(KNOCKS)]
    for one in knocks:
        one.start()
    for one in knocks:
        one.join()

    assert answers == [422] * KNOCKS
    assert most_in_work[-1] == turns.AT_ONCE


def test_while_others_sign_in_everything_else_goes_on(ground: Ground, browser: Browser, aye: Account) -> None:
    browser.sign_in(aye)
    with ground.app.extensions["lms.turns"]:
        browser.get("accounts.sign_in", expect=303)
        browser.post("accounts.reading", {"language": "en", "digits": "latn"})


def views_that_hash(source: Source) -> Iterator[ast.FunctionDef]:
    """Yield the views of a file that hash a passphrase, by themselves or by what they call in it."""
    functions = {node.name: node for node in source.tree.body if isinstance(node, ast.FunctionDef)}
    hash_too = {"hash_passphrase", "is_right"}
    for _ in functions:
        hash_too |= {name for name, node in functions.items() if names_in(node) & hash_too}
    for name in hash_too & functions.keys():
        if not name.startswith("_"):
            yield functions[name]


def names_in(node: ast.AST) -> set[str]:
    """Return every name and attribute that stands in a piece of code."""
    found = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
    return found | {inner.attr for inner in ast.walk(node) if isinstance(inner, ast.Attribute)}


def test_every_view_that_hashes_a_passphrase_takes_turns() -> None:
    found = [
        (view.name, view) for source in ours().values() if source.file == "views" for view in views_that_hash(source)
    ]

    assert {"sign_in", "sign_up", "choose", "change_passphrase", "erase_me"} <= {name for name, _view in found}
    assert [name for name, view in found if not any(names_in(mark) == {"hashes"} for mark in view.decorator_list)] == []


def test_an_address_with_a_variable_can_not_be_marked(ground: Ground) -> None:
    marked = [
        rule
        for rule in ground.app.url_map.iter_rules()
        if hasattr(ground.app.view_functions[rule.endpoint], turns.MARK)
    ]

    assert marked
    assert all(rule.arguments <= {"lang"} for rule in marked)
