"""Two servers beside each other on one PostgreSQL, of which one is killed again and again."""

import random
import time
from pathlib import Path

from tests.chaos.crowd import learning
from tests.chaos.judge import judge
from tests.chaos.outcome import Outcome
from tests.chaos.servers import serving
from tests.chaos.site import Site


def run(site: Site, folder: Path, *, kills: int = 20, spoiled: str = "") -> Outcome:
    """Kill one of two servers `kills` times; learners whose connection breaks go to the other.

    :param site: on PostgreSQL, and used up by this.
    """
    dice, outcome = random.Random(kills), Outcome()
    with (
        serving(site, log=folder / "first.log", spoiled=spoiled) as first,
        serving(site, log=folder / "second.log", spoiled=spoiled) as second,
    ):
        with learning(site, lambda: [first.port, second.port]) as crowd:
            crowd.wait_for_a_saved_answer()
            for _ in range(kills):
                time.sleep(dice.uniform(0.2, 1.0))
                second.kill()
                outcome.recovered(crowd.wait_for_a_saved_answer())
                second.start()
            crowd.wait_for_a_saved_answer()
        if [first.stop(), second.stop()] != [0, 0]:
            outcome.problems.append("a server did not end well")
    return judge(site, crowd.records, outcome)
