"""Which texts go out to a translator, and what their file says."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext as _

from lms.catalog.models import TextState
from lms.catalog.package.course import Package
from lms.translating import words
from lms.translating.docx import Line, Paper, Section
from lms.translating.pairs import Pair

DIGEST_DIGITS = 12
_KEY = re.compile(r"\s*([a-z0-9]{4,12}) ([a-z]{2,3}) ([a-z]{2,3}) ([0-9a-f]{12})\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Key:
    """What a file holds: the texts of a course, by its code, as of the revision whose digest begins so."""

    code: str
    origin: str
    to: str
    digest: str

    def __str__(self) -> str:
        """Return it as it stands in the file."""
        return f"{self.code} {self.origin} {self.to} {self.digest[:DIGEST_DIGITS]}"


def key_in(cell: str) -> Key | None:
    """Return the key that stands in the first cell of a table."""
    found = _KEY.fullmatch(cell)
    return Key(*(part.lower() for part in found.groups())) if found else None


def chosen(pairs: Iterable[Pair], *, states: Iterable[TextState] = (), module: str = "") -> list[Pair]:
    """Return the texts in one of these states, of one module; of all where none is named."""
    wanted = set(states)
    return [
        pair
        for pair in pairs
        if (not wanted or pair.state in wanted) and (not module or pair.owner.startswith(f"{module}/"))
    ]


def paper(package: Package, pairs: list[Pair], key: Key) -> Paper:
    """Return what a translator's file says, in the language of who asks for it."""
    sections, number = [], 0
    for path, together in groupby(pairs, lambda pair: pair.path):
        lines = []
        for pair in together:
            for row in pair.rows:
                number += 1
                note = str(words.STATES[pair.state])
                lines.append(Line(number, row.id, note, row.source, row.target))
        sections.append(Section(words.place(package, path, key.origin), lines))
    names = words.language(key.origin), words.language(key.to)
    advice = [
        _("Write only in the right column. What you leave as it is stays as it is."),
        _(
            "Keep these marks: [[term]], [[term|words]], [@source], **strong**. "
            "Of [[term|words]] translate only the words."
        ),
        _("Keep the first column: by it the site knows the texts again. Do not join or divide rows."),
        _("The file can be sent back before all of it is done."),
    ]
    return Paper(str(key), _("Texts to translate: %(origin)s – %(to)s", origin=names[0], to=names[1]), advice, names,
                 (key.origin, key.to), sections)  # fmt: skip
