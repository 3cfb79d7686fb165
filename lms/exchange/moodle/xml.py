"""Elements of a Moodle XML file, line by line."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any
from xml.sax.saxutils import escape

from lms.exchange import shares
from lms.exchange.found import Content
from lms.exchange.html_out import together


class Xml:
    """What stands in one question.

    :param langs: the languages of the file.
    """

    def __init__(self, langs: Sequence[str]) -> None:
        """Begin with nothing."""
        self.langs = langs
        self.lines: list[str] = []
        self.stem = ""

    def plain(self, name: str, value: object) -> None:
        """Add an element of one value."""
        self.lines.append(f"<{name}>{escape(str(value))}</{name}>")

    def text(self, name: str, words: str) -> None:
        """Add an element of plain words."""
        self.lines.append(f"<{name}><text>{escape(words)}</text></{name}>")

    def html(self, name: str, html: str, more: str = "", attributes: str = "") -> None:
        """Add an element of HTML, where there is some.

        :param more: further elements in it.
        """
        if html or more or name in ("questiontext", "answer"):
            self.lines.append(f'<{name}{attributes} format="html"><text>{cdata(html)}</text>{more}</{name}>')

    def line(self, text: Any) -> str:
        """Return a text of a line as HTML in all languages."""
        return together(text, self.langs, one_line=True)

    def answer(self, html: str, share: Fraction, feedback: Any = None, more: str = "", how: str = "html") -> None:
        """Add an answer: what it says, what it is worth, what is said then."""
        said = self.line(feedback)
        inner = f'<feedback format="html"><text>{cdata(said)}</text></feedback>' if said else ""
        fraction = shares.percent(share)
        self.lines.append(
            f'<answer fraction="{fraction}" format="{how}"><text>{cdata(html)}</text>{inner}{more}</answer>'
        )

    def units(self, content: Content) -> None:
        """Add what is said about units."""
        units = content.get("units", ())
        listed = "".join(
            f"<unit><multiplier>{shares.decimal(1 / Fraction(str(unit.get('factor', 1))))}</multiplier>"
            f"<unit_name>{escape(name)}</unit_name></unit>"
            for unit in units
            for name in unit["names"]
        )
        if listed:
            self.lines.append(f"<units>{listed}</units>")
        needed = content.get("unit") == "needed"
        self.plain("unitgradingtype", 1 if needed else 0)
        self.plain("unitpenalty", shares.decimal(Fraction(str(content.get("unit_penalty", 0.1)))))
        self.plain("showunits", 0 if units else 3)


def cdata(html: str) -> str:
    """Return HTML as XML has it: as it is where it has signs of its own."""
    if html.translate(_OWN) == html:
        return html
    return "<![CDATA[" + html.replace("]]>", "]]]]><![CDATA[>") + "]]>"


_OWN = str.maketrans("", "", "<>&")
