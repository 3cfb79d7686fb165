"""GIFT: each kind of question that its users write, and what is said of what can't be read."""

import pytest

from lms.exchange import formats
from lms.exchange.found import Brought, Content, Reading
from lms.quizzes.engine.definition import load


def read(text: str, lang: str = "en") -> Reading:
    """Read a GIFT file."""
    return formats.read(text.encode(), lang, "gift")[1]


def one(text: str, lang: str = "en") -> Brought:
    """Return the one question of a file in which nothing is refused."""
    reading = read(text, lang)
    assert reading.refused == []
    (brought,) = reading.brought
    load({"id": "q", **brought.content})
    return brought


def content(text: str) -> Content:
    """Return what the one question of a file says."""
    return one(text).content


def en(words: str) -> dict[str, str]:
    return {"en": words}


def test_a_single_choice_has_feedback_and_a_title() -> None:
    found = one("::Hills::Who? {=The village#Yes. ~The army#No.####Read again.}")

    assert (found.title, found.name, found.line) == ("Hills", "Hills", 1)
    assert found.content == {
        "type": "single",
        "stem": en("Who?"),
        "options": [
            {"id": "a", "text": en("The village"), "right": True, "feedback": en("Yes.")},
            {"id": "b", "text": en("The army"), "feedback": en("No.")},
        ],
        "feedback": en("Read again."),
    }


def test_weights_make_shares() -> None:
    several = content("Two {~%50%a ~%50%b ~%-100%c}")
    partly = content("One {=a ~%33.33333%b ~c}")

    assert several["type"] == "multiple"
    assert [each["share"] for each in several["options"]] == [0.5, 0.5, -1]
    assert [each["share"] for each in partly["options"]] == [1, "1/3", 0]


@pytest.mark.parametrize(
    ("braces", "answer", "if_true", "if_false"),
    [("T", True, None, None), ("FALSE#You said true.", False, "You said true.", None), ("T#no#yes", True, "yes", "no")],
)
def test_true_or_false_says_first_what_who_is_wrong_reads(
    braces: str, answer: bool, if_true: str | None, if_false: str | None
) -> None:
    found = content(f"Grass is green {{{braces}}}")

    assert (found["type"], found["answer"]) == ("truefalse", answer)
    assert found.get("if_true") == (en(if_true) if if_true else None)
    assert found.get("if_false") == (en(if_false) if if_false else None)


def test_short_answers_of_one_worth_are_one_answer() -> None:
    found = content("Capital? {=Naypyidaw =နေပြည်တော် =%50%Yangon#It was.}")

    assert found["answers"] == [
        {"id": "a", "accept": ["Naypyidaw", "နေပြည်တော်"]},
        {"id": "b", "accept": ["Yangon"], "share": 0.5, "feedback": en("It was.")},
    ]


def test_matching_may_have_matches_left_over() -> None:
    found = content("Match {=well -> village =army -> union = -> state}")

    assert [each["match"] for each in found["items"]] == ["m1", "m2"]
    assert [each["text"]["en"] for each in found["matches"]] == ["village", "union", "state"]


@pytest.mark.parametrize(
    ("braces", "value", "by"),
    [
        ("#3.14:0.005", 3.14, 0.005),
        ("#3.135..3.145", 3.14, 0.005),
        ("#1e3", 1000, None),
        ("#၁၉၄၇", 1947, None),
        ("#=1947:0", 1947, None),
    ],
)
def test_a_number_has_a_tolerance_or_a_range(braces: str, value: float, by: float | None) -> None:
    (answer,) = content(f"How much? {{{braces}}}")["answers"]

    assert answer["value"] == value
    assert answer.get("tolerance") == (None if by is None else {"by": by})


def test_several_numbers_have_weights_and_others_are_wrong() -> None:
    found = content("When? {#=1822:0#Right =%50%1822:2#Near ~#Look again}")

    assert [(each["value"], each.get("share", 1)) for each in found["answers"]] == [(1822, 1), (1822, 0.5)]
    assert found["combined"] == {"wrong": en("Look again")}


def test_a_missing_word_is_a_gap() -> None:
    picked, typed = content("It is {=buried ~living} here."), content("It is {=buried} here.")

    assert (picked["type"], picked["stem"]) == ("gapselect", en("It is {{gap}} here."))
    assert (typed["type"], typed["gaps"][0]["type"]) == ("cloze", "shorttext")


def test_an_essay_and_a_description_are_told_by_their_braces() -> None:
    assert content("Write. {}") == {"type": "essay", "stem": en("Write.")}
    assert content("Only read this.") == {"type": "information", "stem": en("Only read this.")}


def test_escaped_signs_stand_for_themselves() -> None:
    found = content(r"What is 2 \= 1\+1 \{x\}\: a\~b \#c? {=yes\, \= ~no}")

    assert found["stem"] == en(r"What is 2 = 1\\+1 {x}: a~b #c?")
    assert found["options"][0]["text"] == en(r"yes\\, =")


def test_formats_say_how_texts_are_written() -> None:
    assert content("[html]<p>A <b>bold</b> word</p> {T}")["stem"] == en("A **bold** word")
    assert content("[markdown]A **bold** <u>word</u> {T}")["stem"] == en("A **bold** word")
    assert content("[plain]A **bold** <b>word</b> {T}")["stem"] == en(r"A \*\*bold\*\* < b>word< /b>")
    assert content("[moodle]One\\nTwo {T}")["stem"] == en("One  \nTwo")


def test_comments_categories_ids_and_tags_are_read() -> None:
    text = "// by me\n$CATEGORY: $course$/top/02-river\n\n// [id:r-1] [tag:case] [tag:difficulty:hard]\n::Title::A {T}"
    found = one(text)

    assert (found.name, found.category, found.line) == ("r-1", "$course$/top/02-river", 5)
    assert (found.content["tags"], found.content["difficulty"]) == (["case"], "hard")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Who? {=a ~b", "is not closed before the empty line"),
        ("Who? {=a {b} }", "There is a second “{”"),
        ("Who? {a b}", "An answer begins with “=”"),
        ("{=a ~b}", "Nothing is asked"),
        ("Who? {=a ~}", "has no words"),
        ("Who? {=a ~%200%b}", "more than 100 %"),
        ("How much? {#many}", "“many” is not a number"),
        ("Match {=a -> 1 =b}", "“->” between what belongs together"),
        ('[html]See <img src\\="x.png"> {T}', "which a text file can't hold"),
        ("Long {=" + "y" * 1001 + " ~n}", "longer than 1000 signs"),
    ],
)
def test_what_can_not_be_read_is_named_with_its_line_and_the_others_are_read(text: str, why: str) -> None:
    reading = read(f"First {{T}}\n\n::Mine::{text}\n\nLast {{F}}")

    assert [each.line for each in reading.brought] == [1, 5]
    ((refused),) = reading.refused
    assert (refused.line, refused.title) == (3, "Mine")
    assert why in refused.why


def test_links_and_elements_that_have_no_place_are_noted() -> None:
    notes = " ".join(one('[html]<a href\\="http\\://x.y/">Read</a> <iframe></iframe> {T}').notes)

    assert "http://x.y/" in notes
    assert "iframe" in notes
