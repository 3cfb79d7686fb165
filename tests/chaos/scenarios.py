"""What `make chaos` lets happen, and the spoiled servers that must not withstand it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.chaos import bad_line, clock_jumps, full_disk, kills, power, site, two_servers
from tests.chaos.outcome import Outcome
from tests.chaos.servers import Server
from tests.chaos.site import Site
from tests.support import postgresql


@dataclass(frozen=True)
class Scenario:
    """One fault.

    :param how: of the run that counts; `little`: of a short one, and of those with spoiled servers.
    :param spoiled: servers that the judge must catch here.
    """

    name: str
    run: Callable[..., Outcome]
    how: dict[str, Any]
    little: dict[str, Any]
    spoiled: tuple[str, ...]
    on_postgresql: bool = field(default=False)


SCENARIOS = (
    Scenario("killed", kills.run, {"kills": 200}, {"kills": 5}, ("early",)),
    Scenario("power cut", power.run, {"cuts": 20}, {"cuts": 3}, ("early", "careless-unseen")),
    Scenario("disk full", full_disk.run, {"rounds": 3, "seconds": 8}, {"rounds": 2, "seconds": 3}, ("wordless",)),
    Scenario("clock ± 400 days", clock_jumps.run, {"seconds": 6}, {"seconds": 1}, ("trusting",)),
    Scenario("bad line", bad_line.run, {"answers": 3000}, {"answers": 500}, ("last-wins", "forgetful")),
    Scenario("one of two killed", two_servers.run, {"kills": 20}, {"kills": 6}, ("early",), on_postgresql=True),
)


class NoServer(Exception):
    """There is no PostgreSQL to lend a database."""


def let_happen(scenario: Scenario, template: Site, folder: Path, *, how: dict[str, Any], spoiled: str = "") -> Outcome:
    """Let a scenario happen to a copy of a site, or on PostgreSQL to one of its own."""
    if not scenario.on_postgresql:
        return scenario.run(template, folder, spoiled=spoiled, **how)
    if not postgresql.GIVEN:
        raise NoServer("PostgreSQL is missing: tools/with_postgresql.sh lends one")
    with postgresql.own_database(postgresql.GIVEN, "chaos") as url:
        return scenario.run(site.make(folder / "instance", url), folder, spoiled=spoiled, **how)


def is_refused(template: Site, folder: Path) -> bool:
    """Tell whether a server whose SQLite does not wait for the disk refuses to start."""
    server = Server(template.copy_to(folder / "instance"), log=folder / "server.log", spoiled="careless")
    try:
        server.start()
    except AssertionError as refused:
        return "synchronous is 0" in str(refused)
    finally:
        server.kill()
    return False


def chosen(names: list[str]) -> Iterator[Scenario]:
    """Yield the scenarios whose names begin with one of `names`; all of them where there are none."""
    for scenario in SCENARIOS:
        if not names or any(scenario.name.startswith(name) for name in names):
            yield scenario
