"""What went wrong in a YAML file, in the words of somebody who writes courses."""

import yaml

from lms.catalog.package.report import Problem
from lms.said import say

_NEVER_CLOSED = "end of stream"
_ANY_HINT = say("Look at this line and the one before: quotes, brackets, and two spaces for each step to the right.")
_HINTS = (
    (
        "mapping values are not allowed",
        say("A text with “: ” in it stands in quotes, and keys of one thing stand exactly below each other."),
    ),
    (
        "cannot start any token",
        say("Use spaces, not tabs; put texts that begin with @, %% or ` in quotes."),
    ),
    (
        "block end",
        say("Keys of one thing stand exactly below each other, with the same spaces before them."),
    ),
    ("expected ':'", say("After a key comes a colon and a space; a longer text stands below “|”.")),
    (_NEVER_CLOSED, say("A quote or bracket that is opened here is not closed.")),
    (
        "expected ',' or",
        say(
            "Inside { } a text with a comma, a colon or a bracket stands in straight quotes; between two texts stands "
            "a comma, and the bracket is closed at the end."
        ),
    ),
    (
        "escape",
        say("In a text between \" \" a \\ has a meaning of its own; write it between ' ' instead."),
    ),
)


def syntax_problem(file: str, error: yaml.YAMLError, first_line: int) -> Problem:
    """Return where the parser stopped and what its author most likely did.

    :param first_line: the line of the file on which the text that was parsed begins.
    """
    said = str(getattr(error, "problem", None) or "").lower()
    mark = getattr(error, "problem_mark", None)
    if mark is None or _NEVER_CLOSED in said:
        # The end of the file is where it was noticed, not where it began.
        mark = getattr(error, "context_mark", None) or mark
    line = (mark.line if mark is not None else 0) + first_line
    how = next((how for sign, how in _HINTS if sign in said), _ANY_HINT)
    return Problem(file, line, say("This can't be read as YAML."), how)
