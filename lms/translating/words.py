"""What pages and files call states, languages and places in a course."""

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.catalog.models import TextState
from lms.catalog.package.course import Package
from lms.catalog.package.languages import KNOWN
from lms.catalog.package.layout import place_of
from lms.text.syllables import cut

SHORT = 160
"""Signs that are shown of a text that is only named."""

STATES = {
    # Translators: the state of a text in a language.
    TextState.MISSING: _l("missing"),
    TextState.DRAFT: _l("draft"),
    TextState.STALE: _l("stale"),
    TextState.REVIEWED: _l("reviewed"),
}

FILES = {
    "course": _l("About the course"),
    "module": _l("About the module"),
    "sources": _l("Sources"),
    "glossary": _l("Words explained"),
    "bank": _l("Questions of the module"),
    "check": _l("Questions inside a lesson"),
    "lesson": _l("Lesson"),
    "plan": _l("Plan"),
    "case": _l("A case to think through"),
    "reflection": _l("A question to yourself"),
    "quiz": _l("Quiz"),
    "dialogue": _l("Dialogue"),
    "pretest": _l("Test before the course"),
    "posttest": _l("Test after the course"),
}
"""What the files of a course are called, by their kind."""

KINDS = {
    "title": _l("Title"),
    "summary": _l("Summary"),
    "paragraph": _l("Paragraph"),
    "heading": _l("Heading"),
    "item": _l("Item of a list"),
    "cell": _l("Cell of a table"),
    "alt": _l("What a picture shows"),
    "caption": _l("Below a picture"),
    "stem": _l("Question"),
    "feedback": _l("Answer to a choice"),
    "term": _l("Term"),
    "meaning": _l("Meaning"),
    "fact": _l("Fact"),
    "work": _l("Source"),
    "guide": _l("For the facilitator"),
}
"""What a piece of a lesson is called, or the key of a text in another file."""


def language(code: str) -> str:
    """Return what the reader calls a language."""
    locale = get_locale()
    names = locale.languages if locale else {}
    return str(names.get(code, KNOWN.get(code, code)))


def kind(name: str) -> str:
    """Return what a row is called."""
    return str(KINDS.get(name, _("Text")))


def file(path: str) -> str:
    """Return what a file is called: "Lesson 1", "Questions of the module"."""
    place = place_of(path)
    assert place is not None, path
    named = FILES[place.stem if place.kind == "test" else place.kind]
    number = place.stem.partition("-")[0]
    return f"{named} {int(number)}" if number.isdecimal() else str(named)


def where(path: str) -> str:
    """Return where in a course a file stands, by the number of its folder: "2. Dialogue"."""
    number = path.partition("-")[0] if "/" in path else ""
    return f"{int(number)}. {file(path)}" if number.isdecimal() else file(path)


def short(words: str) -> str:
    """Return the beginning of a long text, cut between words or syllables."""
    return cut(words, SHORT)


def place(package: Package, path: str, lang: str) -> str:
    """Return where in a course a file stands: "1. Why share power? – Dialogue"."""
    where = place_of(path)
    if where is None or not where.module:
        return file(path)
    title = package.value(f"{where.module}/module.yaml")["title"]
    words = title.get(lang) or next(iter(title.values()))
    said = str(words["text"] if isinstance(words, dict) else words)
    number = package.modules.index(where.module) + 1
    return str(_("%(number)s. %(title)s – %(part)s", number=number, title=said, part=file(path)))
