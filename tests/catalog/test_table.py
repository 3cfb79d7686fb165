"""The table of a course: what is counted in each module, and how it is printed."""

from pathlib import Path

from click.testing import CliRunner

from lms.catalog.cli.table import lines
from lms.catalog.derived.weights import MOST_BYTES, too_heavy
from lms.catalog.package.check import check_paths
from lms.catalog.package.counts import LessonsRow, ModuleRow
from lms.cli import lms
from tests.support import whole_course
from tests.support.sample_package import SAMPLE, Draft

SOURCE = (
    "  - {{id: {}, kind: book, fact: {{en: a, my: က}}, work: {{en: b, my: ခ}}, date: null, mark: P, checked: null}}\n"
)


def test_every_module_is_counted(tmp_path: Path) -> None:
    (course,) = check_paths([whole_course.make(tmp_path)]).courses
    (row, *others) = course.table

    assert [each.name for each in course.table] == ["01-a", "02-b", "03-c", "04-d", "05-e", "06-f"]
    assert {repr(each).replace(each.name, "") for each in others} == {repr(row).replace(row.name, "")}
    assert row.lessons["en"] == LessonsRow(3, (452, 452), 9, 9, 3, 6)
    assert row.lessons["my"].words == (702, 702)
    assert (row.questions, row.cases, row.key_share) == (12, 4, 1 / 3)
    assert row.longest_share == {"en": 0, "my": 0}
    assert row.sources == (0, 0)


def test_sources_count_wherever_they_are_cited_and_those_read_apart(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    draft.put("sources.yaml", "    checked: null", "    checked: 2026-06-01\n    read_at: here\n    quote: accepted")
    draft.append(
        "sources.yaml",
        "".join(SOURCE.format(name) for name in ("other", "spare")),
    )
    draft.put(
        "01-power-shared/bank.yaml",
        "    difficulty: medium\n    stem:\n",
        "    difficulty: medium\n    sources: [other]\n    stem:\n",
    )
    (course,) = check_paths([draft.folder]).courses

    assert course.table[0].sources == (2, 1)


def test_what_is_not_there_is_not_counted(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    draft.remove("01-power-shared/bank.yaml")
    draft.remove("01-power-shared/01-why-share-power.my.md")
    (course,) = check_paths([draft.folder]).courses

    assert course.table[0].key_share is None
    assert course.table[0].longest_share == {}
    assert course.table[0].lessons["my"] == LessonsRow()


def test_it_is_printed_for_people() -> None:
    row = ModuleRow("01-a", {"en": LessonsRow(3, (4, 5), 3.5, 20, 3, 6, 43)}, 12, 4, 1 / 3, {"en": 0.25}, (8, 7))

    assert list(lines([row])) == [
        "  01-a",
        "    en  3 lessons, 4-5 words, sentences of 3.5, at most 20, 3 pictures, 6 checks, pages up to about 43 bytes",
        "    bank: 12 questions, 4 cases, right at one place 33%, right and longest en 25%, 8 sources of which 7 read",
    ]


def test_the_command_prints_it_and_weighs_what_is_sound() -> None:
    printed = CliRunner().invoke(lms, ["course", "check", str(SAMPLE)]).stdout

    assert "  01-power-shared\n    my  1 lessons" in printed
    assert "pages up to about" in printed


def test_a_course_with_a_problem_is_counted_and_not_weighed(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    draft.put("course.yaml", "level: introductory", "level: hard")
    printed = CliRunner().invoke(lms, ["course", "check", str(draft.folder)]).stdout

    assert "    my  1 lessons" in printed
    assert "pages up to about" not in printed


def test_a_page_that_is_too_heavy_is_doubted(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    # Words that no other word is like: they can't be packed.
    draft.append(
        "01-power-shared/01-why-share-power.en.md",
        "\n" + "\n\n".join(f"{n * n:x}" for n in range(9_000, 11_000)) + "\n",
    )
    result = CliRunner().invoke(lms, ["course", "check", str(draft.folder)])

    assert result.exit_code == 0
    assert (
        f"{draft.folder}/01-power-shared/01-why-share-power.en.md:1: The page of this lesson takes about"
        in result.stderr
    )
    assert too_heavy({"a": MOST_BYTES}) == []
    assert len(too_heavy({"a": MOST_BYTES + 1})) == 1
