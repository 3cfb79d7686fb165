"""Does the time of each function about text grow with the length of a text, and no faster?

For a hundred times the length, a hundred times the time is a growth of 1.
"""

import random
import time
from collections.abc import Callable
from pathlib import Path

from lms.text import answers, canonical, digits, lines, marks, sorting, syllables
from lms.text.zawgyi import convert, judge
from tests.text import samples

SHORT, LONG = 1_000, 100_000
ROUNDS = 3

FUNCTIONS: dict[str, Callable[[str], object]] = {
    "canonical": canonical.canonical,
    "tidy": canonical.tidy,
    "mend_order": marks.mend_order,
    "settle_order": marks.settle_order,
    "syllables": syllables.syllables,
    "spelled_right": digits.spelled_right,
    "answer_key": answers.answer_key,
    "sort_key": sorting.sort_key,
    "to_unicode": convert.to_unicode,
    "probability": judge.probability,
    "gone_through": lambda text: list(lines.gone_through(text, lang="my")),
}


def measure(_folder: Path) -> dict[str, float]:
    """Measure the worst growth over all kinds of text, and the milliseconds of a thousand signs."""
    figures: dict[str, float] = {}
    for name, function in FUNCTIONS.items():
        times = {kind: (_seconds(function, text[:SHORT]), _seconds(function, text[:LONG])) for kind, text in _texts()}
        worst = max(times, key=lambda kind: times[kind][1] / times[kind][0])
        figures[f"{name}: growth, at worst on {worst}"] = times[worst][1] / times[worst][0] * SHORT / LONG
        figures[f"{name}: ms for 1,000 signs of Zawgyi"] = times["Zawgyi"][0] * 1000
    return figures


def _texts() -> list[tuple[str, str]]:
    chance = random.Random(1)
    signs = [chr(point) for point in range(0x1000, 0x10A0)]
    zawgyi = "\n".join(zawgyi for zawgyi, _ in samples.pairs("news"))
    unicode = "\n".join(samples.udhr("my"))
    return [
        ("Zawgyi", zawgyi * (LONG // len(zawgyi) + 1)),
        ("Burmese", unicode * (LONG // len(unicode) + 1)),
        ("random signs", "".join(chance.choices(signs, k=LONG))),
        ("marks", "".join(chance.choices(signs[0x2B:0x3F], k=LONG))),
        *((f"a run of U+{ord(sign):04X}", sign * LONG) for sign in " \u1000\u1031\u1037\u1039\u103a\u103b\u103d\u102d"),
    ]


def _seconds(function: Callable[[str], object], text: str) -> float:
    took, times = [], LONG // len(text) // 10 or 1
    # Of the short one, so many that the clock of the process can tell.
    for _ in range(ROUNDS):
        began = time.process_time()
        for _ in range(times):
            function(text)
        took.append((time.process_time() - began) / times)
    return min(took)
