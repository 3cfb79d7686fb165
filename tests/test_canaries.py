"""What people send is found in its own column and nowhere else: no log, no other column, no other file.

A canary is a word that stands nowhere else. One is sent through every field of every form, every word and variable of
every address, every header and cookie, answers that are errors too; then every file of the instance is searched.
"""

import itertools
import logging
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from lms import logs
from lms.models import metadata
from tests.support.browser import SAME_ORIGIN
from tests.support.crawl import Crawler
from tests.support.forms import filled
from tests.test_bad_input import asked_for, every_form

PREFIX = "kanari"

KEPT: dict[str, set[str]] = {
    "own_handle": {"account.handle", "account.handle_key"},
    "handle": {"account.handle", "account.handle_key"},
    "names": {"account.handle", "account.handle_key"},
    "name": {"programme.name", "programme.name_key", "cohort.name"},
    "site_name_en": {"setting.value"},
    "site_name_my": {"setting.value"},
    "reason": {"quiz_override.reason"},
    "tags": {"question.content", "blob.body"},
}
"""The columns that a field is there for, by its name; every other field is kept nowhere as it was typed."""
QUESTION = {"question.content", "question_page.content", "blob.body"}
"""Where the texts of a question are kept, whose fields are named after their language: in the course's files too."""

HEADERS = (
    *("User-Agent", "Referer", "X-Forwarded-For", "X-Real-IP", "Forwarded", "From", "Authorization", "Accept-Language"),
    *("Accept", "Origin", "If-None-Match", "Range", "X-Request-Id", "Via", "DNT", "Sec-CH-UA", "X-Canary"),
)
COOKIES = ("lms", "__Host-lms", "look", "notices", "form", "anything")


def kept_of(name: str) -> set[str]:
    """Return the columns that a field of this name is there for."""
    return QUESTION if name.endswith(("-my", "-en")) else KEPT.get(name, set())


class Aviary:
    """Makes canaries and looks for them."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.count = 0
        self._words = ("".join(letters) for letters in itertools.product(string.ascii_lowercase, repeat=3))

    def new(self) -> str:
        """Return a word that stands nowhere."""
        self.count += 1
        return PREFIX + next(self._words) + "x"

    def columns_with(self, canary: str) -> set[str]:
        """Return the columns in which a canary sits."""
        with self.crawler.ground.database.engine.connect() as connection:
            return {
                f"{table.name}.{name}"
                for table in metadata.sorted_tables
                for row in connection.execute(select(table)).mappings()
                for name, value in row.items()
                if canary in _plain(value)
            }

    def files_with(self, canary: str) -> set[str]:
        """Return the files of the instance in which a canary sits, deleted rows and the database's log among them."""
        found = set()
        for file in sorted(self.crawler.ground.config.instance.rglob("*")):
            if file.is_file() and canary in _plain(file.read_bytes()):
                found.add(file.name)
        return found


def _plain(value: object) -> str:
    """Return a value as text in which a canary would be seen, whatever it was turned into."""
    if isinstance(value, bytes):
        return value.decode("latin-1").casefold() + value.decode("utf-16-le", "ignore").casefold()
    return str(value).casefold()


@pytest.fixture
def aviary(crawler: Crawler) -> Iterator[Aviary]:
    """Give canaries, with the error log written as a server writes it."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    logs.set_up(crawler.ground.config)
    yield Aviary(crawler)
    for handler in root.handlers:
        handler.close()
    root.handlers[:], root.level = before, level
    log_of(crawler).unlink(missing_ok=True)


def log_of(crawler: Crawler) -> Path:
    """Return the error log."""
    return crawler.ground.config.instance / "logs" / "lms.log"


def test_every_field_is_kept_in_its_own_column_or_nowhere(aviary: Aviary, capfd: pytest.CaptureFixture[str]) -> None:
    crawler = aviary.crawler
    kept: set[str] = set()
    sealed = 0
    for actor, form in list(every_form(crawler)):
        good = filled(form, crawler.world)
        for name in form.typed:
            crawler.lay()
            canary = aviary.new()
            client = crawler.as_actor(actor).client
            answer = client.post(form.action, data={**good, name: f"{canary} 42"}, headers=SAME_ORIGIN)
            columns = aviary.columns_with(canary)
            kept |= columns
            assert columns <= kept_of(name), f"{form.action} ({answer.status_code}) keeps {name} in {columns}"
            if not columns:
                assert aviary.files_with(canary) == set(), f"{form.action} leaves {name}"
            sealed += name == "words" and answer.status_code == 303

    assert sealed >= 3, "a note, a reflection, and a reflection written anew: kept, and found nowhere"
    assert kept == set().union(QUESTION, *KEPT.values()), "a column that was named here is filled by no form"
    assert aviary.count >= 40
    assert PREFIX not in "".join(capfd.readouterr())


def test_no_address_header_or_cookie_is_kept(aviary: Aviary, capfd: pytest.CaptureFixture[str]) -> None:
    crawler = aviary.crawler
    for actor in ("anonymous", "learner", "staff", "admin"):
        client = crawler.as_actor(actor).client
        for rule in crawler.rules():
            path = crawler.address(crawler.as_actor(actor), actor, rule)
            client.get(path, query_string={name: aviary.new() for name in asked_for()})
        for header in HEADERS:
            client.get("/en/", headers={header: aviary.new()})
            client.post("/en/join", data={"code": "x"}, headers={**SAME_ORIGIN, header: aviary.new()})
        for path in (f"/{aviary.new()}", f"/en/{aviary.new()}/{aviary.new()}", f"/en/revoke/{aviary.new()}"):
            client.get(path)
            client.post(path, data={aviary.new(): aviary.new()}, headers=SAME_ORIGIN)
        client.get("/en/", headers={"Host": f"{aviary.new()}.example"})
        for cookie in COOKIES:
            stranger = crawler.as_actor("anonymous").client
            stranger.set_cookie(cookie, aviary.new())
            stranger.get("/en/me")
            stranger.post("/en/join", data={"code": aviary.new()})

    assert aviary.files_with(PREFIX) == set()
    assert aviary.columns_with(PREFIX) == set()
    assert PREFIX not in "".join(capfd.readouterr())
    assert aviary.count > 1000


@pytest.mark.parametrize("kind", [ValueError, KeyError, OSError, AssertionError, UnicodeError])
def test_an_error_is_logged_with_its_place_and_without_its_words(
    aviary: Aviary, monkeypatch: pytest.MonkeyPatch, kind: type[Exception]
) -> None:
    def broken(**_address: object) -> str:
        raise kind(aviary.new())

    monkeypatch.setitem(aviary.crawler.ground.app.view_functions, "learn.safety", broken)
    answer: TestResponse = aviary.crawler.as_actor("learner").client.get(f"/en/safety?next={aviary.new()}")
    said = log_of(aviary.crawler).read_text()

    assert answer.status_code == 500
    assert re.search(rf"ERROR lms error [0-9a-f]{{8}} {kind.__name__} at test_canaries.py:\d+:broken", said)
    assert re.findall(r"<code>([0-9a-f]{8})</code>", answer.text)[0] in said, "the page's number leads to the line"
    assert PREFIX not in said
    assert PREFIX not in answer.text


def test_an_error_of_the_database_is_logged_without_what_was_asked(
    aviary: Aviary, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = aviary.crawler.ground.database
    canary = aviary.new()

    def broken(**_address: object) -> str:
        with database.engine.connect() as connection:
            connection.execute(text("SELECT :canary FROM nowhere"), {"canary": canary})
        return ""

    monkeypatch.setitem(aviary.crawler.ground.app.view_functions, "learn.safety", broken)
    assert aviary.crawler.as_actor("learner").client.get("/en/safety").status_code == 500
    assert PREFIX not in log_of(aviary.crawler).read_text()


def test_a_canary_in_the_log_is_found(aviary: Aviary) -> None:
    """This shows that the tests above can fail."""
    logging.getLogger("lms").error("somebody looked for %s", aviary.new())

    assert aviary.files_with(PREFIX) == {"lms.log"}


def test_what_a_library_says_is_not_written(aviary: Aviary) -> None:
    logging.getLogger("waitress").error("bad request from %s", aviary.new())

    assert aviary.files_with(PREFIX) == set()
    assert re.search(r"ERROR waitress \(line \d+\)", log_of(aviary.crawler).read_text())
