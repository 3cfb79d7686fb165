"""Texts with gaps as Moodle writes them. Each gap stands once: between the words of all languages."""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction

from lms.exchange import shares
from lms.exchange.found import Content
from lms.exchange.html_out import joined, prose, words_of
from lms.exchange.moodle.xml import Xml
from lms.exchange.written import CannotSay
from lms.quizzes.engine.definition import load
from lms.quizzes.engine.types.choice import Choice
from lms.said import Said, say

_PLACE = re.compile(r"\{\{([a-z][a-z0-9_-]{0,59})\}\}")
_MEANING = re.compile(r"[}#~/\"\\{]")
_MOST_GROUPS = 20


def write(xml: Xml, content: Content, tell: Callable[[Said], None]) -> str:
    """Write a text with gaps; one of plain lists as "Select missing words", any other as "Embedded answers"."""
    gaps = {gap["id"]: gap for gap in content["gaps"]}
    if content["type"] == "gapselect" and len(gaps) <= _MOST_GROUPS and all(map(_is_plain, gaps.values())):
        xml.stem = _together(xml, content, _places(xml, gaps))
        return "gapselect"
    if any("units" in gap for gap in gaps.values()):
        tell(say("Units in gaps are left out: Moodle has none there."))
    xml.stem = _together(xml, content, {name: _gap(xml, gap, tell) for name, gap in gaps.items()})
    return "cloze"


def _is_plain(gap: Content) -> bool:
    return not any(key in option for option in gap["options"] for key in ("feedback", "share"))


def _places(xml: Xml, gaps: Mapping[str, Content]) -> dict[str, str]:
    """Write the words of all gaps, each gap a group of its own; return what stands at each gap."""
    places, number = {}, 0
    for group, (name, gap) in enumerate(gaps.items(), 1):
        for option in gap["options"]:
            number += 1
            if option.get("right"):
                places[name] = f"[[{number}]]"
            xml.html("selectoption", xml.line(option["text"]), f"<group>{group}</group>")
    return places


def _together(xml: Xml, content: Content, places: Mapping[str, str]) -> str:
    """Return the text with its gaps, the words between two gaps in each language."""
    langs = [lang for lang in xml.langs if words_of(content["stem"], lang)]
    cut = {lang: _PLACE.split(prose(words_of(content["stem"], lang))) for lang in langs}
    orders = {tuple(pieces[1::2]) for pieces in cut.values()}
    if len(orders) != 1:
        raise CannotSay(say("Its gaps stand in another order in each language. Export one language at a time."))
    (order,) = orders
    words = [
        joined({lang: cut[lang][place] for lang in langs}, xml.langs, named=True)
        for place in range(0, 2 * len(order) + 1, 2)
    ]
    return words[0] + "".join(places[name] + after for name, after in zip(order, words[1:], strict=True))


def _gap(xml: Xml, gap: Content, tell: Callable[[Said], None]) -> str:
    kind = gap.get("type", "single")
    return f"{{{gap.get('weight', 1)}:{_NAMES[kind](gap)}:{'~'.join(_ANSWERS[kind](xml, gap, tell))}}}"


def _options(xml: Xml, gap: Content, _tell: Callable[[Said], None]) -> list[str]:
    task = load({"id": "g", "type": gap.get("type", "single"), "stem": {}, "options": gap["options"]}).task
    assert isinstance(task, Choice)
    return [
        _answer(task.shares[option["id"]], xml.line(option["text"]), xml.line(option.get("feedback")))
        for option in gap["options"]
    ]


def _truth(xml: Xml, gap: Content, _tell: Callable[[Said], None]) -> list[str]:
    said = (("True", True, gap.get("if_true")), ("False", False, gap.get("if_false")))
    return [_answer(Fraction(gap["answer"] == value), word, xml.line(feedback)) for word, value, feedback in said]


def _words(xml: Xml, gap: Content, _tell: Callable[[Said], None]) -> list[str]:
    return [
        _answer(_share(answer), words, xml.line(answer.get("feedback")))
        for answer in gap["answers"]
        for words in answer["accept"]
    ]


def _numbers(xml: Xml, gap: Content, tell: Callable[[Said], None]) -> list[str]:
    made = []
    for answer in gap["answers"]:
        value = Fraction(str(answer["value"]))
        distance, exact = shares.distance(value, answer.get("tolerance", {}))
        if not exact:
            tell(say("Significant figures are written as a distance: Moodle has no other."))
        words = f"{shares.decimal(value)}:{shares.decimal(distance)}"
        made.append(_answer(_share(answer), words, xml.line(answer.get("feedback"))))
    return made


def _answer(share: Fraction, words: str, feedback: str) -> str:
    worth = "=" if share == 1 else f"%{shares.percent(share)}%" if share else ""
    return worth + _escaped(words) + (f"#{_escaped(feedback)}" if feedback else "")


def _escaped(html: str) -> str:
    return _MEANING.sub(r"\\\g<0>", html)


def _share(answer: Content) -> Fraction:
    return Fraction(str(answer.get("share", 1)))


_NAMES: Mapping[str, Callable[[Content], str]] = {
    "single": lambda _gap: "MULTICHOICE",
    "multiple": lambda _gap: "MULTIRESPONSE",
    "truefalse": lambda _gap: "MULTICHOICE",
    "shorttext": lambda gap: "SHORTANSWER_C" if gap.get("case") else "SHORTANSWER",
    "number": lambda _gap: "NUMERICAL",
}
_ANSWERS = {"single": _options, "multiple": _options, "truefalse": _truth, "shorttext": _words, "number": _numbers}
