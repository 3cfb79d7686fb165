"""Calculated questions: numbers that are drawn, and answers that are formulae of them."""

import re
from collections.abc import Iterator
from fractions import Fraction
from math import gcd

from lms.exchange import questions_in, shares
from lms.exchange.found import CannotKeep, Content
from lms.exchange.markdown_out import gap
from lms.exchange.moodle import formulae
from lms.exchange.moodle.numbers import units
from lms.exchange.moodle.tree import Node
from lms.exchange.moodle.words import line
from lms.exchange.questions_in import worth
from lms.exchange.texts import Texts
from lms.quizzes.engine.formula import is_taken
from lms.said import say
from lms.text.syllables import cut

_PLACE = re.compile(r"\{([^{}=\n]{1,60})\}")
_FORMULA = re.compile(r"\{=")
_NOT_NAME = re.compile(r"[^a-z0-9_]+")
_KINDS = {"1": "relative", "2": "absolute", "3": "relative"}
_MOST = 100
_LONGEST = 20


def read(node: Node, texts: Texts) -> Content:
    """Return a calculated question."""
    stem = node.said("questiontext")
    if _FORMULA.search(stem):
        raise CannotKeep(say("A formula stands in its text; here one can stand in an answer only."))
    names: dict[str, str] = {}
    variables = []
    for each in _datasets(node):
        name = each.said("name").strip()
        names[name] = _named(name, set(names.values()))
        variables.append({"id": names[name], **_drawn(each)})
    answers = []
    for place, each in enumerate(list(node.all("answer"))[:_MOST]):
        share = shares.of_percent(each.attributes.get("fraction") or "0")
        made = {
            "id": questions_in.letter(place),
            "formula": formulae.read(each.words, names),
            **_tolerance(each, texts),
        }
        answers.append({**made, **worth(share, line(each.one("feedback"), texts))})
    stem = _PLACE.sub(lambda found: gap(names[found[1].strip()]) if found[1].strip() in names else found[0], stem)
    return {"type": "calculated", "stem": stem, "variables": variables, "answers": answers, **units(node, texts)}


def _datasets(node: Node) -> Iterator[Node]:
    for listed in node.all("dataset_definitions"):
        yield from list(listed.all("dataset_definition"))[:_MOST]


def _named(name: str, taken: set[str]) -> str:
    """Return what a variable is called here: small letters, and nothing that means something in formulae."""
    tidy = _NOT_NAME.sub("_", name.lower()).strip("_")
    tidy = tidy if tidy[:1].isalpha() else f"v{tidy}"
    tidy = f"{tidy}_v" if is_taken(tidy) else tidy[:_LONGEST]
    number = 2
    while tidy in taken:
        tidy, number = f"{tidy[: _LONGEST - 3]}{number}", number + 1
    return tidy


def _drawn(node: Node) -> Content:
    """Return from where to where a number is drawn, and in which steps: those of the numbers in the file, if it says
    by their distances that there are coarser steps than its decimals.
    """
    least, most = shares.number(node.said("minimum") or "1"), shares.number(node.said("maximum") or "10")
    decimals = node.said("decimals").strip() or "0"
    if not (decimals.isascii() and decimals.isdecimal() and int(decimals[:3]) <= 12):
        raise CannotKeep(say("“%(text)s” is not a number of decimals.", text=cut(decimals, 20)))
    finest = Fraction(1, 10 ** int(decimals))
    items = {
        shares.number(item.said("value")) for listed in node.all("dataset_items") for item in listed.all("dataset_item")
    }
    step = _step(least, most, finest, items)
    made: Content = {"least": shares.written(least), "most": shares.written(most)}
    return made if step == 1 else {**made, "step": shares.written(step)}


def _step(least: Fraction, most: Fraction, finest: Fraction, items: set[Fraction]) -> Fraction:
    """Return the step: a coarser one only where every number that it makes is among the items, and no other."""
    steps = [(each - least) / finest for each in items if each != least]
    if not steps or any(each.denominator != 1 or each < 0 for each in steps):
        return finest
    coarse = finest * gcd(*(int(each) for each in steps))
    return coarse if (most - least) // coarse + 1 == len(items | {least}) else finest


def _tolerance(node: Node, texts: Texts) -> Content:
    kind = node.said("tolerancetype").strip() or "1"
    if kind == "3":
        texts.note(say("What is tolerated is a part of the right number here, and not a geometric one."))
    by = abs(shares.number(node.said("tolerance") or "0.01"))
    said = _KINDS.get(kind, "relative")
    if (said, by) == ("relative", Fraction(1, 100)):
        return {}
    return {"tolerance": {"by": shares.written(by)} if said == "absolute" else {"kind": said, "by": shares.written(by)}}
