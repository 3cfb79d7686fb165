"""`lms course load` and `lms course export`."""

from pathlib import Path

from sqlalchemy import func, select

from lms.catalog.models import Revision
from tests.support.installation import Installation
from tests.support.sample_package import Draft

COURSE = "sample"


def files_of(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def revisions(installation: Installation) -> int:
    with installation.database().session() as session:
        return session.scalar(select(func.count()).select_from(Revision)) or 0


def test_what_was_loaded_is_exported_the_same_to_the_byte(installation: Installation, tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    installation.lms("course", "load", draft.folder)
    installation.lms("course", "export", COURSE, "--to", tmp_path / "out")

    assert files_of(tmp_path / "out" / COURSE) == files_of(draft.folder)


def test_loading_twice_is_one_revision(installation: Installation, tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    before = revisions(installation)
    for _time in range(2):
        installation.lms("course", "load", draft.folder)

    assert revisions(installation) == before + 1


def test_a_change_is_a_new_revision_and_leaves_the_old_one(installation: Installation, tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    installation.lms("course", "load", draft.folder)
    before = revisions(installation)
    draft.put("course.yaml", "hours: 12", "hours: 13")
    installation.lms("course", "load", draft.folder)

    assert revisions(installation) == before + 1


def test_a_folder_that_fell_behind_is_refused_until_it_is_to_stand(installation: Installation, tmp_path: Path) -> None:
    ours, theirs = Draft(tmp_path / "ours"), Draft(tmp_path / "theirs")
    installation.lms("course", "load", ours.folder)
    theirs.put("course.yaml", "hours: 12", "hours: 13")
    installation.lms("course", "load", theirs.folder)
    ours.put("course.yaml", "hours: 12", "hours: 14")
    before = revisions(installation)

    refused = installation.lms("course", "load", ours.folder, expect=1)
    assert "changed in both places" in refused.stderr
    assert revisions(installation) == before

    installation.lms("course", "load", "--replace", ours.folder)
    assert revisions(installation) == before + 1
    installation.lms("course", "export", COURSE, "--to", tmp_path / "out")
    assert b"hours: 14" in files_of(tmp_path / "out" / COURSE)["course.yaml"]


def test_one_package_with_a_problem_keeps_all_of_them_out(installation: Installation, tmp_path: Path) -> None:
    good, bad = Draft(tmp_path / "good"), Draft(tmp_path / "bad")
    line = bad.put("course.yaml", "open: true", "open: perhaps")
    before = revisions(installation)

    refused = installation.lms("course", "load", good.folder, bad.folder, expect=1)
    assert f"course.yaml:{line}:" in refused.stderr
    assert revisions(installation) == before


def test_a_course_that_is_not_there_is_not_exported(installation: Installation, tmp_path: Path) -> None:
    assert (
        "there is no course"
        in installation.lms("course", "export", "nothing", "--to", tmp_path / "out", expect=1).stderr
    )
    assert not (tmp_path / "out").exists()
