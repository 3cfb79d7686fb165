"""The result of an attempt that was handed in: of it, what the quiz lets one see at this moment."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from flask import render_template

from lms import clock, db, i18n
from lms.catalog import queries as catalog
from lms.catalog.models import Content
from lms.learn import results
from lms.learn.results import Answered
from lms.learn.views import shown
from lms.learn.views.handing import Words
from lms.learn.views.shown import Shown
from lms.points import WHOLE
from lms.quizzes.engine.order import shaken
from lms.quizzes.engine.rules.bands import Band, band_of
from lms.quizzes.engine.rules.quiz import QuizSettings, tells_during
from lms.quizzes.engine.rules.review import Item, Moment, moment_at
from lms.quizzes.marking import asked
from lms.quizzes.models import AttemptState, Slot
from lms.quizzes.queries import AttemptReading

_AT_ITS_END = frozenset({Item.RIGHT_ANSWER, Item.GENERAL})
"""What would end a question that may still be tried again (docs.moodle.org, Question behaviours)."""


@dataclass(frozen=True)
class Part:
    """What became of a question, what it shows, and the numbers that were drawn for it.

    :param marked_again: on which day it was marked anew by a mended key; None: never.
    """

    answered: Answered
    shown: Shown
    numbers: Mapping[str, str]
    marked_again: date | None = None


def page(reading: AttemptReading) -> str:
    """Return the page of an attempt that has ended."""
    attempt, settings, now = reading.attempt, QuizSettings.of(reading.settings), clock.now()
    moment = moment_at(handed_in_at=attempt.handed_in_at, closes_at=attempt.closes_at, now=now)
    items = seen_at(settings, moment)
    is_discarded = attempt.state == AttemptState.DISCARDED
    parts = _parts(reading, settings, moment) if Item.ATTEMPT in items and not is_discarded else []
    return render_template(
        "learn/result.html",
        reading=reading,
        results=parts,
        discarded=is_discarded,
        says_marks=Item.MARKS in items,
        says_outcomes=Item.CORRECTNESS in items,
        more_now=moment == Moment.JUST_AFTER and not items <= seen_at(settings, Moment.LATER),
        more_later=attempt.closes_at is not None and not seen_at(settings, Moment.AFTER_CLOSE) <= items,
        no_try_left=_is_last(reading, settings),
        band=_band(reading, settings) if Item.OVERALL in items and attempt.points is not None else None,
    )


def seen_at(settings: QuizSettings, moment: Moment) -> frozenset[Item]:
    """Return what may be seen of an attempt at a moment."""
    told = tells_during(settings.behaviour)
    return frozenset(each for each in Item if settings.review.shows(moment, each, told_during=told))


def part(
    reading: AttemptReading,
    slot: Slot,
    settings: QuizSettings,
    moment: Moment,
    content: Content,
    written: Content,
    *,
    words: Words,
) -> Part:
    """Return of one question what may be seen at a moment."""
    items = seen_at(settings, moment)
    if moment == Moment.DURING and not slot.is_ended:
        items -= _AT_ITS_END
    content = results.seen(laid_out(reading, slot, content), items)
    task = asked(slot, reading.attempt.seed, written).task
    fields = words.fields(slot, written)
    answered = results.answered(task, fields, content, items=items, mark=slot.points)
    answered = replace(answered, waited=words.waited.get(slot.id))
    lang = reading.lang_for(i18n.current())
    return Part(answered, shown.shown(content, lang), task.said(), slot.marked_again_day)


def laid_out(reading: AttemptReading, slot: Slot, content: Content) -> Content:
    """Return a question with its lists in the order of this attempt, the same in every language."""
    if not reading.settings["shuffle_options"] or content.get("type") in ("truefalse", "scale"):
        return content
    seed = f"{reading.attempt.seed} {slot.position}"
    lists = {name: shaken(content[name], seed, lambda each: str(each["id"])) for name in _SHAKEN if name in content}
    gaps = [laid_out(reading, slot, gap) if "options" in gap else gap for gap in content.get("gaps", ())]
    return {**content, **lists, **({"gaps": gaps} if gaps else {})}


_SHAKEN = ("options", "items", "matches")


def _parts(reading: AttemptReading, settings: QuizSettings, moment: Moment) -> list[Part]:
    slots, lang = reading.attempt.slots, reading.lang_for(i18n.current())
    pages = catalog.answered_pages(db.session(), reading.revision_id, [slot.question_id for slot in slots], lang)
    words = Words.handed_in(slots, reading.attempt)
    return [part(reading, slot, settings, moment, *pages[slot.question_id], words=words) for slot in slots]


def _is_last(reading: AttemptReading, settings: QuizSettings) -> bool:
    """Tell whether no further try may begin, ever: somebody may have been given more than the quiz gives."""
    own = reading.attempt.most
    most = settings.clock.attempts if own is None else own
    return bool(most) and reading.attempt.number >= (most or 0)


def _band(reading: AttemptReading, settings: QuizSettings) -> Mapping[str, Any] | None:
    """Return the name of the grade and what is said with it; None: the quiz has no grades."""
    bands = [Band(least=least, name={}) for least in settings.bands]
    found = band_of(bands, Fraction(reading.attempt.points or 0, WHOLE))
    if found is None:
        return None
    lang = reading.lang_for(i18n.current())
    content = catalog.page(db.session(), reading.revision_id, reading.step_id, lang)
    said: Mapping[str, Any] = content["bands"][bands.index(found)]
    return {**said, "shown": shown.shown(content, lang)}
