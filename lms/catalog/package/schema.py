"""A document held against its JSON Schema: what is wrong in plain words, and what the schema says
each part is.

Three annotations are our own (see `courses/text.schema.json`): `x-text` marks a text in several
languages, `x-id` a name that is given, `x-ref` a name that is used. They are collected in the same
walk that validates.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, reduce
from operator import getitem
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from lms.catalog.package.explain import explain
from lms.catalog.package.report import Problem
from lms.catalog.package.yaml_lines import Document, Path
from lms.config import SITE

_MOST_PROBLEMS = 200


class Marked(NamedTuple):
    """A part that the schema marks: `mark` is plain, line or prose for a text; kind and scope for a
    name.
    """

    path: Path
    mark: Any
    value: Any


@dataclass
class Seen:
    """What a walk over one document found."""

    problems: list[Problem] = field(default_factory=list)
    texts: list[Marked] = field(default_factory=list)
    names: list[Marked] = field(default_factory=list)
    uses: list[Marked] = field(default_factory=list)
    wrong: list[Path] = field(default_factory=list)
    """The parts that have a problem."""


def look(schema: str, document: Document) -> Seen:
    """Validate `document` against `courses/<schema>.schema.json` and collect what is marked in it."""
    seen = Seen()
    shelves = {"x-text": seen.texts, "x-id": seen.names, "x-ref": seen.uses}
    for error in _validator(schema).iter_errors(document.value):
        path = tuple(error.absolute_path)
        if error.validator in shelves:
            shelves[str(error.validator)].append(Marked(path, error.validator_value, error.instance))
        elif len(seen.problems) < _MOST_PROBLEMS:
            at, what, how = explain(error, path)
            seen.problems.append(Problem(document.file, document.line(at), what, how))
        if error.validator not in shelves:
            seen.wrong.append(path)
    return seen


def schemas() -> dict[str, Any]:
    """Return every schema by its file name."""
    folder = SITE / "courses"
    return {file.name: json.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.schema.json"))}


def _note(_validator: Any, mark: Any, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    # jsonschema has no way to hand annotations out, but an error carries path, instance and
    # keyword: so an annotation leaves as one. None of our schemas has a marked part inside `if`,
    # `not` or `anyOf`.
    yield ValidationError("", instance=instance)


def _required(_validator: Any, names: Any, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    if isinstance(instance, dict):
        for name in names:
            if name not in instance:
                yield ValidationError(str(name))


def _additional(validator: Any, rest: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
    if not isinstance(instance, dict):
        return
    for name, value in instance.items():
        if name not in schema.get("properties", {}):
            if rest is False:
                yield ValidationError(str(name), path=[name])
            else:
                yield from validator.descend(value, rest, path=name)


def _ref(validator: Any, part: Any, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    return _descend(validator, instance, part)


def _if(validator: Any, condition: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
    branch = "else" if any(_descend(validator, instance, condition)) else "then"
    return _descend(validator, instance, schema.get(branch, True), schema_path=branch)


def _descend(
    validator: Any, instance: Any, schema: Any, path: str | int | None = None, schema_path: str | None = None
) -> Iterator[ValidationError]:
    """Validate a part against a part of a schema, as jsonschema's own `descend` does, in a third of its time.

    jsonschema makes a validator for every part of a document and looks every reference up anew, which was most of
    what reading a course took. Ours are looked up once (`_validator`), so that one validator serves all parts.
    """
    if isinstance(schema, bool):
        yield from Draft202012Validator.descend(validator, instance, schema, path)
        return
    for keyword, wanted in schema.items():
        check = validator.VALIDATORS.get(keyword)
        if check is None:
            continue
        for error in check(validator, wanted, instance, schema) or ():
            error._set(validator=keyword, validator_value=wanted, instance=instance, schema=schema)
            if keyword not in ("if", "$ref"):
                error.schema_path.appendleft(keyword)
            if path is not None:
                error.path.appendleft(path)
            if schema_path is not None:
                error.schema_path.appendleft(schema_path)
            yield error


_KEYWORDS: dict[str, Callable[..., Iterator[ValidationError]]] = {
    "x-text": _note,
    "x-id": _note,
    "x-ref": _note,
    "required": _required,
    "additionalProperties": _additional,
    "$ref": _ref,
    "if": _if,
}


@cache
def _validator(schema: str) -> Any:
    kind: Any = extend(Draft202012Validator, _KEYWORDS)  # type: ignore[no-untyped-call]
    kind.descend = _descend
    return kind(_joined()[f"{schema}.schema.json"])


@cache
def _joined() -> dict[str, Any]:
    """Return every schema by its file name; where a reference stood, stands in `$ref` what it refers to."""
    found = schemas()
    for name, contents in found.items():
        _join(contents, name, found)
    return found


def _join(part: Any, file: str, found: dict[str, Any]) -> None:
    inner = list(part.values()) if isinstance(part, dict) else part if isinstance(part, list) else []
    for each in inner:
        _join(each, file, found)
    if isinstance(part, dict) and isinstance(part.get("$ref"), str):
        there, _hash, way = part["$ref"].partition("#")
        part["$ref"] = reduce(getitem, way.split("/")[1:], found[there or file])
