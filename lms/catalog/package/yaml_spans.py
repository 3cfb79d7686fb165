"""Where each part of a YAML file stands, sign by sign, so that one can be written anew and all else stays."""

from dataclasses import dataclass, field
from typing import Any

import yaml

from lms.catalog.package.yaml_lines import Path

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Span:
    """A part of a file.

    :param begin: its first sign, and `end` the one behind its last, line ends after it apart.
    :param column: of a mapping, that of its keys.
    :param flow: it stands in braces or brackets.
    :param keys: of a mapping, where each key ends.
    """

    begin: int
    end: int
    column: int = 0
    flow: bool = False
    keys: dict[str, int] = field(default_factory=dict)


def spans(text: str) -> dict[Path, Span]:
    """Return the span of each part of a file that `read_yaml` found nothing wrong in."""
    loader = _Loader(text)
    try:
        for _ in ("stream", "document"):
            loader.get_event()
        reader = _Reader(loader, text)
        reader.node(())
        return reader.found
    finally:
        loader.dispose()


class _Reader:
    def __init__(self, loader: Any, text: str) -> None:
        self.loader, self.text = loader, text
        self.found: dict[Path, Span] = {}

    def node(self, path: Path) -> Span:
        event = self.loader.get_event()
        span = Span(event.start_mark.index, self._trimmed(event), flow=bool(getattr(event, "flow_style", False)))
        self.found[path] = span
        if isinstance(event, yaml.SequenceStartEvent):
            number = 0
            while not self.loader.check_event(yaml.SequenceEndEvent):
                span.end = self.node((*path, number)).end
                number += 1
            self._close(span)
        elif isinstance(event, yaml.MappingStartEvent):
            self._mapping(path, span)
        return span

    def _mapping(self, path: Path, span: Span) -> None:
        while not self.loader.check_event(yaml.MappingEndEvent):
            key = self.loader.get_event()
            if not span.keys:
                span.column = key.start_mark.column
            span.keys[str(key.value)] = key.end_mark.index
            span.end = self.node((*path, str(key.value))).end
        self._close(span)

    def _close(self, span: Span) -> None:
        end = self.loader.get_event()
        if span.flow:
            span.end = end.end_mark.index

    def _trimmed(self, event: Any) -> int:
        """Return where an event ends: what a text in block style has behind its last words is not taken."""
        begin, end = int(event.start_mark.index), int(event.end_mark.index)
        return begin + len(self.text[begin:end].rstrip())
