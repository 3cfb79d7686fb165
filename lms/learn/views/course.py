"""The page of a course, its glossary, and its sources."""

from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from lms.accounts.rules import Visitor
from lms.catalog import queries
from lms.catalog.derived.steps import READABLE
from lms.catalog.queries import Reading
from lms.guard import needs
from lms.learn.notes import Notes
from lms.learn.views import bp, shown
from lms.learn.views.shown import Shown
from lms.permissions import Permission


@bp.get("/c/<short:course>")
@needs(Permission.READ_COURSE, on=queries.reading)
def course(_who: Visitor | None, reading: Reading) -> ResponseReturnValue:
    """Show what a course is about, and its modules and steps."""
    page = shown.outline(reading)
    return render_template(
        "learn/course.html", reading=reading, shown=page, items=lambda entries: _items(reading, page, entries)
    )


@bp.get("/c/<short:course>/words")
@needs(Permission.READ_COURSE, on=queries.reading)
def words(_who: Visitor | None, reading: Reading) -> ResponseReturnValue:
    """Show the terms of a course in all its languages."""
    page = shown.outline(reading)
    return render_template("learn/words.html", reading=reading, shown=page, notes=Notes(page.content))


@bp.get("/c/<short:course>/sources")
@needs(Permission.READ_COURSE, on=queries.reading)
def sources(_who: Visitor | None, reading: Reading) -> ResponseReturnValue:
    """Show what the facts of a course rest on, and what was read again when."""
    page = shown.outline(reading)
    notes = Notes({"sources": page.content["sources"]})
    notes.rests_on(page.content["sources"])
    return render_template("learn/sources.html", reading=reading, shown=page, notes=notes)


def _items(reading: Reading, page: Shown, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return steps as the outline lists them; those that have no page yet are not open yet."""
    return [
        {
            "label": page.title_of(entry),
            "state": "todo" if entry["kind"] in READABLE else "locked",
            "url": url_for("learn.step", course=reading.code, step=entry["code"]),
            "note": ngettext("%(num)d minute", "%(num)d minutes", entry["minutes"]) if entry["minutes"] else None,
        }
        for entry in entries
    ]
