"""A few of the requests of `make fuzz`, on every route; and that what they look for would be seen."""

import time
from collections.abc import Iterator
from itertools import islice

import pytest
from flask import Response, request
from markupsafe import Markup

from lms.guard import public
from tests.fuzz import share, surface
from tests.fuzz.ask import Ask
from tests.fuzz.campaign import Campaign, Case
from tests.fuzz.found import Found
from tests.fuzz.inside import Inside
from tests.fuzz.surface import Surface, fields_of_classes
from tests.fuzz.texts import MARK
from tests.support.crawl import Crawler

SEED = 1
EACH, EVERY = 12, 31
"""Of twelve bad inputs for each parameter, every thirty-first request: each route and most parameters, in seconds."""

_surveyed: list[Surface] = []


@pytest.fixture
def inside(crawler: Crawler) -> Iterator[Inside]:
    """Give who asks the application."""
    with Inside(crawler) as asker:
        yield asker


@pytest.fixture
def campaign(inside: Inside) -> Campaign:
    """Give the requests; what can be asked is found out once a run."""
    if not _surveyed:
        _surveyed.append(surface.survey(inside.crawler))
        inside.crawler.lay()
    return Campaign(inside, _surveyed[0], SEED, EACH)


@pytest.mark.both
def test_no_route_breaks_hurries_away_or_shows_what_was_sent(inside: Inside, campaign: Campaign) -> None:
    found = Found()
    asked = set()
    for case in islice(campaign.cases(), 0, None, EVERY):
        share.look(inside, case.make(), found)
        asked.add(case.name.split()[0])

    assert found.faults == []
    assert asked == {rule.endpoint for rule in campaign.surface.rules}
    assert set(found.kinds) == {"path", "query", "headers", "header", "cookie", "body", "form"}
    assert found.asked > 500


def test_every_field_of_every_form_is_found(campaign: Campaign) -> None:
    found = set().union(*campaign.surface.read.values(), *(sent.names for sent in campaign.surface.forms))

    for name, fields in fields_of_classes().items():
        assert fields <= found, name
    assert {"next", "page", "state", "sort", "keep", "reflection", "make"} <= found


def test_the_same_seed_asks_the_same(campaign: Campaign, inside: Inside) -> None:
    def some(seed: int) -> list[Ask]:
        cases: Iterator[Case] = Campaign(inside, campaign.surface, seed, EACH).cases()
        return [case.make() for case in islice(cases, 0, None, 1009)]

    assert some(7) == some(7)
    assert some(7) != some(8)


def late() -> str:
    """Answer too late."""
    time.sleep(0.2)
    return "late"


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (lambda: 1 / 0, "ZeroDivisionError"),
        (late, "takes 0.2 s"),
        (lambda: Markup(f"<p>{request.args['q']}</p>"), "became markup"),
        (lambda: Response("x", headers={"X-Robots-Tag": ""}), "without X-Robots-Tag"),
        (lambda: Response("", 303, {"Location": "//evil.example/"}), "leads away"),
        (lambda: Response("", 303, {"Location": "http://localhost.evil.example/"}), "leads away"),
        (lambda: "<p>a\0b</p>", "holds a NUL"),
        (lambda: "sqlalchemy.exc.OperationalError", "tells how it is made"),
        (lambda: Response(b"\xff", mimetype="text/html"), "is no UTF-8"),
    ],
)
def test_a_page_that_is_wrong_is_found(
    inside: Inside, monkeypatch: pytest.MonkeyPatch, broken: object, said: str
) -> None:
    """This shows that the tests above can fail."""
    app = inside.ground.app
    monkeypatch.setitem(app.view_functions, "learn.safety", public(lambda **_address: broken()))  # type: ignore[operator]
    monkeypatch.setattr(share, "SLOWEST_S", 0.1)
    found = Found()
    share.look(inside, Ask("learn.safety GET query:q #0", "GET", f"/en/safety?q=%3C{MARK}%3E"), found)

    assert said in "".join(found.faults), found
