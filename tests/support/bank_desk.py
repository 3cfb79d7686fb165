"""A bank with a question of each type, and the editor's form as a browser would send it."""

import re
from typing import Any

import pytest
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.bank import queries
from lms.catalog import queries as catalog
from lms.catalog.package.question_yaml import in_order, put_question
from lms.catalog.package.tree import Tree
from tests.support.browser import Browser
from tests.support.courses import Shelved, shelved
from tests.support.ground import Ground
from tests.support.page import Page
from tests.support.question_types import TYPES, content
from tests.support.sample_package import MODULE, sample_tree

BANK = f"{MODULE}/bank.yaml"
Fields = dict[str, list[str]]


def of_all_types() -> Tree:
    """Return the sample with a question of each type in its bank."""
    tree = sample_tree()
    data = tree[BANK]
    for kind in TYPES:
        question = content(kind, objective="define-two-rules", difficulty="easy")
        data = put_question(data, in_order(question))
    return Tree({**tree, BANK: data})


class Desk:
    """The desk of somebody who writes questions of a course."""

    def __init__(self, browser: Browser, course: Shelved) -> None:
        self.browser, self.course = browser, course

    def code(self, name: str) -> str:
        """Return the code of a question by its id."""
        return self.course.question(name)

    def open(self, name: str) -> Fields:
        """Open the page on which a question is changed; return what it would send as it stands."""
        return sendable(self.browser.get("bank.edit", course=self.course.code, item=self.code(name), size_bytes=40_000))

    def begin(self, kind: str, **more: object) -> Fields:
        """Open the page on which a question of a type is begun."""
        address = self.browser.address("bank.new", course=self.course.code)
        asked = "&".join(f"{name}={value}" for name, value in {"type": kind, "module": 1, **more}.items())
        return sendable(self.browser.get(f"{address}?{asked}", size_bytes=40_000))

    def save(self, name: str, fields: Fields, *, expect: int = 303, **more: str) -> Page:
        """Press "Save", or the button that `do` names."""
        sent = {**fields, **{key: [value] for key, value in more.items()}}
        return self.browser.post(
            "bank.edit", sent, course=self.course.code, item=self.code(name), expect=expect, size_bytes=40_000
        )

    def make(self, kind: str, fields: Fields, *, expect: int = 303, **more: str) -> Page:
        """Save a new question, or press the button that `do` names."""
        path = f"{self.browser.address('bank.new', course=self.course.code)}?type={kind}&module=1"
        sent = {**fields, **{key: [value] for key, value in more.items()}}
        return self.browser.post(path, sent, expect=expect, size_bytes=40_000)

    @property
    def bank(self) -> list[dict[str, Any]]:
        """Return the questions of the bank that readers see, as they are written."""
        return [each.content for each in queries.bank(self.course.session, self._head)]

    @property
    def tree(self) -> Tree:
        """Return the files that readers see."""
        return queries.tree(self.course.session, self._head)

    @property
    def _head(self) -> int:
        self.course.session.expire_all()
        head = catalog.head(self.course.session, self.course.course)
        assert head is not None
        return head.id


def sendable(page: Page) -> Fields:
    """Return what the editor's form would send as it stands, without a button."""
    form = next(
        e for e in page.all("form") if any(f.get("name") == "version" and e in f.inside for f in page.all("input"))
    )
    found: Fields = {}
    for control in page.all("input", "textarea", "select"):
        name = control.get("name")
        if form not in control.inside or not name:
            continue
        if control.get("type") in {"radio", "checkbox"}:
            if "checked" in control.attributes:
                found.setdefault(name, []).append(control.get("value") or "on")
        elif control.name == "select":
            inner = [option for option in page.all("option") if control in option.inside]
            chosen = [option for option in inner if "selected" in option.attributes] or inner[:1]
            found[name] = [option.get("value") for option in chosen]
        elif control.name == "textarea":
            found[name] = [re.sub(r"\A\r?\n", "", control.words).replace("\n", "\r\n")]
        else:
            found[name] = [control.get("value")]
    return found


@pytest.fixture
def desk(ground: Ground, db: Session, browser: Browser, ei: Account) -> Desk:
    """Give the administrator's desk: the sample is loaded, with a question of each type more."""
    return Desk(browser.sign_in(ei), shelved(db, ground, of_all_types()))
