"""The server is killed again and again while twenty learners answer."""

import random
import time
from pathlib import Path

from tests.chaos.crowd import learning
from tests.chaos.judge import judge
from tests.chaos.outcome import Outcome
from tests.chaos.servers import serving
from tests.chaos.site import Site

BETWEEN = 10
"""Answers that are saved at the least between two kills, however slow the machine is."""


def run(template: Site, folder: Path, *, kills: int = 200, pause_s: float = 1.0, spoiled: str = "") -> Outcome:
    """Kill the server `kills` times in the middle of its work, and start it again with no other step.

    :param pause_s: how long it works at most, once some answers were saved since the last kill.
    """
    site, dice, outcome = template.copy_to(folder / "instance"), random.Random(kills), Outcome()
    with serving(site, log=folder / "server.log", spoiled=spoiled) as server:
        with learning(site, lambda: server.ports) as crowd:
            crowd.wait_for_a_saved_answer()
            for _ in range(kills):
                crowd.wait_for_saved_answers(BETWEEN)
                time.sleep(dice.uniform(0, pause_s))
                server.kill()
                outcome.recovered(server.start())
            crowd.wait_for_a_saved_answer()
            server.kill()
        server.start()
        if server.stop() != 0:
            outcome.problems.append("the server did not end well")
    return judge(site, crowd.records, outcome)
