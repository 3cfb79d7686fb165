"""Pictures and recordings: they are what their names say, and drawings speak every language of the
course.
"""

from collections.abc import Iterator

from lms.catalog.drawing import Drawing
from lms.catalog.package.course import Package
from lms.catalog.package.decode import decode
from lms.catalog.package.languages import KNOWN
from lms.catalog.package.pictures import MOST_PIXELS, is_sound, size_of
from lms.catalog.package.report import Problem
from lms.catalog.svg import read_svg
from lms.said import say

Titles = dict[str, frozenset[str]]
"""The file name of a drawing to the languages in which it has a title."""

_ENDING_OF = {b"\x89": ".png", b"\xff": ".jpg", b"R": ".webp"}


def drawings(package: Package) -> tuple[Titles, list[Problem]]:
    """Return the languages in which each drawing names itself, and what is wrong with drawings."""
    found: Titles = {}
    problems: list[Problem] = []
    for path, place in package.places.items():
        if place.kind == "media" and path.endswith(".svg") and path in package.tree:
            problems += decode(path, package.tree[path])[1]
            drawing, troubles = read_svg(package.tree[path])
            problems += [Problem(path, *trouble) for trouble in troubles]
            if drawing is not None:
                found[place.stem] = frozenset(lang for lang in drawing.languages if drawing.title(lang))
                problems += _languages(package, path, drawing)
    return found, problems


def problems(package: Package) -> Iterator[Problem]:
    """Yield photographs and recordings that are not what their names say, or too large for a phone
    to unpack.
    """
    for path, place in package.places.items():
        if place.kind != "media" or path.endswith(".svg") or path not in package.tree:
            continue
        data = package.tree[path]
        if path.endswith((".mp3", ".ogg")):
            if not is_sound(data):
                yield _not_that(path)
            continue
        size = size_of(data)
        if size is None or not path.endswith(_ENDING_OF[data[:1]]):
            yield _not_that(path)
        elif not 0 < size[0] * size[1] <= MOST_PIXELS:
            yield Problem(
                path,
                1,
                say("The picture has %(width)d × %(height)d points.", width=size[0], height=size[1]),
                say("Save it 1,600 points wide or less."),
            )


def _not_that(path: str) -> Problem:
    return Problem(
        path,
        1,
        say("The file is not what its ending says."),
        say("Open it in a program for pictures or sound and save it again."),
    )


def _languages(package: Package, path: str, drawing: Drawing) -> Iterator[Problem]:
    if not drawing.languages:
        return
    most = max(len(drawing.words(lang)) for lang in drawing.languages)
    for lang in package.languages:
        there = len(drawing.words(lang))
        if there < most:
            yield Problem(
                path,
                1,
                say(
                    "The drawing has %(most)d texts, but %(there)d in %(language)s.",
                    most=most,
                    there=there,
                    language=KNOWN.get(lang, lang),
                ),
                say(
                    'Write each title, description and label once for each language, with lang="%(lang)s".',
                    lang=lang,
                ),
            )
