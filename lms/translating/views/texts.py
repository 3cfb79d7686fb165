"""The texts of a course in one language: how far each is, each side by side with its original, and all as a file."""

from collections import Counter
from typing import Any

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms import db, i18n
from lms.accounts.rules import Visitor
from lms.catalog import queries as catalog
from lms.catalog.models import TextState
from lms.catalog.queries import Reading
from lms.guard import needs
from lms.paging import PER_PAGE, Paging
from lms.permissions import Permission
from lms.translating import desk, docx, queries, words
from lms.translating.forms import SendForm
from lms.translating.sides import excerpts, path_in, sides
from lms.translating.views import bp
from lms.translating.views.asked import ALL, OPEN, Asked, asked, modules


@bp.get("/trainer/texts/<short:course>")
@needs(Permission.TRANSLATE, on=catalog.reading)
def texts(_who: Visitor, reading: Reading) -> ResponseReturnValue:
    """List the texts of a course that are in some state in one language."""
    chosen = asked(reading, request.args, i18n.current())
    return render_template("translating/texts.html", **listed(reading, chosen), form=SendForm())


def listed(reading: Reading, chosen: Asked) -> dict[str, object]:
    """Return what the list shows."""
    entries = queries.entries(db.session(), reading, chosen.into)
    folder = chosen.folder(entries)
    within = [entry for entry in entries if not folder or entry.module == folder]
    shown = [entry for entry in within if entry.state in chosen.states]
    paging = Paging.of(len(shown))
    page = shown[paging.offset : paging.offset + PER_PAGE]
    langs = (chosen.origin, chosen.into)
    tree = queries.files(db.session(), reading.revision_id, {path_in(entry, lang) for entry in page for lang in langs})
    counts = Counter(entry.state for entry in within)
    return {
        "reading": reading,
        "asked": chosen,
        "rows": list(zip(page, excerpts(tree, page, langs), strict=True)),
        "paging": paging,
        "modules": modules(entries),
        "counts": {state: counts[state] for state in TextState},
        "words": words,
        "OPEN": OPEN,
        "ALL": ALL,
    }


@bp.get("/trainer/texts/<short:course>/one")
@needs(Permission.TRANSLATE, on=catalog.reading)
def text(_who: Visitor, reading: Reading) -> ResponseReturnValue:
    """Show one text side by side, and what changed in the original since it was translated."""
    chosen = asked(reading, request.args, i18n.current())
    entries = queries.entries(db.session(), reading, chosen.into)
    entry = next((each for each in entries if each.name == request.args.get("text", "")), None)
    if entry is None:
        return redirect(list_of(reading, chosen), 303)
    langs = {chosen.origin, chosen.into, entry.source_lang} - {""}
    now = queries.files(db.session(), reading.revision_id, {path_in(entry, lang) for lang in langs})
    then = queries.source_then(db.session(), reading, entry)
    return render_template(
        "translating/text.html",
        reading=reading,
        asked=chosen,
        entry=entry,
        sides=sides(now, then, entry, chosen.origin, chosen.into),
        words=words,
    )


def list_of(reading: Reading, chosen: Asked) -> str:
    """Return the address of a list."""
    arguments: dict[str, Any] = {"course": reading.code, **chosen.arguments()}
    return url_for("translating.texts", **arguments)


@bp.get("/trainer/texts/<short:course>/file")
@needs(Permission.TRANSLATE, on=catalog.reading)
def file(_who: Visitor, reading: Reading) -> ResponseReturnValue:
    """Send the texts of the list as a file for a translator."""
    chosen = asked(reading, request.args, i18n.current())
    entries = queries.entries(db.session(), reading, chosen.into)
    body = desk.file_of(
        db.session(),
        reading,
        origin=chosen.origin,
        to=chosen.into,
        states=chosen.states,
        module=chosen.folder(entries),
    )
    answer = Response(body, mimetype=docx.MIMETYPE)
    answer.headers["Content-Disposition"] = 'attachment; filename="texts.docx"'
    return answer
