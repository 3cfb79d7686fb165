"""What a file of questions held: those that can be taken, and those that can't, with why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lms.said import Said

MOST_BYTES = 10 * 1024 * 1024
MOST_READ = 1_000
"""Questions of one file that are read; a bank has room for 200. Those behind are only counted."""
MOST_REFUSED = 1_000
"""Refusals that are named; those behind are only counted."""
MOST_SIGNS = 60_000
"""In one text of a question, with its marks; what a course can hold of it is far less."""
MOST_TITLE = 100

Content = dict[str, Any]
"""A question as a package writes it: docs/course-format.md, "Types of questions"."""


@dataclass(frozen=True)
class Refused:
    """A question, or a place in the file, that can't be taken.

    :param line: from 1.
    :param title: what the file calls the question; empty where it has no name.
    """

    line: int
    title: str
    why: Said


@dataclass
class Brought:
    """A question out of a file.

    :param title: what the file calls it; `name` tells it from others and is the same in a second file of the quiz.
    :param content: without `id`; texts in the languages that the file has.
    :param category: the last name of the category it stands in.
    :param files: what lay in the file, by the name that the content gives it.
    :param notes: what was left away or changed, in sentences.
    """

    line: int
    title: str
    name: str
    content: Content
    category: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    notes: list[Said] = field(default_factory=list)


@dataclass
class Reading:
    """All that a file held.

    :param more: how many questions were only counted.
    """

    brought: list[Brought] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    more: int = 0

    @property
    def full(self) -> bool:
        """Tell whether further questions are only counted."""
        return len(self.brought) >= MOST_READ or len(self.refused) >= MOST_REFUSED

    def take(self, brought: Brought) -> None:
        """Add a question."""
        self.brought.append(brought)

    def refuse(self, line: int, title: str, why: Said) -> None:
        """Add one that can't be taken."""
        self.refused.append(Refused(line, title[:MOST_TITLE], why))


class CannotKeep(ValueError):
    """A question can't be taken: nothing here says what it says.

    :param line: where in the file, if it is known better than the place of the question.
    """

    def __init__(self, why: Said, line: int = 0) -> None:
        """Keep the sentence."""
        super().__init__(why)
        self.why, self.line = why, line


class NoSuchFile(ValueError):
    """The file as a whole can't be read.

    :param line: from 1.
    """

    def __init__(self, why: Said, line: int = 1) -> None:
        """Keep the sentence and the place."""
        super().__init__(why)
        self.why, self.line = why, line
