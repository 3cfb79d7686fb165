"""What the texts of a package refer to, in each language: glossary, sources, pictures, sound, questions."""

from collections.abc import Mapping
from functools import cache, cached_property
from typing import Any

from markupsafe import Markup

from lms import languages
from lms.catalog.derived import words
from lms.catalog.drawing import Drawing
from lms.catalog.package.course import Package
from lms.catalog.package.pictures import size_of
from lms.catalog.svg import read_svg
from lms.markup import Picture, Shelf, Term, folded
from lms.markup.shelf import Figure

MEDIA_ADDRESS = "/m/"
TRANSCRIPT = "Transcript"
"""Stands above what is said in a recording; a page puts its own language's word there."""
CHECK_OPEN, CHECK_CLOSE = "\ue000", "\ue001"
"""Around the id of a check question where a page puts its form. `lms.markup` takes both signs out of what was typed."""


class Shelves:
    """The shelf of each language of one package."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.of = cache(self._of)

    @cached_property
    def languages(self) -> list[str]:
        """The languages of the course: those that are whole, then those in the making."""
        return [*self.package.languages, *self.package.partial]

    def chain(self, lang: str) -> list[str]:
        """Return the languages in the order in which a reader of `lang` understands them best."""
        return languages.chain(lang, self.languages)

    @cached_property
    def terms(self) -> Mapping[str, Mapping[str, Any]]:
        """The glossary's terms by id."""
        return {term["id"]: term for term in self.package.value("glossary.yaml").get("terms", [])}

    @cached_property
    def sources(self) -> Mapping[str, Mapping[str, Any]]:
        """The sources by id."""
        return {source["id"]: source for source in self.package.value("sources.yaml").get("sources", [])}

    @cached_property
    def _drawings(self) -> Mapping[str, Drawing]:
        found = ((name, read_svg(self.package.tree[f"media/{name}"])[0]) for name in self._media(".svg"))
        return {name: drawing for name, drawing in found if drawing is not None}

    def _of(self, lang: str) -> Shelf:
        chain = self.chain(lang)
        return Shelf(
            terms=self._terms(chain),
            sources={name: words.pick(source["work"], chain)[1] for name, source in self.sources.items()},
            pictures=self._pictures(chain),
            sounds={name: self._address(name) for name in self._media(".mp3", ".ogg")},
            checks=self._checks(),
            transcript=TRANSCRIPT,
        )

    def _terms(self, chain: list[str]) -> dict[str, Term]:
        found: dict[str, Term] = {}
        for name, term in self.terms.items():
            shown = Term(name, words.pick(term["term"], chain)[1])
            found[name] = shown
            spellings = [words.pick(term["term"], [lang])[1] for lang in term["term"]]
            spellings += [form for forms in term.get("forms", {}).values() for form in forms]
            for spelling in spellings:
                found.setdefault(folded(spelling), shown)
        return found

    def _pictures(self, chain: list[str]) -> dict[str, Figure]:
        found: dict[str, Figure] = {name: _Drawn(drawing, chain) for name, drawing in self._drawings.items()}
        for name in self._media(".webp", ".png", ".jpg"):
            size = size_of(self.package.tree[f"media/{name}"])
            if size is not None:
                found[name] = Picture(self._address(name), *size)
        return found

    def _checks(self) -> dict[str, Markup]:
        found = {}
        for path, place in self.package.places.items():
            if place.kind == "check":
                for _, question in self.package.questions(path):
                    found[question["id"]] = Markup("{}{}{}").format(CHECK_OPEN, question["id"], CHECK_CLOSE)
        return found

    def _media(self, *endings: str) -> list[str]:
        places = self.package.places.values()
        return [place.stem for place in places if place.kind == "media" and place.stem.endswith(endings)]

    def _address(self, name: str) -> str:
        return MEDIA_ADDRESS + self.package.tree.hashes[f"media/{name}"]


class _Drawn:
    """A drawing, with the words of the first language of `chain` that it speaks."""

    def __init__(self, drawing: Drawing, chain: list[str]) -> None:
        self.drawing, self.chain = drawing, chain

    def html(self, *, alt: str, lang: str) -> Markup:
        """Return the `svg` element."""
        spoken = next((each for each in [lang, *self.chain] if each in self.drawing.languages), lang)
        shown = self.drawing.html(alt=alt, lang=spoken)
        return shown if spoken == lang else Markup('<span lang="{}">{}</span>').format(spoken, shown)
