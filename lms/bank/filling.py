"""A form that was filled in, as the question that it means; and what is not right yet, beside its field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _
from wtforms import Form

from lms import i18n
from lms.bank import flat as flats
from lms.bank.flat import Flat
from lms.bank.said import said_otherwise
from lms.bank.sheet import As, Part
from lms.catalog.package.yaml_lines import Path
from lms.quizzes.engine.definition import State

_NOTHING: Any = object()
_TYPED = (As.WORD, As.LINES, As.NAMES, As.NUMBER)


@dataclass
class Filled:
    """What a form means.

    :param content: the question as a package has it.
    :param where: the name of the field, or of the list or group, in which a part of it is typed.
    :param errors: what is not right yet, by the names of fields, lists and groups.
    """

    content: dict[str, Any] = field(default_factory=dict)
    where: dict[Path, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def blame(self, at: Path, sentence: str) -> bool:
        """Put a sentence beside the field in which the part at `at` is typed, or what is around it.

        :returns: whether there is such a field.
        """
        while at and at not in self.where:
            at = at[:-1]
        if at:
            self.errors.setdefault(self.where[at], sentence)
        return bool(at)


def filled(
    parts: Iterable[Part],
    form: Form,
    flat: Flat,
    before: Mapping[str, Any],
    *,
    needed: Iterable[str],
    languages: Iterable[str],
    fixed: Mapping[str, Any],
) -> Filled:
    """Return the question that a form means.

    :param before: the question as it was; of a new one only id and type.
    :param needed: the languages in which every text must be said, but in a draft.
    :param languages: all that the form has.
    :param fixed: further keys that the question has, whatever the form says.
    """
    is_draft = form["state"].data == State.DRAFT
    reader = _Reader(form, flat, () if is_draft else tuple(needed), tuple(languages), is_draft=is_draft)
    content = reader.mapping(tuple(parts), before, "", ())
    reader.found.content = {**fixed, **content}
    return reader.found


class _Reader:
    def __init__(self, form: Form, flat: Flat, needed: tuple[str, ...], languages: tuple[str, ...], *, is_draft: bool):
        self.form, self.flat, self.needed, self.languages, self.is_draft = form, flat, needed, languages, is_draft
        self.found = Filled()

    def mapping(self, parts: Iterable[Part], before: Mapping[str, Any], name: str, at: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for part in parts:
            self.found.where[*at, part.key] = name + part.key
            value = self.part(part, before.get(part.key, _NOTHING), name + part.key, (*at, part.key))
            if value is not _NOTHING:
                found[part.key] = value
        return found

    def part(self, part: Part, before: Any, name: str, at: Path) -> Any:
        if part.is_text:
            return self.text(part, before, name, at)
        if part.way == As.GROUP:
            return self.group(part, before, name, at)
        if part.way == As.ROWS:
            return self.rows(part, before, name, at)
        return self.leaf(part, before, name)

    def text(self, part: Part, before: Any, name: str, at: Path) -> Any:
        typed = {lang: self.form[f"{name}-{lang}"].data or "" for lang in self.languages}
        if part.way == As.TEXT:
            typed = {lang: " ".join(words.split()) for lang, words in typed.items()}
        else:  # What is kept as it was typed has the line ends of a browser.
            typed = {lang: "\n".join(words.strip().splitlines()) for lang, words in typed.items()}
        for lang in self.languages:
            self.found.where[*at, lang] = f"{name}-{lang}"
        was = before if isinstance(before, Mapping) else None
        said = said_otherwise(was, typed, spelling=bool(self.form["spelling"].data))
        if not any(typed.values()):
            if not part.required:
                return _NOTHING
            said = dict(was) if was and not any(map(flats.words_of, was.values())) else {self.languages[0]: ""}
        if part.required or any(typed.values()):
            for lang in self.needed:
                if not typed[lang]:
                    self.found.errors[f"{name}-{lang}"] = _("Write it in this language too, or keep it as a draft.")
        return said

    def group(self, part: Part, before: Any, name: str, at: Path) -> Any:
        if not any(self.is_typed(each, f"{name}-{each.key}") for each in part.parts):
            return _NOTHING
        return self.mapping(part.parts, before if isinstance(before, Mapping) else {}, f"{name}-", at)

    def rows(self, part: Part, before: Any, name: str, at: Path) -> Any:
        was = before if isinstance(before, list) else []
        found: list[dict[str, Any]] = []
        for number in flats.numbers(self.flat, name, part.most):
            row = f"{name}-{number}-"
            kind = (self.flat.get(row + flats.TYPE) or [""])[0]
            inside = part.inside(kind)
            if not inside or not any(self.is_typed(each, row + each.key) for each in inside):
                continue
            here = (*at, len(found))
            self.found.where[here] = f"{name}-{number}"
            own = self.mapping(inside, self.old_row(was, row, number), row, here)
            found.append({"id": own.pop("id"), TYPE: kind, **own} if part.kinds else own)
        if len(found) < part.least and (part.required or found):
            self.found.errors[name] = i18n.number(_("Fill in at least %(count)d of these.", count=part.least))
        return found if found or part.required or before == [] else _NOTHING

    def old_row(self, was: list[dict[str, Any]], row: str, number: int) -> Mapping[str, Any]:
        """Return a row as it was: the one of the same id, or, where rows have none, in the same place."""
        own = self.flat.get(f"{row}id")
        if own is None:
            return was[number] if number < len(was) else {}
        return next((each for each in was if each["id"] == own[0]), {})

    def leaf(self, part: Part, before: Any, name: str) -> Any:
        value = self.value(part, name)
        if value is _NOTHING:
            if part.required:
                self.found.errors.setdefault(name, _missing(part))
            return _NOTHING
        if before is not _NOTHING and _same(part, before, value):
            return before
        if value == part.default and not part.required:
            # What stands for nothing said is not said, unless it was.
            return before if before is not _NOTHING and before == part.default else _NOTHING
        return value

    def value(self, part: Part, name: str) -> Any:
        data = self.form[name].data
        if part.way == As.FLAG:
            return bool(data)
        if part.way in (As.LINES, As.NAMES):
            lines = str(data or "").splitlines() if part.way == As.LINES else str(data or "").replace(",", " ").split()
            return [line.strip() for line in lines if line.strip()] or _NOTHING
        if part.way == As.MANY:
            return list(data or ()) or _NOTHING
        if part.choices == ("true", "false"):
            return data == "true" if data in part.choices else _NOTHING
        return _NOTHING if data is None or data == "" else data

    def is_typed(self, part: Part, name: str) -> bool:
        """Tell whether somebody has filled in a part; what a form begins with is nothing yet."""
        if part.is_text:
            return any(self.form[f"{name}-{lang}"].data for lang in self.languages)
        if part.way == As.NAME:
            return True
        if part.way == As.GROUP:
            return any(self.is_typed(each, f"{name}-{each.key}") for each in part.parts)
        if part.way == As.ROWS:
            return any(
                self.is_typed(each, f"{name}-{number}-{each.key}")
                for number in flats.numbers(self.flat, name, part.most)
                for each in part.parts
            )
        if part.way == As.PICK:
            return bool(part.of in ("picture", "sound") and self.form[name].data)
        return part.way in _TYPED and self.value(part, name) not in (_NOTHING, part.default)


TYPE = flats.TYPE


def _missing(part: Part) -> str:
    if part.way == As.NUMBER:
        return str(_("Write a number."))
    if part.way == As.PICK:
        return str(_("Choose one."))
    return str(_("Fill this in."))


def _same(part: Part, before: Any, value: Any) -> bool:
    """Tell whether two values mean the same, however they are written."""
    if part.way == As.NUMBER:
        return Fraction(str(before)) == Fraction(str(value))
    if part.way == As.MANY:
        return set(before) == set(value)
    return bool(before == value) and type(before) is type(value)
