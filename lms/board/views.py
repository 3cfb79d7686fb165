"""The board of a cohort, and the same as a file."""

from collections.abc import Iterator
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms import addresses, clock, db, i18n
from lms.accounts.models import Role
from lms.accounts.rules import Visitor
from lms.board import grid, queries, rules, service, sheet, wholes, words
from lms.board.queries import Layout, Subject, Taken
from lms.board.rules import Limits, Order, Show
from lms.board.sheet import Sheet
from lms.guard import needs
from lms.paging import PER_PAGE, Paging
from lms.permissions import Permission

bp = Blueprint("board", __name__, url_prefix="/<lang:lang>")

E = TypeVar("E", Show, Order)


@dataclass(frozen=True)
class Asked:
    """What a reader chose: a course, who is shown, in which order."""

    taken: Taken
    show: Show
    order: Order

    def arguments(self, **other: str) -> dict[str, str]:
        """Return what stands in the address of the same board, with something other."""
        chosen = {"course": self.taken.code, "show": self.show, "order": self.order, **other}
        return {name: str(value) for name, value in chosen.items() if value not in {Show.ALL, Order.HANDLE}}


@bp.get("/staff/cohorts/<uid:cohort>/board", endpoint="for_staff")
@bp.get("/trainer/cohorts/<uid:cohort>/board", endpoint="for_trainers")
@needs(Permission.SEE_BOARD, on=queries.subject, stepped_up=True)
def board(_who: Visitor, subject: Subject) -> ResponseReturnValue:
    """Show who of a cohort is where in a course, and who needs help."""
    asked = _asked(subject, request.args)
    if asked is None:
        return render_template("board/board.html", subject=subject, asked=None, roster=_roster())
    layout, at = _layout(subject, asked.taken)
    whole = wholes.whole(db.session(), subject.cohort, asked.taken, layout.steps, at)
    paging = Paging.of(whole.sums.shown[asked.show])
    lines = whole.page(db.session(), asked.show, asked.order, paging.offset, PER_PAGE)
    table = Sheet(layout, at)
    return render_template(
        "board/board.html",
        subject=subject,
        asked=asked,
        layout=layout,
        columns=table.columns,
        rows=list(table.facts(lines)),
        paging=paging,
        sums=whole.sums,
        words=words,
        roster=_roster(),
        here=f"board.{_side()}",
        file=f"board.file_{_side()}",
        sorting=sorting,
        grid=grid,
        address=addresses.of_each("people.place", "place"),
    )


@bp.route("/staff/cohorts/<uid:cohort>/board/file", methods=["GET", "POST"], endpoint="file_for_staff")
@bp.route("/trainer/cohorts/<uid:cohort>/board/file", methods=["GET", "POST"], endpoint="file_for_trainers")
@needs(Permission.SEE_BOARD, on=queries.subject, stepped_up=True)
def file(who: Visitor, subject: Subject) -> ResponseReturnValue:
    """Send the board as CSV: the same rows, order and words. Whoever had to confirm first comes back by GET."""
    asked = _asked(subject, request.form)
    if request.method != "POST" or asked is None:
        return redirect(url_for(f"board.{_side()}", cohort=subject.uid), 303)
    role = Role.STAFF if who.has(Role.STAFF, subject.places) else Role.TRAINER
    db.write(service.take_away, cohort=subject.cohort, by=who.acting(role, clock.now()))
    layout, at = _layout(subject, asked.taken)
    table, database = Sheet(layout, at), db.database()

    def written() -> Iterator[bytes]:
        # Whoever takes a file slowly holds no connection.
        with database.session() as session:
            whole = wholes.whole(session, subject.cohort, asked.taken, layout.steps, at)
        yield from table.written(whole.everybody(database, asked.show, asked.order))

    answer = Response(_while_sent(sheet.csv(table.columns, written())), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="board.csv"'
    return answer


def _while_sent(parts: Iterator[bytes]) -> Iterator[bytes]:
    """Return parts of an answer that are made as they are sent, in the language and digits of this request.

    Flask's own way would leave a thread in this request where somebody does not take the answer to its end.
    """
    return iter(partial(copy_context().run, next, parts, b""), b"")


def sorting(asked: Asked, order: Order) -> tuple[str | None, Order]:
    """Return how a column that sorts by `order` is sorted now, as aria-sort says it, and what its link sorts by."""
    down = f"-{order}"
    if asked.order == order:
        return "ascending", Order(down) if down in set(Order) else order
    return ("descending", order) if asked.order == down else (None, order)


def _side() -> str:
    """Return which of the two addresses was asked: staff's, or trainers'."""
    return str(request.endpoint).removeprefix("board.").removeprefix("file_")


def _roster() -> str:
    return "people.taught_cohort" if _side() == "for_trainers" else "people.roster"


def _asked(subject: Subject, said: dict[str, str]) -> Asked | None:
    taken = subject.course(said.get("course"))
    if taken is None:
        return None
    return Asked(taken, _one_of(Show, said.get("show")), _one_of(Order, said.get("order")))


def _one_of(kind: type[E], said: str | None) -> E:
    """Return what was said where it is one of the choices, else the first."""
    return next((each for each in kind if each == said), next(iter(kind)))


def _layout(subject: Subject, taken: Taken) -> tuple[Layout, Limits]:
    layout = queries.layout(db.session(), taken, i18n.current())
    return layout, rules.limits_of(subject.cohort, layout.steps, clock.now())
