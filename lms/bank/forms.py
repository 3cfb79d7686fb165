"""The form of a question of any type: its fields are those that its sheet and its rows ask for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, HiddenField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import Regexp
from wtforms.widgets import TextInput

from lms import i18n
from lms.bank import flat as flats
from lms.bank import words
from lms.bank.flat import Flat
from lms.bank.sheet import As, Part
from lms.catalog.package import decode
from lms.forms import (
    Form,
    NamesField,
    PickField,
    PickFromListField,
    PickSomeField,
    SoughtField,
    WholeNumberField,
    WordsField,
    at_most,
    between,
    options,
)
from lms.quizzes.engine import numerals
from lms.quizzes.engine.refusal import NotAnAnswer

_MOST_NAMES = 800
_MOST_LINES = 10_000
_MOST_DIGITS = 9
_FEW = 2
_IS_ID = Regexp(r"[a-z0-9-]{1,60}\Z", message=_l("Choose one of the answers on the page."))
"""What a page gives to rows; the exact rule is the schema's."""


@dataclass(frozen=True)
class Choices:
    """What a course lets one pick from, each as (name, label), by what is picked: "objective", "picture", …"""

    languages: tuple[str, ...]
    of: Mapping[str, tuple[tuple[str, str], ...]]


class ExactField(Field):  # type: ignore[misc]
    """A number, exact: a whole, a decimal or a fraction, in digits of any script. `data` is what a package has."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else i18n.number(flats.shown(self.data))

    def process_formdata(self, values: list[str]) -> None:
        """Take the number that was typed.

        :raises ValueError: it is none.
        """
        if not values:
            return
        self.data = None
        if values[0].strip():
            try:
                self.data = written(values[0])
            except (NotAnAnswer, ValueError, ZeroDivisionError):
                raise ValueError(_l("Write a number, such as 12, 0.5 or 1/3.")) from None


def written(typed: str) -> int | float | str:
    """Return a number as a package has it.

    :raises NotAnAnswer: it is none.
    :raises ValueError: something stands behind it.
    """
    parts = typed.split("/")
    if len(parts) > _FEW:
        raise ValueError(typed)
    read = [numerals.read(part) for part in parts]
    if any(rest for _, rest in read):
        raise ValueError(typed)
    value = read[0][0] / read[1][0] if len(read) > 1 else read[0][0]
    return as_written(value)


def as_written(value: Fraction) -> int | float | str:
    """Return an exact number in the shortest way that a package can have it."""
    if value.denominator == 1 and abs(value) < 10**_MOST_DIGITS:
        return int(value)
    near = float(value) if abs(value) < 10**_MOST_DIGITS else 0.0
    if Fraction(str(near)) == value and Fraction(flats.shown(near)) == value:
        return near
    return str(value)


def writable(_form: object, field: Field) -> None:
    """Refuse a sign that no file of a course may hold: what was written could not be read again.

    :raises ValidationError: there is one; which, and what to do.
    """
    found = decode.steering(field.data or "")
    if found is not None:
        raise ValidationError(words.spoken(*found))


def form_for(parts: Iterable[Part], flat: Flat, choices: Choices, sent: MultiDict[str, str] | None) -> Form:
    """Return the form whose fields hold `flat`.

    :param sent: what was sent, as far as it is in `flat` too; None: the page is shown for the first time.
    """
    fields = dict(_fields(parts, flat, choices, ""))
    made: type[Form] = type("QuestionForm", (Form,), {**fields, **_also()})
    if sent is not None:
        return made(MultiDict((name, value) for name, values in flat.items() for value in values))
    return made(data={name: _data(fields.get(name), values) for name, values in flat.items()})


def _also() -> dict[str, Any]:
    return {"spelling": BooleanField(_l("Only the spelling changed: translations stay as good as they are"))}


def _data(field: Any, values: list[str]) -> Any:
    """Return what a field holds, of what stands in it."""
    kind = getattr(field, "field_class", None)
    if kind is BooleanField:
        return bool(values)
    if kind is PickSomeField:
        return values
    if kind is WholeNumberField:
        return int(values[0])
    return values[0]


def _fields(parts: Iterable[Part], flat: Flat, choices: Choices, name: str, parent: str = "") -> Iterator[Any]:
    for part in parts:
        own = name + part.key
        if part.way == As.GROUP:
            yield from _fields(part.parts, flat, choices, f"{own}-", part.key)
        elif part.way == As.ROWS:
            for number in flats.numbers(flat, own, part.most):
                kind = (flat.get(f"{own}-{number}-{flats.TYPE}") or [""])[0]
                if part.kinds:
                    yield f"{own}-{number}-{flats.TYPE}", HiddenField()
                yield from _fields(part.inside(kind), flat, choices, f"{own}-{number}-", part.key)
        elif part.is_text:
            for lang in choices.languages:
                label = words.in_language(words.label(parent, part.key), lang)
                yield f"{own}-{lang}", WordsField(label, [at_most(part.most), writable])
        else:
            yield own, _field(part, words.label(parent, part.key), flat, choices)


def _field(part: Part, label: object, flat: Flat, choices: Choices) -> Any:
    if part.way == As.PICK:
        return _pick(part, label, flat, choices)
    if part.way == As.MANY:
        pairs = choices.of.get(part.of, ()) if part.of else [(each, each) for each in part.choices]
        return PickSomeField(label, choices=[SelectChoice(value, _in_english(value, said)) for value, said in pairs])
    simple: dict[As, Callable[[], Any]] = {
        As.WORD: lambda: SoughtField(label, [at_most(part.most), writable]),
        As.LINES: lambda: NamesField(label, [at_most(_MOST_LINES), writable]),
        As.NAMES: lambda: SoughtField(label, [at_most(_MOST_NAMES), writable]),
        As.FLAG: lambda: BooleanField(label),
        As.WHOLE: lambda: WholeNumberField(label, [between(part.least, part.most)]),
        As.NUMBER: lambda: ExactField(label),
        As.ID: lambda: HiddenField(label, [_IS_ID]),
        As.NAME: lambda: SoughtField(label, [at_most(60), writable]),
    }
    return simple[part.way]()


def _pick(part: Part, label: object, flat: Flat, choices: Choices) -> Any:
    if part.of == "match":
        there = [(flat.get(f"matches-{number}-id") or [""])[0] for number in flats.numbers(flat, "matches")]
        pairs: list[tuple[str, object]] = [
            (name, words.numbered(place, _first_words(flat, f"matches-{number}-text")))
            for place, (name, number) in enumerate(zip(there, flats.numbers(flat, "matches"), strict=True), 1)
        ]
    elif part.of:
        pairs = list(choices.of.get(part.of, ()))
    else:
        pairs = [(each, words.choice(part.key, each)) for each in part.choices]
    if part.choices == ("true", "false"):
        return PickField(label, choices=options(*pairs))
    nothing = [] if part.default is not None else [("", words.NOTHING_CHOSEN)]
    choices_there = [SelectChoice(value, said, {"lang": "en"} if value == said else {}) for value, said in pairs]
    return PickFromListField(label, choices=[*options(*nothing), *choices_there])


def _in_english(value: str, said: str) -> str:
    """Return the label of a choice; one that is only a name is written in Latin letters."""
    return Markup('<span lang="en">{}</span>').format(said) if value == said else said


def _first_words(flat: Flat, name: str) -> str:
    return next((values[0] for each, values in flat.items() if each.startswith(f"{name}-") and values[0]), "")
