"""What each type of Moodle question asks."""

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from lms.exchange import questions_in, shares
from lms.exchange.found import CannotKeep, Content
from lms.exchange.markdown_out import gap
from lms.exchange.moodle import calculated, cloze, rubric
from lms.exchange.moodle.numbers import numerical
from lms.exchange.moodle.tree import Node
from lms.exchange.moodle.words import how, line
from lms.exchange.questions_in import Choice, Fitting, some
from lms.exchange.texts import HTML, Text, Texts
from lms.said import Said, say
from lms.text.syllables import cut

_MOST = 100
_PLACE = re.compile(r"\[\[([0-9]{1,3})\]\]")
_GRADING = {
    "ALL_OR_NOTHING": "all-or-nothing",
    "-1": "all-or-nothing",
    "ABSOLUTE_POSITION": "",
    "0": "",
    "RELATIVE_NEXT_EXCLUDE_LAST": "pairs",
    "1": "pairs",
}
_REFUSED: Mapping[str, Said] = {
    "calculatedmulti": say("Its options are formulae; here they would have to be written out."),
    "random": say("It draws questions from a category; here a quiz does that by itself."),
    "randomsamatch": say("It makes a matching question of others; here it would have to be written out."),
    "ddimageortext": say("It asks to drag onto a picture, which nobody can do with a keyboard or a screen reader."),
    "ddmarker": say("It asks to drag onto a picture, which nobody can do with a keyboard or a screen reader."),
}


def read(kind: str, node: Node, texts: Texts) -> Content:
    """Return the type, what is asked, and the keys of that type.

    :param kind: what Moodle calls the type.
    :raises CannotKeep: there is no such type here, or something that it needs is missing.
    """
    own = _TYPES.get(kind)
    if own is None:
        why = _REFUSED.get(kind) or say("Here is no question of the type “%(type)s”.", type=cut(kind, 40) or "?")
        raise CannotKeep(why)
    content = own(node, texts)
    stem = texts.prose(content.pop("stem", node.said("questiontext")), _how(node))
    if not stem:
        raise CannotKeep(say("Nothing is asked: the text of the question is empty."))
    return {"type": content.pop("type"), "stem": stem, **content}


def _how(node: Node) -> str:
    asked = node.one("questiontext")
    return HTML if asked is None else how(asked)


def _answers(node: Node, texts: Texts) -> Iterator[tuple[Node, Fraction, Text]]:
    """Yield each answer with what it is worth and its feedback."""
    for number, each in enumerate(node.all("answer")):
        if number == _MOST:
            raise CannotKeep(say("It has more than %(most)d answers.", most=_MOST))
        share = shares.of_percent(each.attributes.get("fraction") or "0")
        yield each, share, line(each.one("feedback"), texts)


def _multichoice(node: Node, texts: Texts) -> Content:
    several = node.said("single").strip().lower() in ("false", "0")
    choices = [Choice(line(each, texts), share, said) for each, share, said in _answers(node, texts)]
    return {"type": "multiple" if several else "single", "options": questions_in.options(choices, several=several)}


def _all_or_nothing(node: Node, texts: Texts) -> Content:
    """Return a question of the plugin "All or nothing multiple choice": what is right is worth more than 0."""
    choices = [(line(each, texts), share, said) for each, share, said in _answers(node, texts)]
    right = sum(share > 0 for _, share, _ in choices) or 1
    whole = [Choice(text, Fraction(1 if share > 0 else -1, right), said) for text, share, said in choices]
    return {"type": "multiple", "marking": "all-or-nothing", "options": questions_in.options(whole, several=True)}


def _truefalse(node: Node, texts: Texts) -> Content:
    said: dict[bool, Text] = {}
    answer = None
    for each, share, feedback in _answers(node, texts):
        which = each.words.strip().lower() == "true"
        said[which] = feedback
        if share == 1:
            answer = which
    if answer is None:
        raise CannotKeep(say("Neither true nor false is right."))
    return {"type": "truefalse", "answer": answer, **some(if_true=said.get(True), if_false=said.get(False))}


def _shortanswer(node: Node, texts: Texts) -> Content:
    fittings = [Fitting(texts.typed(each.words), share, said) for each, share, said in _answers(node, texts)]
    case = {"case": True} if node.said("usecase").strip() in ("1", "true") else {}
    return {"type": "shorttext", "answers": questions_in.accepted(fittings), **case}


def _matching(node: Node, texts: Texts) -> Content:
    items: list[Content] = []
    matches: list[Content] = []
    for each in list(node.all("subquestion"))[:_MOST]:
        answer = each.one("answer")
        text = line(answer, texts)
        there = next((match["id"] for match in matches if match["text"] == text), "")
        if not there:
            matches.append({**questions_in.thing(len(matches), text), "id": f"m{len(matches) + 1}"})
            there = matches[-1]["id"]
        item = line(each, texts)
        if item:
            items.append({**questions_in.thing(len(items), item), "match": there})
    return {"type": "matching", "items": items, "matches": matches}


def _ordering(node: Node, texts: Texts) -> Content:
    things = [
        questions_in.thing(place, line(each, texts)) for place, each in enumerate(list(node.all("answer"))[:_MOST])
    ]
    grading = node.said("gradingtype").strip().upper()
    marking = _GRADING.get(grading, None if grading else "")
    if marking is None:
        texts.note(say("It is marked by places: here is no marking “%(name)s”.", name=cut(grading, 40)))
    return {"type": "ordering", "items": things, **some(marking=marking)}


def _gapselect(node: Node, texts: Texts) -> Content:
    listed = [*node.all("selectoption"), *node.all("dragbox")][:_MOST]
    choices = [(texts.line(each.words), each.said("group").strip()) for each in listed]
    gaps: list[Content] = []
    seen: dict[str, int] = {}

    def put(found: re.Match[str]) -> str:
        number = int(found[1])
        if not 0 < number <= len(choices):
            raise CannotKeep(say("The gap %(gap)s has no word that belongs into it.", gap=found[0]))
        seen[found[1]] = seen.get(found[1], 0) + 1
        name = f"g{number}" if seen[found[1]] == 1 else f"g{number}-{seen[found[1]]}"
        own = [place for place, (_, group) in enumerate(choices) if group == choices[number - 1][1]]
        options = [Choice(choices[place][0], Fraction(place == number - 1), {}) for place in own]
        gaps.append({"id": name, "options": questions_in.options(options, several=False)})
        return gap(name)

    stem = _PLACE.sub(put, node.said("questiontext"))
    if node.attributes.get("type") == "ddwtos":
        texts.note(say("Its words are picked from lists here, and not dragged."))
    return {"type": "gapselect", "stem": stem, "gaps": gaps}


def _essay(node: Node, texts: Texts) -> Content:
    found = rubric.read(node.said("graderinfo"), texts)
    attachments = node.said("attachments").strip()
    if attachments not in ("", "0"):
        if node.said("responseformat").strip() == "noinline" or node.said("responserequired").strip() == "0":
            return {"type": "upload", **rubric.files(node, texts), **some(rubric=found)}
        texts.note(say("That files may be added to the text was left out: ask for them in a question of their own."))
    if node.said("responsetemplate").strip():
        texts.note(say("What stands in the answer before it is written was left out."))
    if node.said("minwordlimit").strip() or node.said("maxwordlimit").strip():
        texts.note(say("Its limits in words were left out: here signs are counted."))
    return {"type": "essay", **some(rubric=found)}


def _description(_node: Node, _texts: Texts) -> Content:
    return {"type": "information"}


_TYPES: Mapping[str, Callable[[Node, Texts], Content]] = {
    "multichoice": _multichoice,
    "multichoiceset": _all_or_nothing,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": numerical,
    "matching": _matching,
    "match": _matching,
    "ddmatch": _matching,
    "ordering": _ordering,
    "gapselect": _gapselect,
    "ddwtos": _gapselect,
    "cloze": cloze.read,
    "multianswer": cloze.read,
    "calculated": calculated.read,
    "calculatedsimple": calculated.read,
    "essay": _essay,
    "description": _description,
}
KNOWN = frozenset(_TYPES)
