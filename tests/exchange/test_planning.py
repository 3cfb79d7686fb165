"""What a file of questions would change in a course: ids, languages, places, and what the check says against it."""

from typing import Any

import pytest

from lms.catalog.package.course import read_package
from lms.catalog.package.texts import hash_of
from lms.catalog.package.tree import Tree
from lms.exchange import formats
from lms.exchange.meeting import Meeting
from lms.exchange.planning import NoModule, Plan, plan
from tests.support.courses import changed
from tests.support.exchanged import answers, moodle, pictured
from tests.support.sample_package import MODULE, sample_tree

BANK = f"{MODULE}/bank.yaml"


def planned(body: str | bytes, *, tree: Tree | None = None, lang: str = "en", module: str = "") -> Plan:
    """Return what a file changes in the sample."""
    data = body.encode() if isinstance(body, str) else body
    name, reading = formats.read(data, lang)
    return plan(name, reading, tree or sample_tree(), lang=lang, module=module)


def after(plan: Plan) -> Tree:
    """Return the course as it is then."""
    assert plan.tree is not None, (plan.refused, plan.problems)
    return plan.tree


def question(plan: Plan, name: str) -> dict[str, object]:
    """Return a question of the bank as it is then."""
    package = read_package(after(plan))
    return next(each for _, each in package.questions(BANK) if each["id"] == name)


def options(plan: Plan, name: str) -> list[dict[str, Any]]:
    """Return the options of a question of the bank as it is then."""
    found: Any = question(plan, name)["options"]
    return list(found)


def test_questions_stand_behind_those_of_the_bank_and_nothing_else_changes() -> None:
    was, plan = sample_tree(), planned("::Rivers::Who decides? {=The village ~The army}")

    assert after(plan)[BANK].startswith(was[BANK])
    assert {path: data for path, data in after(plan).items() if path != BANK} == {
        path: data for path, data in was.items() if path != BANK
    }
    assert [each.content["id"] for each in plan.accepted] == ["rivers"]


def test_a_language_that_is_missing_gets_the_words_of_the_other_as_a_draft() -> None:
    found = question(planned("::Rivers::Who decides? {=The village ~The army}"), "rivers")

    assert found["stem"] == {
        "en": "Who decides?",
        "my": {"text": "Who decides?", "source": {"lang": "en", "hash": hash_of("Who decides?")}, "state": "draft"},
    }
    assert found["options"][0]["feedback"] == {"en": "Right.", "my": "မှန်ပါသည်။"}  # type: ignore[index]


def test_a_second_file_in_the_other_language_adds_it_to_the_same_questions() -> None:
    first = planned("::Rivers::Who decides? {=The village#Yes. ~The army}\n\n::Town::Where? {=Panglong}")
    second = planned("::Rivers::ဘယ်သူ ဆုံးဖြတ်သလဲ {=ရွာ#ဟုတ်တယ်။ ~စစ်တပ်}\n\n::Town::ဘယ်မှာလဲ {=ပင်လုံ}", tree=after(first), lang="my")
    rivers, town = question(second, "rivers"), question(second, "town")

    assert [each.meeting for each in second.accepted] == [Meeting.LANGUAGE, Meeting.LANGUAGE]
    assert rivers["stem"]["my"]["text"] == "ဘယ်သူ ဆုံးဖြတ်သလဲ"  # type: ignore[index]
    assert rivers["options"][0]["feedback"]["my"]["text"] == "ဟုတ်တယ်။"  # type: ignore[index]
    assert rivers["options"][1]["feedback"] == {"en": "Not right.", "my": "မမှန်ပါ။"}  # type: ignore[index]
    assert town["answers"][0]["accept"] == ["Panglong", "ပင်လုံ"]  # type: ignore[index]
    assert "draft" not in after(second)[BANK].decode().split("rivers")[1]


def test_the_same_file_again_changes_nothing() -> None:
    text = "::Rivers::Who decides? {=The village ~The army}\n\nWithout a name {T}"
    again = planned(text, tree=after(planned(text)))

    assert [each.meeting for each in again.accepted] == [Meeting.SAME, Meeting.SAME]
    assert (again.changes, again.tree) == (0, None)


def test_another_question_of_the_same_name_gets_an_id_of_its_own() -> None:
    first = planned("::Rivers::Who decides? {=The village ~The army}")
    second = planned("::Rivers::Who pays? {=The village ~The army ~Nobody}", tree=after(first))

    ((other),) = [each.content["id"] for each in second.accepted]
    assert other.startswith("rivers-")
    assert question(second, "rivers")["stem"]["en"] == "Who decides?"  # type: ignore[index]


def test_a_translation_that_somebody_wrote_is_not_written_over() -> None:
    both = "{mlang en}Who decides?{mlang}{mlang my}ဘယ်သူ ဆုံးဖြတ်သလဲ{mlang}"
    first = planned(f"::Rivers::{both} {{=a ~b}}")
    second = planned("::Rivers::တခြားမေးခွန်း {=a ~b}", tree=after(first), lang="my")

    assert question(second, "rivers")["stem"]["my"] == "ဘယ်သူ ဆုံးဖြတ်သလဲ"  # type: ignore[index]


def test_a_category_that_names_a_module_puts_questions_there_else_the_module_that_was_chosen() -> None:
    def module(text: str) -> str:
        return planned(f"$CATEGORY: {text}\n\nIs it so? {{T}}").accepted[0].module

    assert module("$course$/top/power-shared") == module("Something else") == MODULE
    with pytest.raises(NoModule):
        planned("Is it so? {T}", module="elsewhere")


def test_keys_of_ours_come_back_from_tags_and_unknown_ones_are_named() -> None:
    tags = "[tag:objective:nobody-knows] [tag:difficulty:hard] [tag:form:b] [tag:source:panglong-signed] [tag:source:x]"
    ((found),) = planned(f"// {tags}\n::A::Is it so? {{T}}").accepted

    assert {key: found.content[key] for key in ("objective", "difficulty", "form", "sources")} == {
        "objective": "define-two-rules",
        "difficulty": "hard",
        "form": "b",
        "sources": ["panglong-signed"],
    }
    assert "nobody-knows" in " ".join(found.brought.notes)


def test_right_options_are_moved_about_and_a_second_language_still_finds_them() -> None:
    english = "\n\n".join(f"::Q{n}::Which {n}? {{=right{n} ~b ~c}}" for n in range(8))
    first = planned(english)
    burmese = "\n\n".join(f"::Q{n}::ဘယ်ဟာ {n} {{=မှန်{n} ~ခ ~ဂ}}" for n in range(8))
    second = planned(burmese, tree=after(first), lang="my")

    places = [[bool(each.get("right")) for each in options(first, f"q{n}")].index(True) for n in range(8)]
    assert "Right options were moved" in first.notes[0]
    assert max(map(places.count, places)) <= 4
    assert {each.meeting for each in second.accepted} == {Meeting.LANGUAGE}
    for n in range(8):
        assert options(second, f"q{n}")[places[n]]["text"]["my"]["text"] == f"မှန်{n}"


def test_what_the_engine_and_the_check_say_against_a_question_refuses_that_one() -> None:
    body = moodle("multichoice", "<single>true</single>" + answers({"a": 50, "b": 0}), name="Half")
    long = moodle("truefalse", answers({"true": 100, "false": 0}), name="Long", stem="See [[nothing]] " + "x" * 12_000)
    well = moodle("shortanswer", answers({"a": 100}), name="Well")
    worth = answers({"right": 100, **dict.fromkeys("abcdefghijk", 0)})
    many = moodle("multichoice", f"<single>true</single>{worth}", name="Many")
    whole = b"<quiz>" + b"\n".join(each[6:-7] for each in (body, long, well, many)) + b"</quiz>"
    found = planned(whole)

    assert [each.content["id"] for each in found.accepted] == ["well"]
    assert {each.title: each.line for each in found.refused} == {"Half": 1, "Long": 2, "Many": 4}
    assert "No answer is worth the whole" in found.refused[0].why
    assert "No answer is worth the whole" not in found.refused[2].why


def test_a_bank_takes_as_many_as_it_holds_and_the_rest_is_named() -> None:
    found = planned("\n\n".join(f"Is {n} even? {{T}}" for n in range(260)))
    here = len(list(read_package(sample_tree()).questions(BANK)))

    assert len(found.accepted) == 200 - here
    assert len(found.refused) == 60 + here
    assert all("200 questions at most" in each.why for each in found.refused)
    assert found.tree is not None


def test_a_picture_goes_into_the_course_with_its_question() -> None:
    found = planned(pictured())
    ((name, data),) = found.accepted[0].brought.files.items()

    assert after(found)[f"media/{name}"] == data
    assert question(found, "river")["picture"]["file"] == name  # type: ignore[index]


def test_a_module_without_a_bank_gets_one_and_a_bank_in_braces_stays_whole() -> None:
    bare = {path: data for path, data in sample_tree().items() if path not in (BANK, f"{MODULE}/quiz.yaml")}
    bare = {path: data for path, data in bare.items() if path not in ("pretest.yaml", "posttest.yaml")}
    module = bare[f"{MODULE}/module.yaml"].decode()
    tree = Tree({**bare, f"{MODULE}/module.yaml": module.replace(", quiz", "").encode()})

    made = after(planned("::One::Is it so? {T}", tree=tree))
    assert made[BANK].decode().startswith("questions:\n  - id: one\n")

    own = "id: b-1, type: information, objective: define-two-rules, difficulty: easy"
    braces = f"questions: [{{{own}, stem: {{en: A, my: က}}}}]\n"
    again = after(planned("::One::Is it so? {T}", tree=Tree({**tree, BANK: braces.encode()})))
    assert [each["id"] for _, each in read_package(again).questions(BANK)] == ["b-1", "one"]


def test_line_ends_of_a_bank_are_kept() -> None:
    tree = Tree({**sample_tree(), BANK: sample_tree()[BANK].replace(b"\n", b"\r\n")})
    bank = after(planned("::One::Is it so? {T}", tree=tree))[BANK]

    assert bank.count(b"\n") == bank.count(b"\r\n")


def test_words_in_a_language_that_the_course_has_not_are_left_out_and_said() -> None:
    ((found),) = planned("::A::{mlang en}Why{mlang}{mlang fr}Pourquoi{mlang} {T}").accepted

    assert found.content["stem"].keys() == {"en", "my"}
    assert "fr" in found.brought.notes[0]


def test_a_course_that_is_not_in_order_is_not_touched() -> None:
    tree = changed(sample_tree(), f"{MODULE}/case.yaml", "my: မြစ်တစ်စင်း ဥပဒေနှစ်ခု", "fr: Deux lois")
    found = planned("::A::Is it so? {T}", tree=tree)

    assert found.tree is None
    assert found.problems[0].file == f"{MODULE}/case.yaml"
