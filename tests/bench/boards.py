"""The board of a group of 100,000 and of a small one beside it: processor time of a page, its bytes, and the file."""

import time
from statistics import median

from tests.bench import process, wire
from tests.bench.stage import Say, Set

TURNS = 5
PAGES = 20
WAYS = {"first page": "", "middle page": "?page=1000", "who needs help": "?show=help", "by steps done": "?order=-done"}


def measure(stage: Set, say: Say) -> dict[str, float]:
    """Measure boards, in milliseconds of the processor and bytes; and the file of everybody."""
    figures: dict[str, float] = {}
    cookie = stage.cookie("staff")
    for learners, address in sorted(stage.boards.items()):
        for name, way in WAYS.items():
            say(f"the board of {learners:,}, {name}")
            request = wire.asking(address + way, cookie)
            figures[f"{learners}, {name}: processor ms"] = median(_page_ms(stage, request) for _ in range(TURNS))
            figures[f"{learners}, {name}: bytes"] = len(wire.fetch(stage.server.port, request))
        say(f"the file of {learners:,}")
        files = [_file(stage, address, cookie) for _ in range(TURNS)]
        for what in files[0]:
            figures[f"{learners}, file: {what}"] = median(file[what] for file in files)
    return figures


def _page_ms(stage: Set, request: bytes) -> float:
    before = process.processor_s(stage.pid)
    for _ in range(PAGES):
        answer = wire.fetch(stage.server.port, request)
        assert answer.startswith(b"HTTP/1.1 200"), answer[:200]
    return (process.processor_s(stage.pid) - before) * 1000 / PAGES


def _file(stage: Set, address: str, cookie: str) -> dict[str, float]:
    """Take the file once; memory is what the process grew by at its worst moment."""
    request = wire.asking(f"{address}/file", cookie, {"show": "all", "order": "handle"})
    stage.note_peak()
    resident = process.resident_mb(stage.pid)
    spent, begun = process.processor_s(stage.pid), time.perf_counter()
    first, size = 0.0, 0
    for part in wire.streamed(stage.server.port, request):
        first = first or time.perf_counter() - begun
        size += len(part)
    took = time.perf_counter() - begun
    return {
        "first byte ms": first * 1000,
        "s": took,
        "processor s": process.processor_s(stage.pid) - spent,
        "MB": size / 1e6,
        "memory growth MB": max(0.0, stage.note_peak() - resident),
    }
