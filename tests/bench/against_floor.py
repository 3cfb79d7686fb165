"""Ours against the floor, turn by turn under one kind of server: requests a second, and processor time of each.

Each figure is the median of five turns. What one costs the processor is what counts where clients share it.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median, quantiles

from lms.ids import new_uid
from tests.bench import floor, process, wire
from tests.bench.stage import Opened, Say, Set
from tests.support.server import ROOT, Serving, environment, free_port, wait_for
from tests.support.sheets import CHOSEN

TURNS = 5
SECONDS = 2.0
AT_ONCE = 8
SIGN_INS_AT_ONCE = 2

Requests = Callable[[], Iterator[bytes]]


@dataclass(frozen=True)
class Work:
    """One kind of work, as both sites are asked to do it; `statuses` is what they answer, ours first."""

    name: str
    ours: Requests
    floors: Requests
    statuses: tuple[int, int] = (200, 200)
    at_once: int = AT_ONCE


def measure(stage: Set, folder: Path, say: Say) -> dict[str, float]:
    """Measure all kinds of work on both sites."""
    with _floor(folder / "floor", stage.learners) as other:
        seen: dict[tuple[str, str], list[tuple[float, float, float]]] = {}
        works = _works(stage, folder / "floor")
        for turn in range(TURNS):
            say(f"turn {turn + 1} of {TURNS} against the floor")
            for work in works:
                for site, server, requests, status in (
                    ("floor", other, work.floors, work.statuses[1]),
                    ("ours", stage.server, work.ours, work.statuses[0]),
                ):
                    pid = server.process.pid
                    before = process.processor_s(pid)
                    run = wire.load(server.port, requests(), seconds=SECONDS, at_once=work.at_once, status=status)
                    spent = process.processor_s(pid) - before
                    p99 = quantiles(run.took_ms, n=100)[98]
                    seen.setdefault((work.name, site), []).append(
                        (run.count / run.seconds, spent * 1000 / run.count, p99)
                    )
    return dict(_figures(seen))


def _figures(seen: dict[tuple[str, str], list[tuple[float, float, float]]]) -> Iterator[tuple[str, float]]:
    """Yield the middle of the turns; ratios are taken turn by turn, so that what slows both falls out."""
    for name in dict.fromkeys(name for name, _site in seen):
        ours, floors = seen[name, "ours"], seen[name, "floor"]
        for site, turns in (("ours", ours), ("floor", floors)):
            yield f"{name}: {site}, a second", median(turn[0] for turn in turns)
            yield f"{name}: {site}, processor ms", median(turn[1] for turn in turns)
            yield f"{name}: {site}, p99 ms", median(turn[2] for turn in turns)
        pairs = list(zip(ours, floors, strict=True))
        yield f"{name}: ratio of a second", median(mine[0] / other[0] for mine, other in pairs)
        yield f"{name}: ratio of processor", median(other[1] / mine[1] for mine, other in pairs)


def _works(stage: Set, folder: Path) -> list[Work]:
    app = floor.make_app(folder)
    learner, in_floor = stage.cookie("learner"), floor.cookie(app, 1)
    answers = _answers(stage.opened, stage.style)
    filled = {f"q{number}": str(number % 4) for number in range(10)}
    handle, passphrase = stage.signs["learner"]
    asked = {"handle": handle, "passphrase": passphrase, "device": "own", "next": "", "kept": ""}
    return [
        Work("lesson", _same(f"/my{stage.lesson}", learner), _same("/lesson/3", in_floor)),
        Work("course", _same(f"/my{stage.course}", learner), _same("/course", in_floor)),
        Work("answer", lambda: answers, _same("/quiz", in_floor, filled), (303, 200)),
        Work(
            "sign-in",
            _same("/my/sign-in", stage.style, asked),
            _same("/in", "", {"name": "p 1", "password": floor.PASSWORD}),
            (303, 303),
            SIGN_INS_AT_ONCE,
        ),
    ]


def _same(path: str, cookie: str, fields: dict[str, str] | None = None) -> Requests:
    request = wire.asking(path, cookie, fields)

    def again() -> Iterator[bytes]:
        while True:
            yield request

    return again


def _answers(opened: list[Opened], style: str) -> Iterator[bytes]:
    """Yield the right answers to all open questions, then to all again, each as the page would send it."""
    for seq in count(1):
        for one in opened:
            fields = {"seq": str(seq), "uid": new_uid(), CHOSEN: one.chosen, "to": "all"}
            yield wire.asking(f"/my{one.path}", f"{one.cookie}; {style}", fields)


@contextmanager
def _floor(folder: Path, learners: int) -> Iterator[Serving]:
    """Serve the floor from a folder of its own."""
    folder.mkdir()
    floor.fill(folder, learners)
    port = free_port()
    process_ = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.floor", str(folder), str(port)],
        env=environment(folder),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    server = Serving(process_, port)
    try:
        wait_for(server, "/look.css", 404)
        yield server
    finally:
        process_.terminate()
        process_.communicate(timeout=30)
