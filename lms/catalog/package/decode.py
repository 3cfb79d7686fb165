"""Bytes into text: UTF-8 only, no signs that steer, no endless lines."""

import re
import unicodedata

from lms.catalog.package.report import Problem
from lms.said import Said, say

MOST_LINES = 10_000
LONGEST_LINE = 10_000
"""Signs in a line. A paragraph is one line in most editors; the longest lesson has 5,400 signs in
all.
"""

_STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufffe\uffff]")
_MOST_PROBLEMS = 100
_LOST = "\ufffd"


def decode(path: str, data: bytes) -> tuple[str | None, list[Problem]]:
    """Return the text in `data` with `\\n` line ends and no byte order mark, and its problems.

    The text is None where nothing else can be said about the file: it is not UTF-8, or a line is
    too long to be read by the programs that follow in bounded time.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [
            Problem(
                path,
                line,
                say("The file is not UTF-8 text."),
                say("Save it again as “UTF-8” in your editor."),
            )
        ]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") > MOST_LINES:
        return None, [
            Problem(path, MOST_LINES, say("The file has more than %(most)d lines.", most=MOST_LINES), say("Divide it."))
        ]
    problems: list[Problem] = []
    for number, line_text in enumerate(text.split("\n"), 1):
        if len(line_text) > LONGEST_LINE:
            return None, [
                Problem(
                    path,
                    number,
                    say("The line is longer than %(most)d signs.", most=LONGEST_LINE),
                    say("Divide it into paragraphs with an empty line between them."),
                )
            ]
        if len(problems) < _MOST_PROBLEMS:
            problems += _signs(path, number, line_text)
    return text, problems


def steering(text: str) -> tuple[Said, Said] | None:
    """Return what is said of the first sign that no file of a package may hold, and what to do; None: there is none."""
    found = _STEERING.search(text)
    if found is None:
        return None
    return (
        say("There is an invisible sign that steers, U+%(code)04X.", code=ord(found.group())),
        say("Delete it; it is between the letters, so type the word again."),
    )


def _signs(path: str, number: int, text: str) -> list[Problem]:
    if text.isascii() and text.isprintable():
        return []
    problems = []
    steers = steering(text)
    if steers:
        problems.append(Problem(path, number, *steers))
    if _LOST in text:
        problems.append(
            Problem(
                path,
                number,
                say("A letter was lost here: the sign � stands in its place."),
                say("Type the word again."),
            )
        )
    if not unicodedata.is_normalized("NFC", text):
        problems.append(
            Problem(
                path,
                number,
                say("The marks of a letter are not in the usual order (Unicode NFC)."),
                say("Run “lms text fix” on the file."),
            )
        )
    return problems
