"""What the pages of the bank call types, parts, states and answers."""

import re

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape

from lms import i18n, languages
from lms.quizzes.engine.definition import State
from lms.spoken import in_words
from lms.text.syllables import cut

SHORT = 90
"""Signs of a question that a list shows."""
_NAMED = 40
_PLACE = re.compile(r"\{\{[^{}]*\}\}")

TYPES: dict[str, object] = {
    "single": _l("One right answer"),
    "multiple": _l("Several right answers"),
    "truefalse": _l("True or false"),
    "matching": _l("Matching"),
    "ordering": _l("Putting in order"),
    "shorttext": _l("A word or two"),
    "number": _l("A number"),
    "gapselect": _l("Gaps to choose for"),
    "cloze": _l("Gaps of any kind"),
    "calculated": _l("A calculation"),
    "scale": _l("A scale"),
    "essay": _l("An essay"),
    "upload": _l("A file"),
    "information": _l("Only information"),
}

WHAT_FOR: dict[str, object] = {
    "single": _l("Options, of which exactly one is right."),
    "multiple": _l("Options, of which some are right; each counts for itself."),
    "truefalse": _l("A sentence that is true or false."),
    "matching": _l("Things, and what belongs to each of them."),
    "ordering": _l("Things that are to be put in their order."),
    "shorttext": _l("A word is typed, and compared with answers that you accept."),
    "number": _l("A number is typed; you say how near it has to be, and in which units."),
    "gapselect": _l("A text with gaps; for each gap one option is chosen."),
    "cloze": _l("A text with gaps; each gap is a small question of its own."),
    "calculated": _l("Numbers are drawn anew for each try; you write the formula."),
    "scale": _l("How much somebody agrees, how sure somebody is. Nothing is right or wrong."),
    "essay": _l("A longer text, which you mark."),
    "upload": _l("A file or a photo, which you mark."),
    "information": _l("A text between questions. Nothing is asked."),
}

STATES: dict[str, object] = {
    # Translators: the state of a question in the bank.
    State.DRAFT: _l("draft"),
    State.READY: _l("ready"),
    State.RETIRED: _l("retired"),
}

NOTHING_CHOSEN = _l("Choose…")

_LABELS: dict[str, object] = {
    "stem": _l("What is asked"),
    "objective": _l("Objective"),
    "difficulty": _l("Difficulty"),
    "tags": _l("Tags"),
    "form": _l("Form of the tests"),
    "state": _l("State"),
    "sources": _l("Sources it rests on"),
    "picture": _l("Picture"),
    "sound": _l("Recording"),
    "file": _l("File"),
    "alt": _l("What the picture shows"),
    "caption": _l("Below the picture"),
    "transcript": _l("What is said in it, word for word"),
    "feedback": _l("Why it is right or wrong"),
    "combined": _l("Said to all whose answer is right, partly right or wrong"),
    "hints": _l("Hints"),
    "penalty": _l("What each wrong try costs, as a part of the mark"),
    "weight": _l("Weight"),
    "options": _l("Options"),
    "text": _l("What it says"),
    "right": _l("This is right"),
    "share": _l("Share of the mark"),
    "marking": _l("What counts"),
    "answer": _l("The sentence is"),
    "if_true": _l("Said to who answered “true”"),
    "if_false": _l("Said to who answered “false”"),
    "items": _l("Things"),
    "matches": _l("What belongs to them"),
    "match": _l("What belongs to it"),
    "answers": _l("Accepted answers"),
    "accept": _l("Accepted, one way to write it a line"),
    "case": _l("Large and small letters differ"),
    "value": _l("The right number"),
    "tolerance": _l("How far off is still right"),
    "kind": _l("Counted as"),
    "by": _l("By how much"),
    "units": _l("Units"),
    "unit": _l("Whether a unit must be given"),
    "unit_penalty": _l("What a missing or wrong unit costs, as a part of the mark"),
    "names": _l("Every way to write it, one a line"),
    "factor": _l("How many of the first unit it holds"),
    "gaps": _l("Gaps"),
    "id": _l("Name in the text"),
    "variables": _l("Numbers that are drawn"),
    "least": _l("The smallest"),
    "most": _l("The largest"),
    "step": _l("In steps of"),
    "formula": _l("Formula"),
    "points": _l("Points of the scale"),
    "rubric": _l("What you look for when you mark"),
    "levels": _l("How far it may be reached"),
    "markers": _l("How many people mark each answer"),
    "shortest": _l("The fewest letters and signs"),
    "longest": _l("The most letters and signs"),
    "types": _l("Files that are taken"),
    "most_files": _l("How many files"),
    "most_kb": _l("Largest file, in kilobytes"),
    "clear_wrong": _l("Empty what is wrong for the next try"),
    "count_right": _l("Say how many parts are right"),
}
_INSIDE: dict[tuple[str, str], object] = {
    ("", "feedback"): _l("Said to everybody who answered"),
    ("", "weight"): _l("Weight among the questions"),
    ("combined", "right"): _l("If right"),
    ("combined", "partly"): _l("If partly right"),
    ("combined", "wrong"): _l("If wrong"),
    ("gaps", "weight"): _l("Weight among the gaps"),
    ("rubric", "weight"): _l("Weight among what you look for"),
    ("rubric", "text"): _l("What you look for"),
}
_ROWS: dict[str, object] = {
    "options": _l("Option %(number)s"),
    "items": _l("Thing %(number)s"),
    "matches": "%(number)s",
    "answers": _l("Answer %(number)s"),
    "units": _l("Unit %(number)s"),
    "gaps": _l("Gap %(number)s"),
    "variables": _l("Number %(number)s"),
    "points": _l("Point %(number)s"),
    "rubric": _l("Criterion %(number)s"),
    "levels": _l("Level %(number)s"),
    "hints": _l("Hint %(number)s"),
}
_ADD: dict[str, object] = {
    "options": _l("Add an option"),
    "items": _l("Add a thing"),
    "matches": _l("Add one more"),
    "answers": _l("Add an answer"),
    "units": _l("Add a unit"),
    "gaps": _l("Add a gap"),
    "variables": _l("Add a number"),
    "points": _l("Add a point"),
    "rubric": _l("Add a criterion"),
    "levels": _l("Add a level"),
    "hints": _l("Add a hint"),
}
_CHOICES: dict[tuple[str, str], object] = {
    ("difficulty", "easy"): _l("easy"),
    ("difficulty", "medium"): _l("medium"),
    ("difficulty", "hard"): _l("hard"),
    ("answer", "true"): _l("True"),
    ("answer", "false"): _l("False"),
    ("form", "a"): _l("a: one of the two tests"),
    ("form", "b"): _l("b: the other test"),
    ("marking", "partial"): _l("each for itself, together never below nothing"),
    ("marking", "negative"): _l("each for itself, also below nothing"),
    ("marking", "all-or-nothing"): _l("only the whole right answer"),
    ("marking", "position"): _l("each thing at its place"),
    ("marking", "pairs"): _l("each two that follow each other"),
    ("kind", "absolute"): _l("the same for every number: 5 means 5 more or less"),
    ("kind", "relative"): _l("a part of the right number: 0.05 means 5 % more or less"),
    ("kind", "figures"): _l("figures that must agree: 3 means the first three"),
    ("unit", "optional"): _l("may be left out"),
    ("unit", "needed"): _l("must be given"),
    **{("state", state): words for state, words in STATES.items()},
}
_HINTS: dict[tuple[str, str], object] = {
    ("", "tags"): _l("Names to draw by, with spaces between: small Latin letters, digits and hyphens."),
    ("", "form"): _l("Only for the tests before and after: for each question of form a there is one of form b."),
    ("", "matches"): _l("Some may be left over: they make it harder to guess."),
    ("items", "match"): "",
    ("options", "share"): _l(
        "Only where options count differently: a part of the whole, or below zero. Then leave “This is right” alone."
    ),
    ("", "markers"): _l("One or two. Where there are two, neither sees the other's mark."),
    ("answers", "share"): _l("1 is the whole mark; less for an answer that is only partly right."),
    ("levels", "share"): _l("A part of the mark from 0 to 1; the best level has 1."),
    ("answers", "accept"): _l("The sign * stands for anything."),
    ("answers", "formula"): _l("With + - * / ^, brackets and the names of the numbers: a * b."),
}


def label(parent: str, key: str) -> object:
    """Return what a part is called.

    :param parent: the key of what it stands in; empty: the question itself.
    """
    return _INSIDE.get((parent, key)) or _LABELS[key]


def hint(parent: str, key: str) -> object:
    """Return a sentence that helps; empty where none is needed."""
    return _HINTS.get((parent, key), "")


def in_language(name: object, lang: str) -> str:
    """Return the label of a field that holds a text in a language."""
    return str(_("%(what)s (%(language)s)", what=name, language=language(lang)))


def language(code: str) -> str:
    """Return the name of a language, as the reader calls it."""
    return str(get_locale().languages.get(code, languages.KNOWN[code].name))


def row(key: str, number: int) -> str:
    """Return the heading of a row."""
    return i18n.number(str(_ROWS[key]) % {"number": number})


def add(key: str) -> object:
    """Return the words of the button that adds a row."""
    return _ADD[key]


def choice(key: str, value: str) -> object:
    """Return the words of one of several answers to pick from."""
    return _CHOICES.get((key, value), value)


def numbered(place: int, words: str) -> str:
    """Return a thing of a list as another list calls it."""
    return f"{i18n.number(place)}. {cut(words, _NAMED)}".rstrip(" .") if words else i18n.number(place)


def short(words: str) -> str:
    """Return as much of a text as a list shows, with its gaps as lines."""
    return cut(" ".join(_PLACE.sub("___", words).split()), SHORT)


def spoken(*sentences: object) -> Markup:
    """Return what the check says, in the reader's language; the place of a gap is no word of any."""
    said = " ".join(map(in_words, sentences))
    pieces = _PLACE.split(said)
    places = [Markup('<code lang="en">{}</code>').format(place) for place in _PLACE.findall(said)]
    return Markup("").join(escape(piece) + place for piece, place in zip(pieces, [*places, ""], strict=True))


def gap_hint(name: str) -> Markup:
    """Return how gaps, or drawn numbers, stand in a text."""
    said = _("Each stands in the text once, in every language, as %(place)s. Move it to where it belongs.", place="\0")
    before, _place, after = said.partition("\0")
    return Markup('{}<code lang="en">{{{{{}}}}}</code>{}').format(before, name, after)
