"""What is Moodle's own in each type of question."""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from math import lcm

from lms.exchange import shares
from lms.exchange.found import Content
from lms.exchange.html_out import joined, prose, words_of
from lms.exchange.moodle import formulae, gaps_out, rubric
from lms.exchange.moodle.xml import Xml, cdata
from lms.exchange.written import CannotSay
from lms.quizzes.engine.definition import load
from lms.quizzes.engine.order import shaken
from lms.quizzes.engine.types.calculated import Calculated, Variable
from lms.quizzes.engine.types.choice import Choice
from lms.said import Said, say

Tell = Callable[[Said], None]
_MOST_ITEMS = 100
_GRADING = {"position": "ABSOLUTE_POSITION", "pairs": "RELATIVE_NEXT_EXCLUDE_LAST", "all-or-nothing": "ALL_OR_NOTHING"}
_PLACE = re.compile(r"\{\{([a-z][a-z0-9_-]{0,59})\}\}")


def write(xml: Xml, content: Content, tell: Tell) -> str:
    """Write what is a type's own, and the stem; return what Moodle calls the type.

    :param tell: is told what is left out.
    :raises CannotSay: Moodle has no such question.
    """
    xml.stem = stem(xml, content)
    return _TYPES[content["type"]](xml, content, tell)


def stem(xml: Xml, content: Content) -> str:
    """Return what is asked as HTML in all languages."""
    said = {lang: prose(words) for lang in xml.langs if (words := words_of(content["stem"], lang))}
    return joined(said, xml.langs, named=True)


def _options(xml: Xml, content: Content) -> None:
    task = load({"stem": {}, **content}).task
    assert isinstance(task, Choice), content["type"]
    for option in content["options"]:
        xml.answer(xml.line(option["text"]), task.shares[option["id"]], option.get("feedback"))


def _choice(xml: Xml, content: Content, _tell: Tell) -> str:
    xml.plain("single", "false" if content["type"] == "multiple" else "true")
    xml.plain("shuffleanswers", "true")
    xml.plain("answernumbering", "abc")
    _options(xml, content)
    return "multichoice"


def _scale(xml: Xml, content: Content, _tell: Tell) -> str:
    """Write a scale as a choice that is worth nothing, in which nothing is wrong."""
    xml.plain("single", "true")
    xml.plain("shuffleanswers", "false")
    xml.plain("answernumbering", "none")
    for point in content["points"]:
        xml.answer(xml.line(point["text"]), Fraction(1))
    return "multichoice"


def _truefalse(xml: Xml, content: Content, _tell: Tell) -> str:
    for word, key in (("true", "if_true"), ("false", "if_false")):
        right = content["answer"] == (word == "true")
        xml.answer(word, Fraction(right), content.get(key), how="moodle_auto_format")
    return "truefalse"


def _shorttext(xml: Xml, content: Content, _tell: Tell) -> str:
    xml.plain("usecase", 1 if content.get("case") else 0)
    for answer in content["answers"]:
        for words in answer["accept"]:
            xml.answer(words, _share(answer), answer.get("feedback"), how="moodle_auto_format")
    return "shortanswer"


def _number(xml: Xml, content: Content, tell: Tell) -> str:
    for answer in content["answers"]:
        value = Fraction(str(answer["value"]))
        distance, exact = shares.distance(value, answer.get("tolerance", {}))
        if not exact:
            tell(say("Significant figures are written as a distance: Moodle has no other."))
        more = f"<tolerance>{shares.decimal(distance)}</tolerance>"
        xml.answer(shares.decimal(value), _share(answer), answer.get("feedback"), more, "moodle_auto_format")
    xml.units(content)
    return "numerical"


def _matching(xml: Xml, content: Content, tell: Tell) -> str:
    if any("feedback" in item for item in content["items"]):
        tell(say("Feedback for each pair is left out."))
    xml.plain("shuffleanswers", "true")
    words = {each["id"]: xml.line(each["text"]) for each in content["matches"]}
    used = {item["match"] for item in content["items"]}
    pairs = [(xml.line(item["text"]), words[item["match"]]) for item in content["items"]]
    pairs += [("", words[each["id"]]) for each in content["matches"] if each["id"] not in used]
    for item, match in pairs:
        more = f"<answer><text>{cdata(match)}</text></answer>"
        xml.html("subquestion", item, more)
    return "matching"


def _ordering(xml: Xml, content: Content, _tell: Tell) -> str:
    xml.plain("layouttype", "VERTICAL")
    xml.plain("selecttype", "ALL")
    xml.plain("selectcount", len(content["items"]))
    xml.plain("gradingtype", _GRADING[content.get("marking", "position")])
    for place, item in enumerate(content["items"], 1):
        xml.lines.append(
            f'<answer fraction="{place}" format="html"><text>{cdata(xml.line(item["text"]))}</text></answer>'
        )
    return "ordering"


def _essay(xml: Xml, content: Content, _tell: Tell) -> str:
    xml.plain("responseformat", "plain")
    xml.plain("responserequired", 1)
    xml.plain("attachments", 0)
    xml.html("graderinfo", rubric.write(content.get("rubric", ()), xml.langs))
    return "essay"


def _upload(xml: Xml, content: Content, _tell: Tell) -> str:
    xml.plain("responseformat", "noinline")
    xml.plain("responserequired", 0)
    xml.plain("attachments", content.get("most_files", 1))
    xml.plain("attachmentsrequired", 1)
    xml.plain("maxbytes", content.get("most_kb", 1000) * 1000)
    xml.plain("filetypeslist", ",".join(f".{kind}" for kind in content.get("types", ("pdf", "jpg", "png", "webp"))))
    xml.html("graderinfo", rubric.write(content.get("rubric", ()), xml.langs))
    return "essay"


def _information(_xml: Xml, _content: Content, _tell: Tell) -> str:
    return "description"


def _calculated(xml: Xml, content: Content, tell: Tell) -> str:
    task = load(content).task
    assert isinstance(task, Calculated), content["type"]
    xml.stem = _PLACE.sub(r"{\1}", xml.stem)
    for answer, written in zip(task.answers, content["answers"], strict=True):
        kind, by = str(answer.tolerance.kind), answer.tolerance.by
        if kind == "figures":
            tell(say("Significant figures are written as a part of the number: Moodle has no other."))
            kind, by = "relative", Fraction(1, 2 * 10 ** int(by - 1))
        more = (
            f"<tolerance>{shares.decimal(by)}</tolerance>"
            f"<tolerancetype>{1 if kind == 'relative' else 2}</tolerancetype>"
            "<correctanswerformat>1</correctanswerformat><correctanswerlength>2</correctanswerlength>"
        )
        xml.answer(formulae.write(answer.formula), answer.share, written.get("feedback"), more, "moodle_auto_format")
    xml.units(content)
    datasets = "".join(_dataset(each, content["id"]) for each in task.variables)
    xml.lines.append(f"<dataset_definitions>{datasets}</dataset_definitions>")
    return "calculated"


def _dataset(variable: Variable, seed: str) -> str:
    """Return a variable with the numbers that may be drawn for it: all of them where they are few."""
    count = int((variable.most - variable.least) / variable.step) + 1
    numbers = [variable.least + place * variable.step for place in range(min(count, _MOST_ITEMS))]
    decimals = _decimals(variable)
    if decimals is None or (count > _MOST_ITEMS and variable.step != Fraction(1, 10**decimals)):
        raise CannotSay(say("Moodle draws numbers by their decimals only, and not in steps such as these."))
    if count > _MOST_ITEMS:
        numbers = list(dict.fromkeys(variable.drawn(f"{seed} {turn}") for turn in range(_MOST_ITEMS)))
    items = "".join(
        f"<dataset_item><number>{place}</number><value>{shares.decimal(number)}</value></dataset_item>"
        for place, number in enumerate(shaken(numbers, seed + variable.id, str), 1)
    )
    return (
        "<dataset_definition><status><text>private</text></status>"
        f"<name><text>{variable.id}</text></name><type>calculated</type>"
        "<distribution><text>uniform</text></distribution>"
        f"<minimum><text>{shares.decimal(variable.least)}</text></minimum>"
        f"<maximum><text>{shares.decimal(variable.most)}</text></maximum>"
        f"<decimals><text>{decimals}</text></decimals><itemcount>{len(numbers)}</itemcount>"
        f"<dataset_items>{items}</dataset_items><number_of_items>{len(numbers)}</number_of_items></dataset_definition>"
    )


def _decimals(variable: Variable) -> int | None:
    """Return how many decimals its numbers have; None where they have no end."""
    whole = lcm(variable.least.denominator, variable.step.denominator)
    return next((places for places in range(13) if 10**places % whole == 0), None)


def _share(answer: Content) -> Fraction:
    return Fraction(str(answer.get("share", 1)))


_TYPES: Mapping[str, Callable[[Xml, Content, Tell], str]] = {
    "single": _choice,
    "multiple": _choice,
    "truefalse": _truefalse,
    "matching": _matching,
    "ordering": _ordering,
    "shorttext": _shorttext,
    "number": _number,
    "calculated": _calculated,
    "gapselect": gaps_out.write,
    "cloze": gaps_out.write,
    "scale": _scale,
    "essay": _essay,
    "upload": _upload,
    "information": _information,
}
