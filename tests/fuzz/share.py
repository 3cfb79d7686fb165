"""One process's share of the requests, asked without a server."""

import gc
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from tests.fuzz.ask import Ask
from tests.fuzz.campaign import Campaign, Case
from tests.fuzz.found import Found
from tests.fuzz.inside import Inside, laid
from tests.fuzz.judge import SLOWEST_S, faults
from tests.fuzz.memory import resident_mb
from tests.fuzz.surface import survey

WARM = 1500
"""Requests after which a process holds what it keeps for good: templates, catalogues, caches."""
TRIES = 3
"""A slow answer is asked for again: it counts when it is slow each time, and not when the machine was busy."""


@dataclass(frozen=True)
class Share:
    """Which requests a process asks: of every `stride` that are left after `start`, the one at `first`."""

    seed: int
    each: int
    first: int = 0
    stride: int = 1
    start: int = 0
    only: str = ""
    minutes: float = 0
    """After which it stops and says where to go on; 0: at the end."""
    loud: bool = False


def run(share: Share) -> Found:
    """Ask a share."""
    with laid(share.seed) as crawler, Inside(crawler) as inside:
        campaign = Campaign(inside, survey(crawler), share.seed, share.each)
        found = Found()
        begun, held_mb = time.monotonic(), 0.0
        for number, case in _chosen(campaign, share):
            found.figures["last number"] = number
            if share.minutes and time.monotonic() - begun > 60 * share.minutes:
                break
            ask = case.make()
            before = len(found.faults)
            look(inside, ask, found)
            if share.loud and len(found.faults) > before:
                print(*found.faults[before:], sep="\n", file=sys.stderr)
            if found.asked == WARM:
                gc.collect()
                held_mb = resident_mb()
            if share.loud and found.asked % 5000 == 0:
                rate = found.asked / (time.monotonic() - begun)
                print(f"  {number:8,} {case.name[:60]:60} {rate:5.0f}/s {len(found.faults)} faults", file=sys.stderr)
        gc.collect()
        if held_mb:
            found.figures["memory growth MB"] = round(resident_mb() - held_mb, 1)
        found.figures |= {"parameters": campaign.parameters, "seconds": round(time.monotonic() - begun)}
        return found


def _chosen(campaign: Campaign, share: Share) -> Iterator[tuple[int, Case]]:
    numbered = enumerate(campaign.cases())
    for number, case in islice(numbered, share.start + share.first, None, share.stride):
        if share.only in case.name:
            yield number, case


def look(inside: Inside, ask: Ask, found: Found) -> None:
    """Ask once, and write down what is wrong with the answer."""
    answer = inside.ask(ask)
    where = " ".join(ask.name.split()[:3])
    took_s = answer.took_s
    for _ in range(TRIES):
        if took_s <= SLOWEST_S:
            break
        took_s = min(took_s, inside.ask(ask).took_s)
    else:
        found.add(where, f"takes {took_s:.1f} s", f"{ask.name}\n    {ask.curl()}")
    for fault in faults(answer):
        found.add(where, fault, f"{ask.name}\n    {ask.curl()}")
    found.count(where.rpartition(" ")[2].partition(":")[0], answer.status, took_s, ask.name)
