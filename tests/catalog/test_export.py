"""Exporting: the bytes that were loaded, in a folder that loses nothing."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy.orm import Session

from lms.catalog import queries
from lms.catalog.package.check import check_tree
from lms.catalog.package.folder import read_folder
from lms.catalog.package.tree import Tree
from lms.catalog.package.written import write_folder
from tests.support.courses import changed, load
from tests.support.installation import Installation
from tests.support.random_packages import packages
from tests.support.sample_package import Draft, sample_tree


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(packages())
def test_any_package_comes_back_the_same_to_the_byte(db: Session, tree: Tree) -> None:
    assert check_tree(tree).problems == ()
    load(db, tree)
    course = queries.by_slug(db, "sample")
    assert course is not None
    head = queries.head(db, course)
    assert head is not None

    assert dict(queries.tree(db, head)) == dict(tree)
    assert queries.tree(db, head).digest == tree.digest
    db.rollback()


def test_what_is_written_is_read_the_same(tmp_path: Path) -> None:
    write_folder(sample_tree(), tmp_path / "new")
    (tmp_path / "empty").mkdir()
    write_folder(sample_tree(), tmp_path / "empty")

    for name in ("new", "empty"):
        assert read_folder(tmp_path / name) == (sample_tree(), [])


def test_a_folder_with_files_becomes_the_tree_and_what_begins_with_a_dot_stays(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    draft.write("02-gone/module.yaml", "old")
    draft.write(".git/config", "mine")
    tree = changed(sample_tree(), "course.yaml", "hours: 12", "hours: 13")
    write_folder(tree, draft.folder)

    assert read_folder(draft.folder) == (tree, [])
    assert not (draft.folder / "02-gone").exists()
    assert (draft.folder / ".git" / "config").read_text() == "mine"
    assert [file.name for file in draft.folder.iterdir() if file.name.startswith(".")] == [".git"]


def test_a_folder_that_can_not_be_written_whole_does_not_appear(tmp_path: Path) -> None:
    unwritable = Tree({**sample_tree(), "course.yaml/inner": b""})

    with pytest.raises(OSError, match=r"course\.yaml"):
        write_folder(unwritable, tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_called_as_the_course_is_the_courses_folder(installation: Installation, tmp_path: Path) -> None:
    installation.lms("course", "load", Draft(tmp_path / "in").folder)
    installation.lms("course", "export", "sample", "--to", tmp_path / "sample")

    assert read_folder(tmp_path / "sample") == (sample_tree(), [])


def test_files_that_were_never_loaded_are_not_written_over(installation: Installation, tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    installation.lms("course", "load", draft.folder)
    draft.put("course.yaml", "hours: 12", "hours: 13")
    before = draft.contents()

    refused = installation.lms("course", "export", "sample", "--to", tmp_path, expect=1)
    assert "never loaded" in refused.stderr
    assert draft.contents() == before


def test_an_earlier_revision_in_the_folder_is_brought_up_to_date(installation: Installation, tmp_path: Path) -> None:
    old, new = Draft(tmp_path / "old"), Draft(tmp_path / "new")
    installation.lms("course", "load", new.folder)
    new.put("course.yaml", "hours: 12", "hours: 13")
    installation.lms("course", "load", new.folder)
    installation.lms("course", "export", "sample", "--to", tmp_path / "old")

    assert old.contents().keys() == {name.replace("/new/", "/old/") for name in new.contents()}
    assert read_folder(old.folder) == read_folder(new.folder)
