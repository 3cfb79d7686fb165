"""Write docs/data-register.md: what every column holds, why, for how long, and who erases it.

python -m tools.data_register
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Table

from lms.models import metadata
from lms.privacy import Kept, Kind

ROOT = Path(__file__).resolve().parent.parent
REGISTER = ROOT / "docs" / "data-register.md"

HEAD = """\
# What is kept about whom

Written by `python -m tools.data_register` from the columns themselves; a test fails when it is stale.

- **public**: says nothing about anyone.
- **pseudonym**: tells one person from another, and no more.
- **sensitive**: says something about a person.
- **secret**: opens something.
"""


def register() -> str:
    """Return the register: a table of columns for each table of the database."""
    tables = sorted(metadata.tables.values(), key=lambda table: table.name)
    return HEAD + "".join(f"\n{line}" for table in tables for line in _lines(table)) + "\n"


def _lines(table: Table) -> Iterator[str]:
    yield f"## {table.name}\n"
    yield "| column | class | for | kept | erased by |"
    yield "|---|---|---|---|---|"
    for column in table.columns:
        kept = column.info.get("kept")
        assert isinstance(kept, Kept), f"{table.name}.{column.name} does not say what it holds"
        kind = f"**{kept.kind}**" if kept.kind in {Kind.SENSITIVE, Kind.SECRET} else kept.kind
        yield f"| {column.name} | {kind} | {kept.purpose} | {kept.until.name} | {kept.until.eraser} |"
    yield ""


if __name__ == "__main__":
    REGISTER.write_text(register(), encoding="utf-8")
    sys.stdout.write(f"{REGISTER.relative_to(ROOT)} is written\n")
