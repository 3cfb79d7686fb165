"""The page of a course, its glossary, and its sources."""

from datetime import date
from functools import cache
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import addresses, clock, db
from lms.accounts.rules import Visitor
from lms.catalog import queries
from lms.catalog.models import Content
from lms.catalog.queries import Reading
from lms.enrolment import service as enrolment
from lms.guard import config, needs
from lms.i18n import number
from lms.learn.notes import Notes
from lms.learn.taking import Named, Part, Taking, part
from lms.learn.views import bp, shown
from lms.learn.views.shown import Shown
from lms.paging import PER_PAGE, Paging
from lms.permissions import Permission
from lms.text.sorting import sort_key


@bp.get("/c/<short:course>")
@needs(Permission.READ_COURSE, on=queries.reading)
def course(who: Visitor | None, reading: Reading) -> ResponseReturnValue:
    """Show what a course is about, its modules and steps, how far one is, and the next step as one button."""
    page = shown.outline(reading)
    own = part(db.session(), who.account, reading.course_id, _today()) if who else Part(None, [])
    entries = in_order(page.content)
    onward = own.taking.next(entries) if own.taking else None
    return render_template(
        "learn/course.html",
        reading=reading,
        shown=page,
        part=own.taking,
        ways=own.ways,
        next=onward,
        needed=[entry for entry in entries if entry["needed"]],
        items=lambda entries: _items(reading, page, entries, own.taking, onward),
    )


@bp.post("/c/<short:course>/take-part")
@needs(Permission.TAKE_OPEN_COURSE, on=queries.reading)
def take_part(who: Visitor, reading: Reading) -> ResponseReturnValue:
    """Take part in an open course by oneself."""
    db.write(
        enrolment.take_part_alone,
        account=who.account,
        course_id=reading.course_id,
        tz=config().time_zone,
        now=clock.now(),
    )
    flash(_("Welcome. Your place is saved."), "good")
    return redirect(url_for("learn.course", course=reading.code), 303)


@bp.get("/c/<short:course>/words")
@needs(Permission.READ_COURSE, on=queries.reading)
def words(_who: Visitor | None, reading: Reading) -> ResponseReturnValue:
    """Show the terms of a course in all its languages, in the order of dictionaries."""
    page = shown.outline(reading)
    terms = sorted(page.content["terms"].values(), key=lambda term: sort_key(term["word"].striptags()))
    return render_template("learn/words.html", reading=reading, shown=page, terms=terms)


@bp.get("/c/<short:course>/sources")
@needs(Permission.READ_COURSE, on=queries.reading)
def sources(_who: Visitor | None, reading: Reading) -> ResponseReturnValue:
    """Show what the facts of a course rest on, and what was read again when."""
    page = shown.outline(reading)
    notes = Notes({"sources": page.content["sources"]})
    notes.rests_on(page.content["sources"])
    paging = Paging.of(len(notes.sources))
    some = notes.sources[paging.offset : paging.offset + PER_PAGE]
    return render_template(
        "learn/sources.html", reading=reading, shown=page, sources=some, has_law=notes.has_law, paging=paging
    )


def _today() -> date:
    return clock.local_day(clock.now(), config().time_zone)


def in_order(content: Content) -> list[dict[str, Any]]:
    """Return the steps that an outline names, in the order in which they are taken."""
    outside = content["outside"]
    first = [entry for entry in outside if entry["step"] == "pretest"]
    inside = [entry for module in content["modules"] for entry in module["steps"]]
    return [*first, *inside, *(entry for entry in outside if entry not in first)]


def _items(
    reading: Reading, page: Shown, entries: list[dict[str, Any]], part: Taking | None, onward: Named | None
) -> list[dict[str, Any]]:
    """Return steps as the outline lists them; `onward` is the one to go on with."""
    address = addresses.of_each("learn.step", "step", course=reading.code)
    minutes = cache(lambda count: number(ngettext("%(num)d minute", "%(num)d minutes", count)) if count else None)
    return [
        {
            "label": page.title_of(entry),
            "state": "next" if entry is onward else part.state(entry) if part else "todo",
            "url": address(entry["code"]),
            "note": minutes(entry["minutes"]),
        }
        for entry in entries
    ]
