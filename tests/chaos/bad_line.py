"""A line that resets 15 % of the connections and cuts 25 % of the answers short."""

from pathlib import Path

from tests.chaos.crowd import learning
from tests.chaos.judge import judge
from tests.chaos.outcome import Outcome
from tests.chaos.proxy import Fate, bad_line
from tests.chaos.servers import serving
from tests.chaos.site import Site


def run(template: Site, folder: Path, *, answers: int = 3000, spoiled: str = "") -> Outcome:
    """Let the learners work over a bad line; they send again what was not answered.

    :param answers: how many must be acknowledged, however slow the machine is: few prove nothing.
    """
    site, outcome = template.copy_to(folder / "instance"), Outcome()
    with (
        serving(site, log=folder / "server.log", spoiled=spoiled) as server,
        bad_line(server.port) as proxy,
        learning(site, lambda: [proxy.port]) as crowd,
    ):
        crowd.wait_for_a_saved_answer()
        crowd.wait_for_saved_answers(answers)
        outcome.recovered(crowd.wait_for_a_saved_answer())
    outcome.faults = sum(count for fate, count in proxy.fates.items() if fate is not Fate.WELL)
    return judge(site, crowd.records, outcome)
