"""Moodle XML as Moodle writes it: each type, pictures, and what is said of what can't be kept."""

import pytest

from lms.exchange import formats
from lms.exchange.found import Brought, Content
from lms.quizzes.engine.definition import load
from tests.support.exchanged import answers, file, moodle
from tests.support.sample_package import sample_tree


def one(body: bytes) -> Brought:
    """Return the one question of a file in which nothing is refused."""
    name, reading = formats.read(body, "en")
    assert (name, reading.refused) == ("moodle-xml", [])
    (brought,) = reading.brought
    load({"id": "q", **brought.content})
    return brought


def content(kind: str, inside: str, stem: str = "<p>What is it?</p>") -> Content:
    """Return what a question of a Moodle type becomes."""
    return one(moodle(kind, inside, stem=stem)).content


def why(body: bytes) -> str:
    """Return why the one question of a file is refused."""
    _, reading = formats.read(body, "en")
    assert reading.brought == []
    ((refused),) = reading.refused
    assert refused.line == 1
    return str(refused.why)


def en(words: str) -> dict[str, str]:
    return {"en": words}


def test_what_stands_around_a_question_is_kept() -> None:
    around = """<generalfeedback format="html"><text>All</text></generalfeedback><defaultgrade>2.0000000</defaultgrade>
    <penalty>0.1000000</penalty><idnumber>X-1</idnumber><correctfeedback><text>Yes</text></correctfeedback>
    <hint format="html"><text>Look</text><clearwrong/></hint>
    <tags><tag><text>case</text></tag><tag><text>မြစ်</text></tag></tags>"""
    found = one(moodle("truefalse", answers({"true": 100, "false": 0}) + around))

    assert found.name == "X-1"
    assert {key: found.content[key] for key in ("feedback", "weight", "penalty", "combined", "hints", "tags")} == {
        "feedback": en("All"),
        "weight": 2,
        "penalty": 0.1,
        "combined": {"right": en("Yes")},
        "hints": [{"text": en("Look"), "clear_wrong": True}],
        "tags": ["case"],
    }
    assert "မြစ်" in found.notes[0]


def test_choices_are_single_or_several_or_all_or_nothing() -> None:
    single = content("multichoice", "<single>true</single>" + answers({"a": 100, "b": 0}))
    several = content("multichoice", "<single>false</single>" + answers({"a": 33.33333, "b": 66.66667, "c": -50}))
    whole = content("multichoiceset", answers({"a": 100, "b": 100, "c": 0}))

    assert [each.get("right", False) for each in single["options"]] == [True, False]
    assert [each["share"] for each in several["options"]] == ["1/3", "2/3", -0.5]
    assert (whole["marking"], [each.get("right", False) for each in whole["options"]]) == (
        "all-or-nothing",
        [True, True, False],
    )


def test_numbers_have_tolerances_units_and_a_penalty() -> None:
    units = """<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit>
    <unit><multiplier>0.0010000000</multiplier><unit_name>km</unit_name></unit></units>
    <unitgradingtype>1</unitgradingtype><unitpenalty>0.2000000</unitpenalty><showunits>0</showunits>"""
    inside = '<answer fraction="100"><text>5881</text><tolerance>10</tolerance></answer>' + answers({"*": 0}) + units
    found = content("numerical", inside)

    assert found["answers"] == [{"id": "a", "value": 5881, "tolerance": {"by": 10}}]
    assert found["units"] == [{"id": "u1", "names": ["m"]}, {"id": "u2", "names": ["km"], "factor": 1000}]
    assert (found["unit"], found["unit_penalty"]) == ("needed", 0.2)


def test_matching_is_read_from_either_type() -> None:
    pairs = "".join(
        f"<subquestion><text>{item}</text><answer><text>{match}</text></answer></subquestion>"
        for item, match in (("well", "village"), ("army", "union"), ("", "state"), ("road", "village"))
    )
    for kind in ("matching", "ddmatch"):
        found = content(kind, pairs)
        assert [each["match"] for each in found["items"]] == ["m1", "m2", "m1"]
        assert [each["id"] for each in found["matches"]] == ["m1", "m2", "m3"]


@pytest.mark.parametrize(
    ("grading", "marking"),
    [
        ("ABSOLUTE_POSITION", None),
        ("RELATIVE_NEXT_EXCLUDE_LAST", "pairs"),
        ("ALL_OR_NOTHING", "all-or-nothing"),
        ("LONGEST_ORDERED_SUBSET", None),
    ],
)
def test_ordering_is_marked_as_there_or_says_so(grading: str, marking: str | None) -> None:
    inside = f"<gradingtype>{grading}</gradingtype>" + answers({"one": 1, "two": 2}).replace(
        'fraction="2"', 'fraction="1"'
    )
    found = one(moodle("ordering", inside))

    assert found.content.get("marking") == marking
    assert bool(found.notes) == (grading == "LONGEST_ORDERED_SUBSET")


@pytest.mark.parametrize(("kind", "box"), [("gapselect", "selectoption"), ("ddwtos", "dragbox")])
def test_words_of_a_group_are_offered_in_its_gaps(kind: str, box: str) -> None:
    boxes = "".join(
        f"<{box}><text>{word}</text><group>{group}</group></{box}>"
        for word, group in (("cat", 1), ("mat", 2), ("dog", 1), ("hat", 2))
    )
    found = content(kind, boxes, "<p>The [[3]] sat on the [[2]], not the [[3]].</p>")

    assert found["stem"] == en("The {{g3}} sat on the {{g2}}, not the {{g3-2}}.")
    assert [[each["text"]["en"] for each in gap["options"] if each.get("right")] for gap in found["gaps"]] == [
        ["dog"],
        ["mat"],
        ["dog"],
    ]
    assert [each["text"]["en"] for each in found["gaps"][0]["options"]] == ["cat", "dog"]


def test_embedded_answers_of_every_kind_are_gaps() -> None:
    stem = (
        r"<p>{1:MC:=yes#Good\}~%50%so\~so~no} {2:SHORTANSWER_C:=Yes~%50%*} {:NM:=23.8:0.1~%50%23:1} "
        r"{1:MRS:%50%a~%50%b~%-100%c}</p>"
    )
    found = content("cloze", "", stem)
    first, second, third, fourth = found["gaps"]

    assert found["stem"] == en("{{g1}} {{g2}} {{g3}} {{g4}}")
    assert [each["text"]["en"] for each in first["options"]] == ["yes", r"so~so", "no"]
    assert first["options"][0]["feedback"] == en("Good}")
    assert (second["type"], second["case"], second["weight"]) == ("shorttext", True, 2)
    assert third["answers"][0] == {"id": "a", "value": 23.8, "tolerance": {"by": 0.1}}
    assert (fourth["type"], [each["share"] for each in fourth["options"]]) == ("multiple", [0.5, 0.5, -1])


CALCULATED = """<answer fraction="100"><text>pow({A},2)*pi() + log({b})</text><tolerance>0.01</tolerance>
<tolerancetype>1</tolerancetype></answer><dataset_definitions>
<dataset_definition><name><text>A</text></name><minimum><text>1</text></minimum><maximum><text>5</text></maximum>
<decimals><text>1</text></decimals><dataset_items><dataset_item><number>1</number><value>2.3</value></dataset_item>
</dataset_items></dataset_definition>
<dataset_definition><name><text>b</text></name><minimum><text>10</text></minimum><maximum><text>30</text></maximum>
<decimals><text>0</text></decimals><dataset_items><dataset_item><value>10</value></dataset_item><dataset_item><value>30</value>
</dataset_item><dataset_item><value>20</value></dataset_item></dataset_items></dataset_definition></dataset_definitions>"""


def test_a_calculated_question_keeps_its_formula_and_the_steps_of_its_numbers() -> None:
    found = content("calculated", CALCULATED, "<p>A is {A}, b is {b}, {c} is not.</p>")

    assert found["stem"] == en("A is {{a}}, b is {{b}}, {c} is not.")
    assert found["answers"] == [{"id": "a", "formula": "a ** 2 * pi + ln(b)"}]
    assert found["variables"] == [
        {"id": "a", "least": 1, "most": 5, "step": 0.1},
        {"id": "b", "least": 10, "most": 30, "step": 10},
    ]


@pytest.mark.parametrize("formula", ["{A}^2", "__import__('os')", "{nobody}", "{A}.real", "is_nan({A})", "(" * 400])
def test_a_formula_that_ours_can_not_say_is_refused(formula: str) -> None:
    assert "formula" in why(moodle("calculated", CALCULATED.replace("pow({A},2)*pi() + log({b})", formula)))


def test_an_essay_may_ask_for_files() -> None:
    text = one(moodle("essay", "<responseformat>editor</responseformat><attachments>0</attachments>"))
    files = one(
        moodle(
            "essay",
            "<responseformat>noinline</responseformat><attachments>-1</attachments><maxbytes>2000000</maxbytes>"
            "<filetypeslist>.pdf,.jpeg,.exe</filetypeslist>",
        )
    )

    assert text.content["type"] == "essay"
    assert files.content | {"stem": 0} == {
        "type": "upload", "stem": 0, "types": ["pdf", "jpg"], "most_files": 5, "most_kb": 2000,
    }  # fmt: skip
    assert ".exe" in files.notes[0]


def test_an_embedded_picture_is_kept_with_its_words() -> None:
    data = sample_tree()["media/river.png"]
    stem = '<p>Look</p><img src="@@PLUGINFILE@@/my%20river.png" alt="A river">'
    found = one(moodle("description", "", stem=stem, files=file("my river.png", data)))

    ((name, body),) = found.files.items()
    assert (found.content["picture"], body) == ({"file": name, "alt": en("A river")}, data)
    assert found.content["stem"] == en("Look")


SHOWN = 'A <img src="@@PLUGINFILE@@/a.png">'


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (moodle("stack", ""), "no question of the type “stack”"),
        (moodle("random", ""), "a quiz does that by itself"),
        (moodle("ddmarker", ""), "with a keyboard"),
        (moodle("calculatedmulti", ""), "formulae"),
        (moodle("multichoice", answers({"a": "lots", "b": 0})), "“lots” is not a number"),
        (moodle("truefalse", answers({"true": 0, "false": 0})), "Neither true nor false"),
        (moodle("description", "", stem="  "), "Nothing is asked"),
        (moodle("cloze", "", stem="{1:MC:=a~b"), "A gap of it can't be read"),
        (moodle("cloze", "", stem="{1:DRAW:=a~b}"), "no gap of the type"),
        (moodle("gapselect", "", stem="The [[9]]"), "no word that belongs"),
        (moodle("description", "", stem='A <img src="http://x.y/z.png">'), "not in the file, but at http://x.y/z.png"),
        (moodle("description", "", stem=SHOWN), "not in the file"),
        (moodle("description", "", stem=SHOWN, files=file("a.png", b"GIF89a")), "neither PNG"),
        (moodle("description", "", stem=SHOWN, files=file("a.png", b"\x89PNG" * 90_000)), "larger than 100 KB"),
        (moodle("shortanswer", answers({"a": 100}), stem="x" * 9_000), "longer than 8000 signs"),
    ],
)  # fmt: skip
def test_what_can_not_be_kept_is_refused_in_words(body: bytes, said: str) -> None:
    assert said in why(body)
