"""Runs the benchmarks, prints what is promised beside what was measured, and writes all to `instance/bench.json`.

make bench                        # all, 100,000 learners
BENCH_LEARNERS=5000 make bench    # sooner
python -m tests.bench floor boards pages sign_ins backups lesson_pages writes    # some
"""

import json
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import against_floor, backups, boards, lesson_pages, pages, sign_ins, stage, targets, texts, writes

HERE = Path(__file__).parent.parent.parent
APART = {
    "backups": backups.measure,
    "lesson_pages": lesson_pages.measure,
    "texts": texts.measure,
    "writes": writes.measure,
}
"""Benchmarks that make a site of their own."""
ON_STAGE = ("floor", "boards", "pages", "sign_ins")

Figures = dict[str, dict[str, float]]


def main() -> None:
    """Run the benchmarks that were asked for, else all, one after the other."""
    asked = sys.argv[1:] or [*ON_STAGE, *APART]
    figures: Figures = {}
    if set(asked) & set(ON_STAGE):
        with tempfile.TemporaryDirectory(prefix="lms-bench-") as folder:
            _on_stage(Path(folder), asked, figures)
    for name, measure in APART.items():
        if name in asked:
            _say(name)
            with tempfile.TemporaryDirectory(prefix="lms-bench-") as folder:
                figures[name] = measure(Path(folder))
    for name, found in figures.items():
        for what, figure in found.items():
            print(f"{name:16} {what:52} {figure:12,.2f}")
    print("\n" + targets.table(figures, stage.LEARNERS))
    (HERE / "instance").mkdir(exist_ok=True)
    (HERE / "instance" / "bench.json").write_text(json.dumps(figures, indent=1))


def _on_stage(folder: Path, asked: list[str], figures: Figures) -> None:
    with stage.built(folder, _say) as here:
        if "floor" in asked:
            figures["against_floor"] = against_floor.measure(here, folder, _say)
        if "boards" in asked:
            figures["boards"] = boards.measure(here, _say)
        if "pages" in asked:
            figures["pages"] = pages.measure(here, _say)
        if "sign_ins" in asked:
            _say("forty who sign in at once")
            figures["sign_ins"] = sign_ins.beside(here.server, here.people["learner"])
        here.note_peak()
        figures["memory"] = {"peak MB": here.peak_mb}


_begun = time.monotonic()


def _say(what: str) -> None:
    print(f"{time.monotonic() - _begun:6.0f} s  {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
