"""The texts inside of a question, and the same question without them."""

from collections.abc import Iterator, Mapping
from typing import Any

from lms.exchange.found import Content
from lms.quizzes.engine.definition import dump, load
from lms.quizzes.engine.types.choice import Choice

Path = tuple[str | int, ...]
_TEXTS = frozenset(
    {"stem", "text", "feedback", "right", "partly", "wrong", "if_true", "if_false", "alt", "caption", "transcript"}
)
_AROUND = frozenset(
    {
        "id",
        "tags",
        "objective",
        "difficulty",
        "state",
        "form",
        "sources",
        "picture",
        "sound",
        "combined",
        "hints",
        "penalty",
        "weight",
    }
)
_WORDS = frozenset({"accept", "names"})
"""Lists of words that somebody types, in any language."""


def texts(content: Any, at: Path = ()) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield each text of a question, or of a part of one, with where it stands."""
    if isinstance(content, Mapping):
        for key, inner in content.items():
            if key in _TEXTS and isinstance(inner, dict):
                yield (*at, key), inner
            else:
                yield from texts(inner, (*at, key))
    elif isinstance(content, list):
        for place, inner in enumerate(content):
            yield from texts(inner, (*at, place))


def typed(content: Any, at: Path = ()) -> Iterator[tuple[Path, list[str]]]:
    """Yield each list of words that are typed as an answer, with where it stands."""
    if isinstance(content, Mapping):
        for key, inner in content.items():
            if key in _WORDS and isinstance(inner, list):
                yield (*at, key), inner
            else:
                yield from typed(inner, (*at, key))
    elif isinstance(content, list):
        for place, inner in enumerate(content):
            yield from typed(inner, (*at, place))


def bones(content: Content) -> Any:
    """Return what a question asks without the words it says it in: equal for two languages of one question.

    Things in lists stand for themselves by their places, for another file names them otherwise; what is right stands
    for what it is worth, in whichever way that was written.
    """
    whole = dump(load(content))
    things = [each for value in whole.values() if isinstance(value, list) for each in enumerate(value)]
    ids = {each["id"]: place for place, each in things if isinstance(each, dict) and "id" in each}
    return _bones({key: value for key, value in _weighed(whole).items() if key not in _AROUND}, ids)


def _weighed(content: Content) -> Content:
    """Return a question in which each option says its share."""
    made = dict(content)
    if "options" in content:
        task = load({"id": "q", "stem": {}, "type": content.get("type", "single"), "options": content["options"]}).task
        assert isinstance(task, Choice), content
        made["options"] = [
            {**{key: value for key, value in each.items() if key != "right"}, "share": task.shares[each["id"]]}
            for each in content["options"]
        ]
    if "gaps" in content:
        made["gaps"] = [_weighed(each) for each in content["gaps"]]
    return made


def _bones(value: Any, ids: Mapping[str, int]) -> Any:
    if isinstance(value, Mapping):
        kept = ((key, inner) for key, inner in value.items() if key not in ("id", *_WORDS) and not _is_text(key, inner))
        return {key: ids.get(inner, inner) if key == "match" else _bones(inner, ids) for key, inner in kept}
    return [_bones(each, ids) for each in value] if isinstance(value, list) else str(value)


def _is_text(key: str, value: object) -> bool:
    return key in _TEXTS and isinstance(value, Mapping)
