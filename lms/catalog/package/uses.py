"""What the words of a course refer to, and what may not stand in them."""

from collections.abc import Iterator
from dataclasses import dataclass

from lms.catalog.package.course import Package
from lms.catalog.package.media import Titles
from lms.catalog.package.names import Names, unread
from lms.catalog.package.report import Problem
from lms.catalog.package.schema import Marked
from lms.catalog.package.texts import Text
from lms.markup import folded
from lms.markup.scan import Scan, Use, scan
from lms.said import say


@dataclass(frozen=True)
class Scanned:
    """One text in one language with what was found in it. `first` is the line of its file on which
    it begins.
    """

    text: Text
    lang: str
    file: str
    first: int
    found: Scan


def scan_all(package: Package, all_texts: list[Text]) -> list[Scanned]:
    """Return what every text in every language refers to; of a lesson its body."""
    scanned = []
    for text in all_texts:
        for lang, written in text.written.items():
            words, first = written.words, written.words_line
            if text.kind == "lesson":
                page = package.pages[written.file]
                words, first = page.body, page.body_line
            scanned.append(Scanned(text, lang, written.file, first, scan(words, text.kind)))
    return scanned


def problems(package: Package, names: Names, titles: Titles, scanned: list[Scanned]) -> Iterator[Problem]:
    """Yield HTML, links and broken marks in texts, and terms, sources, pictures and questions that
    do not exist.
    """
    words = _term_words(package)
    for each in scanned:
        for line, what, how in each.found.troubles:
            yield Problem(each.file, each.first + line - 1, what, how)
        for use in each.found.uses:
            line = each.first + use.line - 1
            yield from _use(package, names, words, use, each.file, line)
            if use.kind == "picture":
                yield from _alt(use, titles, each.lang, each.file, line)
        if each.text.kind == "lesson":
            yield from _checks(package, each)


def unused(package: Package, scanned: list[Scanned]) -> Iterator[Problem]:
    """Yield pictures and recordings that nothing shows."""
    shown = {use.ref for each in scanned for use in each.found.uses}
    for seen in package.seen.values():
        shown |= {str(mark.value) for mark in seen.uses if mark.mark[0] in ("picture", "sound")}
    for path, place in package.places.items():
        if place.kind == "media" and place.stem not in shown:
            yield Problem(
                path,
                1,
                say("Nothing in the course shows this file."),
                say("Use it or take it out."),
            )


def _term_words(package: Package) -> set[str]:
    """Return every id, word and form of the glossary as it is looked up."""
    found: set[str] = set()
    for _, term in package.entries("glossary.yaml", "terms"):
        found.add(term["id"])
        for word in term["term"].values():
            found.add(folded(word if isinstance(word, str) else word["text"]))
        found |= {folded(form) for forms in term.get("forms", {}).values() for form in forms}
    return found


def _use(package: Package, names: Names, words: set[str], use: Use, file: str, line: int) -> Iterator[Problem]:
    if use.kind == "check":
        return
    scope = (use.kind, "")
    known = names.has(scope, use.ref) or (use.kind == "term" and folded(use.ref) in words)
    if not known:
        yield names.missing(scope, use.ref, file, line)
    elif use.kind == "source":
        yield from unread(package, use.ref, file, line)


def _alt(use: Use, titles: Titles, lang: str, file: str, line: int) -> Iterator[Problem]:
    if not use.words and lang not in titles.get(use.ref, ()):
        yield Problem(
            file,
            line,
            say("The picture does not say in words what it shows."),
            say("Write it between the brackets: ![what it shows](%(file)s)", file=use.ref),
        )


def _given(package: Package, path: str) -> list[Marked]:
    return [each for each in package.seen[path].names if each.mark[0] == "question"] if path in package.seen else []


def _checks(package: Package, lesson: Scanned) -> Iterator[Problem]:
    """Yield questions that are placed but not written, written but not placed, or placed twice."""
    path = f"{lesson.text.file.rpartition('/')[0]}/{lesson.text.name}.check.yaml"
    if path in package.places and path not in package.seen:
        return
    # By the names that are given, so that what is wrong inside a question does not make it missing.
    written = {mark.value: mark.path[1] for mark in _given(package, path)}
    seen: set[str] = set()
    for use in lesson.found.uses:
        if use.kind != "check":
            continue
        line = lesson.first + use.line - 1
        if use.ref not in written:
            yield Problem(
                lesson.file,
                line,
                say("There is no check question “%(name)s”.", name=use.ref),
                say("Add it to %(file)s, or correct the name.", file=path),
            )
        if use.ref in seen:
            yield Problem(
                lesson.file,
                line,
                say("The question “%(name)s” stands here twice.", name=use.ref),
                say("Keep one."),
            )
        seen.add(use.ref)
    for name, number in written.items():
        if name not in seen:
            yield Problem(
                path,
                package.line(path, "questions", number),
                say(
                    "The question “%(name)s” is not placed in %(file)s.",
                    name=name,
                    file=lesson.file,
                ),
                say("Write a line “!!! check %(name)s” there.", name=name),
            )
