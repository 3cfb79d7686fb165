"""An answer as a page sends it: the fields of a question, each named behind a mark of its own."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from lms.ids import UidConverter
from lms.quizzes.engine.task import Fields
from lms.text.canonical import without_controls

MARK = "a."
"""Stands before the name of each field of an answer."""
SHOWN = "s."
"""Stands before the name of each field as it was when the page was made. So the answer itself says whether it changes
anything: what has been saved meanwhile must not decide that, or the same answers would end otherwise in another order.
"""
MOST_FIELDS = 200
MOST_VALUES = 100
_DIGITS = 32
_NUMBER = re.compile("[0-9]{1,7}")
_UID = re.compile(UidConverter.regex)
_SURE = ("", "1", "2", "3")


MOST_SEQ = 1_000_000


@dataclass(frozen=True)
class Stamp:
    """What tells an answer to a question of an attempt from others.

    :param seq: what the page counted, from 1.
    :param uid: made with the page.
    :param certainty: how sure its giver is, 1 to 3; None: nothing was said.
    """

    seq: int
    uid: str
    certainty: int | None


def stamp_of(form: MultiDict[str, str]) -> Stamp | None:
    """Return the stamp of an answer; None: it is no stamp that a page of ours bears."""
    seq, uid, certainty = (form.get(name, "") for name in ("seq", "uid", "certainty"))
    if not (_NUMBER.fullmatch(seq) and 1 <= int(seq) <= MOST_SEQ and _UID.fullmatch(uid) and certainty in _SURE):
        return None
    return Stamp(int(seq), uid, int(certainty) if certainty else None)


def fields_of(form: MultiDict[str, str], mark: str = MARK) -> dict[str, Sequence[str]]:
    """Return what was chosen and typed, by the names of the question's fields; empty values are nothing.

    Control characters are taken out, for a refused answer stands in its page again.
    What a question does not ask, its type refuses; here only the number is bounded.
    """
    names = [name for name in form if name.startswith(mark)][:MOST_FIELDS]
    found = {name.removeprefix(mark): [without_controls(each) for each in form.getlist(name)] for name in names}
    filled = {name: [each for each in values if each][:MOST_VALUES] for name, values in found.items()}
    return {name: values for name, values in filled.items() if values}


def same(held: Fields, sent: Fields) -> bool:
    """Tell whether the answer that holds is the one that was sent, whatever the order of its values."""
    one, other = (
        {name: sorted(value.strip() for value in values) for name, values in each.items() if values}
        for each in (held, sent)
    )
    return one == other


def changes_nothing(form: MultiDict[str, str]) -> bool:
    """Tell whether what is answered is what the page showed."""
    now, then = ({name: sorted(each) for name, each in fields_of(form, mark).items()} for mark in (MARK, SHOWN))
    same = now.keys() == then.keys() and all(then[name] in (now[name], sorted(map(digest, now[name]))) for name in now)
    return same and form.get("certainty", "") == form.get("shown-certainty", "")


def digest(words: str) -> str:
    """Return what stands for long words that a page showed, so that they are not sent twice."""
    return f"sha256-{hashlib.sha256(words.encode()).hexdigest()[:_DIGITS]}"
