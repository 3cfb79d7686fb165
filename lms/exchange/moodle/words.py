"""The texts of a Moodle question."""

from lms.exchange.moodle.tree import Node
from lms.exchange.texts import FORMATS, HTML, Text, Texts


def line(node: Node | None, texts: Texts) -> Text:
    """Return what an element says as a text of a line; empty where it is not there."""
    return {} if node is None else texts.line(node.words, how(node))


def prose(node: Node | None, texts: Texts) -> Text:
    """Return what an element says as a text of paragraphs; empty where it is not there."""
    return {} if node is None else texts.prose(node.words, how(node))


def how(node: Node) -> str:
    """Return how the words of an element are written."""
    named = node.attributes.get("format", HTML)
    return named if named in FORMATS else HTML
