"""Mass assignment: every column of the database, sent to every form as if it were a field of it."""

import json
from collections.abc import Iterator
from urllib.parse import urlencode

from sqlalchemy import select

from lms.models import metadata
from tests.fuzz.ask import Ask
from tests.fuzz.campaign import FORM, OURS
from tests.fuzz.found import Found
from tests.fuzz.inside import Inside, laid
from tests.fuzz.judge import faults
from tests.fuzz.surface import CHANGES
from tests.support.actors import World
from tests.support.crawl import READERS, Crawler
from tests.support.forms import Form, filled
from tests.test_mass_assignment import CANARY, COLUMNS, RANDOM, TEMPTING

WAYS = ("form", "query", "nested")


def values(world: World) -> Iterator[str]:
    """Yield what a column could be set to with profit."""
    yield from (
        CANARY,
        "1",
        "0",
        "",
        "admin",
        "site",
        "active",
        "full",
        "2030-01-01",
        "2030-01-01 00:00:00",
        "true",
        "{}",
    )
    yield from (world.uids["near"]["cohort"], world.uids["far"]["cohort"], world.uids["far"]["person"])


def run(seed: int, actors: tuple[str, ...] = READERS, most_values: int | None = None) -> Found:
    """Send every form of each actor plain, then with every column beside its fields; the database must not differ."""
    found = Found()
    with laid(seed) as crawler, Inside(crawler) as inside:
        tried = list(values(crawler.world))[:most_values]
        for actor in actors:
            for form in crawler.forms(actor):
                _try(inside, crawler, actor, form, tried, found)
    found.figures["columns"] = len(set(COLUMNS) | set(TEMPTING))
    return found


def _try(inside: Inside, crawler: Crawler, actor: str, form: Form, tried: list[str], found: Found) -> None:
    good = filled(form, crawler.world)
    plain = _after(inside, crawler, actor, form, good, {}, "plain", found)
    for number, value in enumerate(tried):
        more = dict.fromkeys(sorted({*COLUMNS, *TEMPTING} - set(form.kinds)), value)
        way = WAYS[number % len(WAYS)]
        if _after(inside, crawler, actor, form, good, more, way, found) != plain:
            taken = [n for n in more if _after(inside, crawler, actor, form, good, {n: value}, way, found) != plain]
            found.add(
                f"{_endpoint(crawler, form)} {actor}", f"takes {taken or 'several'} = {value!r} by {way}", form.action
            )


def _after(
    inside: Inside,
    crawler: Crawler,
    actor: str,
    form: Form,
    good: dict[str, str],
    more: dict[str, str],
    way: str,
    found: Found,
) -> object:
    crawler.lay()
    path = form.action + (f"?{urlencode(more)}" if way == "query" else "")
    fields = {**(more if way == "form" else {}), **good}
    nested = urlencode(list(_nested(more))) if way == "nested" else ""
    body = f"{urlencode(fields)}&{nested}"
    ask = Ask(
        f"{form.action} unasked {way} as {actor}", "POST", path, (*inside.cookie(actor), OURS, FORM), body.encode()
    )
    answer = inside.ask(ask, bring_back=False)
    found.count("mass assignment", answer.status, answer.took_s, ask.name)
    for fault in faults(answer):
        found.add(f"{_endpoint(crawler, form)} POST", fault, f"{ask.name}\n    {ask.curl()}")
    return _changed(crawler)


def _endpoint(crawler: Crawler, form: Form) -> str:
    return str(crawler.ground.app.url_map.bind("localhost").match(form.action.partition("?")[0], "POST")[0])


def _changed(crawler: Crawler) -> dict[str, list[dict[str, object]]]:
    """Return the rows of every table that was written to, without what is random."""
    written = {word for said in crawler.ground.statements if said.startswith(CHANGES) for word in said.split()[1:3]}
    with crawler.ground.database.engine.connect() as connection:
        return {
            table.name: [
                {name: "*" if RANDOM.fullmatch(name) and value else value for name, value in row.items()}
                for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()
            ]
            for table in metadata.sorted_tables
            if table.name in written and table.name != "throttle"
        }


def _nested(more: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield "account", json.dumps(more)
    for name, value in more.items():
        yield f"account[{name}]", value
        yield f"account.{name}", value
