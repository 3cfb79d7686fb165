"""What a question of a type is made of, as `courses/question.schema.json` says it: the plan of its editor's page."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto
from functools import cache
from typing import Any

from lms.catalog.package.schema import schemas

Schema = Mapping[str, Any]

_QUESTIONS = "question.schema.json"
_UNSHOWN = ("id", "type")
"""Keys of a whole question that nobody types."""


class As(StrEnum):
    """How a part of a question is filled in."""

    TEXT = auto()
    """Words in each language: a line or two."""
    PROSE = auto()
    """Words in each language: paragraphs."""
    WORD = auto()
    """Words in no language."""
    LINES = auto()
    """Several of these, one a line."""
    NAMES = auto()
    """Several stable names in one line."""
    FLAG = auto()
    PICK = auto()
    MANY = auto()
    WHOLE = auto()
    NUMBER = auto()
    """A whole, a decimal or a fraction."""
    ID = auto()
    """Made, and kept out of sight."""
    NAME = auto()
    """A name that is typed, for it stands in the text too."""
    GROUP = auto()
    ROWS = auto()


@dataclass(frozen=True)
class Part:
    """A part of a question.

    :param choices: of a pick, where the schema names them.
    :param of: what is picked out of the course or the question, where the schema does not name it: "objective",
        "picture", "sound", "source", "match".
    :param default: what stands for nothing said; None: nothing.
    :param least: rows at the least, and `most` rows or signs at the most.
    :param parts: of a group, or of a row.
    :param kinds: of rows whose type decides what is in them, by type.
    """

    key: str
    way: As
    required: bool = False
    default: Any = None
    choices: tuple[str, ...] = ()
    of: str = ""
    least: int = 0
    most: int = 0
    parts: tuple["Part", ...] = ()
    kinds: Mapping[str, tuple["Part", ...]] = field(default_factory=dict)

    @property
    def is_text(self) -> bool:
        """Tell whether it is said in each language."""
        return self.way in (As.TEXT, As.PROSE)

    def inside(self, kind: str | None) -> tuple["Part", ...]:
        """Return what a row has.

        :param kind: its type, where the type decides.
        """
        return self.kinds.get(kind or "", self.parts) if self.kinds else self.parts


@cache
def sheet(kind: str) -> tuple[Part, ...]:
    """Return the parts of a question of a type, in the order of its schema."""
    return tuple(_parts(_definitions(_QUESTIONS)[kind], _UNSHOWN))


@cache
def kinds() -> tuple[str, ...]:
    """Return the types of questions."""
    return tuple(schemas()[_QUESTIONS]["properties"]["type"]["enum"])


@cache
def _definitions(name: str) -> Schema:
    found: Schema = _at_home(schemas()[name]["$defs"], name)
    return found


def _at_home(schema: Any, name: str) -> Any:
    """Return a part of a schema in which each reference names its file."""
    if isinstance(schema, list):
        return [_at_home(each, name) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: name + inner if key == "$ref" and inner.startswith("#") else _at_home(inner, name)
        for key, inner in schema.items()
    }


def _parts(schema: Schema, without: tuple[str, ...] = ()) -> Iterator[Part]:
    for key, inner in schema["properties"].items():
        if key not in without:
            yield _part(key, _plain(inner), required=key in schema["required"])


def _plain(schema: Schema) -> dict[str, Any]:
    """Return a schema with what it refers to written out."""
    name, _, definition = schema.get("$ref", "").partition("#/$defs/")
    if not definition:
        return dict(schema)
    return {**_plain(_definitions(name)[definition]), **{k: v for k, v in schema.items() if k != "$ref"}}


def _part(key: str, schema: Schema, *, required: bool) -> Part:
    way, more = _way(key, schema)
    return Part(key, way, required, schema.get("default"), **more)


def _way(key: str, schema: Schema) -> tuple[As, dict[str, Any]]:
    """Return how a part is filled in, and what else is to be known of it."""
    if "x-text" in schema:
        most = schema["additionalProperties"]["else"]["maxLength"]
        return (As.PROSE if schema["x-text"] == "prose" else As.TEXT), {"most": most}
    if "x-id" in schema:
        return (As.NAME if schema["x-id"][0] in ("gap", "variable") else As.ID), {}
    if "x-ref" in schema:
        return As.PICK, {"of": schema["x-ref"][0]}
    if "enum" in schema:
        return As.PICK, {"choices": tuple(schema["enum"])}
    if "if" in schema:
        return As.NUMBER, {}
    if key == "match":
        return As.PICK, {"of": "match"}
    return _WAYS[schema["type"]](schema)


def _boolean(schema: Schema) -> tuple[As, dict[str, Any]]:
    # Where neither stands for nothing said, one of the two has to be picked.
    return (As.FLAG, {}) if "default" in schema else (As.PICK, {"choices": ("true", "false")})


def _array(schema: Schema) -> tuple[As, dict[str, Any]]:
    bounds = {"least": schema.get("minItems", 0), "most": schema.get("maxItems", 0)}
    items = _plain(schema["items"])
    if "allOf" in items:
        by_type = {each["if"]["properties"]["type"]["const"]: _plain(each["then"]) for each in items["allOf"]}
        return As.ROWS, {**bounds, "kinds": {kind: tuple(_parts(own, ("type",))) for kind, own in by_type.items()}}
    if "properties" in items:
        return As.ROWS, {**bounds, "parts": tuple(_parts(items))}
    if "x-ref" in items:
        return As.MANY, {"of": items["x-ref"][0], "most": bounds["most"]}
    if "enum" in items:
        return As.MANY, {"choices": tuple(items["enum"]), "most": bounds["most"]}
    return (As.NAMES if "pattern" in items else As.LINES), bounds


_WAYS: dict[str, Callable[[Schema], tuple[As, dict[str, Any]]]] = {
    "boolean": _boolean,
    "array": _array,
    "integer": lambda schema: (As.WHOLE, {"least": schema["minimum"], "most": schema["maximum"]}),
    "string": lambda schema: (As.WORD, {"most": schema["maxLength"]}),
    "object": lambda schema: (As.GROUP, {"parts": tuple(_parts(schema))}),
}
