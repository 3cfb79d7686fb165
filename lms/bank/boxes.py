"""The page of a question's form: its fields in boxes, with rows that can be added, moved and taken out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from wtforms import Field, Form

from lms.bank import flat as flats
from lms.bank import words
from lms.bank.flat import Flat
from lms.bank.sheet import As, Part

FIRST = ("stem", "objective", "difficulty")
ABOUT = ("state", "tags", "form")
FOLDED = ("feedback", "combined", "hints", "penalty", "weight", "picture", "sound", "sources")
"""Parts of every question, by where the page has them; what a type has of its own stands between the first two."""
_FOLDED_INSIDE = (
    "feedback",
    "share",
    "weight",
    "tolerance",
    "case",
    "unit",
    "unit_penalty",
    "factor",
    "shortest",
    "longest",
    "markers",
)
"""Parts of rows, and of types, that most questions do without."""


@dataclass
class Box:
    """A part of a question on its page.

    :param fields: where it is typed; of a group or a list there are none.
    :param rows: of a list.
    :param adds: the buttons that add a row, as (value, label).
    :param error: what is not right about the whole of it.
    """

    part: Part
    name: str
    label: object
    hint: object = ""
    fields: list[Field] = field(default_factory=list)
    boxes: list["Box"] = field(default_factory=list)
    rows: list["Row"] = field(default_factory=list)
    adds: list[tuple[str, object]] = field(default_factory=list)
    error: str = ""

    @property
    def is_filled(self) -> bool:
        """Tell whether something is typed in it that does not stand there by itself, or is wrong."""
        return (
            bool(self.error)
            or any(each.errors or _is_said(each, self.part) for each in self.fields)
            or any(box.is_filled for box in self.boxes)
            or bool(self.rows)
        )


@dataclass
class Row:
    """One row of a list: what is in sight, what is folded away, and what is hidden."""

    name: str
    title: str
    boxes: list[Box]
    folded: list[Box]
    hidden: list[Field]
    error: str = ""


class Page:
    """The boxes of a form, and the sentences that belong to no box."""

    def __init__(
        self, parts: Iterable[Part], form: Form, flat: Flat, languages: Iterable[str], errors: Mapping[str, str]
    ) -> None:
        """Lay a form out.

        :param errors: by the names of fields, lists, rows and groups; those of fields are put into them.
        """
        self.form, self.flat, self.languages, self.errors = form, flat, tuple(languages), dict(errors)
        for name in list(self.errors):
            if name in form and not form[name].errors:
                form[name].errors = [self.errors.pop(name)]
        boxes = {box.part.key: box for box in self._boxes(parts, "", "")}
        self.first = [boxes.pop(key) for key in FIRST if key in boxes]
        self.about = [boxes.pop(key) for key in ABOUT if key in boxes]
        self.folded = [boxes.pop(key) for key in FOLDED if key in boxes]
        self.folded += [boxes.pop(key) for key in list(boxes) if key in _FOLDED_INSIDE]
        self.own = list(boxes.values())

    @property
    def is_unfolded(self) -> bool:
        """Tell whether something is said in what is folded away."""
        return any(box.is_filled for box in self.folded)

    def _boxes(self, parts: Iterable[Part], name: str, parent: str) -> Iterator[Box]:
        for part in parts:
            if part.way != As.ID:
                yield self._box(part, name + part.key, parent)

    def _box(self, part: Part, name: str, parent: str) -> Box:
        box = Box(part, name, words.label(parent, part.key), words.hint(parent, part.key))
        box.error = self.errors.get(name, "")
        if part.is_text:
            box.fields = [self.form[f"{name}-{lang}"] for lang in self.languages]
        elif part.way == As.GROUP:
            box.boxes = list(self._boxes(part.parts, f"{name}-", part.key))
        elif part.way == As.ROWS:
            numbers = flats.numbers(self.flat, name, part.most)
            box.rows = [self._row(part, name, number, place) for place, number in enumerate(numbers, 1)]
            if len(numbers) < part.most:
                kinds = [(f"add {name} {kind}", words.TYPES[kind]) for kind in part.kinds]
                box.adds = kinds or [(f"add {name}", words.add(part.key))]
        else:
            box.fields = [self.form[name]]
        return box

    def _row(self, part: Part, name: str, number: int, place: int) -> Row:
        own = f"{name}-{number}"
        kind = (self.flat.get(f"{own}-{flats.TYPE}") or [""])[0]
        boxes = list(self._boxes(part.inside(kind), f"{own}-", part.key))
        hidden = [self.form[each] for each in (f"{own}-{flats.TYPE}", f"{own}-id") if each in self.form]
        title = words.row(part.key, place)
        return Row(
            own,
            f"{title}: {words.TYPES[kind]}" if kind else title,
            [box for box in boxes if box.part.required or box.part.key not in _FOLDED_INSIDE],
            [box for box in boxes if not box.part.required and box.part.key in _FOLDED_INSIDE],
            [each for each in hidden if each.widget.input_type == "hidden"],
            self.errors.get(own, ""),
        )


def _is_said(each: Field, part: Part) -> bool:
    if part.way == As.NUMBER and part.default is not None:
        return each.data is not None and str(each.data) != str(part.default)
    return bool(each.data) and each.data != part.default
