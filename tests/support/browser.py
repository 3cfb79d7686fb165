"""A browser without a screen: it fetches pages as a person would and looks over every one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self
from urllib.parse import urlsplit

import brotli
import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from lms import choices, clock
from lms.accounts import sessions, tokens
from lms.accounts.models import Account, Device, LoginSession, Stage
from tests.support import lookover
from tests.support.cast import HANDLES, TZ
from tests.support.ground import Ground
from tests.support.page import Page

HOST = "localhost"
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


class Browser:
    """One browser with its cookies. `get`, `post` and `follow` return the page they land on, looked over."""

    def __init__(self, ground: Ground, db: Session, lang: str = "en") -> None:
        self.ground, self.db, self.lang = ground, db, lang
        self.client = ground.app.test_client()
        self.handles: tuple[str, ...] = tuple(HANDLES.values())
        self.page: Page | None = None

    @property
    def app(self) -> Flask:
        """Return the application."""
        return self.ground.app

    def another(self) -> "Browser":
        """Return a second browser, in which nobody is signed in."""
        return Browser(self.ground, self.db, self.lang)

    def sign_in(
        self,
        account: Account,
        *,
        device: Device = Device.OWN,
        stage: Stage = Stage.FULL,
        stepped_at: datetime | None = None,
        stepped: bool = True,
    ) -> Self:
        """Sign a person in without the page: open a session and take its cookie.

        :param stage: FULL, or a sign-in that has come less far.
        :param stepped: the second step was given just now, or at `stepped_at`.
        """
        now = clock.now()
        account = self.db.merge(account, load=True)
        token = sessions.open_session(self.db, account=account, device=device, stage=stage, now=now, tz=TZ)
        self.db.flush()
        login = self.login_of(token)
        login.stage, login.stepped_at = stage, (stepped_at or now) if stepped else None
        self.db.commit()
        self.client.set_cookie("lms", tokens.write(self.ground.keys, token, now), domain=HOST)
        if account.name not in self.handles:
            self.handles += (account.name,)
        return self

    def choose(self, name: str, value: str) -> None:
        """Choose a setting of the site, as an administrator does on its page."""
        choices.choose(self.db, setting=choices.ON_PAGE[name], value=value)
        self.db.commit()
        choices.forget(self.app)

    def login_of(self, token: str) -> LoginSession:
        """Return the row of a session."""
        return self.db.query(LoginSession).filter_by(token_hash=tokens.hash_of(token)).one()

    @property
    def cookie(self) -> str:
        """Return the cookie of the session; empty where there is none."""
        found = self.client.get_cookie("lms", domain=HOST)
        return found.value if found else ""

    def address(self, where: str, **values: object) -> str:
        """Return the path of an endpoint, in this browser's language; a path stays as it is.

        :param values: what stands in the address; a thing with a uid stands for its uid.
        """
        if where.startswith("/"):
            return where
        if self.app.url_map.is_endpoint_expecting(where, "lang"):
            values.setdefault("lang", self.lang)
        plain = {name: getattr(value, "uid", value) for name, value in values.items()}
        return self.app.url_map.bind(HOST).build(where, plain)

    def get(
        self,
        where: str,
        *,
        expect: int = 200,
        queries: int = lookover.QUERIES,
        size_bytes: int = lookover.PAGE_BYTES,
        headers: Mapping[str, str] | None = None,
        **values: object,
    ) -> Page:
        """Fetch a page.

        :param where: an endpoint, or a path.
        :param queries: how many questions to the database it may take.
        :param size_bytes: how large it may be on the wire.
        """
        page = self._fetch("GET", self.address(where, **values), headers=headers)
        self._count_questions(page, queries)
        return self._looked_over(page, expect, size_bytes)

    def get_if_served(self, path: str, *, size_bytes: int = lookover.PAGE_BYTES) -> Page | None:
        """Fetch a page as `get` does; return None where the answer is another than 200."""
        page = self._fetch("GET", path)
        if page.status != 200:
            return None
        self._count_questions(page, lookover.QUERIES)
        return self._looked_over(page, 200, size_bytes)

    def _count_questions(self, page: Page, most: int) -> None:
        # The site's settings are read once in five seconds, by whichever page comes first.
        asked = [said for said in self.ground.statements if "FROM setting" not in said]
        assert len(asked) <= most, f"{page.path} asked the database {len(asked)} times:\n" + "\n".join(asked)

    def post(
        self,
        where: str,
        data: Mapping[str, Any] | None = None,
        *,
        expect: int = 303,
        size_bytes: int = lookover.PAGE_BYTES,
        headers: Mapping[str, str] | None = None,
        **values: object,
    ) -> Page:
        """Send a form, as from a page of our own.

        :param headers: further headers, and others than `Sec-Fetch-Site: same-origin` where that is among them.
        """
        sent = {**SAME_ORIGIN, **(headers or {})}
        page = self._fetch("POST", self.address(where, **values), headers=sent, data=data or {})
        return self._looked_over(page, expect, size_bytes)

    def follow(self, *, expect: int = 200) -> Page:
        """Go where the last answer led."""
        assert self.page is not None, "nothing was fetched yet"
        assert self.page.location, "the last answer led nowhere"
        return self.get(self.page.location, expect=expect)

    def _fetch(self, method: str, path: str, **how: Any) -> Page:
        self.db.commit()
        self.ground.statements.clear()
        headers = {"Accept-Encoding": "br", **(how.pop("headers", None) or {})}
        answer = self.client.open(path, method=method, headers=headers, **how)
        self.db.expire_all()
        self.page = Page.read(
            _text(answer),
            status=answer.status_code,
            headers=dict(answer.headers),
            path=path,
            size_bytes=wire_bytes(answer),
        )
        answer.close()
        return self.page

    def _looked_over(self, page: Page, expect: int, size_bytes: int) -> Page:
        assert page.status == expect, f"{page.path} answered {page.status}, not {expect}: {said(page)}"
        found = list(lookover.faults(page, HOST, self.handles))
        assert not found, f"{page.path}:\n- " + "\n- ".join(found)
        assert page.size_bytes <= size_bytes, f"{page.path} takes {page.size_bytes} bytes, more than {size_bytes}"
        return page


def said(page: Page) -> str:
    """Return what a page says is wrong, for messages."""
    if not page.is_html or not page.all("h1"):
        return page.location or page[:200]
    errors = [e.words.strip() for e in page.all("p") if e.get("class") == "error"]
    return f"{page.words_of('h1')!r} {errors}"


def wire_bytes(answer: TestResponse) -> int:
    """Return how many bytes an answer takes: status line, headers, body."""
    lines = [f"HTTP/1.1 {answer.status}", *(f"{name}: {value}" for name, value in answer.headers), "", ""]
    return len("\r\n".join(lines).encode()) + len(answer.data)


def _text(answer: TestResponse) -> str:
    body: bytes = answer.data
    if answer.headers.get("Content-Encoding") == "br":
        body = brotli.decompress(body)
    return body.decode("utf-8", "replace")


def path_of(address: str) -> str:
    """Return an address without scheme and host."""
    found = urlsplit(address)
    return found.path + (f"?{found.query}" if found.query else "")


@pytest.fixture
def app(ground: Ground) -> Flask:
    """Give the application of the run; with `db`, on a fresh database."""
    return ground.app


@pytest.fixture
def browser(ground: Ground, db: Session) -> Browser:
    """Give a browser in which nobody is signed in."""
    return Browser(ground, db)
