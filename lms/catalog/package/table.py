"""Every module counted."""

from collections import Counter
from collections.abc import Iterable
from statistics import median

from lms.catalog.package.counts import LessonsRow, ModuleRow
from lms.catalog.package.course import Package
from lms.catalog.package.option_lengths import longest_is_right
from lms.catalog.package.questions import Question, bank, right_places
from lms.catalog.package.uses import Scanned
from lms.catalog.package.words import bare, count, sentences


def table(package: Package, scanned: Iterable[Scanned]) -> list[ModuleRow]:
    """Return a row for each module, in order."""
    scanned = list(scanned)
    return [_row(package, module, scanned) for module in package.modules]


def _row(package: Package, module: str, scanned: list[Scanned]) -> ModuleRow:
    here = [each for each in scanned if each.file.startswith(f"{module}/")]
    lessons = [each for each in here if each.text.kind == "lesson"]
    questions = bank(package, module)
    with_options = [each for each in questions if "options" in each]
    languages = [*package.languages, *package.partial]
    return ModuleRow(
        module,
        {lang: _lessons(package, [each for each in lessons if each.lang == lang]) for lang in languages},
        len(questions),
        sum("case" in each.get("tags", ()) for each in questions),
        _key_share(questions),
        {
            lang: sum(longest_is_right(each, lang) for each in with_options) / len(with_options)
            for lang in languages
            if with_options
        },
        _sources(package, module, here),
    )


def _lessons(package: Package, scanned: list[Scanned]) -> LessonsRow:
    texts = [bare(package.pages[each.file].body) for each in scanned]
    words = [count(text) for text in texts]
    lengths = [length for text in texts for length in sentences(text)]
    kinds = Counter(use.kind for each in scanned for use in each.found.uses)
    return LessonsRow(
        len(texts),
        (min(words, default=0), max(words, default=0)),
        median(lengths) if lengths else 0,
        max(lengths, default=0),
        kinds["picture"],
        kinds["check"],
    )


def _key_share(questions: list[Question]) -> float | None:
    places = Counter(place for each in questions if each["type"] == "single" for place in right_places(each))
    return max(places.values()) / places.total() if places else None


def _sources(package: Package, module: str, scanned: list[Scanned]) -> tuple[int, int]:
    cited = {use.ref for each in scanned for use in each.found.uses if use.kind == "source"}
    for path, seen in package.seen.items():
        if path.startswith(f"{module}/"):
            cited |= {str(mark.value) for mark in seen.uses if mark.mark[0] == "source"}
    known = [source for _, source in package.entries("sources.yaml", "sources") if source["id"] in cited]
    return len(known), sum(source["checked"] is not None for source in known)
