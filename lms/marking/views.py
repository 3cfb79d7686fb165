"""The desk: what waits, one answer after another, and back to the last one."""

from collections.abc import Mapping
from fractions import Fraction

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from lms import clock, db, i18n
from lms.accounts.models import Role
from lms.accounts.rules import Visitor
from lms.attached import attached
from lms.catalog import queries as catalog
from lms.guard import config, needs
from lms.ids import UID_LENGTH
from lms.marking import queries, rules, service
from lms.marking.forms import MarkForm
from lms.marking.queries import Reading
from lms.marking.rules import Turn
from lms.marking.service import AlreadyMarked, Verdict
from lms.media import service as media
from lms.permissions import Permission
from lms.points import WHOLE, points
from lms.quizzes import works
from lms.quizzes.engine.definition import load
from lms.quizzes.engine.rubric import Criterion, NotByRubric, share
from lms.signin import keys

bp = Blueprint("marking", __name__, url_prefix="/<lang:lang>")

LEVEL = "r."
"""Stands before the name of each criterion."""
_LONGEST = 60


@bp.get("/trainer/marking")
@needs(Permission.SEE_MARKING)
def desk(who: Visitor) -> ResponseReturnValue:
    """Show what waits to be marked, question by question, and what one marked last."""
    session, lang = db.session(), i18n.current()
    piles = queries.piles(session, who)
    return render_template(
        "marking/desk.html",
        piles=piles,
        pages=queries.pages(session, [pile.question_id for pile in piles], lang),
        courses=catalog.outlines(session, {pile.course for pile in piles}, lang),
        lately=queries.lately(session, who),
    )


@bp.get("/trainer/marking/next")
@needs(Permission.SEE_MARKING)
def next_one(who: Visitor) -> ResponseReturnValue:
    """Lead to the next answer to a question that waits, or back to the desk."""
    code, after = (request.args.get(name, "")[:_LONGEST] for name in ("question", "after"))
    uid = queries.next_of(db.session(), who, code, after)
    if uid is None:
        flash(_("No further answer to this question waits for you."))
        return redirect(url_for("marking.desk"), 303)
    return redirect(url_for("marking.one", handed=uid), 303)


@bp.route("/trainer/marking/<uid:handed>", methods=["GET", "POST"])
@needs(Permission.MARK, on=queries.reading)
def one(who: Visitor, reading: Reading) -> ResponseReturnValue:
    """Show one answer, without saying whose it is, and take its mark."""
    form = MarkForm(request.form)
    if request.method != "POST":
        return _page(who, reading)
    rubric = _rubric(reading)
    picked = _picked(rubric)
    fine = form.accepted()
    try:
        worth = share(rubric, picked) if rubric else _typed(form)
    except NotByRubric:
        worth, error = None, _("Choose a level for each line of the rubric.")
    else:
        error = "" if worth is not None or form.points.errors else _("Write a mark from 0 to 100.")
    if not fine or worth is None:
        return _page(who, reading, form, picked, error), 422
    verdict = Verdict(points(worth), picked, form.comment.data or "", form.second.data)
    by = who.acting(Role.TRAINER, clock.now())
    try:
        db.write(service.mark, keys(), uid=reading.handed.uid, by=by, seen=form.seen.data, verdict=verdict, now=by.now)
    except AlreadyMarked as refusal:
        stands = queries.reading(db.session(), str((request.view_args or {})["handed"]))
        return _page(who, stands or reading, form, picked, str(refusal.message)), AlreadyMarked.status
    flash(_kept(reading), "good")
    after = (request.view_args or {})["handed"]
    return redirect(url_for("marking.next_one", question=reading.code, after=after), 303)


@bp.get("/trainer/marking/<uid:handed>/file/<int:file>")
@needs(Permission.MARK, on=queries.reading)
def file(_who: Visitor, reading: Reading) -> ResponseReturnValue:
    """Send a file that somebody handed in; where it is no longer kept, lead back to its answer."""
    place = (request.view_args or {})["file"]
    found = works.file_of(db.session(), keys(), media.folder_of(config()), reading.slot.chosen, place)
    if found is None:
        return redirect(url_for("marking.one", handed=reading.handed.uid), 303)
    return attached(found[1], found[0], f"{reading.number}-{place}")


def _page(
    who: Visitor,
    reading: Reading,
    form: MarkForm | None = None,
    picked: Mapping[str, str] | None = None,
    error: str = "",
) -> str:
    session, handed = db.session(), reading.handed
    turn = rules.turn_of(handed.state, handed.marks, who.uid)
    seen = handed.marks[: turn.sees]
    said = works.opened(session, keys(), [reading.slot.chosen], marks=[each.uid for each in seen])
    mine = handed.marks[-1] if turn.changes else None
    if form is None:
        form = MarkForm(
            points=mine.points // (WHOLE // 100) if mine else None,
            comment=said.get(mine.uid, "") if mine else "",
            second=handed.two,
        )
    content, lang = queries.pages(session, [handed.question_id], i18n.current())[handed.question_id]
    return render_template(
        "marking/one.html",
        reading=reading,
        turn=turn,
        content=content,
        spoken=str(content.get("lang", lang)),
        shares={each.id: {level.id: points(level.share) for level in each.levels} for each in _rubric(reading)},
        picked=picked if picked is not None else (mine.levels if mine else {}),
        marks=[] if turn.changes and len(seen) == 1 else seen,
        said=said,
        answer=works.fields_of(reading.slot.chosen, said, reading.content["type"]),
        form=form,
        far_apart=rules.FAR_APART // 100,
        error=error,
        asks_second=_asks_second(reading, turn),
    )


def _asks_second(reading: Reading, turn: Turn) -> bool:
    """Tell whether the marker may ask for a second one: where the author did, nobody needs to."""
    return turn.number == rules.FIRST and reading.content.get("markers", 1) == 1


def _rubric(reading: Reading) -> tuple[Criterion, ...]:
    found: tuple[Criterion, ...] = getattr(load(reading.content).task, "rubric", ())
    return found


def _picked(rubric: tuple[Criterion, ...]) -> dict[str, str]:
    """Return the levels that were picked, by their criteria."""
    found = {each.id: request.form.get(LEVEL + each.id, "") for each in rubric}
    return {name: level for name, level in found.items() if level}


def _typed(form: MarkForm) -> Fraction | None:
    return None if form.points.data is None or form.points.errors else Fraction(form.points.data, 100)


def _kept(reading: Reading) -> Markup:
    """Return what the next page says: whose answer it was, and the way back to it."""
    uid = str((request.view_args or {})["handed"])[:UID_LENGTH]
    link = Markup('<a href="{}" accesskey="b">{}</a>').format(url_for("marking.one", handed=uid), _("Look at it again"))
    return Markup("{} {}").format(_("Marked: the answer of %(handle)s.", handle=reading.writer.handle or ""), link)
