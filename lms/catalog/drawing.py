"""A drawing that was read: what it says in each language, and how it stands in a page."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from lms.catalog.svg_allowed import POINTS_TO


@dataclass(slots=True)
class Element:
    """One allowed element: its allowed attributes, and what is in it, elements and words."""

    name: str
    attributes: dict[str, str]
    line: int
    inside: list["Element | str"] = field(default_factory=list)

    @property
    def words(self) -> str:
        """All words in it, with single spaces."""
        parts = (each if isinstance(each, str) else each.words for each in self.inside)
        return " ".join("".join(parts).split())

    def walk(self) -> Iterable["Element"]:
        """Yield it and every element in it."""
        yield self
        for each in self.inside:
            if isinstance(each, Element):
                yield from each.walk()


@dataclass(frozen=True)
class Drawing:
    """A diagram that was read. Its ids are made its own, so that several can stand in one page."""

    root: Element
    mark: str

    @property
    def languages(self) -> set[str]:
        """The languages that some words in it are marked with."""
        return {each.attributes["lang"] for each in self.root.walk() if "lang" in each.attributes}

    def words(self, lang: str) -> list[str]:
        """Return the title, description and labels in a language, in order."""
        return [each.words for each in self.root.walk() if each.attributes.get("lang") == lang and each.words]

    def title(self, lang: str) -> str:
        """Return what the drawing says about itself in a language, or nothing."""
        return next(
            (each.words for each in self.root.walk() if each.name == "title" and each.attributes.get("lang") == lang),
            "",
        )

    def html(self, *, alt: str, lang: str) -> Markup:
        """Return the drawing as one `svg` element with the words of `lang`, named `alt` or else by
        its title.
        """
        return Markup("").join(_write(self.root, lang, self.mark, alt or self.title(lang)))


def _write(element: Element, lang: str, mark: str, alt: str) -> Iterable[Markup]:
    if element.attributes.get("lang", lang) != lang or element.name == "title":
        return
    yield Markup("<{}").format(element.name)
    left_out = {"lang"}
    if element.name == "svg":
        # The stylesheet gives the size; the name is said once, not shown as a tooltip.
        left_out |= {"width", "height"}
        yield Markup(' role="img" aria-label="{}"').format(alt)
    for key, value in element.attributes.items():
        if key not in left_out:
            shown = f"{mark}-{value}" if key == "id" else POINTS_TO.sub(rf"url(#{mark}-\1)", value)
            yield Markup(' {}="{}"').format(key, shown)
    if not element.inside:
        yield Markup("/>")
        return
    yield Markup(">")
    for each in element.inside:
        yield from [escape(each)] if isinstance(each, str) else _write(each, lang, mark, alt)
    yield Markup("</{}>").format(element.name)
