"""Dump the rule table of `lms/text/zawgyi` out of the unpacked package `myanmar-tools`.

    python tools/vendor_zawgyi.py FOLDER

FOLDER holds `package.json`, `LICENSE.md` and `resources/Z2U.js`. The same package gives the same bytes.
"""

import json
import re
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "lms" / "text" / "zawgyi" / "rules.json"

_PHASE = re.compile(r"var rules\d+ = \[(.*?)\n  \];", re.DOTALL)
_RULE = re.compile(
    r"\{\s*p: RegExp\('\^' \+ '(?P<pattern>[^']*)'\),\s*s: '(?P<out>[^']*)',\s*(?P<more>[^}]*)\}", re.DOTALL
)

MOST = 30
"""How often a sign is taken at once: with `*` and `+` a long run of one sign would take quadratic time."""

MENDED = {
    # The class held U+0001, "3", "6" and "u" instead of U+1036: "ကား3" lost its order.
    r"\u1038([\u000136u\u102B-\u1030\u1032\u1037\u103A-\u103F])": (
        r"\u1038([\u1036\u102B-\u1030\u1032\u1037\u103A-\u103F])"
    ),
    # A zero is the letter wa, and a four the sign for "the same", where a word goes on: "၀.၅" and "၄။" are numbers.
    r"\u1040([^\u1040-\u1049])": r"\u1040([\u1000-\u103F])",
    r"([^\u1040-\u1049])\u1040$": r"([\u1000-\u103F])\u1040$",
    r"([\u102B-\u103F])\u1040([^\u1040-\u1049])": r"([\u102B-\u103F])\u1040([\u1000-\u103F])",
    r"\u1044([^\u1040-\u1049])": r"\u1044(\u1004\u103A\u1038)",
    r"([^\u1040-\u1049])\u1044$": None,
    r"([\u102B-\u103F])\u1044([^\u1040-\u1049])": r"([^\u1040-\u1049])\u1044(\u1004\u103A\u1038)",
}
"""Patterns that are ours instead of the source's."""


def rules(source: str) -> list[list[list[str]]]:
    """Return the phases of a table: each a list of [pattern, replacement] or [pattern, replacement, how].

    `how` is "start" for a rule that holds at the beginning of a text only, "start again" where the others see what it
    wrote.
    """
    return [[rule for found in _RULE.finditer(phase) if (rule := _rule(found))] for phase in _PHASE.findall(source)]


def _rule(found: re.Match[str]) -> list[str] | None:
    pattern = MENDED.get(found["pattern"], found["pattern"])
    if pattern is None:
        return None
    how = ("start again" if "revisit" in found["more"] else "start") if "matchOnStart" in found["more"] else ""
    bounded = re.sub(r"(?<=[\])\w])([*+])", lambda m: f"{{{int(m[1] == '+')},{MOST}}}", pattern)
    return [_signs(bounded), _signs(found["out"]), *([how] if how else [])]


def _signs(text: str) -> str:
    return re.sub(r"\\u([0-9A-Fa-f]{4})", lambda m: chr(int(m[1], 16)), text)


def main(folders: list[Path]) -> int:
    """Write the table. 2 when the folder is not the package."""
    if len(folders) != 1 or not (folders[0] / "resources" / "Z2U.js").is_file():
        print(__doc__, file=sys.stderr)
        return 2
    phases = rules((folders[0] / "resources" / "Z2U.js").read_text("utf-8"))
    lines = ",\n".join("[" + ",\n ".join(json.dumps(rule) for rule in phase) + "]" for phase in phases)
    TARGET.write_text(f"[{lines}]\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main([Path(argument) for argument in sys.argv[1:]]))
