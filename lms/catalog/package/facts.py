"""The course's own page and its sources: languages that exist, days that exist, quotes that are
short, twins that agree.
"""

from collections.abc import Iterator
from datetime import date

from lms.catalog.package.course import Package
from lms.catalog.package.languages import KNOWN
from lms.catalog.package.report import Problem
from lms.catalog.package.words import count
from lms.said import say

_MOST_QUOTED = 25
_SYLLABLES_A_WORD = 3
_MAY_BE_UNDATED = frozenset({"guide", "book", "report"})
_SAME_IN_TWINS = ("minutes", "objectives")


def problems(package: Package) -> Iterator[Problem]:
    """Yield what is wrong with languages, sources, and front matter that differs between the twins
    of a lesson.
    """
    if "course.yaml" not in package.places:
        yield Problem(
            "course.yaml",
            1,
            say("The course has no course.yaml."),
            say("Write one; see docs/course-format.md."),
        )
    for key in ("languages", "partial"):
        for number, lang in enumerate(package.course.get(key, [])):
            if lang not in KNOWN:
                yield Problem(
                    "course.yaml",
                    package.line("course.yaml", key, number),
                    say("“%(lang)s” is not a language that is known here.", lang=lang),
                    say("Known are: %(known)s.", known=", ".join(KNOWN)),
                )
    yield from _sources(package)
    for module in package.modules:
        for stem in package.steps(module):
            yield from _twins(package, module, stem)


def _sources(package: Package) -> Iterator[Problem]:
    for number, source in package.entries("sources.yaml", "sources"):
        for key in ("date", "checked"):
            if source.get(key) and not _is_day(source[key]):
                yield Problem(
                    "sources.yaml",
                    package.line("sources.yaml", "sources", number, key),
                    say("The calendar has no day %(day)s.", day=source[key]),
                    say("Write year-month-day, such as 2026-11-22."),
                )
        if source["date"] is None and source["kind"] not in _MAY_BE_UNDATED:
            yield Problem(
                "sources.yaml",
                package.line("sources.yaml", "sources", number, "date"),
                say("The source has no date."),
                say("Write when it was made; only a guide, book or report may say null."),
            )
        quote = source.get("quote", "")
        bound = _MOST_QUOTED if quote.isascii() else _MOST_QUOTED * _SYLLABLES_A_WORD
        if count(quote) > bound:
            yield Problem(
                "sources.yaml",
                package.line("sources.yaml", "sources", number, "quote"),
                say("The quote is longer than %(most)d words.", most=_MOST_QUOTED),
                say("Keep the words that carry the fact."),
            )


def _is_day(text: str) -> bool:
    year, _, rest = text.partition("-")
    month, _, day = rest.partition("-")
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return False
    return True


def _twins(package: Package, module: str, stem: str) -> Iterator[Problem]:
    pages = [page for page in package.lesson(module, stem).values() if package.sound(page.path)]
    for page in pages[1:]:
        for key in _SAME_IN_TWINS:
            mine, first = page.front.value.get(key), pages[0].front.value.get(key)
            if mine != first and None not in (mine, first):
                yield Problem(
                    page.path,
                    page.front.line((key,)),
                    say("“%(key)s” is not the same as in %(other)s.", key=key, other=pages[0].path),
                    say("Write the same in every language."),
                )
