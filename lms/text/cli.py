"""`lms text`: what of a file's Burmese would be mended, and the mended file."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from lms import console
from lms.errors import CommandRefused
from lms.said import printable
from lms.text import lines
from lms.text.lines import Kind, Line

MOST_BYTES = 4 * 1024 * 1024
_SHOWN = 60
"""Characters of a line that are shown."""

WHAT = {
    Kind.ZAWGYI: "typed with a Zawgyi keyboard",
    Kind.DOUBTFUL: "perhaps typed with a Zawgyi keyboard",
    Kind.UNSEEN: "holds signs that nobody sees",
    Kind.ORDER: "signs stand in another order than the standard's",
    Kind.DIGITS: "a letter stands for a digit, or a digit for a letter",
}

file_argument = click.argument("file", default="-", type=click.Path(allow_dash=True, dir_okay=False, path_type=Path))
lang_option = click.option("--lang", default="my", show_default=True, metavar="L", help="Language of the text.")


@click.group()
def text() -> None:
    """Text as people type it: Zawgyi, order of signs, digits."""


@text.command()
@file_argument
@lang_option
@console.as_json
def check(*, file: Path, lang: str, as_json: bool) -> None:
    """Say what `lms text fix` would change in FILE, or in what is typed in, with its line."""
    name, found = _name(file), _gone_through(file, lang)
    problems = [line for line in found if line.mended != line.text]
    count = len(found) - (found[-1].text == "")  # Behind the last line's end stands no line.
    document = {
        "file": name,
        "lang": lang,
        "lines": count,
        "problems": [row for line in problems for row in _rows(name, line)],
        "doubtful": [row for line in found for row in _rows(name, line, doubtful=True)],
    }
    console.report(document, [f"{count} lines, {len(problems)} to mend"], as_json=as_json)
    if not as_json:
        for line in found:
            for sentence in _sentences(name, line):
                console.say(sentence)
    if problems:
        raise SystemExit(1)


@text.command()
@file_argument
@lang_option
@console.as_json
def fix(*, file: Path, lang: str, as_json: bool) -> None:
    """Write the mended text of FILE, or of what is typed in, to standard output. FILE stays as it is."""
    name, found = _name(file), _gone_through(file, lang)
    mended = "\n".join(line.mended for line in found)
    if as_json:
        changed = [line for line in found if line.mended != line.text]
        rows = [row for line in changed for row in _rows(name, line)]
        console.report({"file": name, "lang": lang, "text": mended, "changed": rows}, [], as_json=True)
        return
    click.echo(mended.encode(), nl=False)
    for line in found:
        if Kind.DOUBTFUL in line.kinds:
            console.say(_sentence(name, line, Kind.DOUBTFUL))


def _gone_through(file: Path, lang: str) -> list[Line]:
    return list(lines.gone_through(_read(file), lang=lang))


def _read(file: Path) -> str:
    """Return the text of a file; a byte order mark stays, and goes as a sign that nobody sees.

    :raises CommandRefused: it is too large, or not UTF-8.
    """
    name = _name(file)
    if name == "-":
        body = sys.stdin.buffer.read(MOST_BYTES + 1)
    else:
        with file.open("rb") as opened:
            body = opened.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise CommandRefused(f"{name}: more than {MOST_BYTES // 1024 // 1024} MB; cut it into smaller files")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        line = body[: error.start].count(b"\n") + 1
        raise CommandRefused(f"{name}:{line}: this is not UTF-8; save the file as UTF-8 and try again") from error


def _name(file: Path) -> str:
    return printable(str(file))


def _rows(name: str, line: Line, *, doubtful: bool = False) -> Iterator[dict[str, Any]]:
    for kind in line.kinds:
        if (kind is Kind.DOUBTFUL) == doubtful:
            yield {"file": name, "line": line.number, "kind": str(kind), "what": WHAT[kind]}


def _sentences(name: str, line: Line) -> Iterator[str]:
    for kind in line.kinds:
        yield _sentence(name, line, kind)


def _sentence(name: str, line: Line, kind: Kind) -> str:
    doubtful = kind is Kind.DOUBTFUL
    start = printable((line.text if doubtful else line.mended).strip())[:_SHOWN]
    how = "it is left alone: read it" if doubtful else "`lms text fix` writes"
    return f"{name}:{line.number}: {WHAT[kind]}; {how}: {start}"
