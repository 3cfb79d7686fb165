"""The one door from an author's text to HTML: Markdown without HTML, sanitised, with terms, sources
and boxes.
"""

from lms.markup.render import Rendered, line, plain, render
from lms.markup.shelf import Picture, Shelf, Term, folded

__all__ = ["Picture", "Rendered", "Shelf", "Term", "folded", "line", "plain", "render"]
