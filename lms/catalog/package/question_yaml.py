"""Questions written into a bank, or taken out of it. What does not change stays, to the byte: comments too."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lms.catalog.package.rewriting import Put, edited, end_of_line, put, scalar
from lms.catalog.package.yaml_lines import Path, read_yaml
from lms.catalog.package.yaml_spans import Span, spans

Question = Mapping[str, Any]

EMPTY = b"questions:\n"
"""A bank before its first question."""
_FIRST = ("id", "type", "tags", "objective", "difficulty", "form", "state", "sources", "stem", "picture", "sound")
_LAST = ("feedback", "combined", "hints", "penalty", "weight")


def in_order(question: Question) -> dict[str, Any]:
    """Return a question with its keys in the order in which banks have them."""
    own = [key for key in question if key not in _FIRST and key not in _LAST]
    return {key: question[key] for key in (*_FIRST, *own, *_LAST) if key in question}


def put_question(data: bytes, question: Question) -> bytes:
    """Return a bank in which a question is as `question`: in the place of the one with its id, or behind the last.

    :param data: a bank that the check finds nothing wrong in, or `EMPTY`.
    """
    there = _questions(data)
    place = next((number for number, each in enumerate(there) if each["id"] == question["id"]), len(there))
    wanted = [*there[:place], dict(question), *there[place + 1 :]]
    if wanted == there:
        return data
    if place == len(there):
        return _sound(edited(data, lambda text: _added(text, question)), wanted)
    return _sound(edited(data, lambda text: _changed(text, place, there[place], question)), wanted)


def without_question(data: bytes, name: str) -> bytes:
    """Return a bank without the question of this id. One that has no other becomes `EMPTY`, which is no bank."""
    there = _questions(data)
    (place,) = (number for number, each in enumerate(there) if each["id"] == name)
    if len(there) == 1:
        return EMPTY

    def edit(text: str) -> str:
        where = spans(text)
        if where["questions",].flow:
            return put(text, [_flow(where, [each for each in there if each["id"] != name])])
        span = where["questions", place]
        begin = text.rfind("\n", 0, _dash(text, span)) + 1
        return put(text, [(begin, end_of_line(text, span.end) + 1, "")])

    return _sound(edited(data, edit), [each for each in there if each["id"] != name])


def _questions(data: bytes) -> list[dict[str, Any]]:
    found = read_yaml("", data.decode("utf-8-sig").replace("\r\n", "\n")).value["questions"]
    return found if isinstance(found, list) else []


def _sound(data: bytes, wanted: list[dict[str, Any]]) -> bytes:
    assert _questions(data) == wanted, "a bank says something else than was written into it"
    return data


def _added(text: str, question: Question) -> str:
    where = spans(text)
    listed = where["questions",]
    if ("questions", 0) not in where:
        return put(text, [(where[()].keys["questions"], len(text), f":\n  - {_block(question, 4)}\n")])
    if listed.flow:
        return put(text, [_flow(where, [*_questions(text.encode()), dict(question)])])
    first = _dash(text, where["questions", 0])
    column = first - text.rfind("\n", 0, first) - 1
    end = end_of_line(text, listed.end)
    return put(text, [(end, end, f"\n{' ' * column}- {_block(question, column + 2)}")])


def _changed(text: str, place: int, before: Question, after: Question) -> str:
    where = spans(text)
    if where["questions",].flow:
        there = _questions(text.encode())
        return put(text, [_flow(where, [*there[:place], dict(after), *there[place + 1 :]])])
    span = where["questions", place]
    keys = list(span.keys)
    if span.flow or keys[0] not in after:
        dash = _dash(text, span)
        column = dash - text.rfind("\n", 0, dash) + 1
        return put(text, [(dash, span.end, f"- {_block(after, column)}")])
    return put(text, _key_puts(text, ("questions", place), where, before, after))


def _key_puts(text: str, at: Path, where: Mapping[Path, Span], before: Question, after: Question) -> Iterator[Put]:
    """Yield how the keys of a question become others, each by itself. Its first key stays."""
    span = where[at]
    keys = list(span.keys)
    ends = {key: end_of_line(text, where[*at, key].end) for key in keys}
    for previous, key in zip(["", *keys], keys, strict=False):
        if key not in after:
            yield ends[previous], ends[key], ""
        elif before[key] != after[key]:
            yield span.keys[key], where[*at, key].end, f":{_value(after[key], span.column + 2)}"
    new: dict[str, str] = {}
    last = keys[0]
    for key, value in in_order(after).items():
        if key in before:
            last = key
        else:
            new[last] = f"{new.get(last, '')}\n{' ' * span.column}{key}:{_value(value, span.column + 2)}"
    for key, words in new.items():
        yield ends[key], ends[key], words


def _dash(text: str, span: Span) -> int:
    return text.rindex("-", 0, span.begin)


def _flow(where: Mapping[Path, Span], questions: list[dict[str, Any]]) -> Put:
    """Return how a list in brackets becomes another: what JSON says, YAML says too."""
    listed = where["questions",]
    return listed.begin, listed.end, json.dumps(questions, ensure_ascii=False)


def _block(mapping: Mapping[str, Any], column: int) -> str:
    """Return a mapping with each key on a line of its own, the first where the dash of its list stands."""
    lines = (f"{key}:{_value(value, column + 2)}" for key, value in _ordered(mapping))
    return f"\n{' ' * column}".join(lines)


def _ordered(mapping: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    return (in_order(mapping) if "stem" in mapping else mapping).items()


def _value(value: Any, column: int) -> str:
    """Return what stands behind a key and its colon, further lines from `column` on."""
    if isinstance(value, Mapping) and value:
        return f"\n{' ' * column}{_block(value, column)}"
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        return "".join(f"\n{' ' * column}- {_block(each, column + 2)}" for each in value)
    if isinstance(value, list):
        return f" [{', '.join(_scalar(each, column, flow=True) for each in value)}]"
    return f" {_scalar(value, column, flow=False)}"


def _scalar(value: Any, column: int, *, flow: bool) -> str:
    return scalar(value, column, flow=flow) if isinstance(value, str) else json.dumps(value)
