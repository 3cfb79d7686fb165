"""Writes the table of settings in docs/administration.md anew from `lms.config.SETTINGS`.

python -m tools.settings_table
"""

from pathlib import Path

from lms.config import SETTINGS, Setting

PAGE = Path(__file__).parent.parent / "docs" / "administration.md"
BEGIN, END = "<!-- settings: tools/settings_table.py -->\n", "<!-- end of settings -->\n"


def table() -> str:
    """Return the table: one row a setting, in the order of the code."""
    rows = ["| setting | default | what it does |", "|---|---|---|", *map(_row, SETTINGS)]
    return "\n".join(rows) + "\n"


def written(page: str) -> str:
    """Return `page` with the table of today in its place."""
    before, _begin, rest = page.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    return before + BEGIN + table() + END + after


def _row(setting: Setting) -> str:
    default = "`instance`, beside the code" if setting.name == "instance" else f"`{setting.default}`"
    more = " May be chosen in the browser too." if setting.on_page else ""
    return f"| `{setting.variable}` | {default if setting.default else ''} | {setting.help}{more} |"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8")), "utf-8")
