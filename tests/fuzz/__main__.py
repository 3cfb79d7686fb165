"""Runs the parts of the fuzzing, prints what was found, and writes it to `instance/fuzz.json`; exits 1 on a fault."""

import argparse
import json
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import fields
from functools import reduce
from pathlib import Path

from tests.fuzz import inputs, served, share, unasked, wire
from tests.fuzz.found import Found
from tests.fuzz.share import Share

RESULT = Path(__file__).parent.parent.parent / "instance" / "fuzz.json"
GROWTH_MB = 50.0


def inside(asked: argparse.Namespace) -> Found:
    """Ask the application without a server, in as many processes as were asked for."""
    shares = [
        Share(
            seed=asked.seed,
            each=asked.each,
            first=asked.first + worker * asked.stride,
            stride=asked.stride * asked.workers,
            start=asked.start,
            only=asked.only,
            minutes=asked.minutes,
            loud=True,
        )
        for worker in range(asked.workers)
    ]
    if asked.workers == 1:
        return share.run(shares[0])
    with multiprocessing.get_context("spawn").Pool(asked.workers) as pool:
        return reduce(Found.with_other, pool.map(share.run, shares))


def _in_folder(part: Callable[[Path, int], Found]) -> Callable[[argparse.Namespace], Found]:
    def run(asked: argparse.Namespace) -> Found:
        with tempfile.TemporaryDirectory(prefix="lms-fuzz-") as folder:
            return part(Path(folder), asked.seed)

    return run


PARTS: dict[str, Callable[[argparse.Namespace], Found]] = {
    "inside": inside,
    "unasked": lambda asked: unasked.run(asked.seed),
    "served": _in_folder(served.run),
    "wire": _in_folder(wire.run),
}


def arguments() -> argparse.ArgumentParser:
    """Return what may be said on the command line."""
    parser = argparse.ArgumentParser("python -m tests.fuzz", description=__doc__)
    parser.add_argument("--part", action="append", choices=PARTS, help="one part; may be given again (all)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other inputs (1)")
    parser.add_argument("--each", type=int, default=inputs.EACH, help="inputs for each parameter (300)")
    parser.add_argument("--workers", type=int, default=2, help="processes of the part `inside` (2)")
    parser.add_argument("--start", type=int, default=0, help="begin with the request of this number")
    parser.add_argument("--minutes", type=float, default=0, help="stop the part `inside` after so long (0: at its end)")
    parser.add_argument("--stride", type=int, default=1, help="ask every so-manieth request only (1)")
    parser.add_argument("--first", type=int, default=0, help="of every stride, the request at this place (0)")
    parser.add_argument("--only", default="", help="requests whose name holds this: 'learn.step GET path:step #12'")
    return parser


def main() -> int:
    """Run what was asked for."""
    asked = arguments().parse_args()
    results: dict[str, dict[str, object]] = {}
    wrong = 0
    for name in ["inside"] if asked.only else asked.part or PARTS:
        begun = time.monotonic()
        found = PARTS[name](asked)
        growth = found.figures.get("memory growth MB", 0)
        if growth > GROWTH_MB:
            found.add(name, f"memory grew by {growth} MB", "")
        wrong += sum(found.alike.values())
        _say(name, found, time.monotonic() - begun)
        results[name] = {each.name: getattr(found, each.name) for each in fields(found)}
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps({"seed": asked.seed, "each": asked.each, "parts": results}, indent=1, default=str))
    return 1 if wrong else 0


def _say(name: str, found: Found, took_s: float) -> None:
    print(f"{name}: {found.asked:,} requests in {took_s:,.0f} s, {sum(found.alike.values())} faults")
    print("  answers:", ", ".join(f"{status} × {count:,}" for status, count in sorted(found.statuses.items())))
    print("  by what was bad:", ", ".join(f"{kind} {count:,}" for kind, count in found.kinds.most_common()))
    print("  slowest:", "; ".join(f"{slow} s {what}" for slow, what in found.slowest))
    for what, figure in found.figures.items():
        print(f"  {what}: {figure}")
    for alike, count in found.alike.most_common():
        print(f"  FAULT × {count}: {alike}")
    for fault in found.faults:
        print(f"  {fault}")


if __name__ == "__main__":
    sys.exit(main())
