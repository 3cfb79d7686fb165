"""`lms report cohort`: the board as a file."""

import json
import stat

from sqlalchemy import select

from lms.audit.models import Entry
from tests.support import grid
from tests.support.installation import Installation
from tests.support.sample_course import load_sample


def with_demo(installation: Installation) -> str:
    """Make a demo that takes the sample course; return the join code of its first group."""
    with installation.database().transaction() as session:
        load_sample(session)
    return str(installation.lms_json("demo", "--learners", 12, "--cohorts", 1)["cohorts"][0])


def test_csv_and_json_hold_the_same_cells(installation: Installation) -> None:
    code = with_demo(installation)
    table, document = installation.folder.parent / "board.csv", installation.folder.parent / "board.json"
    installation.lms("report", "cohort", code, "--as", "csv", "--to", table)
    installation.lms("report", "cohort", code.lower(), "--as", "json", "--to", document, "--course", "sample")
    found = json.loads(document.read_text("utf-8"))

    assert (found["cohort"], found["course"]) == (code, "sample")
    assert [found["columns"], *found["rows"]] == grid.in_file(table.read_bytes())
    assert len(found["rows"]) == 13
    assert "demo learner" in [row[0] for row in found["rows"]]
    assert stat.S_IMODE(table.stat().st_mode) == 0o600


def test_it_speaks_burmese_where_asked(installation: Installation) -> None:
    code, table = with_demo(installation), installation.folder.parent / "board.csv"
    installation.lms("report", "cohort", code, "--as", "csv", "--to", table, "--lang", "my")

    assert grid.in_file(table.read_bytes())[0][0] == "သင်ယူသူ"


def test_taking_it_is_noted(installation: Installation) -> None:
    code = with_demo(installation)
    installation.lms("report", "cohort", code, "--as", "csv", "--to", installation.folder.parent / "board.csv")

    with installation.database().session() as session:
        assert session.scalars(select(Entry.role).filter_by(action="board.take")).all() == ["command"]


def test_what_it_cannot_do_it_says_and_writes_nothing(installation: Installation) -> None:
    code, table = with_demo(installation), installation.folder.parent / "board.csv"

    def said(*words: object) -> str:
        refused = installation.lms("report", "cohort", *words, "--to", table, expect=1)
        assert not table.exists()
        return refused.stderr

    assert "there is no such group: QQQQQQQQ" in said("QQQQQQQQ", "--as", "csv")
    assert "does not take other; it takes: sample" in said(code, "--as", "csv", "--course", "other")
    assert "--as csv opens in every spreadsheet" in said(code, "--as", "xlsx")


def test_a_group_without_a_course_has_no_table(installation: Installation) -> None:
    code = installation.lms_json("demo", "--learners", 0)["cohorts"][0]
    table = installation.folder.parent / "board.csv"

    assert (
        "takes no course yet"
        in installation.lms("report", "cohort", code, "--as", "csv", "--to", table, expect=1).stderr
    )
