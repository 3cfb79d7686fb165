"""What a board calls steps, states and reasons, in the reader's language."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms import i18n
from lms.board.queries import Shown
from lms.board.rules import BANDS, Limits, Reason, Show, State
from lms.catalog.called import KINDS, UNTITLED

STATES = {State.DONE: _l("done"), State.BEGUN: _l("begun"), State.TODO: _l("not begun yet")}

SHOWS = {
    Show.ALL: _l("Everybody"),
    Show.HELP: _l("Needs help"),
    Show.FINISHED: _l("Finished"),
    Show.NEW: _l("Not begun"),
}

NOTHING = "–"


def step(shown: Shown) -> str:
    """Return a step's number and title: "1.2 Four systems"."""
    title = shown.title or str(UNTITLED.get(shown.name) or KINDS[shown.kind])
    return i18n.number(f"{shown.number} {title}".strip())


def reason(
    why: Reason, at: Limits, *, done: int, last_day: date | None, quiz: str, tries: int, most: int | None
) -> str:
    """Return why somebody needs help, as one sentence.

    :param done: needed steps that are done.
    :param quiz: the number of the quiz that was not passed.
    :param tries: how often it was tried.
    :param most: how often it may be tried; None: as often as one likes.
    """
    if why == Reason.QUIZ:
        return _not_passed(quiz, tries, most)
    if why == Reason.NOT_BEGUN:
        days = (at.today - at.starts_day).days
        return i18n.number(
            ngettext(
                "Has not begun. The group began %(num)s day ago.",
                "Has not begun. The group began %(num)s days ago.",
                days,
            )
        )
    if why == Reason.IDLE and last_day is not None:
        days = (at.today - last_day).days
        return i18n.number(ngettext("Has done nothing for %(num)s day.", "Has done nothing for %(num)s days.", days))
    said = _("Is behind: %(done)s steps done, where %(wanted)s would be on time.", done=done, wanted=at.on_time)
    return i18n.number(said)


def _not_passed(quiz: str, tries: int, most: int | None) -> str:
    if most is not None and tries >= most:
        return i18n.number(_("Has not passed quiz %(number)s, and no try is left.", number=quiz))
    return i18n.number(
        ngettext(
            "Has tried quiz %(number)s %(num)s time and not passed.",
            "Has tried quiz %(number)s %(num)s times and not passed.",
            tries,
            number=quiz,
        )
    )


def share(percent: int) -> str:
    """Return a whole percentage."""
    return i18n.number(f"{percent}%")


def band(place: int) -> str:
    """Return what a band of results is called: "50–69%"."""
    least = BANDS[place] // 100
    most = BANDS[place + 1] // 100 - 1 if place + 1 < len(BANDS) else 100
    return i18n.number(f"{least}–{most}%")
