"""The marks in a text that a translation must keep: terms, sources, strong words."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from flask_babel import lazy_gettext as _l

from lms.catalog.package.course import Package
from lms.markup import folded
from lms.markup.scan import Kind, scan

_STRONG = re.compile(r"(?<!\\)\*\*")
_GAP = re.compile(r"\{\{?[a-z][a-z0-9-]*\}?\}")
"""A gap of a question, or a value that is put in."""

Fault = tuple[object, object]
"""What is wrong, and how to mend it: lazy sentences."""

Terms = Mapping[str, str]
"""How a term may be named in `[[…]]`, folded, to its id."""


def terms_of(package: Package) -> dict[str, str]:
    """Return the ids of a course's terms, by every word and form they go by."""
    found: dict[str, str] = {}
    for _, term in package.entries("glossary.yaml", "terms"):
        words = [word if isinstance(word, str) else word["text"] for word in term["term"].values()]
        words += [form for forms in term.get("forms", {}).values() for form in forms]
        found |= {folded(word): term["id"] for word in words}
        found[term["id"]] = term["id"]
    return found


def faults(words: str, *, show: Kind, source: str, before: str, terms: Terms) -> Iterator[Fault]:
    """Yield what is wrong with the marks of a translation.

    :param source: what was translated: its marks are kept, but for those that the translation never had.
    :param before: the translation as it was; empty where there was none.
    """
    if show == "plain":
        return
    if scan(words, show).troubles:
        yield (
            _l("There is a mark in it that can't be read as it stands."),
            _l(
                "Write marks as they stand in the left column. HTML, links and a # at the beginning "
                "are no marks of a course."
            ),
        )
    there, wanted = marks(words, terms), marks(source, terms)
    if before:
        wanted &= marks(before, terms)
    for mark in wanted - there:
        yield (
            _l("The mark %(mark)s was lost.", mark=mark),
            _l("Copy it from the left column to where it belongs in the translation."),
        )
    if len(_STRONG.findall(words)) % 2:
        yield _l("A “**” stands alone."), _l("Strong words have ** before and behind them: **so**.")
    for mark in there:
        if mark.startswith("[[") and mark[2:-2] not in terms.values():
            yield (
                _l("There is no term %(mark)s in the glossary.", mark=mark),
                _l("Write what stands before the line “|” as it is in the left column; change only what follows it."),
            )


def marks(words: str, terms: Terms) -> Counter[str]:
    """Return how often each mark stands in a text: terms by id, sources, gaps and values, strong words."""
    found: Counter[str] = Counter()
    for use in scan(words, "line").uses:
        if use.kind == "term":
            found[f"[[{terms.get(use.ref) or terms.get(folded(use.ref)) or use.ref}]]"] += 1
        elif use.kind == "source":
            found[f"[@{use.ref}]"] += 1
    found.update(_GAP.findall(words))
    if strong := len(_STRONG.findall(words)) // 2:
        found["**…**"] = strong
    return found
