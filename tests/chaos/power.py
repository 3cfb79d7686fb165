"""The power goes while twenty learners answer: what was not synced to the disk is gone."""

import random
import time
from pathlib import Path

from tests.chaos import disks
from tests.chaos.crowd import learning
from tests.chaos.judge import judge
from tests.chaos.outcome import Outcome
from tests.chaos.servers import serving
from tests.chaos.site import Site

DISK_MB = 256


def run(template: Site, folder: Path, *, cuts: int = 20, spoiled: str = "") -> Outcome:
    """Cut the power `cuts` times, mount the disk again and start the server with no other step.

    :raises NoDisk: this machine can't.
    """
    dice, outcome = random.Random(cuts), Outcome()
    with disks.disk(folder, DISK_MB) as disk:
        site = template.copy_to(disk.folder / "instance")
        disk.sync()
        with (
            serving(site, log=folder / "server.log", spoiled=spoiled) as server,
            learning(site, lambda: server.ports) as crowd,
        ):
            for _ in range(cuts):
                crowd.wait_for_a_saved_answer()
                time.sleep(dice.uniform(0.5, 2.0))
                disk.lose_power()
                server.kill()
                disk.come_back()
                try:
                    outcome.recovered(server.start())
                except AssertionError as error:
                    outcome.problems.append(f"it did not come back: {str(error)[-200:]}")
                    break
        return judge(site, crowd.records, outcome)
