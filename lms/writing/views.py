"""The page on which one gets back what one typed in Zawgyi."""

from flask import Blueprint, Flask, Response, flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from lms import clock, db
from lms.accounts.rules import Visitor
from lms.guard import config, needs, visitor
from lms.permissions import Permission
from lms.signin import keys
from lms.text.zawgyi.judge import converted
from lms.typed import ANSWER, Answer
from lms.writing import originals

bp = Blueprint("writing", __name__, url_prefix="/<lang:lang>")


@bp.get("/me/typed")
@needs(Permission.OWN_ACCOUNT)
def typed(who: Visitor) -> ResponseReturnValue:
    """Show what was typed in Zawgyi within a week; each can be put back where it was typed."""
    today = clock.local_day(clock.now(), config().time_zone)
    kept = originals.of(db.session(), keys(), who.account, today)
    return render_template(
        "writing/typed.html",
        today=today,
        kept=[(each, converted(each.typed).strip()) for each in kept],
        answer=ANSWER,
        as_typed=Answer.AS_TYPED,
    )


def init_app(app: Flask) -> None:
    """Keep what forms of `app` convert, and say so on the next page."""
    app.extensions["lms.keep_typed"] = _keep

    @app.after_request
    def say(response: Response) -> Response:
        if g.pop("typed_kept", False) and response.status_code == 303:
            link = Markup('<a href="{}">{}</a>').format(url_for("writing.typed"), _("Undo"))
            flash(
                Markup("{} {}").format(_("You typed with a Zawgyi keyboard. It was turned into Unicode."), link), "info"
            )
        return response


def _keep(*, path: str, field: str, typed: str, sent: list[tuple[str, str]]) -> None:
    who = visitor()
    if who is None:
        return
    today = clock.local_day(clock.now(), config().time_zone)
    db.write(originals.keep, keys(), account=who.account, path=path, field=field, typed=typed, sent=sent, today=today)
    g.typed_kept = request.path
