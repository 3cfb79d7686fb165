"""Lets everything go wrong, prints what it took, and writes it to `instance/chaos.json`.

    python -m tests.chaos [--little] [NAME…]

Exit status 1: something was lost, doubled or broken, or the judge let a spoiled server pass.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

from tests.chaos import site
from tests.chaos.clocks import NoClock
from tests.chaos.disks import NoDisk
from tests.chaos.outcome import Outcome
from tests.chaos.scenarios import NoServer, Scenario, chosen, is_refused, let_happen
from tests.chaos.site import Site

HERE = Path(__file__).parent.parent.parent
HEAD = ("faults", "acknowledged", "lost", "doubled", "5xx", "507/503", "worst recovery s")


def main(words: list[str]) -> int:
    """Run scenarios by their names, or all; return the exit status."""
    little = "--little" in words
    found: dict[str, dict[str, object]] = {}
    well = True
    print(f"{'':34}" + "".join(f"{title:>17}" for title in HEAD), flush=True)
    with tempfile.TemporaryDirectory(prefix="lms-chaos-") as folder:
        template = site.make(Path(folder) / "template")
        for scenario in chosen([word for word in words if word != "--little"]):
            for spoiled in ("", *scenario.spoiled):
                name = f"{scenario.name}, spoiled: {spoiled}" if spoiled else scenario.name
                how = scenario.little if little or spoiled else scenario.how
                try:
                    found[name], right = _once(scenario, template, name, how, spoiled)
                except (NoClock, NoDisk, NoServer) as lacking:
                    found[name], right = {"skipped": str(lacking)}, True
                    print(f"{name:34} left out: {lacking}", flush=True)
                well = well and right
        with tempfile.TemporaryDirectory(prefix="lms-chaos-") as own:
            refused = is_refused(template, Path(own))
    print(f"{'synchronous=OFF':34} {'refused at the start' if refused else 'SERVED'}")
    found["synchronous=OFF"] = {"refused": refused}
    (HERE / "instance").mkdir(exist_ok=True)
    (HERE / "instance" / "chaos.json").write_text(json.dumps(found, indent=1, ensure_ascii=False))
    return 0 if well and refused else 1


def _once(
    scenario: Scenario, template: Site, name: str, how: dict[str, object], spoiled: str
) -> tuple[dict[str, object], bool]:
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="lms-chaos-") as folder:
        outcome = let_happen(scenario, template, Path(folder), how=how, spoiled=spoiled)
    said = _document(outcome) | {"seconds": round(time.monotonic() - begun, 1)}
    figures = [outcome.faults, outcome.acknowledged, outcome.lost, outcome.doubled, outcome.broken_pages]
    refused = outcome.statuses[507] + outcome.statuses[503]
    line = "".join(f"{figure:17,}" for figure in [*figures, refused]) + f"{outcome.worst_recovery_s:17.2f}"
    caught = "  caught" if outcome.problems else "  NOT CAUGHT"
    print(f"{name:34}{line}{caught if spoiled else ''}", flush=True)
    if not spoiled:
        for problem in outcome.problems:
            print(f"    {problem[:300]}", flush=True)
    return said, bool(outcome.problems) == bool(spoiled)


def _document(outcome: Outcome) -> dict[str, object]:
    return {
        "faults": outcome.faults,
        "acknowledged": outcome.acknowledged,
        "handed_in": outcome.handed_in,
        "lost": outcome.lost,
        "doubled": outcome.doubled,
        "statuses": {str(status): count for status, count in sorted(outcome.statuses.items())},
        "worst_recovery_s": round(outcome.worst_recovery_s, 2),
        "problems": [problem[:300] for problem in outcome.problems],
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
