"""What pages of a course and of its steps show to who reads them now."""

from collections import OrderedDict

from lms import db, i18n
from lms.catalog import queries
from lms.catalog.called import KINDS, UNTITLED
from lms.catalog.models import Content
from lms.catalog.queries import Reading, StepReading
from lms.learn.notes import Notes
from lms.learn.shown import Shown, shown

__all__ = ["KINDS", "UNTITLED", "Shown", "outline", "shown", "step"]

_outlines: OrderedDict[tuple[str, str], Content] = OrderedDict()
"""What some courses show: a revision never changes, and most readers read the same few. Nobody writes into it."""
_MOST_OUTLINES = 12


def outline(reading: Reading) -> Shown:
    """Return what the pages about a whole course show."""
    lang = reading.lang_for(i18n.current())
    key = (reading.revision_uid, lang)
    found = _outlines.get(key) or queries.outline(db.session(), reading.revision_id, lang)
    _outlines[key] = found
    while len(_outlines) > _MOST_OUTLINES:
        _outlines.popitem(last=False)
    return Shown(found, lang, Notes({}))


def step(reading: StepReading) -> Shown:
    """Return what the pages of a step show."""
    lang = reading.lang_for(i18n.current())
    content = queries.page(db.session(), reading.revision_id, reading.step_id, lang)
    return shown(content, lang)
