"""The stylesheet is small, readable for weak eyes, and does Burmese no harm."""

import re
from pathlib import Path

import brotli
import pytest

STATIC = Path(__file__).resolve().parents[2] / "static"
CSS = (STATIC / "site.css").read_text("utf-8")
PRINT = (STATIC / "print.css").read_text("utf-8")
MAX_BYTES = 12 * 1024
"""It travels inside the first page, which has 14,600 bytes in all (see docs/design.md)."""

TEXT = [
    *((ink, paper) for ink in ("ink", "soft", "accent", "bad") for paper in ("paper", "card")),
    *((ink, tint) for ink in ("ink", "accent") for tint in ("tint", "good-t", "warn-t", "bad-t")),
    ("on", "accent"),
    ("bad", "bad-t"),
    *(("soft", tint) for tint in ("tint", "good-t", "warn-t", "bad-t")),
]
SHAPES = [
    *((line, paper) for line in ("edge", "focus", "gold") for paper in ("paper", "card")),
    ("focus", "tint"),
    ("focus", "bad-t"),
    *((state, ground) for state in ("good", "warn", "bad") for ground in (f"{state}-t", "paper", "card")),
]


def tokens(block: str) -> dict[str, str]:
    """The colours that a `:root{…}` block names, each as #rrggbb."""
    found = re.findall(r"--([\w-]+):#([0-9a-f]{6}|[0-9a-f]{3})\b", block)
    return {n: "#" + (v if len(v) == 6 else "".join(c * 2 for c in v)) for n, v in found}


ROOTS = [tokens(block) for block in re.findall(r":root\{([^}]*)\}", CSS)]
MODES = {"light": ROOTS[0], "dark": ROOTS[0] | ROOTS[1], "print": ROOTS[0] | ROOTS[2]}


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1.0–21.0. Source: WCAG 2.2, "contrast ratio"."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_stylesheet_leaves_room_for_the_lesson_it_travels_with() -> None:
    assert len(CSS.encode()) <= MAX_BYTES
    assert len(brotli.compress(CSS.encode())) <= 3400


@pytest.mark.parametrize("mode", MODES)
def test_all_text_has_contrast_aa(mode: str) -> None:
    colours = MODES[mode]
    low = {pair for pair in TEXT if contrast(colours[pair[0]], colours[pair[1]]) < 4.5}
    assert low == set()


@pytest.mark.parametrize("mode", MODES)
def test_all_lines_that_carry_meaning_can_be_seen(mode: str) -> None:
    colours = MODES[mode]
    low = {pair for pair in SHAPES if contrast(colours[pair[0]], colours[pair[1]]) < 3}
    assert low == set()


@pytest.mark.parametrize(
    "trap",
    [
        "letter-spacing",
        "justify;",
        "justify}",
        "word-break",
        "anywhere",
        "first-letter",
        "ellipsis",
        "line-clamp",
        "line-break",
        "text-overflow",
        "break-all",
        "hyphens:auto",
    ],
)
def test_nothing_is_used_that_cuts_burmese(trap: str) -> None:
    assert trap not in CSS + PRINT


def rules_with(declared: str) -> list[str]:
    """The selectors of the rules in which this is declared."""
    return [selector for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", CSS + PRINT) if declared in body]


def test_only_codes_handles_and_addresses_may_be_broken_anywhere() -> None:
    assert [selector.strip() for selector in rules_with("overflow-wrap")] == ["code,.w"]


def test_nothing_that_is_seen_is_clipped_or_has_a_fixed_height() -> None:
    assert [selector.strip() for selector in rules_with("overflow:hidden")] == [".vh,.skip:not(:focus)"]
    fixed = [one.strip() for one in rules_with(";height:") if not re.search(r"svg|::|\.i$", one)]
    assert fixed == [".vh,.skip:not(:focus)", ".choice input", "progress"]


def test_the_only_addresses_are_our_own_fonts() -> None:
    addresses = re.findall(r"url\(([^)]*)\)", CSS)
    assert sorted(addresses) == ["fonts/kayahli.woff2", "fonts/my.woff2", "fonts/mymr.woff2"]
    assert "@import" not in CSS
    assert "//" not in CSS
