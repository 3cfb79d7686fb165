"""`lms course check`: what it prints, and how it ends."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from lms.cli import lms
from tests.support.sample_package import SAMPLE, Draft


def check(*words: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(lms, ["course", "check", *words])


def test_a_good_course_ends_well_and_is_counted() -> None:
    result = check(str(SAMPLE))

    assert result.exit_code == 0
    assert "sample: 1 modules, 4 questions" in result.stdout
    assert "(warning)" in result.stderr


def test_a_bad_course_is_refused_with_a_place_one_can_go_to(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    line = draft.put("course.yaml", "level: introductory", "level: hard")

    result = check(str(draft.folder))

    assert result.exit_code == 1
    assert f"{draft.folder}/course.yaml:{line}: “level” can't be “hard”." in result.stderr
    assert "level" not in result.stdout


def test_json_is_one_document_and_nothing_else(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    line = draft.put("course.yaml", "level: introductory", "level: hard")

    result = check("--json", str(draft.folder))

    assert result.exit_code == 1
    assert result.stderr == ""
    document = json.loads(result.stdout)
    assert set(document) == {"problems", "courses"}
    assert document["problems"] == [
        {
            "file": f"{draft.folder}/course.yaml",
            "line": line,
            "what": "“level” can't be “hard”. It is one of: introductory, intermediate, advanced.",
        }
    ]
    assert set(document["courses"][0]) == {"slug", "code", "modules", "questions", "texts", "stale"}
    assert set(document["courses"][0]["texts"]["my"]) == {"lessons", "words", "missing", "stale"}


def test_a_folder_of_courses_is_checked_course_by_course_and_schemas_are_passed_over(tmp_path: Path) -> None:
    Draft(tmp_path)
    (tmp_path / "course.schema.json").write_text("{}")
    (tmp_path / "notes").mkdir()

    whole = json.loads(check("--json", str(tmp_path)).stdout)
    each = json.loads(check("--json", str(tmp_path / "sample"), str(tmp_path / "course.schema.json")).stdout)

    assert whole == each
    assert [course["slug"] for course in whole["courses"]] == ["sample"]


def test_two_courses_of_one_slug_are_refused(tmp_path: Path) -> None:
    first, second = Draft(tmp_path / "a"), Draft(tmp_path / "b")

    result = check(str(first.folder), str(second.folder))

    assert result.exit_code == 1
    assert f"{second.folder}/course.yaml:1: The slug “sample” is also that of {first.folder}." in result.stderr


def test_a_folder_that_is_no_course_is_told_so(tmp_path: Path) -> None:
    result = check(str(tmp_path))

    assert result.exit_code == 1
    assert "no course.yaml" in result.stderr


def test_a_place_that_is_not_there_is_a_wrong_use(tmp_path: Path) -> None:
    assert check(str(tmp_path / "nowhere")).exit_code == 2


def test_the_courses_that_come_with_the_site_are_good() -> None:
    result = check()

    assert result.exit_code == 0, result.stderr
