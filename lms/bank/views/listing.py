"""The courses whose questions somebody may write, and the questions of one."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from lms import db, i18n
from lms.accounts.rules import Visitor
from lms.bank import queries, sheet, sifting, uses, words
from lms.bank.views import bp
from lms.catalog import queries as catalog
from lms.catalog.queries import Reading
from lms.guard import can, needs
from lms.learn.shown import shown
from lms.paging import PER_PAGE, Paging
from lms.permissions import Permission
from lms.text.canonical import without_controls

MOST_SOUGHT = 200


@bp.get("/trainer/bank")
@needs(Permission.SEE_BANKS)
def courses(_who: Visitor) -> ResponseReturnValue:
    """List the reader's courses, with how many questions each has."""
    mine = [each for each in catalog.readings(db.session()).values() if can(Permission.EDIT_BANK, each)]
    outlines = catalog.outlines(db.session(), {each.code for each in mine}, i18n.current())
    counts = queries.counts(db.session())
    rows = [(each, shown(*outlines[each.code]), counts.get(each.course_id, {})) for each in mine]
    return render_template("bank/courses.html", rows=rows, words=words)


@bp.route("/trainer/c/<short:course>/bank", methods=["GET", "POST"])
@needs(Permission.EDIT_BANK, on=catalog.reading)
def questions(_who: Visitor, reading: Reading) -> ResponseReturnValue:
    """List the questions of a course; those with some words, where these were sent: no address has them."""
    session = db.session()
    listed = queries.bank(session, reading.revision_id)
    steps = queries.steps(session, reading.revision_id)
    modules = uses.modules(steps)
    chosen = sifting.sieve(request.values, sheet.kinds(), reading.languages)
    sought = without_controls(request.form.get("words", ""))[:MOST_SOUGHT].strip()
    found = sifting.sifted(listed, chosen, modules, sought)
    paging = Paging.of(len(found))
    page = found[:PER_PAGE] if sought else found[paging.offset : paging.offset + PER_PAGE]
    pools = uses.pools(steps, listed)
    return render_template(
        "bank/questions.html",
        reading=reading,
        rows=[(each, sifting.stem(each.content, i18n.current())) for each in page],
        states={each.id: sifting.language_states(each.content, reading.languages) for each in page},
        asked=queries.times_asked(session, reading.course_id, {each.name for each in page}),
        used=uses.used_in(pools),
        pools=pools,
        paging=paging,
        found=len(found),
        chosen=chosen,
        sought=sought,
        modules=modules,
        tags=sifting.tags(listed),
        kinds=sheet.kinds(),
        words=words,
    )
