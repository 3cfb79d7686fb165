"""Short text: a word or a phrase is typed, and compared with accepted answers in which * stands for anything."""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import ClassVar

from lms.quizzes.engine import fields as form
from lms.quizzes.engine.answer_key import key, keys
from lms.quizzes.engine.codec import Text
from lms.quizzes.engine.refusal import Fault, NotAnAnswer, Reason, Unsound
from lms.quizzes.engine.task import NONE, Fields, Part, Task, Verdict
from lms.quizzes.engine.types import unique

FIELD = "text"
MOST_SIGNS = 300
MOST_ANSWERS = 30
_ANY = "\ue000"
"""Stands for * while a pattern is brought into order: no keyboard writes it."""
_STAR = re.compile(r"\\(\*)|\*")


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """What is taken for an answer, in any language, and what it is worth.

    :param accept: patterns: * stands for any signs or none, \\* for a star.
    :param share: from 0, for a mistake that deserves feedback of its own, to 1.
    """

    id: str
    accept: tuple[str, ...]
    share: Fraction = Fraction(1)
    feedback: Text | None = None


@dataclass(frozen=True)
class Typed:
    """What was typed, as it was typed."""

    text: str

    def fields(self) -> Fields:
        """Return it as it is stored."""
        return {FIELD: [self.text]}


@dataclass(frozen=True, kw_only=True)
class ShortText(Task[Typed]):
    """The first of the answers that fits decides (docs.moodle.org, Short-Answer question type).

    :param case: whether large and small letters differ.
    """

    kind: ClassVar[str] = "shorttext"
    answers: tuple[Accepted, ...]
    case: bool = False

    def __post_init__(self) -> None:
        """Refuse a question that no answer answers wholly."""
        unique.check("answers", self.answers, least=1, most=MOST_ANSWERS)
        for place, each in enumerate(self.answers):
            if not each.accept or len(each.accept) > MOST_ANSWERS:
                raise Unsound(Fault.TOO_LARGE if each.accept else Fault.TOO_FEW, ("answers", place, "accept"))
            for pattern in each.accept:
                if not 0 < len(pattern.strip()) <= MOST_SIGNS:
                    raise Unsound(Fault.OUT_OF_RANGE, ("answers", place, "accept"))
            if not 0 <= each.share <= 1:
                raise Unsound(Fault.OUT_OF_RANGE, ("answers", place, "share"))
        if self.right() is None:
            raise Unsound(Fault.SHARES, ("answers",))

    def read(self, fields: Fields) -> Typed:
        """Return what was typed."""
        form.known(fields, (FIELD,))
        text = form.one(fields, FIELD, most=MOST_SIGNS)
        if not key(text):
            raise NotAnAnswer(Reason.NOTHING)
        return Typed(text)

    def mark(self, response: Typed) -> Verdict:
        """Return what the first answer that fits is worth."""
        said = keys(response.text, case=self.case)
        for each in self.answers:
            accepted = [_pieces(pattern, case=self.case) for pattern in each.accept]
            if any(_fits(own, pieces) for pieces in accepted for own in said):
                return Verdict(each.share, (Part(FIELD, each.share),), (each.id,) if each.feedback else ())
        return Verdict(NONE, (Part(FIELD, NONE),))

    def right(self) -> Typed | None:
        """Return the first pattern of a whole answer, without its stars."""
        for each in self.answers:
            for pattern in each.accept if each.share == 1 else ():
                shown = Typed(_STAR.sub(lambda star: star[1] or "", pattern.replace(_ANY, "")).strip() or "*")
                if self.mark(shown).share == 1:
                    return shown
        return None


@lru_cache(maxsize=4096)
def _pieces(pattern: str, *, case: bool) -> tuple[str, ...]:
    marked = _STAR.sub(lambda star: star[1] or _ANY, pattern.replace(_ANY, ""))
    return tuple(key(marked, case=case).split(_ANY))


def _fits(said: str, pieces: tuple[str, ...]) -> bool:
    """Tell whether the pieces stand in `said` one after the other, the first at its beginning, the last at its end.

    Each is looked for once, from where the one before ended: the time grows with the length of both, no faster.
    """
    if len(pieces) == 1:
        return said == pieces[0]
    first, *inner, last = pieces
    if not said.startswith(first):
        return False
    at = len(first)
    for piece in inner:
        found = said.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return said.endswith(last) and len(said) - len(last) >= at
