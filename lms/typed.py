"""What people type into forms, at the door: tidied, and Zawgyi turned into Unicode or asked about."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from math import inf
from typing import Any

from flask import current_app, request
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import Length

from lms import i18n, kept
from lms.text.canonical import tidy
from lms.text.zawgyi.judge import Verdict, converted, verdict

ANSWER = "zawgyi-"
"""With a field's name behind it: what its writer answered when asked."""
_LONGER = 2
"""No text becomes half as long when it is converted or tidied."""


class Answer(StrEnum):
    """What a writer may answer."""

    AS_TYPED = "typed"
    CONVERT = "convert"


class Typed:
    """A field of text, mixed into one of WTForms.

    A page shows the question where `asked`, with `proposal`; the answer comes in a field of its own, so that two
    buttons are enough. What its writer wants as typed is kept so to the byte.
    """

    is_name = True
    """It names a person or a thing: it is never changed without asking."""

    name: str
    data: Any
    validators: Sequence[object]
    answer = ""
    asked = False
    proposal = ""
    as_typed = False
    """Its writer said so; the page says it again when it sends the form once more."""
    converted_from: str | None = None
    """What was typed, where it was surely Zawgyi and `data` is Unicode."""

    def process(self, formdata: Any, *data: Any, **more: Any) -> None:
        """Take the answer, then what was typed."""
        self.answer = formdata.get(ANSWER + self.name, "") if formdata else ""
        super().process(formdata, *data, **more)  # type: ignore[misc]

    def process_formdata(self, values: list[str]) -> None:
        """Take the text that was typed, tidied.

        :raises ValueError: it may be Zawgyi, and its writer must say.
        """
        if not values:
            return
        typed = values[0]
        if len(typed.strip()) > _LONGER * self._most():  # It is refused anyway, and to convert it could take seconds.
            self.data = typed
            return
        found = self.judged(typed)
        if found is Verdict.FINE:
            self.data = tidy(typed).strip()
        elif self.answer == Answer.AS_TYPED:
            self.data, self.as_typed = typed, True
        elif self.answer == Answer.CONVERT or found is Verdict.CONVERT:
            self.data = self.in_unicode(typed).strip()
            self.converted_from = typed if self.answer != Answer.CONVERT else None
        else:
            self.data, self.asked, self.proposal = typed, True, self.in_unicode(typed).strip()
            raise ValueError(_l("Was this typed with a Zawgyi keyboard? Choose how it shall be kept."))

    def _most(self) -> float:
        """Return how many signs the field takes."""
        return min((each.max for each in self.validators if isinstance(each, Length) and each.max > 0), default=inf)

    def judged(self, typed: str) -> Verdict:
        """Judge the whole field. A reader of English may have typed Burmese, and is asked."""
        return verdict(typed, lang=i18n.current(), name=self.is_name)

    def in_unicode(self, typed: str) -> str:
        """Return what was typed as Unicode."""
        return converted(typed)


def keep(fields: Iterable[Field]) -> None:
    """Keep what was typed in fields that were converted, before anything is done with a form."""
    for field in fields:
        typed = getattr(field, "converted_from", None)
        if typed is not None:
            answer = ANSWER + field.name
            sent = [(name, value) for name, value in kept.plain_fields().items(multi=True) if name != answer]
            current_app.extensions["lms.keep_typed"](path=request.path, field=field.name, typed=typed, sent=sent)
