"""Texts of a package said otherwise. What is not said otherwise stays, to the byte."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from lms.catalog.package.yaml_lines import Path, plain_value
from lms.catalog.package.yaml_spans import Span, spans

_BOM = "\ufeff"
_PLAIN = re.compile(r"[^\W\d_](?:(?!: | #)[^\n\"'\[\]{},&*!|>%@`#\\])*(?<![:\s])")
_BLANK = re.compile(r"^[^\S\n]+$", re.MULTILINE)
_FRONT = re.compile(r"(---[ \t]*\n)(.*?\n)(---[ \t]*(?:\n|$))", re.DOTALL)

Put = tuple[int, int, str]
"""From which sign to which, and what is to stand there."""


@dataclass(frozen=True)
class Saying:
    """A text in one language as it is to be: translated from `source`, (language, hash); None where it was first."""

    words: str
    source: tuple[str, str] | None
    state: str = "draft"


def yaml_with(data: bytes, sayings: Mapping[tuple[Path, str], Saying]) -> bytes:
    """Return a YAML file in which texts are said otherwise.

    :param data: a file that the check finds nothing wrong in.
    :param sayings: by where the text stands, and the language. The text stands there in some language.
    """
    return edited(data, lambda text: put(text, _yaml_puts(text, sayings)))


def page_with(data: bytes, saying: Saying, *, front: Mapping[str, str]) -> bytes:
    """Return a lesson with another text below its front matter, and the source and state of `saying`.

    :param data: the lesson as it is or, where the language has none yet, its twin in another.
    :param front: further keys of the front matter that are said otherwise: title, summary.
    """

    def edit(text: str) -> str:
        found = _FRONT.match(text)
        assert found is not None, "a lesson has front matter"
        matter = found[2]
        said = {key: scalar(words, 2, flow=False) for key, words in front.items()}
        said |= {"source": _source(saying)} if saying.source else {}
        for key, words in {**said, "state": saying.state}.items():
            matter = put(matter, _key_puts(matter, key, words))
        return found[1] + matter + found[3] + saying.words

    return edited(data, edit)


def edited(data: bytes, edit: Callable[[str], str]) -> bytes:
    """Return a file after an edit of its text; its ends of lines and its mark at the beginning stay."""
    raw = data.decode("utf-8-sig")
    text = raw.replace("\r\n", "\n")
    changed = edit(text)
    if "\r\n" in raw:
        changed = changed.replace("\n", "\r\n")
    return ((_BOM if data.startswith(_BOM.encode()) else "") + changed).encode()


def put(text: str, puts: Iterable[Put]) -> str:
    """Return a text with other words in some places, which do not overlap."""
    for begin, end, words in sorted(puts, reverse=True):
        text = text[:begin] + words + text[end:]
    return text


def _yaml_puts(text: str, sayings: Mapping[tuple[Path, str], Saying]) -> Iterable[Put]:
    where = spans(text)
    for (at, lang), saying in sayings.items():
        there = where[at]
        if lang in there.keys:
            value = where[*at, lang]
            yield there.keys[lang], value.end, _said(saying, there)
        elif there.flow:
            last = where[*at, list(there.keys)[-1]]
            yield last.end, last.end, f", {lang}{_said(saying, there)}"
        else:
            end = end_of_line(text, there.end)
            yield end, end, f"\n{' ' * there.column}{lang}{_said(saying, there)}"


def _key_puts(text: str, key: str, value: str) -> Iterable[Put]:
    """Yield how a key of the outermost mapping gets another value; one that it has already is left alone."""
    where = spans(text)
    top = where[()]
    if key in top.keys:
        there = where[key,]
        if text[there.begin : there.end] != value:
            yield top.keys[key], there.end, f": {value}"
    else:
        end = end_of_line(text, top.end)
        yield end, end, f"\n{key}: {value}"


def end_of_line(text: str, place: int) -> int:
    """Return where the line ends in which a sign stands."""
    found = text.find("\n", place)
    return len(text) if found < 0 else found


def _said(saying: Saying, around: Span) -> str:
    """Return what stands behind the language's letters."""
    if around.flow:
        words = scalar(saying.words, 0, flow=True)
        source = f"source: {_source(saying)}, " if saying.source else ""
        return f": {{text: {words}, {source}state: {saying.state}}}"
    inner = "\n" + " " * (around.column + 2)
    words = scalar(saying.words, around.column + 4, flow=False)
    source = f"{inner}source: {_source(saying)}" if saying.source else ""
    return f":{inner}text: {words}{source}{inner}state: {saying.state}"


def _source(saying: Saying) -> str:
    lang, digest = saying.source or ("", "")
    return f'{{lang: {lang}, hash: "{digest}"}}'


def scalar(words: str, column: int, *, flow: bool) -> str:
    """Return a text as YAML has it: bare where it can be, below a `|` where it has lines, else in quotes."""
    bare = not words.startswith((" ", "\t", "\n")) and not _BLANK.search(words)
    if "\n" in words and not flow and bare:
        kept = "" if words.endswith("\n") else "-"
        lines = words.rstrip("\n").split("\n")
        return f"|{kept}\n" + "\n".join(" " * column + line if line else "" for line in lines)
    if _PLAIN.fullmatch(words) and isinstance(plain_value(words), str):
        return words
    quoted = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{quoted}"'
