"""Numerical questions of Moodle, and the units of those that are calculated too."""

from fractions import Fraction

from lms.exchange import questions_in, shares
from lms.exchange.found import CannotKeep, Content
from lms.exchange.moodle.tree import Node
from lms.exchange.moodle.words import line
from lms.exchange.questions_in import some
from lms.exchange.texts import Text, Texts
from lms.said import say
from lms.text.syllables import cut

_MOST_UNITS = 40
_ROUND = 1_000_000
"""One by a factor that was rounded is a number with no larger denominator."""


def numerical(node: Node, texts: Texts) -> Content:
    """Return a question whose answer is a number."""
    answers: list[Content] = []
    wrong: Text = {}
    for each in node.all("answer"):
        share = shares.of_percent(each.attributes.get("fraction") or "0")
        said = line(each.one("feedback"), texts)
        if each.words.strip() == "*":
            wrong = said
            continue
        tolerance = abs(shares.number(each.said("tolerance") or "0"))
        answers.append(questions_in.measured(len(answers), shares.number(each.words), tolerance, share, said))
    if wrong and node.said("incorrectfeedback").strip():
        texts.note(say("What it says to all other numbers was left out: it says something to wrong ones already."))
        wrong = {}
    return {"type": "number", "answers": answers, **units(node, texts), **some(combined=some(wrong=wrong))}


def units(node: Node, texts: Texts) -> Content:
    """Return the keys about units. Names of one size are one unit here."""
    found: dict[Fraction, list[str]] = {}
    for each in [unit for listed in node.all("units") for unit in listed.all("unit")][:_MOST_UNITS]:
        name, multiplier = each.said("unit_name").strip(), shares.number(each.said("multiplier") or "1")
        if multiplier <= 0:
            raise CannotKeep(say("The unit “%(name)s” has no size.", name=cut(name, 40)))
        if name:
            found.setdefault(_factor(multiplier), []).append(name)
    listed = [
        {"id": f"u{place}", "names": list(dict.fromkeys(names)), **_sized(factor)}
        for place, (factor, names) in enumerate(found.items(), 1)
    ]
    if not listed or node.said("unitgradingtype").strip() in ("", "0"):
        return some(units=listed)
    penalty = shares.meant(shares.number(node.said("unitpenalty") or "0.1"))
    if node.said("unitgradingtype").strip() == "2":
        texts.note(say("The penalty for a unit is a part of the answer's mark here, and not of the whole."))
    return {
        "units": listed,
        "unit": "needed",
        **({} if penalty == Fraction(1, 10) else {"unit_penalty": shares.written(penalty)}),
    }


def _factor(multiplier: Fraction) -> Fraction:
    """Return how many of the unit of factor 1 a unit holds: Moodle writes how many of it go into that."""
    factor = 1 / multiplier
    near = factor.limit_denominator(_ROUND) if factor < _ROUND else Fraction(round(factor))
    return near if abs(near - factor) <= factor / _ROUND else factor


def _sized(factor: Fraction) -> Content:
    return {} if factor == 1 else {"factor": shares.written(factor)}
