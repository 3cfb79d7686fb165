"""Zawgyi into Unicode: a small engine that runs Google's table of rules, the same that `static/zawgyi.js` runs.

The rules stand in phases. A phase goes through the text once: where rules match, each in its turn writes its
replacement and goes on behind it; where none does, the sign stays.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

RULES = Path(__file__).with_name("rules.json")


@dataclass(frozen=True)
class _Rule:
    pattern: re.Pattern[str]
    template: str
    at_start: bool
    again: bool
    """The rules behind it see what it wrote."""


@dataclass(frozen=True)
class _Phase:
    rules: tuple[_Rule, ...]
    anywhere: re.Pattern[str]
    """Finds where a rule matches, so that the engine need not look at every sign."""

    def run(self, text: str) -> str:
        out: list[str] = []
        pos, text = self._step(text, 0, out, at_start=True)
        while pos < len(text):
            found = self.anywhere.search(text, pos)
            if found is None:
                break
            out.append(text[pos : found.start()])
            pos, text = self._step(text, found.start(), out, at_start=False)
        return "".join(out) + text[pos:]

    def _step(self, text: str, pos: int, out: list[str], *, at_start: bool) -> tuple[int, str]:
        for rule in self.rules:
            match = rule.pattern.match(text, pos) if at_start or not rule.at_start else None
            if match is None:
                continue
            written = match.expand(rule.template)
            if rule.again:
                text, pos = written + text[match.end() :], 0
            else:
                out.append(written)
                pos = match.end()
        return pos, text


def to_unicode(text: str) -> str:
    """Return a text that was typed in Zawgyi as Unicode. In any other text this destroys: ask `judge` first.

    Time grows with the length, no faster. The result is not NFC, nor is the input taken to be.
    """
    for phase in _phases():
        text = phase.run(text)
    return text


@cache
def _phases() -> tuple[_Phase, ...]:
    return tuple(_phase(rows) for rows in json.loads(RULES.read_text("utf-8")))


def _phase(rows: list[list[str]]) -> _Phase:
    rules = tuple(_rule(*row) for row in rows)
    anywhere = "|".join(f"(?:{rule.pattern.pattern})" for rule in rules if not rule.at_start)
    return _Phase(rules, re.compile(anywhere))


def _rule(pattern: str, out: str, how: str = "") -> _Rule:
    # JavaScript's $ is the end of the text, Python's also stands before a last line end.
    return _Rule(
        re.compile(pattern.replace("$", r"\Z")),
        re.sub(r"\$(\d)", r"\\\1", out),
        how.startswith("start"),
        "again" in how,
    )
