"""Which syllables of a page a real browser tears at the end of a line."""

import re

from playwright.sync_api import Page

from lms.text.syllables import syllables

_RUN = re.compile("([\u1000-\u103f\u104c-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f]+)")
_READ = "[...document.querySelectorAll(%r)].map(block => block.textContent)"
_LOOK = """([selector, all]) => {
  const range = document.createRange(), torn = [];
  document.querySelectorAll(selector).forEach((block, number) => {
    const letters = [], walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      for (let i = 0; i < node.length; i++) if (node.data[i] !== "\\u200b") letters.push([node, i]);
    }
    let at = 0;
    for (const piece of all[number]) {
      const tops = new Set();
      for (const [node, i] of letters.slice(at, at + piece.length)) {
        range.setStart(node, i);
        range.setEnd(node, i + 1);
        for (const box of range.getClientRects()) if (box.height) tops.add(Math.round(box.top));
      }
      if (Math.max(...tops) - Math.min(...tops) > 12) torn.push(piece);
      at += piece.length;
    }
  });
  return torn;
}"""


def torn_syllables(page: Page, selector: str) -> tuple[list[str], int]:
    """Return the syllables in Myanmar script that stand on two lines, and how many there are in all.

    :param selector: the elements to look at, each a paragraph, heading or the like.
    """
    said = [words.replace("\u200b", "") for words in page.evaluate(_READ % selector)]
    pieces = [[piece for run in _RUN.split(words) for piece in _pieces(run)] for words in said]
    torn: list[str] = page.evaluate(_LOOK, [selector, pieces])
    return [piece for piece in torn if _RUN.match(piece)], sum(bool(_RUN.match(p)) for block in pieces for p in block)


def _pieces(run: str) -> list[str]:
    return syllables(run) if _RUN.match(run) else [run]
