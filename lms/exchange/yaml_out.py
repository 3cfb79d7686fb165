"""Questions as YAML, put behind those that a bank has; not a sign of these is changed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml

from lms.catalog.package.rewriting import Saying, yaml_with
from lms.catalog.package.yaml_spans import spans
from lms.exchange.found import Content
from lms.exchange.walk import Path

_DASH = re.compile(r"^([ ]*)-", re.MULTILINE)
_LONGEST = 200
"""Texts of one line up to here stand in braces."""


class _Dumper(yaml.SafeDumper):
    """Writes as the courses here are written: short texts in braces, long ones below a |."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Let lists stand farther in than their key."""
        super().increase_indent(flow, False)


class _Flow(dict[str, Any]):
    """Stands in braces."""


class _FlowList(list[Any]):
    """Stands in brackets."""


def _text(dumper: yaml.SafeDumper, words: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", words, style="|" if "\n" in words else None)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(
    _Flow, lambda dumper, value: dumper.represent_mapping("tag:yaml.org,2002:map", value, flow_style=True)
)
_Dumper.add_representer(
    _FlowList, lambda dumper, value: dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)
)


def written(question: Content) -> str:
    """Return a question as an item of a list that begins at the left margin."""
    return str(yaml.dump([_styled(question)], Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9))


def _styled(value: Any) -> Any:
    if isinstance(value, list):
        styled = [_styled(each) for each in value]
        return _FlowList(styled) if all(isinstance(each, str) for each in value) else styled
    if isinstance(value, Mapping):
        inner = {key: _styled(each) for key, each in value.items()}
        return _Flow(inner) if _is_short(value) else inner
    return value


def _is_short(value: Mapping[str, Any]) -> bool:
    inner = [each for one in value.values() for each in (one.values() if isinstance(one, Mapping) else [one])]
    flat = all(isinstance(each, str | int | float | bool | Mapping) for each in inner)
    signs = sum(len(each) for each in inner if isinstance(each, str))
    return flat and "id" not in value and signs <= _LONGEST and not any("\n" in str(each) for each in inner)


def changed(data: bytes, sayings: Mapping[tuple[Path, str], Saying], typed: Mapping[Path, Sequence[str]]) -> bytes:
    """Return a bank in which texts are said otherwise, and lists of typed words are longer.

    :param sayings: by where the text stands in the file, and the language.
    """
    if typed:
        text = data.decode("utf-8-sig")
        where = spans(text)
        for at, words in sorted(typed.items(), key=lambda item: -where[item[0]].begin):
            span = where[at]
            listed = yaml.dump(list(words), default_flow_style=True, allow_unicode=True, width=10**9).strip()
            text = text[: span.begin] + listed + text[span.end :]
        data = text.encode()
    return yaml_with(data, sayings) if sayings else data


def appended(data: bytes | None, questions: Iterable[str]) -> tuple[bytes, list[tuple[int, int]]]:
    """Return a bank with questions behind its own, and the first and last line of each of them.

    :param data: the bank as it is; None where the module has none.
    :param questions: as `written` gives them.
    """
    text, indent = ("questions:\n", "  ") if data is None else _ready(data.decode("utf-8-sig"))
    places, pieces, line = [], [text], text.count("\n") + 1
    for question in questions:
        piece = "".join(indent + each if each.strip() else each for each in question.splitlines(keepends=True))
        places.append((line, line + piece.count("\n") - 1))
        pieces.append(piece)
        line += piece.count("\n")
    bank = "".join(pieces)
    return (bank.replace("\n", "\r\n") if b"\r\n" in (data or b"") else bank).encode(), places


def _ready(text: str) -> tuple[str, str]:
    """Return a bank to which items can be added, and how far in they stand."""
    text = text.replace("\r\n", "\n")
    listed = spans(text)[("questions",)]
    if listed.flow:
        whole = yaml.safe_load(text)
        items = (line for each in whole["questions"] for line in written(each).splitlines(keepends=True))
        return "questions:\n" + "".join(f"  {line}" for line in items), "  "
    first = spans(text)[("questions", 0)].begin
    begin = text.rfind("\n", 0, first) + 1
    dash = _DASH.match(text[begin:first])
    return text if text.endswith("\n") else text + "\n", dash[1] if dash else "  "
