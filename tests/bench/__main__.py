"""Runs every benchmark, prints its figures beside what is promised, and writes them to `instance/bench.json`."""

import importlib
import json
import pkgutil
import tempfile
from pathlib import Path

from tests import bench

HERE = Path(__file__).parent.parent.parent


def main() -> None:
    """Run the benchmarks one after the other."""
    figures: dict[str, dict[str, float]] = {}
    for module in pkgutil.iter_modules(bench.__path__, "tests.bench."):
        if module.name != "tests.bench.__main__":
            with tempfile.TemporaryDirectory(prefix="lms-bench-") as folder:
                figures[module.name.rpartition(".")[2]] = importlib.import_module(module.name).measure(Path(folder))
    for name, found in figures.items():
        for what, figure in found.items():
            print(f"{name:16} {what:44} {figure:12,.2f}")
    (HERE / "instance").mkdir(exist_ok=True)
    (HERE / "instance" / "bench.json").write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
