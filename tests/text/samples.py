"""Lines in Zawgyi and in Unicode, from `tests/data`."""

import re
from pathlib import Path

from lms.config import SITE

DATA = Path(__file__).parent.parent / "data"
MYANMAR = re.compile("[\u1000-\u109f]")


def lines(path: Path) -> list[str]:
    """Return the lines of a file that have a letter of Myanmar's script."""
    return [line for line in path.read_text("utf-8").split("\n") if MYANMAR.search(line)]


def pairs(name: str) -> list[tuple[str, str]]:
    """Return the lines of `tests/data/zawgyi/NAME.*.txt`: Zawgyi, Unicode."""
    zawgyi, correct = (lines(DATA / "zawgyi" / f"{name}.{kind}.txt") for kind in ("zawgyi", "unicode"))
    return list(zip(zawgyi, correct, strict=True))


def words() -> list[tuple[str, str]]:
    """Return single words with stacks and kinzi: Zawgyi, Unicode."""
    rows = (row.split("\t") for row in (DATA / "zawgyi" / "words.tsv").read_text("utf-8").splitlines())
    return [(zawgyi, correct) for correct, zawgyi in rows]


def udhr(lang: str) -> list[str]:
    """Return the Declaration's lines in `my`, `shn` or `mnw`."""
    return lines(DATA / "udhr" / f"{lang}.txt")


def site() -> list[str]:
    """Return every Burmese line of the courses and of the interface."""
    files = [path for path in (SITE / "courses").rglob("*") if path.suffix in {".md", ".yaml"}]
    return [line for path in [*files, *(SITE / "translations").rglob("*.po")] for line in lines(path)]


def split(found: list[str]) -> list[str]:
    """Return the words between spaces and stops, each once."""
    return sorted({word for line in found for word in re.split(r"[\s၊။()“”\",.]+", line) if MYANMAR.search(word)})
