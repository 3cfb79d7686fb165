"""What a quiz or test may draw, and whether there is enough of it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from lms import db, i18n
from lms.accounts.rules import Visitor
from lms.bank import queries, sifting, uses, words
from lms.bank.views import bp
from lms.catalog import queries as catalog
from lms.catalog.models import StepKind
from lms.catalog.queries import StepReading
from lms.errors import NotFound
from lms.guard import needs
from lms.permissions import Permission


@bp.get("/trainer/c/<short:course>/bank/draw/<short:quiz>")
@needs(Permission.EDIT_BANK, on=catalog.step_reading)
def draw(_who: Visitor, reading: StepReading) -> ResponseReturnValue:
    """Show each line of a draw with the questions that it may take.

    :raises NotFound: the step draws nothing.
    """
    if reading.kind not in (StepKind.QUIZ, StepKind.TEST):
        raise NotFound
    session = db.session()
    there = {each.step_id: each for each in queries.steps(session, reading.revision_id)}
    bank = queries.bank(session, reading.revision_id)
    (pool,) = uses.pools([there[reading.step_id]], bank)
    listed = {each.id: each for each in bank}
    return render_template(
        "bank/draw.html",
        reading=reading,
        pool=pool,
        listed=listed,
        stems={number: sifting.stem(each.content, i18n.current()) for number, each in listed.items()},
        words=words,
    )
