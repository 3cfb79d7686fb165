"""What pages of a course and of its steps show to who reads them now."""

from lms import db, i18n
from lms.catalog import queries
from lms.catalog.called import KINDS, UNTITLED
from lms.catalog.queries import Reading, StepReading
from lms.learn.notes import Notes
from lms.learn.shown import Shown, shown

__all__ = ["KINDS", "UNTITLED", "Shown", "outline", "shown", "step"]


def outline(reading: Reading) -> Shown:
    """Return what the pages about a whole course show."""
    lang = reading.lang_for(i18n.current())
    content = queries.outline(db.session(), reading.revision_id, lang)
    return Shown(content, lang, Notes({}))


def step(reading: StepReading) -> Shown:
    """Return what the pages of a step show."""
    lang = reading.lang_for(i18n.current())
    content = queries.page(db.session(), reading.revision_id, reading.step_id, lang)
    return shown(content, lang)
