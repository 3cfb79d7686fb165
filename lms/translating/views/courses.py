"""The courses whose texts somebody looks after."""

from flask import render_template
from flask.typing import ResponseReturnValue

from lms import db
from lms.accounts.rules import Visitor
from lms.catalog import queries as catalog
from lms.catalog.models import TextState
from lms.guard import can, needs
from lms.permissions import Permission
from lms.translating import queries, words
from lms.translating.views import bp


@bp.get("/trainer/texts")
@needs(Permission.SEE_TEXTS)
def courses(_who: Visitor) -> ResponseReturnValue:
    """Show the reader's courses, and how far their texts are in each language."""
    works = [work for work in queries.works(db.session()) if can(Permission.TRANSLATE, work)]
    return render_template("translating/courses.html", works=works, words=words, states=TextState, html=catalog.html)
