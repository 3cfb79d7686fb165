"""Translators in a test: they get a file, write into its right column, and send it back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from lms.catalog.models import TextState
from lms.catalog.package.course import read_package
from lms.catalog.package.tree import Tree
from lms.translating import docx, papers
from lms.translating.docx import Line
from lms.translating.pairs import pairs
from lms.translating.papers import Key

Write = Callable[[Line], str]
"""What somebody writes into the right column of a line."""


def untouched(line: Line) -> str:
    """Leave a line as it is."""
    return line.target


def writing(words: Mapping[str, str]) -> Write:
    """Write words where the left column is so."""
    return lambda line: words.get(line.source, line.target)


def returned(
    tree: Tree, write: Write = untouched, *, code: str = "bcdfgh", origin: str = "en", to: str = "my",
    states: Iterable[TextState] = (),
) -> bytes:  # fmt: skip
    """Return the file of a course as it comes back."""
    package = read_package(tree)
    found = papers.chosen(pairs(package, origin, to), states=states)
    paper = papers.paper(package, found, Key(code, origin, to, tree.digest))
    sections = [
        replace(section, lines=[replace(line, target=write(line)) for line in section.lines])
        for section in paper.sections
    ]
    return docx.write(replace(paper, sections=sections))
