"""Find the Burmese syllables that a browser keeps whole by itself: `lms/markup/usual_syllables.txt`.

    python -m tools.usual_syllables

Sets all Burmese of the project in a column one pixel wide, where a browser breaks wherever it thinks it may, and
looks which syllables it tears. A syllable is usual when it stands in these texts ten times or more, is whole when it
stands alone (with a stack: everywhere), and was torn in less than one place in a hundred.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from unicodedata import normalize

import yaml
from playwright.sync_api import sync_playwright

from lms.text.syllables import syllables
from tools import words

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "lms" / "markup" / "usual_syllables.txt"
CHROMIUM = "/usr/bin/chromium"
LEAST_TIMES = 10

_RUN = re.compile("[\u1000-\u103f\u104c-\u109f]+")
_NO_WORDS = re.compile(r"\[@[^\]]*\]|\[\[[^\]|]*\||[*_\[\]]")
TORN = """(runs) => {
  const column = document.getElementById("column"), range = document.createRange(), torn = [];
  for (const pieces of runs) {
    column.textContent = pieces.join("");
    let at = 0;
    torn.push(pieces.map((piece) => {
      const tops = new Set();
      for (let i = at; i < at + piece.length; i++) {
        range.setStart(column.firstChild, i);
        range.setEnd(column.firstChild, i + 1);
        for (const box of range.getClientRects()) tops.add(box.top);
      }
      at += piece.length;
      return tops.size > 1;
    }));
  }
  return torn;
}"""
COLUMN = '<html lang="my"><div id="column" style="width:1px;font:16px/30px sans-serif"></div>'


def texts() -> Iterator[str]:
    """Yield the Burmese texts of the project: courses, interface, the Declaration."""
    for file in sorted(ROOT.glob("courses/*/**/*.my.md")):
        yield file.read_text("utf-8")
    for file in sorted(ROOT.glob("courses/*/**/*.yaml")):
        yield from _strings(yaml.safe_load(file.read_text("utf-8")))
    for message in words.read(words.catalogue_file()):
        yield words.one_form(message.string) if message.id else ""
    yield (ROOT / "tests" / "data" / "udhr" / "my.txt").read_text("utf-8")


def runs(said: Iterable[str]) -> Counter[tuple[str, ...]]:
    """Return each run of Burmese in these texts as its syllables, and how often it is there."""
    plain = (normalize("NFC", _NO_WORDS.sub("", text)) for text in said)
    return Counter(tuple(syllables(run)) for text in plain for run in _RUN.findall(text))


def usual(found: Counter[tuple[str, ...]], torn: dict[tuple[str, ...], list[bool]]) -> list[str]:
    """Return the usual syllables, sorted.

    :param torn: which syllables of a run were torn; also for each syllable alone.
    """
    times, bad = Counter[str](), Counter[str]()
    for run, number in found.items():
        for syllable, is_torn in zip(run, torn[run], strict=True):
            times[syllable] += number
            bad[syllable] += number * is_torn
    return sorted(
        syllable
        for syllable, number in times.items()
        if number >= LEAST_TIMES
        and (not bad[syllable] if "\u1039" in syllable else not torn[(syllable,)][0] and bad[syllable] * 100 < number)
    )


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def main() -> int:
    """Write the list."""
    found = runs(texts())
    asked = list({*found, *((syllable,) for run in found for syllable in run)})
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_content(COLUMN)
        torn = dict(zip(asked, page.evaluate(TORN, [list(run) for run in asked]), strict=True))
        browser.close()
    listed = usual(found, torn)
    TARGET.write_text("\n".join(listed) + "\n", "utf-8")
    print(f"{len(listed)} usual syllables")
    return 0


if __name__ == "__main__":
    sys.exit(main())
