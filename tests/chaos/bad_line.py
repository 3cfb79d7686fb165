"""A line that resets 15 % of the connections and cuts 25 % of the answers short."""

import time
from pathlib import Path

from tests.chaos.crowd import learning
from tests.chaos.judge import judge
from tests.chaos.outcome import Outcome
from tests.chaos.proxy import Fate, bad_line
from tests.chaos.servers import serving
from tests.chaos.site import Site


def run(template: Site, folder: Path, *, seconds: float = 60, spoiled: str = "") -> Outcome:
    """Let the learners work over a bad line; they send again what was not answered."""
    site, outcome = template.copy_to(folder / "instance"), Outcome()
    with (
        serving(site, log=folder / "server.log", spoiled=spoiled) as server,
        bad_line(server.port) as proxy,
        learning(site, lambda: [proxy.port]) as crowd,
    ):
        crowd.wait_for_a_saved_answer()
        time.sleep(seconds)
        outcome.recovered(crowd.wait_for_a_saved_answer())
    outcome.faults = sum(count for fate, count in proxy.fates.items() if fate is not Fate.WELL)
    return judge(site, crowd.records, outcome)
