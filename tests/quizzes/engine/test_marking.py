"""Marking, type by type."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.quizzes.engine import rubric
from lms.quizzes.engine.definition import load
from lms.quizzes.engine.refusal import NotAnAnswer, Reason
from lms.quizzes.engine.registry import TASKS
from lms.quizzes.engine.task import Fields, MarkedBy, Outcome, Part, Verdict
from lms.quizzes.engine.types.gaps import Gap
from lms.quizzes.engine.types.number import Tolerance, ToleranceKind
from tests.support.question_types import TYPES, content, options, right, text, wrong

MARKED = [kind for kind in TYPES if TASKS[kind].marked_by == MarkedBy.ENGINE]
HALF = Fraction(1, 2)


def task(kind: str, **more: Any) -> Any:
    """Return the task of a question of a type."""
    return load(content(kind, **more)).task


def verdict(asked: Any, fields: Fields) -> Verdict:
    """Return what an answer that a form sent is worth."""
    found = asked.mark(asked.read(fields))
    assert isinstance(found, Verdict)
    return found


def share(asked: Any, fields: Fields) -> Fraction:
    """Return the share of an answer."""
    return verdict(asked, fields).share


def shared(**worth: float | str) -> list[dict[str, Any]]:
    """Return options that are worth so much."""
    return [{"id": name, "text": text(name), "share": each} for name, each in worth.items()]


def refusal(asked: Any, fields: Fields) -> tuple[Reason, str]:
    """Return why something is no answer, and which field is wrong."""
    with pytest.raises(NotAnAnswer) as refused:
        asked.read(fields)
    return refused.value.reason, refused.value.part


@pytest.mark.parametrize("kind", MARKED)
def test_right_is_all_and_wrong_is_nothing(kind: str) -> None:
    asked = task(kind)

    assert verdict(asked, right(kind)).outcome == Outcome.RIGHT
    assert share(asked, right(kind)) == 1
    assert share(asked, wrong(kind)) == 0
    assert verdict(asked, wrong(kind)).outcome == Outcome.WRONG
    assert asked.mark(asked.right()).share == 1
    assert asked.complete(asked.right())
    assert asked.least == 0


@pytest.mark.parametrize("kind", TYPES)
def test_an_answer_is_stored_as_it_is_read_again(kind: str) -> None:
    for fields in filter(None, (right(kind), wrong(kind))):
        response = task(kind).read(fields)
        assert task(kind).read(response.fields()) == response


@pytest.mark.parametrize("kind", [kind for kind in TYPES if kind not in MARKED])
def test_what_the_engine_does_not_mark_has_no_verdict_and_no_right_answer(kind: str) -> None:
    asked = task(kind)

    assert asked.right() is None
    if kind != "information":
        assert asked.mark(asked.read(right(kind))) is None
        assert asked.kept(asked.read(right(kind))) == {}
    else:
        assert asked.mark(asked) is None


@pytest.mark.parametrize("kind", TYPES)
def test_nothing_and_strange_fields_are_no_answer(kind: str) -> None:
    assert refusal(task(kind), {}) == (Reason.NOTHING, "")
    reason, _ = refusal(task(kind), {"csrf_token": ["x"]})
    assert reason == Reason.NOT_THERE


def test_a_single_choice_may_be_worth_a_part_or_less_than_nothing() -> None:
    asked = task("single", options=shared(a=1, b=0.5, c="-1/3", d=0))

    assert [share(asked, {"values": [name]}) for name in "abcd"] == [1, HALF, Fraction(-1, 3), 0]
    assert asked.least == Fraction(-1, 3)
    assert verdict(asked, {"values": ["b"]}).outcome == Outcome.PARTLY
    assert verdict(asked, {"values": ["c"]}) == Verdict(Fraction(-1, 3), (Part("c", Fraction(0)),), ())
    assert asked.right().values == ("a",)
    assert asked.kept(asked.read({"values": ["c"]})) == {}
    assert verdict(asked, {"values": ["b"]}).parts[0].outcome == Outcome.PARTLY


def test_choices_refuse_what_is_not_there() -> None:
    assert refusal(task("single"), {"values": ["x"]}) == (Reason.NOT_THERE, "values")
    assert refusal(task("single"), {"values": ["a", "b"]}) == (Reason.TOO_MANY, "values")
    assert refusal(task("multiple"), {"values": ["a", "x"]}) == (Reason.NOT_THERE, "values")
    assert refusal(task("truefalse"), {"values": ["perhaps"]}) == (Reason.NOT_THERE, "values")
    assert task("multiple").read({"values": ["b", "a", "b"]}).values == ("a", "b")


@pytest.mark.parametrize(
    ("marking", "least", "marks"),
    [
        ("partial", 0, {"ac": 1, "a": HALF, "abc": HALF, "ab": 0, "bd": 0, "abcd": 0}),
        ("negative", -1, {"ac": 1, "a": HALF, "abc": HALF, "ab": 0, "bd": -1, "b": -HALF, "abcd": 0}),
        ("all-or-nothing", 0, {"ac": 1, "a": 0, "abc": 0, "ab": 0, "bd": 0, "abcd": 0}),
    ],
)
def test_several_options_are_marked_in_three_ways(marking: str, least: int, marks: dict[str, Fraction]) -> None:
    asked = task("multiple", marking=marking)

    assert {chosen: share(asked, {"values": list(chosen)}) for chosen in marks} == marks
    assert asked.least == least


def test_shares_below_nothing_add_up_to_no_less_than_minus_one() -> None:
    asked = task("multiple", marking="negative", options=shared(a=1, b=-1, c=-1))
    mild = task("multiple", marking="negative", options=shared(a=1, b=-0.25, c=0))

    assert asked.least == share(asked, {"values": ["b", "c"]}) == -1
    assert (mild.least, share(mild, {"values": ["b", "c"]})) == (Fraction(-1, 4), Fraction(-1, 4))
    assert mild.kept(mild.read({"values": ["a", "b", "c"]})) == {"values": ["a"]}


def test_an_option_of_which_no_share_is_said_is_worth_nothing() -> None:
    single = task("single", options=[*shared(a=1), {"id": "b", "text": text("b")}])
    several = task("multiple", options=[*shared(a=1, c=0), {"id": "b", "text": text("b")}])

    assert [share(single, {"values": [name]}) for name in "ab"] == [1, 0]
    assert share(several, {"values": ["a", "b", "c"]}) == 1
    assert several.right().values == ("a",)
    assert [part.share for part in verdict(several, {"values": ["a", "b", "c"]}).parts] == [1, 0, 0]
    assert several.kept(several.read({"values": ["a", "c"]})) == {"values": ["a"]}


def test_three_thirds_are_the_whole_and_each_a_third() -> None:
    asked = task("multiple", options=shared(a=0.33, b=0.33, c=0.33, d=-1))

    assert share(asked, {"values": ["a", "b", "c"]}) == 1
    assert share(asked, {"values": ["a"]}) == Fraction(1, 3)
    assert share(asked, {"values": ["a", "b", "c", "d"]}) == 0


def test_feedback_is_that_of_what_was_chosen_and_has_some() -> None:
    plain = [{key: each[key] for key in each if key != "feedback"} for each in options("a", "b", "c", right="b")]
    some = task("single", options=[plain[0], *options("b", "c", right="b")])

    assert verdict(task("multiple"), {"values": ["d", "a"]}).feedback == ("a", "d")
    assert verdict(some, {"values": ["a"]}).feedback == ()
    assert verdict(some, {"values": ["b"]}).feedback == ("b",)
    assert verdict(task("truefalse"), {"values": ["false"]}).feedback == ("false",)
    assert verdict(task("multiple"), {"values": ["a", "b"]}).parts == (Part("a", Fraction(1)), Part("b", Fraction(0)))


def test_matching_counts_items() -> None:
    asked = task("matching")
    half = verdict(asked, {"well": ["village"], "army": ["state"]})

    assert half == Verdict(HALF, (Part("well", Fraction(1)), Part("army", Fraction(0))), ("well",))
    assert verdict(asked, {"army": ["union"], "well": [""]}).share == HALF
    assert not asked.complete(asked.read({"army": ["union"]}))
    assert refusal(asked, {"army": [""]}) == (Reason.NOTHING, "")
    assert refusal(asked, {"army": ["sea"]}) == (Reason.NOT_THERE, "army")
    assert refusal(asked, {"army": ["union", "state"]}) == (Reason.TOO_MANY, "army")
    assert asked.kept(asked.read({"well": ["union"]})) == {}


ORDERS = {
    "123": (1, 1),
    "132": (Fraction(1, 3), 0),
    "213": (Fraction(1, 3), 0),
    "231": (0, HALF),
    "312": (0, HALF),
    "321": (Fraction(1, 3), 0),
    "12 ": (Fraction(2, 3), HALF),
    " 23": (Fraction(2, 3), HALF),
    "1 3": (Fraction(2, 3), 0),
    "122": (Fraction(1, 3), 0),
    "113": (Fraction(1, 3), 0),
    "11 ": (0, 0),
}
"""The places of three things to the share by places and by neighbours."""


@pytest.mark.parametrize("places", ORDERS)
def test_an_order_is_marked_by_places_by_neighbours_or_whole(places: str) -> None:
    fields = {name: [place.strip()] for name, place in zip(("one", "two", "three"), places, strict=True)}
    by_place, by_pair = ORDERS[places]

    assert share(task("ordering"), fields) == by_place
    assert share(task("ordering", marking="pairs"), fields) == by_pair
    assert share(task("ordering", marking="all-or-nothing"), fields) == (places == "123")
    assert task("ordering").complete(task("ordering").read(fields)) is (sorted(places) == ["1", "2", "3"])


def test_the_parts_of_an_order_say_which_are_right() -> None:
    fields = {"one": ["2"], "two": ["3"], "three": ["1"]}

    assert [part.share for part in verdict(task("ordering", marking="pairs"), fields).parts] == [1, 0]
    assert [part.name for part in verdict(task("ordering"), fields).parts] == ["one", "two", "three"]
    assert refusal(task("ordering"), {"one": ["4"]}) == (Reason.NOT_THERE, "one")
    assert refusal(task("ordering"), {"one": ["0"]}) == (Reason.NOT_THERE, "one")


@pytest.mark.parametrize(
    ("accepted", "typed", "fits"),
    [
        ("Panglong", " panglong ", True),
        ("Panglong", "Panglongs", False),
        ("*long", "Panglong", True),
        ("*long", "longer", False),
        ("Pang*", "pang", True),
        ("Pang*", "Pa", False),
        ("P*g*g", "Panglong", True),
        ("P*g*g*g", "Panglong", False),
        ("P*x*g", "Panglong", False),
        ("*a*b", "ab", True),
        ("*a*b", "cab", True),
        ("a*a", "a", False),
        ("a*a", "aa", True),
        ("a*b*a", "aba", True),
        ("a*ba*a", "aba", False),
        ("*", "anything", True),
        ("5 \\* 3", "5 * 3", True),
        ("5 \\* 3", "5 x 3", False),
        ("၁၂", "12", True),
        ("ပင်လုံ*", "ပင်လုံမြို့", True),
        ("\ue000b", "b", True),
        ("b", "\ue000b", False),
    ],
)
def test_a_star_stands_for_anything(accepted: str, typed: str, fits: bool) -> None:
    answers = [{"id": "a", "accept": [accepted]}]

    assert share(task("shorttext", answers=answers), {"text": [typed]}) == fits


def test_burmese_signs_in_another_order_are_the_same_answer() -> None:
    answers = [{"id": "a", "accept": ["မြို့"]}]

    assert share(task("shorttext", answers=answers), {"text": ["မြ\u102d\u102f\u1037"]}) == share(
        task("shorttext", answers=answers), {"text": ["မြ\u1037\u102f\u102d"]}
    )


def test_the_first_answer_that_fits_decides() -> None:
    answers = [
        {"id": "near", "accept": ["loi*"], "share": 0.5, "feedback": text("near")},
        {"id": "all", "accept": ["panglong", "loilem"]},
        {"id": "rest", "accept": ["*"], "share": 0, "feedback": text("no")},
    ]
    asked = task("shorttext", answers=answers)

    assert verdict(asked, {"text": ["Loilem"]}) == Verdict(HALF, (Part("text", HALF),), ("near",))
    assert verdict(asked, {"text": ["Panglong"]}) == Verdict(Fraction(1), (Part("text", Fraction(1)),), ())
    assert verdict(asked, {"text": ["Bago"]}) == Verdict(Fraction(0), (Part("text", Fraction(0)),), ("rest",))
    assert asked.right().text == "panglong"
    assert asked.kept(asked.read({"text": ["Panglong"]})) == {}


def test_letters_differ_where_that_is_said() -> None:
    asked = task("shorttext", case=True)

    assert share(asked, {"text": ["Panglong"]}) == 1
    assert share(asked, {"text": ["panglong"]}) == 0


@pytest.mark.parametrize(("typed", "why"), [("", "nothing"), (" \u200b", "nothing"), ("x" * 301, "too-long")])
def test_no_text_and_too_much_are_refused(typed: str, why: str) -> None:
    assert refusal(task("shorttext"), {"text": [typed]})[0] == why
    assert refusal(task("shorttext"), {"text": ["a", "b"]}) == (Reason.TOO_MANY, "text")
    assert task("shorttext").read({"text": ["x" * 300]})


def number(value: float | str, **more: Any) -> Any:
    """Return a number question of one answer."""
    tolerance = more.pop("tolerance", {"by": 0})
    answers = [{"id": "a", "value": value, "tolerance": tolerance}]
    return task("number", answers=answers, **{"units": [], "unit": "optional", **more})


@pytest.mark.parametrize(
    ("tolerance", "right_ones", "wrong_ones"),
    [
        ({"by": 0}, "10 10.0 +10 1e1 ၁၀", "10.0001 -10"),
        ({"by": 0.5}, "9.5 10.5 10", "9.49999 10.50001"),
        ({"kind": "relative", "by": 0.05}, "9.5 10.5", "9.4999 10.5001"),
        ({"kind": "figures", "by": 2}, "10 9.95 10.4999 10", "9.949 10.5"),
        ({"kind": "figures", "by": 1}, "10 9.5 14.999", "9.49 15"),
    ],
)
def test_a_number_may_be_as_far_off_as_is_said(tolerance: dict[str, Any], right_ones: str, wrong_ones: str) -> None:
    for said, worth in ((right_ones, 1), (wrong_ones, 0)):
        for each in said.split():
            assert share(number(10, tolerance=tolerance), {"number": [each]}) == worth, each


def test_relative_tolerance_of_a_number_below_nothing() -> None:
    asked = number(-10, tolerance={"kind": "relative", "by": 0.1})

    assert [share(asked, {"number": [each]}) for each in ("-11", "-9", "-11.1", "-8.9")] == [1, 1, 0, 0]
    assert share(number(0, tolerance={"kind": "relative", "by": 1}), {"number": ["0.001"]}) == 0


UNITS = [{"id": "m", "names": ["m", "မီတာ"]}, {"id": "km", "names": ["km"], "factor": 1000}]


@pytest.mark.parametrize(
    ("rule", "typed", "unit", "worth"),
    [
        ("optional", "5000", "", 1),
        ("optional", "5 km", "", 1),
        ("optional", "5km", "", 1),
        ("optional", "5", "km", 1),
        ("optional", "5000 မီတာ", "", 1),
        ("optional", "5", "", 0),
        ("needed", "5000", "", Fraction(9, 10)),
        ("needed", "5000", "miles", Fraction(9, 10)),
        ("needed", "5000 KM", "", Fraction(9, 10)),
        ("needed", "5", "km", 1),
        ("needed", "5000", "m", 1),
        ("needed", "6000", "m", 0),
        ("needed", "6000", "", 0),
    ],
)
def test_units_are_reckoned_in_and_may_be_needed(rule: str, typed: str, unit: str, worth: Fraction) -> None:
    asked = number(5000, units=UNITS, unit=rule)

    assert share(asked, {"number": [typed], "unit": [unit]}) == worth


def test_large_and_small_letters_are_two_units() -> None:
    units = [{"id": "mega", "names": ["MW"], "factor": 1_000_000}, {"id": "milli", "names": ["mW"], "factor": 0.001}]
    asked = number(1, units=[{"id": "one", "names": ["W"]}, *units])

    assert [share(asked, {"number": [each]}) for each in ("0.000001 MW", "1000 mW", "1 W", "1 mW")] == [1, 1, 1, 0]
    assert refusal(asked, {"number": ["1 mw"]}) == (Reason.NOT_THERE, "unit")


def test_parts_of_a_number_say_whether_the_unit_is_right() -> None:
    asked = number(5000, units=UNITS, unit="needed", unit_penalty=0.5)

    found = verdict(asked, {"number": ["5000"]})
    assert found == Verdict(HALF, (Part("number", Fraction(1)), Part("unit", Fraction(0))), ())
    assert verdict(asked, {"number": ["1"], "unit": ["m"]}).parts == (
        Part("number", Fraction(0)),
        Part("unit", Fraction(1)),
    )
    assert verdict(number(7), {"number": ["7"]}).parts == (Part("number", Fraction(1)),)
    assert asked.right().fields() == {"number": ["5000"], "unit": ["m"]}


@pytest.mark.parametrize(
    ("fields", "reason", "part"),
    [
        ({"number": ["five"]}, Reason.NOT_A_NUMBER, "number"),
        ({"number": ["5 apples"]}, Reason.NOT_A_NUMBER, "number"),
        ({"number": ["1,5"]}, Reason.COMMA, "number"),
        ({"number": ["1e101"]}, Reason.TOO_LARGE, "number"),
        ({"number": ["1" * 101]}, Reason.TOO_LONG, "number"),
        ({"number": ["1"], "unit": ["x" * 101]}, Reason.TOO_LONG, "unit"),
        ({"number": ["1"], "unit": ["mile"]}, Reason.NOT_THERE, "unit"),
        ({"unit": ["m"]}, Reason.NOTHING, ""),
    ],
)
def test_what_is_no_number_is_refused_with_a_reason(fields: Fields, reason: Reason, part: str) -> None:
    assert refusal(number(5), fields) == (reason, part)


def test_a_unit_is_said_once_and_must_be_known() -> None:
    asked = number(5000, units=UNITS)

    assert refusal(asked, {"number": ["5 km"], "unit": ["km"]}) == (Reason.TOO_MANY, "unit")
    assert refusal(asked, {"number": ["5 miles"]}) == (Reason.NOT_THERE, "unit")


def test_of_several_numbers_the_first_that_is_near_enough_decides() -> None:
    answers = [
        {"id": "exact", "value": 10, "feedback": text("exact")},
        {"id": "near", "value": 10, "tolerance": {"by": 1}, "share": 0.5, "feedback": text("near")},
    ]
    asked = task("number", answers=answers, units=[], unit="optional")

    assert [verdict(asked, {"number": [each]}).feedback for each in ("10", "10.5", "12")] == [("exact",), ("near",), ()]
    assert share(asked, {"number": ["9"]}) == HALF


def test_a_right_number_is_shown_with_as_many_figures_as_it_takes() -> None:
    assert number("1/3", tolerance={"by": "1/1000000"}).right().number == "0.333333"
    assert number("1/3", tolerance={"by": 0.001}).right().number == "0.3333"
    assert number(5000, units=[UNITS[1], UNITS[0]]).right().fields() == {"number": ["5"], "unit": ["km"]}
    assert number(3.5).right().number == "3.5"
    assert number("1/3").right() is None
    assert number(123456789).right().number == "123456789"


def test_gaps_count_the_same_or_by_their_weights() -> None:
    assert share(task("gapselect"), {"who.values": ["village"], "what.values": ["army"]}) == HALF
    found = verdict(task("cloze"), {"year.number": ["1947"], "who.values": ["all"]})
    assert found.share == HALF
    assert found.parts == (Part("year", Fraction(1)), Part("who", Fraction(0)))
    assert found.feedback == ("who/all",)
    assert not task("cloze").complete(task("cloze").read({"year.number": ["1947"]}))


def test_what_is_wrong_in_a_gap_is_named_with_its_gap() -> None:
    asked = task("cloze")

    assert refusal(asked, {"year.number": ["soon"]}) == (Reason.NOT_A_NUMBER, "year.number")
    assert refusal(asked, {"day.number": ["1"]}) == (Reason.NOT_THERE, "day.number")
    assert refusal(asked, {"year.text": ["1"]}) == (Reason.NOT_THERE, "year.text")
    assert refusal(asked, {"year.number": [""], "place.text": [" "]}) == (Reason.NOTHING, "")


def test_a_gap_may_cost_more_than_it_wins() -> None:
    gaps = [
        {"id": "one", "type": "multiple", "marking": "negative", "options": options("a", "b", right="a"), "weight": 3},
        {"id": "two", "type": "truefalse", "answer": True},
    ]
    asked = task("cloze", stem=text("{{one}} {{two}}"), gaps=gaps)

    assert asked.least == Fraction(-3, 4)
    assert share(asked, {"one.values": ["b"], "two.values": ["true"]}) == -HALF


def test_a_gap_without_an_answer_to_show_leaves_the_whole_without_one() -> None:
    gaps = [{"id": "one", "type": "number", "answers": [{"id": "a", "value": "1/3"}]}]

    assert task("cloze", stem=text("{{one}}"), gaps=gaps).right() is None


def test_a_calculated_question_draws_its_numbers_by_the_attempt() -> None:
    variables = [{"id": "a", "least": 1, "most": 9}, {"id": "b", "least": 0.5, "most": 2, "step": 0.5}]
    question = load(content("calculated", variables=variables, units=UNITS))
    drawn = {tuple(sorted(question.asked(str(seed)).task.said().items())) for seed in range(400)}

    assert len(drawn) == 36
    asked: Any = question.asked("7").task
    said = asked.said()
    product = Fraction(said["a"]) * Fraction(said["b"])
    assert share(asked, {"number": [str(float(product))]}) == 1
    assert share(asked, {"number": [str(float(product / 1000))], "unit": ["km"]}) == 1
    assert share(asked, {"number": [str(float(product * Fraction("1.011")))]}) == 0
    assert asked == question.asked("7").task
    assert question.task.said() == question.task.asked("").said()
    assert asked.mark(asked.right()).share == 1
    assert asked.kept(asked.right()) == {}


def test_what_is_drawn_lies_on_its_steps_and_one_in_a_hundred_is_tolerated() -> None:
    variables = [{"id": "a", "least": -1, "most": 1.3, "step": 0.5}]
    answers = [{"id": "x", "formula": "100 + 0 * a"}]
    question = load(content("calculated", stem=text("{{a}}"), variables=variables, answers=answers))
    needed = load(content("calculated", units=UNITS, unit="needed")).task

    assert {question.asked(str(seed)).task.said()["a"] for seed in range(99)} == {"-1", "-0.5", "0", "0.5", "1"}
    assert [share(question.task, {"number": [each]}) for each in ("101", "99", "101.01", "98.99")] == [1, 1, 0, 0]
    assert share(needed, {"number": ["3.5"]}) == Fraction(9, 10)


def test_numbers_for_which_a_formula_has_no_value_are_drawn_again() -> None:
    variables = [{"id": "a", "least": 0, "most": 1}]
    answers = [{"id": "x", "formula": "1 / a"}]
    question = load(content("calculated", stem=text("{{a}}"), variables=variables, answers=answers))

    assert {question.asked(str(seed)).task.said()["a"] for seed in range(20)} == {"1"}


@pytest.mark.parametrize(
    ("kind", "answer", "stays"),
    [
        ("multiple", {"values": ["a", "b"]}, {"values": ["a"]}),
        ("single", {"values": ["b"]}, {"values": ["b"]}),
        ("matching", {"well": ["village"], "army": ["state"]}, {"well": ["village"]}),
        ("ordering", {"one": ["1"], "two": ["3"], "three": ["2"]}, {"one": ["1"]}),
        ("ordering", {"one": ["1"], "two": ["1"], "three": ["3"]}, {"three": ["3"]}),
        ("gapselect", {"who.values": ["village"], "what.values": ["army"]}, {"who.values": ["village"]}),
        ("cloze", {"place.text": ["Bago"]}, {}),
    ],
)
def test_what_is_right_of_an_answer_may_stay(kind: str, answer: Fields, stays: Fields) -> None:
    assert task(kind).kept(task(kind).read(answer)) == stays


def test_a_scale_takes_one_of_its_points() -> None:
    assert task("scale").read({"point": ["no"]}).point == "no"
    assert refusal(task("scale"), {"point": ["maybe"]}) == (Reason.NOT_THERE, "point")


def test_an_essay_has_bounds() -> None:
    asked = task("essay", shortest=4, longest=10)

    assert not asked.complete(asked.read({"text": [" abc "]}))
    assert asked.complete(asked.read({"text": ["abcd"]}))
    assert asked.read({"text": ["x" * 10]})
    assert refusal(asked, {"text": ["x" * 11]}) == (Reason.TOO_LONG, "text")
    assert refusal(asked, {"text": [" \n"]}) == (Reason.NOTHING, "")
    plain = load({"id": "q", "type": "essay", "stem": text("Write.")}).task
    assert plain.complete(plain.read({"text": ["x"]}))
    assert plain.read({"text": ["x" * 5000]})
    assert refusal(plain, {"text": ["x" * 5001]}) == (Reason.TOO_LONG, "text")


def files(**columns: list[str]) -> dict[str, list[str]]:
    """Return an answer of one good file, but for what is said."""
    return {"hash": ["ab"], "name": ["a.pdf"], "type": ["pdf"], "bytes": ["1000000"], **columns}


@pytest.mark.parametrize(
    ("changed", "reason", "part"),
    [
        ({"type": ["exe"]}, Reason.WRONG_TYPE, "type"),
        ({"bytes": ["1000001"]}, Reason.TOO_LARGE, "bytes"),
        ({"bytes": ["-1"]}, Reason.TOO_LARGE, "bytes"),
        ({"bytes": ["၁"]}, Reason.TOO_LARGE, "bytes"),
        ({"bytes": ["0" * 12 + "1"]}, Reason.TOO_LARGE, "bytes"),
        ({"name": ["x" * 201]}, Reason.TOO_LONG, "name"),
        ({"hash": ["x" * 201]}, Reason.TOO_LONG, "name"),
        ({"name": []}, Reason.NOT_THERE, ""),
        ({"hash": ["a"] * 3, "name": ["a"] * 3, "type": ["pdf"] * 3, "bytes": ["1"] * 3}, Reason.TOO_MANY, "name"),
        ({"hash": [], "name": [], "type": [], "bytes": []}, Reason.NOTHING, ""),
    ],
)
def test_files_are_held_to_what_is_asked_for(changed: dict[str, list[str]], reason: Reason, part: str) -> None:
    assert refusal(task("upload"), files(**changed)) == (reason, part)
    found = task("upload").read(files(name=["x" * 200], hash=["y" * 200]))
    assert (found.files[0].bytes, found.files[0].type) == (1_000_000, "pdf")
    two = {name: values * 2 for name, values in files(bytes=["000000000001"]).items()}
    assert [each.bytes for each in task("upload").read(two).files] == [1, 1]


def test_information_asks_for_nothing() -> None:
    assert refusal(task("information"), {"x": []}) == (Reason.NOTHING, "")


CRITERIA = [
    {
        "id": name,
        "text": text(name),
        "weight": weight,
        "levels": [
            {"id": level, "text": text(level), "share": each} for level, each in (("lo", 0), ("mid", 0.5), ("hi", 1))
        ],
    }
    for name, weight in (("facts", 2), ("style", 1))
]


def test_a_criterion_of_which_no_weight_is_said_weighs_one() -> None:
    one, other = {name: each for name, each in CRITERIA[0].items() if name != "weight"}, {**CRITERIA[1], "weight": 3}
    criteria = task("essay", rubric=[one, other]).rubric

    assert rubric.share(criteria, {"facts": "hi", "style": "lo"}) == Fraction(1, 4)


def test_a_gap_of_which_no_weight_is_said_weighs_one() -> None:
    assert [gap.weight for gap in task("cloze").gaps] == [2, 1, 1]
    assert share(task("cloze"), {"place.text": ["Panglong"]}) == Fraction(1, 4)
    assert Gap(id="g", task=task("truefalse")).weight == 1


def test_a_rubric_makes_a_mark_of_levels() -> None:
    criteria = task("essay", rubric=CRITERIA).rubric

    assert rubric.share(criteria, {"facts": "hi", "style": "hi"}) == 1
    assert rubric.share(criteria, {"facts": "mid", "style": "lo"}) == Fraction(1, 3)
    for picked in ({}, {"facts": "hi"}, {"facts": "hi", "style": "top"}, {"facts": "hi", "style": "hi", "x": "hi"}):
        with pytest.raises(rubric.NotByRubric):
            rubric.share(criteria, picked)
    with pytest.raises(rubric.NotByRubric):
        rubric.share((), {})


@settings(suppress_health_check=[HealthCheck.too_slow])  # The first text of a run is, on a busy machine.
@given(st.sampled_from(MARKED), st.data())
def test_whatever_is_sent_is_an_answer_within_bounds_or_a_refusal(kind: str, data: st.DataObject) -> None:
    asked = task(kind)
    values = sorted({value for fields in (right(kind), wrong(kind)) for own in fields.values() for value in own})
    value = st.sampled_from([*values, "", "1", "-0", "*", "၁", "1e9", "မြို့"]) | st.text(max_size=6)
    names = st.sampled_from([*right(kind), *wrong(kind), "values", "text", "x.y"])
    fields = data.draw(st.dictionaries(names, st.lists(value, max_size=3), max_size=4))
    try:
        response = asked.read(fields)
    except NotAnAnswer:
        return
    found = asked.mark(response)
    assert asked.least <= found.share <= 1
    assert asked.read(response.fields()) == response
    assert asked.mark(asked.read(response.fields())) == found
    assert all(part.share <= 1 for part in found.parts)
    assert isinstance(asked.complete(response), bool)
    kept = asked.kept(response)
    if kept:
        assert asked.mark(asked.read(kept)).share >= found.share
        assert asked.kept(asked.read(kept)) == kept


@given(st.sampled_from(["partial", "negative"]), st.sets(st.sampled_from("abcd")), st.sampled_from("abcd"))
def test_a_right_option_more_never_costs_and_a_wrong_one_never_wins(marking: str, chosen: set[str], one: str) -> None:
    asked = task("multiple", marking=marking)
    if not chosen - {one}:
        return
    without, with_one = (share(asked, {"values": sorted(each)}) for each in (chosen - {one}, chosen | {one}))

    assert without <= with_one if one in "ac" else without >= with_one


@given(st.permutations(["1", "2", "3", "4", "5"]), st.integers(0, 4))
def test_a_thing_put_at_its_place_never_costs(places: list[str], one: int) -> None:
    names = ["a", "b", "c", "d", "e"]
    asked = task("ordering", items=[{"id": name, "text": text(name)} for name in names])
    before = share(asked, {name: [place] for name, place in zip(names, places, strict=True)})
    other = places.index(str(one + 1))
    places[one], places[other] = places[other], places[one]

    assert share(asked, {name: [place] for name, place in zip(names, places, strict=True)}) >= before


@given(st.fractions(-100, 100), st.fractions(-100, 100), st.fractions(0, 10), st.fractions(0, 10))
def test_who_is_nearer_is_never_worse_off_and_more_tolerance_never_harms(
    one: Fraction, other: Fraction, by: Fraction, more: Fraction
) -> None:
    near, far = sorted((one, other), key=abs)
    for kind in (ToleranceKind.ABSOLUTE, ToleranceKind.RELATIVE):
        for value in (Fraction(0), Fraction(-7, 3), Fraction(100)):
            tolerance, wider = Tolerance(kind=kind, by=by), Tolerance(kind=kind, by=by + more)
            assert tolerance.holds(value + near, value) >= tolerance.holds(value + far, value)
            assert wider.holds(value + far, value) >= tolerance.holds(value + far, value)
