"""What leaves comes back and says the same: every type of question, every text, every course of ours."""

import json
from collections.abc import Mapping, Set
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lms.exchange import formats
from lms.exchange.found import Content
from lms.exchange.html_in import markdown
from lms.exchange.html_out import line, prose
from lms.exchange.meeting import Meeting, meet
from lms.exchange.written import Source
from lms.markup import convert
from lms.markup.scan import scan
from lms.quizzes.engine import codec
from lms.quizzes.engine.definition import About, load
from tests.support.question_types import TYPES, content, right, text, wrong

LANGS = ["en", "my"]
COURSE = Path(__file__).parents[2] / "courses" / "federalism"
BOTH = {"en": "Say **why**, and `how` – 1 < 2 & *3*.", "my": "**ဘာကြောင့်** လဲ။"}
AROUND: Mapping[str, Any] = {
    "feedback": {"en": "One.\n\n- two\n- three", "my": "တစ်"},
    "combined": {"right": BOTH, "partly": text("half"), "wrong": text("no")},
    "hints": [{"text": BOTH, "count_right": True}, {"text": text("look"), "clear_wrong": True}],
    "penalty": 0.25,
    "weight": 3,
    "tags": ["case"],
    "difficulty": "hard",
    "form": "b",
    "state": "retired",
    "objective": "define-two-rules",
    "sources": ["panglong-signed"],
}
NO_ROOM = {"gift": {"ordering", "calculated", "gapselect", "cloze", "scale", "upload"}}
LESS = {
    "gift": {"hints", "combined", "penalty", "weight", "rubric", "units", "unit"},
    "moodle-xml": set[str](),
}
"""What GIFT can't say of any question."""


def sent(name: str, question: Content, langs: list[str] = LANGS) -> Content:
    """Return a question as it comes back out of a file."""
    made = formats.write(name, [Source(question, "01-power-shared", 1)], langs, {})
    chosen, reading = formats.read(made.body, "en")
    assert (chosen, reading.refused) == (name, [])
    (back,) = reading.brought
    assert back.name == question["id"]
    assert back.notes == []
    return {"id": back.name, **back.content}


def meaning(question: Content, *, without: Set[str] = frozenset()) -> Any:
    """Return what a question says, its parts named by their places: other systems do not know their names."""
    ids: dict[str, str] = {}
    for key in ("matches", "gaps"):
        for place, each in enumerate(question.get(key, ())):
            ids.setdefault(each["id"], f"{key}{place}")
    return _meant({key: value for key, value in question.items() if key not in without}, ids)


def _meant(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        if value.keys() <= set(LANGS):
            said = {lang: convert.convert(_meant(words, ids))[0] for lang, words in value.items()}
            # What all languages say alike is written once, and belongs to all.
            return next(iter(said.values())) if len(set(said.values())) == 1 else said
        return {key: _meant(inner, ids) for key, inner in value.items() if key != "id"} | {
            key: ids.get(value[key], value[key]) for key in ("match",) if key in value
        }
    if isinstance(value, list | tuple):
        return [_meant(each, ids) for each in value]
    if isinstance(value, str):
        for name, place in ids.items():
            value = value.replace("{{" + name + "}}", "{{" + place + "}}")
    return value


def question_of(kind: str) -> Content:
    """Return a question of a type with all that can stand around it."""
    made: Content = json.loads(json.dumps({**content(kind), **AROUND}))  # The table is everybody's.
    if kind in ("scale", "information"):
        del made["weight"]
    if kind not in ("gapselect", "cloze", "calculated"):
        made["stem"] = BOTH
    for item in made.get("items", ()) if kind == "matching" else ():
        item.pop("feedback", None)
    return made


@pytest.mark.parametrize("kind", TYPES)
def test_a_question_of_each_type_comes_back_from_moodle_xml(kind: str) -> None:
    question = question_of(kind)
    back = sent("moodle-xml", question)

    assert meaning(back) == meaning(question)


def test_all_that_stands_around_a_question_is_tried() -> None:
    assert codec.names(About) - AROUND.keys() == {"id", "stem", "picture", "sound"}


@pytest.mark.parametrize("kind", [kind for kind in TYPES if kind not in NO_ROOM["gift"]])
def test_a_question_of_each_type_that_gift_has_comes_back_from_it(kind: str) -> None:
    without = LESS["gift"] | ({"feedback"} if kind == "information" else set())
    question = question_of(kind)

    assert meaning(sent("gift", question), without=without) == meaning(question, without=without)


@pytest.mark.parametrize("kind", sorted(NO_ROOM["gift"]))
def test_gift_says_of_which_questions_it_has_no_room_for(kind: str) -> None:
    made = formats.write("gift", [Source(content(kind), "m", 7)], LANGS, {})

    assert made.count == 0
    assert [(source.line, "Moodle XML has" in str(what)) for source, what in made.left] == [(7, True)]


@pytest.mark.parametrize("name", ["gift", "moodle-xml"])
@pytest.mark.parametrize("gap", ["single", "multiple", "shorttext", "number"])
def test_a_missing_word_comes_back(name: str, gap: str) -> None:
    own = {key: value for key, value in TYPES[gap][0].items() if key not in ("units", "unit")}
    kind = "gapselect" if gap == "single" else "cloze"
    named = {"id": "word", **({} if gap == "single" else {"type": gap}), **own}
    question = {"id": "q", "type": kind, "stem": {"en": "It is {{word}} here."}, "gaps": [named]}

    assert meaning(sent(name, question, ["en"])) == meaning(question)


@pytest.mark.parametrize("kind", [kind for kind in TYPES if TYPES[kind][2]])
def test_what_came_back_is_marked_the_same(kind: str) -> None:
    question, back = load(content(kind)).task, load(sent("moodle-xml", content(kind))).task

    for fields in (right(kind), wrong(kind)):
        there = _renamed(fields, content(kind), sent("moodle-xml", content(kind)))
        assert back.asked("s").mark(back.asked("s").read(there)).share == (  # type: ignore[union-attr]
            question.asked("s").mark(question.asked("s").read(fields)).share  # type: ignore[union-attr]
        )


def _renamed(fields: Mapping[str, list[str]], here: Content, there: Content) -> dict[str, list[str]]:
    """Return an answer in the names that things have after they came back."""
    names: dict[str, str] = {}
    for key in ("options", "items", "matches", "gaps"):
        names |= {one["id"]: other["id"] for one, other in zip(here.get(key, ()), there.get(key, ()), strict=True)}
    for one, other in zip(here.get("gaps", ()), there.get("gaps", ()), strict=True):
        pairs = zip(one.get("options", ()), other.get("options", ()), strict=True)
        names |= {each["id"]: same["id"] for each, same in pairs}
    return {
        ".".join(names.get(part, part) for part in field.split(".")): [names.get(value, value) for value in values]
        for field, values in fields.items()
    }


@pytest.mark.parametrize("name", ["gift", "moodle-xml"])
def test_every_question_of_a_real_course_comes_back_and_is_known_again(name: str) -> None:
    banks = [yaml.load(place.read_bytes(), yaml.CSafeLoader) for place in sorted(COURSE.glob("*/bank.yaml"))]
    here = {each["id"]: each for bank in banks for each in bank["questions"]}
    drawings = {each.name: each.read_bytes() for each in (COURSE / "media").iterdir()}
    made = formats.write(name, [Source(each, "m", 1) for each in here.values()], LANGS, drawings)
    _, reading = formats.read(made.body, "en")
    met = [meet(here[each.name], {**each.content, "id": each.name}, LANGS) for each in reading.brought]

    assert len(met) == len(here) > 60
    assert {each.meeting for each in met} == {Meeting.SAME}


WORDS = st.text(st.sampled_from("ab ကာ *_[]()<>{}!#&|+-.1\\`~=:'\"/\n"), max_size=30)


@settings(max_examples=100, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(WORDS)
@example("!!! note")
@example("# 1. - |")
def test_any_signs_stay_signs(words: str) -> None:
    """What somebody typed as plain words is shown as those words, whatever signs are among them."""
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for one_line, made in ((True, line), (False, prose)):
        said = markdown(f"<p>{escaped}</p>", lambda _note: None, one_line=one_line).text
        again = markdown(made(said), lambda _note: None, one_line=one_line).text
        assert again == said
        assert scan(said, "line" if one_line else "prose").troubles == []
        shown = markdown(made(said), lambda _note: None, one_line=True).text.replace("\\", "")
        wanted = " ".join(words.replace("\\", "").replace("{{", "{ {").split())
        assert shown.replace(" ", "") == wanted.replace(" ", "")


@settings(max_examples=100, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.sampled_from(["a", " ", "<b>", "</b>", "<i>", "</i>", "<p>", "<ul><li>", "</ul>", "<br>", "1.", "# "]))
)
def test_html_and_back_settles_at_once(pieces: list[str]) -> None:
    said = markdown("".join(pieces), lambda _note: None, one_line=False).text
    assert markdown(prose(said), lambda _note: None, one_line=False).text == said
