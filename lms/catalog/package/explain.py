"""What a schema found wrong, in the words of somebody who writes courses."""

from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, NamedTuple

from jsonschema.exceptions import ValidationError

from lms.catalog.package.languages import KNOWN
from lms.catalog.package.yaml_lines import Path
from lms.said import Said, say
from lms.text.syllables import cut

_SHORT = 60
_Explained = tuple[Path, Said, Said]

_TYPES = {
    "object": say("keys with values below each other"),
    "array": say("a list: each thing on a line of its own after “- ”"),
    "string": say("text"),
    "integer": say("a whole number"),
    "number": say("a number"),
    "boolean": say("true or false"),
}


class _Failure(NamedTuple):
    """What a keyword of a schema did not find in order; jsonschema's own error says only that each may be unset."""

    keyword: str
    wanted: Any
    found: Any
    schema: dict[str, Any]
    name: str


def explain(error: ValidationError, path: Path) -> _Explained:
    """Return the path of the part to go to, what is wrong there, and how to mend it."""
    schema = error.schema if isinstance(error.schema, dict) else {}
    keyword = str(error.validator)
    if "propertyNames" in error.absolute_schema_path:
        keyword = "propertyNames"
    failure = _Failure(keyword, error.validator_value, error.instance, schema, error.message)
    return _TELLERS.get(keyword, _other)(failure, path)


def _name(path: Path) -> str:
    """Return the key that a path ends in: for an item of a list, the list's."""
    named = [part for part in path if isinstance(part, str)]
    return named[-1] if named else say("the file")


def _short(value: Any) -> str:
    text = str(value)
    return cut(text, _SHORT)


def _required(failure: _Failure, path: Path) -> _Explained:
    key = failure.name
    return (
        path,
        say("The key “%(key)s” is missing.", key=key),
        say("Add “%(key)s: …” here.", key=key),
    )


def _unknown_key(failure: _Failure, path: Path) -> _Explained:
    key = failure.name
    known = sorted(failure.schema.get("properties", {}))
    near = get_close_matches(key, known, 1)
    what = say("The key “%(key)s” is not known here.", key=_short(key))
    if near:
        return path, what, say("Did you mean “%(near)s”?", near=near[0])
    return path, what, say("Known are: %(known)s.", known=", ".join(known))


def _type(failure: _Failure, path: Path) -> _Explained:
    # Where null is allowed too, the other type is the one to speak of.
    wanted = failure.wanted if isinstance(failure.wanted, str) else str(failure.wanted[0])
    key = _name(path)
    if "x-text" in failure.schema:
        return (
            path,
            say("“%(key)s” is not written in each language.", key=key),
            say("Write it so: {en: …, my: …}"),
        )
    if failure.found is None:
        return (
            path,
            say("“%(key)s” is empty.", key=key),
            say("Write something there or take the key out."),
        )
    if wanted == "string" and isinstance(failure.found, int | float):
        return path, say("“%(key)s” should be text.", key=key), say("Put it in quotes.")
    return (
        path,
        say("“%(key)s” should be %(type)s.", key=key, type=_TYPES.get(wanted, wanted)),
        say("See docs/course-format.md for an example."),
    )


def _choice(failure: _Failure, path: Path) -> _Explained:
    choices = failure.wanted if failure.keyword == "enum" else [failure.wanted]
    return (
        path,
        say("“%(key)s” can't be “%(value)s”.", key=_name(path), value=_short(failure.found)),
        say("It is one of: %(choices)s.", choices=", ".join(str(each) for each in choices)),
    )


def _pattern(failure: _Failure, path: Path) -> _Explained:
    value = _short(failure.found)
    how = failure.schema.get("description") or "See docs/course-format.md for an example."
    return (
        path,
        say("“%(value)s” is not a good value for “%(key)s”.", value=value, key=_name(path)),
        say(str(how).replace("%", "%%")),
    )


def _language(failure: _Failure, path: Path) -> _Explained:
    known = ", ".join(f"{code} ({name})" for code, name in KNOWN.items())
    return (
        (*path, failure.found),
        say("“%(key)s” is not a language.", key=_short(failure.found)),
        say("Known are: %(known)s. A text with a comma in it stands in quotes.", known=known),
    )


def _bound(failure: _Failure, path: Path) -> _Explained:
    key, bound, wrong = _name(path), failure.wanted, failure.found
    if failure.keyword in ("minItems", "maxItems"):
        what = say("“%(key)s” has %(size)d entries.", key=key, size=len(wrong))
    elif failure.keyword == "maxLength":
        what = say("“%(key)s” has %(size)d signs.", key=key, size=len(wrong))
    elif failure.keyword in ("minLength", "minProperties"):
        what = say("“%(key)s” is empty.", key=key)
    else:
        what = say("“%(key)s” can't be %(value)s.", key=key, value=wrong)
    how = {
        "minimum": say("It is at least %(bound)s.", bound=bound),
        "exclusiveMinimum": say("It is more than %(bound)s.", bound=bound),
        "maximum": say("It is at most %(bound)s.", bound=bound),
        "minItems": say("It needs %(bound)s or more.", bound=bound),
        "minLength": say("Write something there."),
        "minProperties": say("Write it in each language: {en: …, my: …}"),
    }
    return path, what, how.get(failure.keyword, say("It may have %(bound)s at most.", bound=bound))


def _twins(failure: _Failure, path: Path) -> _Explained:
    items = failure.found
    twice = next((each for index, each in enumerate(items) if each in items[:index]), "")
    return (
        path,
        say("“%(value)s” stands in “%(key)s” twice.", value=_short(twice), key=_name(path)),
        say("Keep one."),
    )


def _other(failure: _Failure, path: Path) -> _Explained:
    return (
        path,
        say("“%(key)s” is not as it should be.", key=_name(path)),
        say("See docs/course-format.md for an example."),
    )


_TELLERS: dict[str, Callable[[_Failure, Path], _Explained]] = {
    "required": _required,
    "additionalProperties": _unknown_key,
    "type": _type,
    "enum": _choice,
    "const": _choice,
    "pattern": _pattern,
    "propertyNames": _language,
    "uniqueItems": _twins,
    **dict.fromkeys(("minimum", "exclusiveMinimum", "maximum"), _bound),
    **dict.fromkeys(("minItems", "maxItems", "minLength", "maxLength", "minProperties"), _bound),
}
