"""What the pages of signing in share: where to go next, and the answer that signs a person in."""

import re
from datetime import timedelta

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock, db, i18n, kept, signin
from lms.accounts import rules, sessions
from lms.accounts.forms import SecondStepForm
from lms.accounts.models import Account, Device, Stage
from lms.guard import config

_LOCAL = re.compile(r"/([a-z]{2,3})/[^\\\x00-\x20]*")


def safe_next(wished: str | None) -> str | None:
    """Return an address of ours to go on to, or None for anything that could lead elsewhere."""
    found = _LOCAL.fullmatch(wished) if wished and len(wished) < 1000 else None
    return wished if found and found[1] in i18n.offered() else None


def enter(account: Account, device: Device, stage: Stage, wished: str | None, carried: str = "") -> Response:
    """Open a session and send the person on: to the second step, to choosing, or to where they wanted to go.

    :param carried: a form kept from before, as `kept.keep` sealed it; shown again to its own writer only.
    """
    _warn_of_idleness(account)
    token = db.write(
        sessions.open_session,
        account=account,
        device=device,
        stage=stage,
        now=clock.now(),
        tz=config().time_zone,
    )
    return signin.set_cookie(go_on(account, token, wished, carried), token)


def _warn_of_idleness(account: Account) -> None:
    # Signing in begins the count anew, so the time to say it is to those who come back late.
    away = clock.local_day(clock.now(), config().time_zone) - account.active_day
    if away.days >= rules.warned_after(config().idle_days):
        days = i18n.number(config().idle_days)
        flash(_("You were away for long. An account that nobody signs in to for %(days)s days is erased.", days=days))


def go_on(account: Account, token: str, wished: str | None, carried: str = "") -> Response:
    """Return the answer after a step of signing in."""
    lang = account.language if account.language in i18n.offered() else i18n.current()
    stage = sessions.stage_of(db.session(), token)
    if stage == Stage.SECOND and carried:
        form = SecondStepForm(next=wished, kept=carried)
        return make_response(render_template("accounts/second_step.html", form=form))
    if stage == Stage.SECOND:
        return _redirect("accounts.sign_in_second", lang, wished)
    if stage == Stage.CHOOSE:
        return _redirect("accounts.choose", lang)
    waiting = kept.opened(carried)
    if waiting is not None and waiting.account_uid in {"", account.uid}:
        return make_response(render_template("accounts/send_on.html", kept=waiting))
    return redirect(wished, 303) if wished else _redirect("learn.home", lang)  # type: ignore[return-value]


def _redirect(endpoint: str, lang: str, wished: str | None = None) -> Response:
    return redirect(url_for(endpoint, lang=lang, next=wished), 303)  # type: ignore[return-value]


def wait_sentence(wait: timedelta) -> str:
    """Return how long to wait, in words."""
    seconds = max(1, round(wait.total_seconds()))
    if seconds <= 90:
        said = ngettext("Wait %(num)d second, then try again.", "Wait %(num)d seconds, then try again.", seconds)
    else:
        minutes = round(seconds / 60)
        said = ngettext("Wait %(num)d minute, then try again.", "Wait %(num)d minutes, then try again.", minutes)
    return i18n.number(said)


def wrong_sentence() -> str:
    """Return the one sentence for everything that does not open."""
    return str(_("This does not open an account. Look at what you wrote, and try again."))
