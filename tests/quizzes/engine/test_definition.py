"""Questions as packages write them: read and written back the same, and refused with the place of what is wrong."""

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from lms.catalog.package.schema import schemas
from lms.quizzes.engine import codec
from lms.quizzes.engine.definition import dump, keys, load
from lms.quizzes.engine.refusal import Fault, Unsound
from lms.quizzes.engine.registry import TASKS
from tests.support.question_types import TYPES, content, options, text

COURSES = Path(__file__).parents[3] / "courses"


def written() -> list[dict[str, Any]]:
    """Return every question of the courses that are here."""
    files = [*COURSES.glob("*/*/bank.yaml"), *COURSES.glob("*/*/*.check.yaml")]
    return [question for file in files for question in yaml.safe_load(file.read_text("utf-8"))["questions"]]


def test_every_question_that_is_there_is_read_and_marked_as_before() -> None:
    questions = written()
    assert len(questions) > 500

    for question in questions:
        found = load(question)
        assert dump(found) == question
        verdict = found.task.mark(found.task.right())
        assert verdict is not None
        assert verdict.share == 1


@pytest.mark.parametrize("kind", TYPES)
def test_a_question_is_written_as_it_was_read(kind: str) -> None:
    more = {
        "tags": ["case"],
        "objective": "see",
        "difficulty": "hard",
        "form": "a",
        "sources": ["law"],
        "picture": {"file": "a.svg", "alt": text("A")},
        "sound": {"file": "a.mp3", "transcript": text("B")},
        "feedback": text("Because."),
        "combined": {"partly": text("Nearly.")},
        "hints": [{"text": text("Think."), "clear_wrong": True}],
        "penalty": 0.1,
        "weight": 3,
    }
    question = content(kind, **more)

    assert dump(load(question)) == question
    assert load(dump(load(question))) == load(question)
    assert json.loads(json.dumps(dump(load(question)))) == question
    assert dump(load(content(kind))) == content(kind)


def test_the_keys_are_those_of_the_schema() -> None:
    defs = schemas()["question.schema.json"]["$defs"]

    assert set(TASKS) == set(TYPES)
    for kind in TASKS:
        assert keys(kind) == set(defs[kind]["properties"]), kind


@pytest.mark.parametrize(
    ("number", "exact", "back"),
    [
        (0.1, "1/10", 0.1),
        (0.33, "33/100", 0.33),
        ("1/3", "1/3", "1/3"),
        ("0.25", "1/4", 0.25),
        (1, "1", 1),
        (0, "0", 0),
        (1.0, "1", 1),
        (1e-5, "1/100000", 1e-05),
        (10**20, str(10**20), str(10**20)),
    ],
)
def test_numbers_are_exact(number: Any, exact: str, back: Any) -> None:
    found = codec.read(Fraction, number)

    assert found == Fraction(exact)
    assert codec.written(found) == back
    assert codec.read(Fraction, codec.written(found)) == found


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (True, Fault.WRONG_TYPE),
        (None, Fault.WRONG_TYPE),
        ("1e999999999", Fault.WRONG_TYPE),
        ("1/0", Fault.WRONG_TYPE),
        ("0x10", Fault.WRONG_TYPE),
        (float("nan"), Fault.WRONG_TYPE),
        (float("inf"), Fault.WRONG_TYPE),
        (10**30, Fault.TOO_LARGE),
        (-(10**30), Fault.TOO_LARGE),
    ],
)
def test_what_is_no_number_is_refused(number: Any, fault: Fault) -> None:
    with pytest.raises(Unsound) as refused:
        codec.read(Fraction, number)
    assert refused.value.fault == fault


def _changed(kind: str, **more: Any) -> Callable[[], dict[str, Any]]:
    return lambda: content(kind, **more)


def _without(kind: str, key: str) -> Callable[[], dict[str, Any]]:
    return lambda: {name: each for name, each in content(kind).items() if name != key}


def _many(count: int, **more: Any) -> list[dict[str, Any]]:
    return [{"id": f"n{number}", "text": text("x"), **more} for number in range(count)]


ONE = [{"id": "a", "value": 1}]
WRONG: dict[str, tuple[Callable[[], Any], Fault, tuple[str | int, ...]]] = {
    "no question": (list, Fault.WRONG_TYPE, ()),
    "no type": (_without("single", "type"), Fault.MISSING, ("type",)),
    "another type": (_changed("single", type="guess"), Fault.UNKNOWN, ("type",)),
    "a type that is a list": (_changed("single", type=["single"]), Fault.UNKNOWN, ("type",)),
    "no stem": (_without("single", "stem"), Fault.MISSING, ()),
    "an empty id": (_changed("single", id=""), Fault.MISSING, ()),
    "a key too many": (_changed("single", marks=1), Fault.UNKNOWN, ()),
    "a penalty above all": (_changed("single", penalty=1.01), Fault.OUT_OF_RANGE, ("penalty",)),
    "a penalty below nothing": (_changed("single", penalty=-0.01), Fault.OUT_OF_RANGE, ("penalty",)),
    "no weight": (_changed("single", weight=0), Fault.OUT_OF_RANGE, ("weight",)),
    "too much weight": (_changed("single", weight=101), Fault.OUT_OF_RANGE, ("weight",)),
    "a weight that is true": (_changed("single", weight=True), Fault.WRONG_TYPE, ("weight",)),
    "seven hints": (_changed("single", hints=[{"text": text("x")}] * 7), Fault.TOO_LARGE, ("hints",)),
    "a hundred and one tags": (_changed("single", tags=["x"] * 101), Fault.TOO_LARGE, ("tags",)),
    "tags in one word": (_changed("single", tags="case"), Fault.WRONG_TYPE, ("tags",)),
    "an objective without end": (_changed("single", objective="x" * 20_001), Fault.TOO_LARGE, ("objective",)),
    "a difficulty of its own": (_changed("single", difficulty="mean"), Fault.OUT_OF_RANGE, ("difficulty",)),
    "combined feedback in one word": (_changed("single", combined="x"), Fault.WRONG_TYPE, ("combined",)),
    "one option": (_changed("single", options=options("a", right="a")), Fault.TOO_FEW, ("options",)),
    "too many options": (_changed("single", options=_many(21)), Fault.TOO_LARGE, ("options",)),
    "two options of one id": (_changed("single", options=options("a", "a", right="a")), Fault.TWICE, ("options", 1)),
    "an option without an id": (_changed("single", options=options("a", "", right="a")), Fault.MISSING, ("options", 1)),
    "no right option": (_changed("single", options=options("a", "b", right="")), Fault.RIGHT_COUNT, ("options",)),
    "two right options": (_changed("single", options=options("a", "b", right="a b")), Fault.RIGHT_COUNT, ("options",)),
    "no share of all": (_changed("single", options=_many(2, share=0.9)), Fault.SHARES, ("options",)),
    "a share above 1": (_changed("single", options=_many(2, share=1.1)), Fault.OUT_OF_RANGE, ("options", 0, "share")),
    "a share below −1": (_changed("single", options=_many(2, share=-2)), Fault.OUT_OF_RANGE, ("options", 0, "share")),
    "right and share": (_changed("single", options=_many(2, share=1, right=True)), Fault.BOTH_WAYS, ("options",)),
    "right on one and share on the other": (
        _changed("single", options=[*_many(1, right=True), {"id": "b", "text": text("b"), "share": 1}]),
        Fault.BOTH_WAYS,
        ("options",),
    ),
    "a word for a share": (
        _changed("single", options=_many(2, share="half")),
        Fault.WRONG_TYPE,
        ("options", 0, "share"),
    ),
    "all options right": (
        _changed("multiple", options=options("a", "b", right="a b")),
        Fault.RIGHT_COUNT,
        ("options",),
    ),
    "none of several right": (
        _changed("multiple", options=options("a", "b", right="")),
        Fault.RIGHT_COUNT,
        ("options",),
    ),
    "shares of more than all": (_changed("multiple", options=_many(2, share=0.6)), Fault.SHARES, ("options",)),
    "shares of less than all": (_changed("multiple", options=_many(2, share=0.49)), Fault.SHARES, ("options",)),
    "another marking": (_changed("multiple", marking="kind"), Fault.OUT_OF_RANGE, ("marking",)),
    "an answer in a word": (_changed("truefalse", answer="true"), Fault.WRONG_TYPE, ("answer",)),
    "one item": (_changed("matching", items=_many(1, match="union")), Fault.TOO_FEW, ("items",)),
    "too many items": (_changed("matching", items=_many(21, match="union")), Fault.TOO_LARGE, ("items",)),
    "one match": (_changed("matching", matches=_many(1)), Fault.TOO_FEW, ("matches",)),
    "no such match": (_changed("matching", items=_many(2, match="x")), Fault.UNKNOWN, ("items", 0, "match")),
    "one thing to order": (_changed("ordering", items=_many(1)), Fault.TOO_FEW, ("items",)),
    "too much to order": (_changed("ordering", items=_many(16)), Fault.TOO_LARGE, ("items",)),
    "no answer": (_changed("shorttext", answers=[]), Fault.TOO_FEW, ("answers",)),
    "nothing accepted": (
        _changed("shorttext", answers=[{"id": "a", "accept": []}]),
        Fault.TOO_FEW,
        ("answers", 0, "accept"),
    ),
    "too much accepted": (
        _changed("shorttext", answers=[{"id": "a", "accept": ["x"] * 31}]),
        Fault.TOO_LARGE,
        ("answers", 0, "accept"),
    ),
    "a blank accepted": (
        _changed("shorttext", answers=[{"id": "a", "accept": [" "]}]),
        Fault.OUT_OF_RANGE,
        ("answers", 0, "accept"),
    ),
    "a long pattern": (
        _changed("shorttext", answers=[{"id": "a", "accept": ["x" * 301]}]),
        Fault.OUT_OF_RANGE,
        ("answers", 0, "accept"),
    ),
    "an answer worth less than nothing": (
        _changed("shorttext", answers=[{"id": "a", "accept": ["x"], "share": -1}]),
        Fault.OUT_OF_RANGE,
        ("answers", 0, "share"),
    ),
    "an answer worth more than all": (
        _changed("shorttext", answers=[{"id": "a", "accept": ["x"], "share": 2}]),
        Fault.OUT_OF_RANGE,
        ("answers", 0, "share"),
    ),
    "an answer that another hides": (
        _changed("shorttext", answers=[{"id": "a", "accept": ["*"], "share": 0}, {"id": "b", "accept": ["x"]}]),
        Fault.SHARES,
        ("answers",),
    ),
    "too many numbers": (
        _changed("number", answers=[{"id": f"n{each}", "value": each} for each in range(21)]),
        Fault.TOO_LARGE,
        ("answers",),
    ),
    "a number of half worth": (_changed("number", answers=[{**ONE[0], "share": 0.5}]), Fault.SHARES, ("answers",)),
    "a number worth more than all": (
        _changed("number", answers=[{**ONE[0], "share": 2}]),
        Fault.OUT_OF_RANGE,
        ("answers", 0, "share"),
    ),
    "a tolerance below nothing": (
        _changed("number", answers=[{**ONE[0], "tolerance": {"by": -1}}]),
        Fault.OUT_OF_RANGE,
        ("answers", 0, "tolerance", "by"),
    ),
    "no figures": (
        _changed("number", answers=[{**ONE[0], "tolerance": {"kind": "figures"}}]),
        Fault.OUT_OF_RANGE,
        ("answers", 0, "tolerance", "by"),
    ),
    "sixteen figures": (
        _changed("number", answers=[{**ONE[0], "tolerance": {"kind": "figures", "by": 16}}]),
        Fault.OUT_OF_RANGE,
        ("answers", 0, "tolerance", "by"),
    ),
    "a figure and a half": (
        _changed("number", answers=[{**ONE[0], "tolerance": {"kind": "figures", "by": 1.5}}]),
        Fault.OUT_OF_RANGE,
        ("answers", 0, "tolerance", "by"),
    ),
    "no units where one is needed": (_changed("number", units=[]), Fault.TOO_FEW, ("units",)),
    "a unit without a name": (
        _changed("number", units=[{"id": "m", "names": []}]),
        Fault.MISSING,
        ("units", 0, "names"),
    ),
    "a unit of blank names": (
        _changed("number", units=[{"id": "m", "names": ["m", " "]}]),
        Fault.MISSING,
        ("units", 0, "names"),
    ),
    "two units of one name": (
        _changed("number", units=[{"id": "m", "names": ["m"]}, {"id": "n", "names": ["n", " m"]}]),
        Fault.TWICE,
        ("units", 1, "names"),
    ),
    "a unit of no size": (
        _changed("number", units=[{"id": "m", "names": ["m"], "factor": 0}]),
        Fault.OUT_OF_RANGE,
        ("units", 0, "factor"),
    ),
    "a unit that costs too much": (_changed("number", unit_penalty=1.1), Fault.OUT_OF_RANGE, ("unit_penalty",)),
    "a unit that gives": (_changed("number", unit_penalty=-0.1), Fault.OUT_OF_RANGE, ("unit_penalty",)),
    "no gap": (_changed("gapselect", gaps=[]), Fault.TOO_FEW, ("gaps",)),
    "a gap with nothing right": (
        _changed("gapselect", gaps=[{"id": "who", "options": options("a", "b", right="")}]),
        Fault.RIGHT_COUNT,
        ("gaps", 0, "options"),
    ),
    "a text without its gap": (_changed("gapselect", stem=text("The {{who}}.")), Fault.GAPS, ("stem", "en")),
    "a gap twice in one language": (
        _changed("gapselect", stem={"en": "{{who}} {{what}}", "my": {"text": "{{who}} {{what}} {{what}}"}}),
        Fault.GAPS,
        ("stem", "my"),
    ),
    "a gap that is none": (_changed("gapselect", stem=text("{{who}} {{what}} {{why}}")), Fault.GAPS, ("stem", "en")),
    "no gaps in a cloze": (_changed("cloze", gaps=[]), Fault.TOO_FEW, ("gaps",)),
    "a gap in a word": (_changed("cloze", gaps=["year"]), Fault.WRONG_TYPE, ("gaps", 0)),
    "a gap without a type": (_changed("cloze", gaps=[{"id": "year"}]), Fault.MISSING, ("gaps", 0, "type")),
    "a gap of another type": (
        _changed("cloze", gaps=[{"id": "year", "type": "essay"}]),
        Fault.UNKNOWN,
        ("gaps", 0, "type"),
    ),
    "a gap of no weight": (
        _changed("cloze", gaps=[{"id": "year", "type": "number", "answers": ONE, "weight": 0}]),
        Fault.OUT_OF_RANGE,
        ("gaps", 0, "weight"),
    ),
    "a gap of too much weight": (
        _changed("cloze", gaps=[{"id": "year", "type": "number", "answers": ONE, "weight": 101}]),
        Fault.OUT_OF_RANGE,
        ("gaps", 0, "weight"),
    ),
    "a gap without an id": (
        _changed("cloze", gaps=[{"type": "number", "answers": ONE}]),
        Fault.WRONG_TYPE,
        ("gaps", 0, "id"),
    ),
    "a gap that is wrong inside": (
        _changed("cloze", gaps=[{"id": "year", "type": "number", "answers": [{"id": "a"}]}]),
        Fault.MISSING,
        ("gaps", 0, "answers", 0),
    ),
    "nothing to draw": (_changed("calculated", variables=[]), Fault.TOO_FEW, ("variables",)),
    "no formula": (_changed("calculated", answers=[]), Fault.TOO_FEW, ("answers",)),
    "a variable of another name": (
        _changed("calculated", variables=[{"id": "A", "least": 1, "most": 2}]),
        Fault.OUT_OF_RANGE,
        ("variables", 0, "id"),
    ),
    "a variable named pi": (
        _changed("calculated", variables=[{"id": "pi", "least": 1, "most": 2}]),
        Fault.OUT_OF_RANGE,
        ("variables", 0, "id"),
    ),
    "a step of nothing": (
        _changed("calculated", variables=[{"id": "a", "least": 1, "most": 2, "step": 0}]),
        Fault.OUT_OF_RANGE,
        ("variables", 0, "step"),
    ),
    "more least than most": (
        _changed("calculated", variables=[{"id": "a", "least": 2, "most": 1}]),
        Fault.OUT_OF_RANGE,
        ("variables", 0, "step"),
    ),
    "steps without end": (
        _changed("calculated", variables=[{"id": "a", "least": 0, "most": 1, "step": "1/1000001"}]),
        Fault.OUT_OF_RANGE,
        ("variables", 0, "step"),
    ),
    "a formula that is none": (
        _changed("calculated", answers=[{"id": "x", "formula": "a +"}]),
        Fault.FORMULA,
        ("answers", 0, "formula"),
    ),
    "a formula of what is not drawn": (
        _changed("calculated", answers=[{"id": "x", "formula": "a + c"}]),
        Fault.UNKNOWN,
        ("answers", 0, "formula"),
    ),
    "a formula without a value": (
        _changed("calculated", answers=[{"id": "x", "formula": "a / 0"}]),
        Fault.FORMULA,
        ("answers",),
    ),
    "a text of what is not drawn": (_changed("calculated", stem=text("{{c}}")), Fault.GAPS, ("stem", "en")),
    "one point": (_changed("scale", points=_many(1)), Fault.TOO_FEW, ("points",)),
    "too many points": (_changed("scale", points=_many(12)), Fault.TOO_LARGE, ("points",)),
    "an essay without room": (_changed("essay", shortest=6, longest=5), Fault.OUT_OF_RANGE, ("longest",)),
    "an essay of nothing": (_changed("essay", shortest=0), Fault.OUT_OF_RANGE, ("longest",)),
    "an essay without end": (_changed("essay", longest=20_001), Fault.OUT_OF_RANGE, ("longest",)),
    "too many gaps": (
        _changed("gapselect", gaps=_many(31, options=options("a", "b", right="a"))),
        Fault.UNKNOWN,
        ("gaps", 0),
    ),
    "thirty-one gaps": (
        _changed("gapselect", gaps=[{"id": f"g{n}", "options": options("a", "b", right="a")} for n in range(31)]),
        Fault.TOO_LARGE,
        ("gaps",),
    ),
    "eleven variables": (
        _changed("calculated", variables=[{"id": f"v{n}", "least": 1, "most": 2} for n in range(11)]),
        Fault.TOO_LARGE,
        ("variables",),
    ),
    "steps without end around nothing": (
        _changed("calculated", variables=[{"id": "a", "least": -600_000, "most": 600_000}]),
        Fault.OUT_OF_RANGE,
        ("variables", 0, "step"),
    ),
    "nine levels": (
        _changed("essay", rubric=_many(1, levels=_many(9, share=1))),
        Fault.TOO_LARGE,
        ("rubric", 0, "levels"),
    ),
    "a criterion of too much weight": (
        _changed("essay", rubric=_many(1, levels=_many(2, share=1), weight=101)),
        Fault.OUT_OF_RANGE,
        ("rubric", 0, "weight"),
    ),
    "no types of files": (_changed("upload", types=[]), Fault.TOO_FEW, ("types",)),
    "a type of file twice": (_changed("upload", types=["pdf", "pdf"]), Fault.TWICE, ("types",)),
    "a type of file that is none": (_changed("upload", types=["exe"]), Fault.OUT_OF_RANGE, ("types", 0)),
    "no files": (_changed("upload", most_files=0), Fault.OUT_OF_RANGE, ("most_files",)),
    "six files": (_changed("upload", most_files=6), Fault.OUT_OF_RANGE, ("most_files",)),
    "files of nothing": (_changed("upload", most_kb=0), Fault.OUT_OF_RANGE, ("most_kb",)),
    "files without end": (_changed("upload", most_kb=10_001), Fault.OUT_OF_RANGE, ("most_kb",)),
    "one level": (
        _changed(
            "essay", rubric=[{"id": "a", "text": text("x"), "levels": [{"id": "l", "text": text("x"), "share": 1}]}]
        ),
        Fault.TOO_FEW,
        ("rubric", 0, "levels"),
    ),
    "a level above all": (
        _changed("essay", rubric=[{"id": "a", "text": text("x"), "levels": _many(2, share=1.5)}]),
        Fault.OUT_OF_RANGE,
        ("rubric", 0, "levels", 0, "share"),
    ),
    "a level below nothing": (
        _changed("essay", rubric=[{"id": "a", "text": text("x"), "levels": _many(2, share=-1)}]),
        Fault.OUT_OF_RANGE,
        ("rubric", 0, "levels", 0, "share"),
    ),
    "no level that is all": (
        _changed("essay", rubric=[{"id": "a", "text": text("x"), "levels": _many(2, share=0.5)}]),
        Fault.SHARES,
        ("rubric", 0, "levels"),
    ),
    "a criterion of no weight": (
        _changed("essay", rubric=[{"id": "a", "text": text("x"), "levels": _many(2, share=1), "weight": 0}]),
        Fault.OUT_OF_RANGE,
        ("rubric", 0, "weight"),
    ),
    "eleven criteria": (
        _changed("upload", rubric=_many(11, levels=_many(2, share=1))),
        Fault.TOO_LARGE,
        ("rubric",),
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_asked_is_refused_with_its_place(name: str) -> None:
    make, fault, at = WRONG[name]

    with pytest.raises(Unsound) as refused:
        load(make())
    assert (refused.value.fault, refused.value.at) == (fault, at)


def test_what_is_not_said_of_a_question_is_as_usual() -> None:
    about = load(content("single", hints=[{"text": text("x")}])).about

    assert (about.penalty, about.weight, about.tags) == (Fraction(1, 3), 1, ())
    assert (about.hints[0].clear_wrong, about.hints[0].count_right) == (False, False)
    assert load(content("single", tags=["x"] * 100, objective="x" * 20_000)).about.tags


def test_what_nobody_marks_weighs_nothing() -> None:
    weights = {kind: load(content(kind, weight=7)).weight for kind in TYPES}

    assert {kind for kind, weight in weights.items() if weight == 0} == {"scale", "information"}
    assert set(weights.values()) == {0, 7}


def test_braces_in_a_question_without_gaps_are_words() -> None:
    assert load(content("single", stem=text("{{who}}"))).task.places() == frozenset()


def test_bounds_themselves_are_good() -> None:
    for question in (
        content("single", penalty=0, weight=100, hints=[{"text": text("x")}] * 6),
        content("single", penalty=1, options=[*options("a", right="a"), *_many(19)]),
        content("multiple", options=_many(2, share=0.495)),
        content("multiple", options=_many(2, share=0.5055)),
        content("multiple", options=_many(2, share=0.4945)),
        content("matching", items=_many(20, match="union")),
        content("matching", matches=[{"id": name, "text": text(name)} for name in ("village", "union")]),
        content("ordering", items=_many(15)),
        content("scale", points=_many(11)),
        content("essay", longest=20_000),
        content("upload", most_files=5, most_kb=10_000),
        content("upload", most_files=1, most_kb=1),
        content("essay", shortest=9, longest=9),
        content("essay", rubric=_many(10, levels=_many(8, share=1), weight=100)),
        content(
            "gapselect",
            stem=text(" ".join(f"{{{{g{n}}}}}" for n in range(30))),
            gaps=[{"id": f"g{n}", "options": options("a", "b", right="a")} for n in range(30)],
        ),
        content("gapselect", stem=text("{{g}}"), gaps=[{"id": "g", "options": options("a", "b", right="a")}]),
        content(
            "cloze",
            stem=text("{{year}}"),
            gaps=[{"id": "year", "type": "number", "answers": ONE, "weight": 100}],
        ),
        content(
            "calculated",
            stem=text("{{a}}"),
            variables=[
                {"id": "a", "least": 0, "most": 1_000_000},
                *({"id": f"v{n}", "least": 1, "most": 2} for n in range(9)),
            ],
            answers=[{"id": "x", "formula": "a"}],
        ),
        content("number", unit_penalty=1),
        content("number", unit_penalty=0),
        content("number", answers=[*ONE, *({"id": f"n{each}", "value": each, "share": 0} for each in range(19))]),
        content("shorttext", answers=[{"id": "a", "accept": ["x" * 300, "\\*"]}]),
        content("shorttext", answers=[{"id": "a", "accept": ["*"] * 30}]),
        content("number", answers=[{**ONE[0], "tolerance": {"kind": "figures", "by": 15}}]),
    ):
        assert load(question).about.id
