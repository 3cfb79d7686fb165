"""What a check says beside single faults: all of them at once, what is stale, what a whole course lacks."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.catalog.package.check import check_paths
from lms.catalog.package.course import read_package
from lms.catalog.package.names import gather
from lms.catalog.package.report import MOST_PROBLEMS, Problem, Report, in_order
from lms.catalog.package.texts import hash_of
from lms.catalog.package.tree import Tree
from lms.catalog.package.words import bare, count, sentences
from lms.catalog.package.yaml_lines import read_yaml
from lms.said import say
from lms.text.zawgyi.judge import Judge
from tests.support.broken_packages import BANK, CASE, EN, MY, QUIZ, ZAWGYI
from tests.support.sample_package import LESSON, MODULE, Draft, sample_tree


def said(report: Report) -> list[str]:
    """Return every problem as it is printed."""
    return [str(problem) for problem in report.problems]


def warned(report: Report) -> list[str]:
    """Return every warning as it is printed."""
    return [str(warning) for warning in report.warnings]


def test_all_problems_come_in_one_run_in_order(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    draft.put("course.yaml", "level: introductory", "level: hard")
    draft.put("course.yaml", "hours: 12", "hours: many")
    draft.put("sources.yaml", "mark: P", "mark: K")
    draft.append("glossary.yaml", "x: [\n")
    draft.put(BANK, "power-q1", "well-1")
    draft.put(BANK, "Who signed at Panglong?", "Who <b>signed</b>?")
    draft.put(BANK, "    difficulty: medium\n    stem: {en: Which two", "    stem: {en: Which two")
    draft.put(CASE, "next: ruling", "next: nowhere")
    draft.append(MY, f"\n{ZAWGYI}\n")
    draft.append(EN, "\n[x](y)\n")
    draft.write("media/two-rules.svg", "<svg/>")
    draft.write("notes.yaml", "x: 1\n")

    found = said(check_paths([draft.folder]))

    for words in (
        "“level” can't be", "“hours” should be a number", "has the mark K", "can't be read as YAML", "two things",
        "HTML is not part", "“difficulty” is missing", "no scene “nowhere”", "Zawgyi", "Links are not part",
        "<svg> is not allowed", "No file of this name",
    ):  # fmt: skip
        assert any(words in each for each in found), words
    places = [(each.rsplit(":", 3)[0], int(each.split(":")[1])) for each in found]
    assert places == sorted(places)


def test_a_file_that_can_not_be_read_hides_nothing_and_blames_no_other(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    for path in ("sources.yaml", "glossary.yaml", f"{MODULE}/module.yaml", f"{LESSON}.check.yaml"):
        draft.write(path, "a: [\n")
    draft.put(QUIZ, "attempts: 3", "attempts: never")

    found = said(check_paths([draft.folder]))

    assert sum("can't be read as YAML" in each for each in found) == 4
    assert sum("attempts" in each for each in found) == 1
    assert len(found) == 5


@pytest.mark.parametrize("path", [EN, BANK, "media/two-rules.svg", "glossary.yaml"])
def test_a_file_that_is_too_large_is_one_problem_and_no_other(path: str, tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    draft.write(path, b" " * 2_000_000)

    (problem,) = check_paths([draft.folder]).problems

    assert (problem.file, problem.line) == (f"{draft.folder}/{path}", 1)
    assert "is larger than" in problem.what


def test_files_of_too_many_parts_together_are_refused(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    for letter in "abcdef":
        draft.write(f"{letter}/bank.yaml", "questions: [" + ",\n".join(["a"] * 9_000) + "]\n")

    found = said(check_paths([draft.folder]))

    assert any("e/bank.yaml:1: The course has more than 40000 parts" in each for each in found)


def test_one_wrong_question_does_not_hide_the_others(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    draft.put(BANK, "type: truefalse", "type: riddle")
    draft.put(BANK, "ငွေကြေးတစ်မျိုးတည်း}\n        share: 0.5", "ငွေကြေးတစ်မျိုးတည်း}\n        share: 0.1")

    found = said(check_paths([draft.folder]))

    assert any("riddle" in each for each in found)
    assert any("add up to 0.60" in each for each in found)


def test_a_translation_whose_original_changed_is_stale_and_counted(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    title = "မြစ်တစ်စင်း ဥပဒေနှစ်ခု"
    source = f'{{en: {{text: Two laws, source: {{lang: my, hash: "{hash_of(title)}"}}}},'
    draft.put(CASE, "{en: Two laws on one river,", source)
    fresh = check_paths([draft.folder])
    draft.put(CASE, title, "မြစ်နှင့် ဥပဒေ")
    stale = check_paths([draft.folder])

    assert fresh.problems == stale.problems == ()
    assert fresh.courses[0].texts["en"].stale == 0
    assert stale.courses[0].texts["en"].stale == 1
    (warning,) = (each for each in warned(stale) if "older than" in each)
    assert f'hash: "{hash_of("မြစ်နှင့် ဥပဒေ")}"' in warning
    assert warning.startswith(f"{draft.folder}/{CASE}:1: ")


def test_what_is_stale_is_listed_with_its_place_and_never_keeps_a_course_out(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    draft.put(CASE, "{en: Two laws on one river,", '{en: {text: Two laws, source: {lang: my, hash: "0123456789ab"}},')
    line = draft.put(EN, "minutes: 10\n", 'minutes: 10\nsource: {lang: my, hash: "0123456789ab"}\n')
    draft.put("course.yaml", "complete: false", "complete: true")

    report = check_paths([draft.folder])
    (course,) = report.as_json()["courses"]
    assert course["stale"] == [
        {"file": f"{draft.folder}/{CASE}", "line": 1, "text": "title", "lang": "en", "source_lang": "my"},
        {
            "file": f"{draft.folder}/{EN}",
            "line": line + 1,
            "text": "01-why-share-power",
            "lang": "en",
            "source_lang": "my",
        },
    ]
    assert not [each for each in said(report) if "older than" in each]
    assert len([each for each in warned(report) if "older than" in each]) == 2


def test_a_lesson_may_be_translated_from_either_language(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    draft.put(EN, "minutes: 10\n", 'minutes: 10\nsource: {lang: my, hash: "?"}\n')
    (asked,) = said(check_paths([draft.folder]))
    told = asked.split('hash: "')[1][:12]
    draft.put(EN, 'hash: "?"', f'hash: "{told}"')
    fresh = check_paths([draft.folder])
    draft.append(MY, "\nနောက်ထပ် စာကြောင်း။\n")
    stale = check_paths([draft.folder])

    assert fresh.problems == stale.problems == ()
    assert (fresh.courses[0].texts["en"].stale, stale.courses[0].texts["en"].stale) == (0, 1)


def test_a_language_still_being_translated_is_counted_and_not_refused(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    draft.put("course.yaml", "languages: [my, en]", "languages: [my, en]\npartial: [shn]")
    draft.put(CASE, "{en: Two laws on one river,", "{shn: လွတ်ႈလႅဝ်း, en: Two laws on one river,")

    report = check_paths([draft.folder])

    assert report.problems == ()
    shan, english = report.courses[0].texts["shn"], report.courses[0].texts["en"]
    assert shan.words == 2
    assert (shan.lessons, english.missing) == (0, 0)
    assert shan.missing > 50


def test_a_drawing_may_have_no_words(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    draft.write(
        "media/two-rules.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>'
    )

    assert check_paths([draft.folder]).problems == ()


def test_right_answers_that_move_about_and_marks_by_right_alone_are_good(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    for number in range(6):
        right = [f", right: {str(each == number % 3).lower()}" for each in range(3)]
        options = "".join(
            f"      - {{id: {name}, text: {{en: a, my: က}}{mark}, feedback: {{en: a, my: က}}}}\n"
            for name, mark in zip("abc", right, strict=True)
        )
        for kind in ("single", "multiple"):
            draft.append(
                BANK,
                f"  - id: {kind}{number}\n    type: {kind}\n    objective: define-two-rules\n    difficulty: hard\n"
                f"    stem: {{en: a, my: က}}\n    options:\n{options}",
            )

    assert said(check_paths([draft.folder])) == []


def test_a_quote_may_have_twenty_five_words_of_burmese(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    draft.put("sources.yaml", "checked: null", f"checked: null\n    quote: {'ပြည်ထောင်စု ' * 20}")

    assert check_paths([draft.folder]).problems == ()


def test_what_a_whole_course_lacks_is_a_warning_until_it_claims_to_be_whole(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    before = check_paths([draft.folder])
    draft.put("course.yaml", "complete: false", "complete: true")
    after = check_paths([draft.folder])

    assert before.problems == ()
    assert any("1 modules. A complete course has 6" in each for each in warned(before))
    assert set(said(after)) == set(warned(before))
    assert after.warnings == ()


@pytest.mark.parametrize(
    ("path", "old", "new", "words"),
    [
        ("plan.en.md", None, None, "plan.en.md:1: The file is not there"),
        (f"{MODULE}/reflection.yaml", None, None, "reflection.yaml:1: The file is not there"),
        ("posttest.yaml", None, None, "posttest.yaml:1: The file is not there"),
        (EN, "minutes: 10", "minutes: 20", "takes 20 minutes"),
        (EN, "!!! check well-1", "", "has 0 check questions"),
        (EN, "![Two circles that overlap](two-rules.svg", "(", "has 0 pictures"),
        (QUIZ, "attempts: 3", "attempts: 1", "can be taken 1 times"),
        (CASE, "outcome: good", "outcome: mixed", "no good ending"),
        (BANK, "Who signed at Panglong?", "Who " + "and who " * 25 + "signed?", "has 52 English words"),
        (EN, "Who decides where a well is dug?", "Who " + "and who " * 20 + "decides?", "longest sentence here has 42"),
        (BANK, "{en: A federal one,", "{en: All of the above,", "all or none of the others"),
        (MY, "ရေတွင်းကို", "ရေတွင်းကို" * 22, "longest sentence here has"),
    ],
)  # fmt: skip
def test_each_part_of_the_common_shape_is_looked_for(
    path: str, old: str | None, new: str | None, words: str, tmp_path: Path
) -> None:
    draft = Draft(tmp_path)
    before = warned(check_paths([draft.folder]))
    if old is None or new is None:
        draft.remove(path)
    else:
        draft.put(path, old, new)

    after = warned(check_paths([draft.folder]))

    assert not [each for each in before if words in each]
    assert [each for each in after if words in each]


def test_a_whole_package_may_be_empty() -> None:
    assert [problem.file for problem in in_order(read_package(Tree({})).problems)] == []
    assert gather(read_package(Tree({}))).given == {}


def test_the_names_of_the_sample_are_gathered_with_their_scopes() -> None:
    given = gather(read_package(sample_tree())).given

    assert set(given["question", ""]) == {"well-1", "power-q1", "power-q2", "power-q3", "power-q4"}
    assert set(given["objective", MODULE]) == {"define-two-rules"}
    assert set(given["scene", CASE]) == {"bank", "office", "ruling", "silence"}
    assert set(given["sound", ""]) == {"greeting.mp3"}


def test_more_problems_than_anybody_mends_at_once_are_cut() -> None:
    many = [Problem("a", line, say("a"), say("b")) for line in range(MOST_PROBLEMS + 5)]

    assert len(in_order(many * 2)) == MOST_PROBLEMS


def test_a_sentence_can_be_put_into_another_language() -> None:
    inner = say("a number")
    words = {"“%(key)s” should be %(type)s.": "“%(key)s” သည် %(type)s ဖြစ်ရမည်။", "a number": "ဂဏန်း"}

    sentence = say("“%(key)s” should be %(type)s.", key="hours", type=inner)

    assert sentence == "“hours” should be a number."
    assert sentence.into(lambda msgid: words[msgid]) == "“hours” သည် ဂဏန်း ဖြစ်ရမည်။"


def test_a_sentence_never_steers_a_terminal() -> None:
    assert say("“%(name)s”", name="a\x1b[31m\u202e\nb\ud800") == "“a\\x1b[31m\\u202e\\nb\\ud800”"


class TestWords:
    """Words and sentences as they are counted."""

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Self-rule isn't 12.5 % of it.", 5),
            ("ပြည်ထောင်စု", 3),
            ("တက္ကသိုလ် ၂၃ ဦး", 4),
            ("**[[self-rule|own rule]]** now[@x]", 3),
            ("## One\n\n- two\n- three\n\n> four", 4),
            ('!!! note "not counted"\n    five', 1),
            ('![one two](a.svg "three “four” five")', 5),
            ("![one two](a.svg)", 2),
            ("", 0),
        ],
    )
    def test_words(self, text: str, words: int) -> None:
        assert count(bare(text)) == words

    def test_sentences(self) -> None:
        text = "One two. Three four five? “Six!” Seven\n\n- eight nine\n- ten"

        assert sentences(bare(text)) == [2, 3, 1, 1, 2, 1]
        assert sentences("ရွာက ဆုံးဖြတ်သည်။ မြို့က မသိပါ။") == [5, 5]

    @pytest.mark.parametrize(
        ("text", "lengths"),
        [
            ("Two things:\n- one\n- and two\n  in two lines\n- three", [2, 1, 5, 1]),
            ("1. one two\n2. three", [2, 1]),
            ('!!! note "A title"\n    - one two\n    - three', [2, 1]),
            ("| one two | three |\n|---|---|\n| four | five six |", [2, 1, 1, 2]),
            ("## A title\nIt goes on.\n### Another\n- one", [2, 3, 1, 1]),
            ('One.\n![two three](a.svg "four")\nfive six seven', [1, 2, 1, 3]),
            ("> said he\n> said she", [2, 2]),
            ("One line\nand the next.", [5]),
            ("- ရွာက\n- မြို့က", [2, 2]),
        ],
    )
    def test_each_heading_item_and_cell_is_a_sentence_of_its_own(self, text: str, lengths: list[int]) -> None:
        assert sentences(bare(text)) == lengths

    @given(st.text(max_size=200))
    def test_every_word_is_in_a_sentence(self, text: str) -> None:
        assert sum(sentences(text)) >= count(text) * 0.5


class TestZawgyi:
    """Zawgyi is found where it is sure, and never in good Burmese."""

    def test_zawgyi_is_found(self) -> None:
        assert Judge().is_zawgyi(ZAWGYI)

    def test_every_burmese_text_of_the_sample_is_good(self) -> None:
        judge = Judge()
        for path, data in sample_tree().items():
            if path.endswith((".md", ".yaml")):
                for line in data.decode().split("\n"):
                    assert not judge.is_zawgyi(line), line

    def test_a_short_word_is_never_sure(self) -> None:
        assert not Judge().is_zawgyi("ျမန္မာ")

    def test_judging_ends(self) -> None:
        judge = Judge()
        judge.left = len(ZAWGYI)

        assert judge.is_zawgyi(ZAWGYI)
        assert not judge.is_zawgyi(ZAWGYI)


@given(st.integers(0, 30), st.integers(0, 30))
def test_any_cut_of_a_good_file_is_told_and_never_an_error(begin: int, length: int) -> None:
    text = (sample_tree()[BANK]).decode()
    lines = text.split("\n")
    del lines[begin : begin + length]

    document = read_yaml(BANK, "\n".join(lines))

    assert document.sound or document.problems


def test_a_first_lesson_in_one_language_needs_three_files(tmp_path: Path) -> None:
    course = tmp_path / "first"
    (course / "one").mkdir(parents=True)
    (course / "course.yaml").write_text(
        "slug: first\nlanguages: [my]\nopen: false\ntitle: {my: သင်တန်း}\nsummary: {my: အကျဉ်းချုပ်}\n"
        "level: introductory\nhours: 1\nlicence: CC0-1.0\nmodules: [one]\n"
    )
    (course / "one/module.yaml").write_text(
        "title: {my: အခန်း}\nsummary: {my: အကျဉ်းချုပ်}\nsteps: [hello]\n"
        "objectives: [{id: say-hello, level: apply, text: {my: နှုတ်ဆက်နိုင်သည်။}}]\n"
    )
    (course / "one/hello.my.md").write_text("---\ntitle: မင်္ဂလာပါ\nsummary: နှုတ်ဆက်ခြင်း\nminutes: 5\n---\nမင်္ဂလာပါ။\n")

    report = check_paths([course])

    assert said(report) == []
    assert report.courses[0].texts["my"].lessons == 1
