"""Writing questions in the browser: what is typed is what the bank then says, and nothing is half done."""

import pytest
from sqlalchemy import func, select

from lms.audit.models import Entry
from lms.catalog.models import Origin, Revision
from tests.support.bank_desk import BANK, Desk, of_all_types, sendable
from tests.support.question_types import TYPES

QUESTIONS = ["power-q1", "power-q2", "power-q3", "power-q4", *(f"q-{kind}" for kind in TYPES)]


def revisions(desk: Desk) -> int:
    return desk.course.session.scalar(select(func.count()).select_from(Revision)) or 0


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_that_is_saved_unchanged_keeps_every_byte(desk: Desk, name: str) -> None:
    desk.save(name, desk.open(name))

    assert "Nothing was changed" in desk.browser.follow()
    assert revisions(desk) == 1


def test_one_change_is_one_revision_in_which_only_that_is_other(desk: Desk) -> None:
    fields = desk.open("q-single")
    fields["difficulty"] = ["hard"]
    desk.save("q-single", fields)

    assert "Saved." in desk.browser.follow()
    before, was = (
        of_all_types(),
        b"  - id: q-single\n    type: single\n    objective: define-two-rules\n    difficulty: easy",
    )
    assert desk.tree == {**before, BANK: before[BANK].replace(was, was.replace(b"easy", b"hard"))}
    made = desk.course.session.scalars(select(Revision).order_by(Revision.number.desc())).first()
    assert made is not None
    assert (made.number, made.origin) == (2, Origin.STUDIO)
    assert desk.course.session.scalars(select(Entry.action).order_by(Entry.id.desc())).first() == "question.write"


def test_a_new_question_stands_at_the_end_of_its_bank_once_even_when_it_is_sent_twice(desk: Desk) -> None:
    fields = desk.begin("truefalse")
    words = ("stem", "if_true", "if_false")
    fields |= {f"{name}-{lang}": [f"{name}  in {lang} "] for name in words for lang in ("en", "my")}
    fields |= {"answer": ["false"], "tags": ["rules, well"], "weight": ["၂"]}
    desk.make("truefalse", fields)
    desk.make("truefalse", fields)

    made = desk.bank[-1]
    assert made == {
        "id": fields["id"][0],
        "type": "truefalse",
        "tags": ["rules", "well"],
        "objective": "define-two-rules",
        "difficulty": "medium",
        "stem": {"my": "stem  in my", "en": "stem  in en"},
        "answer": False,
        "if_true": {"my": "if_true in my", "en": "if_true in en"},
        "if_false": {"my": "if_false in my", "en": "if_false in en"},
        "weight": 2,
    }
    assert revisions(desk) == 2
    assert desk.tree[BANK].startswith(of_all_types()[BANK].rstrip(b"\n"))


def test_another_like_one_begins_with_what_that_one_says(desk: Desk) -> None:
    fields = desk.begin("cloze", like=desk.code("q-cloze"))
    desk.make("cloze", fields)

    was, new = desk.bank[-7], desk.bank[-1]
    assert was["id"] == "q-cloze"
    assert new == {**was, "id": fields["id"][0]}


@pytest.mark.parametrize(
    ("name", "spoilt", "field", "said"),
    [
        ("q-single", {"stem-my": ""}, "stem-my", "Write it in this language too"),
        ("q-single", {"options-0-feedback-en": ""}, "options-0-feedback-en", "Write it in this language too"),
        ("q-single", {"options-0-right": "y"}, "options", "The number of right answers does not fit"),
        ("q-multiple", {"options-1-share": "half"}, "options-1-share", "Write a number"),
        ("q-single", {"tags": "Well"}, "tags", "Well"),
        ("q-number", {"answers-0-value": ""}, "answers-0-value", "Write a number"),
        ("q-shorttext", {"answers-0-accept": "", "answers-1-accept": ""}, "answers-0-accept", "Fill this in"),
        (
            "q-ordering",
            {f"items-{n}-text-{lang}": "" for n in range(2) for lang in ("en", "my")},
            "items",
            "at least 2 of",
        ),
        ("q-number", {"units-1-names": "m"}, "units-1-names", "have the same name"),
        ("q-shorttext", {"answers-0-share": "0.5"}, "answers", "No answer is worth the whole"),
        ("q-cloze", {"stem-en": "In {{year}} they met, {{who}} of them."}, "stem-en", "does not hold each gap once"),
        ("q-calculated", {"answers-0-formula": "a *"}, "answers-0-formula", "This formula cannot be used"),
        ("q-essay", {"longest": "0"}, "longest", "Write a number from 1 to"),
        ("q-upload", {"types": "exe"}, "types-0", "Choose one of the answers on the page"),
        ("q-single", {"objective": "nowhere"}, "objective", "Choose one of the answers on the page"),
        ("q-single", {"stem-en": "See [[no-such-term]]."}, "stem-en", "no-such-term"),
        ("q-single", {"stem-en": "A well\uffff"}, "stem-en", "There is an invisible sign that steers, U+FFFF"),
        ("q-single", {"options-0-id": "a\x85b"}, "options-0-id", "Choose one of the answers on the page"),
        ("q-shorttext", {"answers-0-accept": "well\ufffe"}, "answers-0-accept", "U+FFFE"),
        ("q-upload", {"markers": "3"}, "markers", "Write a number from 1 to 2"),
    ],
)
def test_what_is_not_right_yet_is_said_beside_its_field_and_nothing_is_kept(
    desk: Desk, name: str, spoilt: dict[str, str], field: str, said: str
) -> None:
    fields = desk.open(name) | {key: [value] for key, value in spoilt.items()}
    page = desk.save(name, fields, expect=422)

    links = [link for link in page.all("a") if link.get("href") == f"#{field}"]
    assert any(said in link.words for link in links), [(a.get("href"), a.words) for a in page.all("a")]
    assert {key: sendable(page)[key] for key in spoilt if key != "types"} == {
        key: [value] for key, value in spoilt.items() if key != "types"
    } or field == "objective"
    assert revisions(desk) == 1


def test_what_the_whole_course_has_against_a_question_is_said_above_the_form(desk: Desk) -> None:
    fields = desk.open("power-q1") | {"difficulty": ["hard"]}
    page = desk.save("power-q1", fields, expect=422)

    assert "The questions of form a and form b are not pairs." in page
    assert sendable(page)["difficulty"] == ["hard"]


def test_a_draft_may_lack_what_is_not_written_yet(desk: Desk) -> None:
    fields = desk.begin("single") | {"state": ["draft"], "stem-my": ["ရေတွင်း"], "options-0-right": ["y"]}
    fields |= {"options-0-text-my": ["တစ်"], "options-1-text-my": ["နှစ်"]}
    desk.make("single", fields)

    made = desk.bank[-1]
    assert made["state"] == "draft"
    assert made["stem"] == {"my": "ရေတွင်း"}
    assert [option["text"] for option in made["options"]] == [{"my": "တစ်"}, {"my": "နှစ်"}]
    fields = desk.open(made["id"])
    desk.save(made["id"], fields)
    assert "Nothing was changed" in desk.browser.follow()
    desk.save(made["id"], fields, state="ready", expect=422)


def test_who_writes_over_the_change_of_another_is_told_first(desk: Desk) -> None:
    mine, theirs = desk.open("q-single"), desk.open("q-single")
    desk.save("q-single", theirs | {"tags": ["theirs"]})
    page = desk.save("q-single", mine | {"tags": ["mine"]}, expect=409)

    assert "Somebody changed this question while you wrote" in page
    assert desk.bank[4]["tags"] == ["theirs"]
    desk.save("q-single", sendable(page))
    assert desk.bank[4]["tags"] == ["mine"]


def test_a_change_of_another_question_meanwhile_does_no_harm(desk: Desk) -> None:
    mine = desk.open("q-single")
    desk.save("q-essay", desk.open("q-essay") | {"tags": ["theirs"]})
    desk.save("q-single", mine | {"tags": ["mine"]})

    tags = {each["id"]: each.get("tags") for each in desk.bank}
    assert (tags["q-single"], tags["q-essay"]) == (["mine"], ["theirs"])


def test_zawgyi_is_asked_about_and_turned_into_unicode(desk: Desk) -> None:
    zawgyi = "ေရတြင္းကုိ ဘယ္သူ ပိုင္သလဲ။ ရြာသားမ်ားက ဆံုးျဖတ္ၾကသည္။"
    fields = desk.open("q-single") | {"stem-my": [zawgyi]}
    assert "In Unicode it would read:" in desk.save("q-single", fields, expect=422)
    desk.save("q-single", fields | {"zawgyi-stem-my": ["convert"]})

    assert "ဆုံးဖြတ်" in desk.bank[4]["stem"]["my"]


def test_zawgyi_of_several_lines_that_is_to_stay_so_is_refused_in_words(desk: Desk) -> None:
    zawgyi = "ေရတြင္းကို ကြၽန္ုပ္တို႔ တူးခဲ့ၾကသည္"
    fields = desk.open("q-single") | {"stem-my": [f"{zawgyi}\r\n\r\n{zawgyi}\r\n"], "zawgyi-stem-my": ["typed"]}

    assert "typed with a Zawgyi keyboard" in desk.save("q-single", fields, expect=422)
    assert revisions(desk) == 1


def test_that_two_people_mark_is_said_where_it_is_so(desk: Desk) -> None:
    desk.save("q-essay", desk.open("q-essay") | {"markers": ["2"]})
    assert [each.get("markers") for each in desk.bank if each["id"] == "q-essay"] == [2]
    desk.save("q-essay", desk.open("q-essay") | {"markers": ["1"]})

    assert [each.get("markers") for each in desk.bank if each["id"] == "q-essay"] == [None]
