"""Texts with gaps as Moodle writes them: {2:MULTICHOICE:=right#Yes.~wrong}. Source: docs.moodle.org, "Embedded
Answers (Cloze) question type".
"""

import re
from fractions import Fraction
from html import unescape

from lms.exchange import questions_in, shares
from lms.exchange.found import CannotKeep, Content
from lms.exchange.markdown_out import gap
from lms.exchange.moodle.tree import Node
from lms.exchange.questions_in import Choice, Fitting
from lms.exchange.texts import Text, Texts
from lms.said import say

_GAP = re.compile(r"\{([0-9]{0,3}):([A-Z_]{2,20}):((?:\\.|[^\\{}])*)\}", re.DOTALL)
_HALF = re.compile(r"\{[0-9]{0,3}:[A-Z_]{2,20}:")
_WEIGHT = re.compile(r"%([+-]?[0-9.]{1,20})%")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_UNTIL = re.compile(r"((?:\\.|[^\\~])*)(?:~|$)", re.DOTALL)
_FEEDBACK = re.compile(r"((?:\\.|[^\\#])*)#?(.*)", re.DOTALL)
_CHOICE = frozenset({"MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH"})
_SEVERAL = frozenset({"MULTIRESPONSE", "MR", "MULTIRESPONSE_H", "MRH"})
_SHORT = frozenset({"SHORTANSWER", "SA", "MW"})
_CASE = frozenset({"SHORTANSWER_C", "SAC", "MWC"})
_NUMBER = frozenset({"NUMERICAL", "NM"})
_SHUFFLED = {f"{name}_S": name for name in ("MULTICHOICE", "MULTIRESPONSE")} | {
    "MULTICHOICE_VS": "MULTICHOICE",
    "MULTICHOICE_HS": "MULTICHOICE",
    "MULTIRESPONSE_HS": "MULTIRESPONSE",
    "MCS": "MC",
    "MCVS": "MC",
    "MCHS": "MC",
    "MRS": "MR",
    "MRHS": "MR",
}
_MOST = 60


def read(node: Node, texts: Texts) -> Content:
    """Return a text with gaps; one in which all gaps are lists of one weight is a `gapselect`."""
    gaps: list[Content] = []

    def put(found: re.Match[str]) -> str:
        if len(gaps) == _MOST:
            raise CannotKeep(say("It has more than %(most)d gaps.", most=_MOST))
        weight = int(found[1] or 1)
        own = _task(found[2], found[3], texts)
        name = f"g{len(gaps) + 1}"
        gaps.append({"id": name, "type": own.pop("type"), **({"weight": weight} if weight != 1 else {}), **own})
        return gap(name)

    stem = _GAP.sub(put, node.said("questiontext"))
    if not gaps or _HALF.search(stem):
        raise CannotKeep(say("A gap of it can't be read: “}” is missing, or a “{” stands in it."))
    if all(each["type"] == "single" and "weight" not in each for each in gaps):
        return {
            "type": "gapselect",
            "stem": stem,
            "gaps": [{"id": each["id"], "options": each["options"]} for each in gaps],
        }
    return {"type": "cloze", "stem": stem, "gaps": gaps}


def _task(kind: str, body: str, texts: Texts) -> Content:
    kind = _SHUFFLED.get(kind, kind)
    answers = [_answer(raw, texts) for raw in _parts(body)]
    if kind in _CHOICE | _SEVERAL:
        choices = [Choice(texts.line(words), share, said) for share, words, said in answers]
        several = kind in _SEVERAL
        return {"type": "multiple" if several else "single", "options": questions_in.options(choices, several=several)}
    if kind in _SHORT | _CASE:
        fittings = [Fitting(texts.typed(unescape(words)), share, said) for share, words, said in answers]
        case = {"case": True} if kind in _CASE else {}
        return {"type": "shorttext", "answers": questions_in.accepted(fittings), **case}
    if kind in _NUMBER:
        return {"type": "number", "answers": list(_numbers(answers, texts))}
    raise CannotKeep(say("Here is no gap of the type “%(type)s”.", type=kind))


def _numbers(answers: list[tuple[Fraction, str, Text]], texts: Texts) -> list[Content]:
    made: list[Content] = []
    for share, words, said in answers:
        value, _, tolerance = words.partition(":")
        if value.strip() == "*":
            texts.note(say("What a gap says to all other numbers was left out."))
            continue
        distance = abs(shares.number(tolerance or "0"))
        made.append(questions_in.measured(len(made), shares.number(value), distance, share, said))
    return made


def _parts(body: str) -> list[str]:
    return [part for part in (found[1] for found in _UNTIL.finditer(body)) if part.strip()][:_MOST]


def _answer(raw: str, texts: Texts) -> tuple[Fraction, str, Text]:
    """Return what an answer is worth, its words, its feedback."""
    text = raw.strip()
    share = Fraction(0)
    weight = _WEIGHT.match(text)
    if weight:
        share, text = shares.of_percent(weight[1]), text[weight.end() :]
    elif text.startswith("="):
        share, text = Fraction(1), text[1:]
    found = _FEEDBACK.fullmatch(text)
    assert found is not None, "everything matches"
    return share, _plain(found[1]), texts.line(_plain(found[2]))


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text).strip()
