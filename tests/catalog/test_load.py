"""Loading: a new tree is a new revision, a known one changes nothing, and nobody's work is written over."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from lms.audit.models import Entry
from lms.catalog import loading, queries, service
from lms.catalog.models import Blob, Course, Folder, Origin, Revision, RevisionFile, Step
from lms.catalog.package.tree import Tree
from lms.catalog.service import ChangedInBothPlaces, Outcome
from lms.media.models import MediaFile, Owner
from lms.models import metadata
from tests.support.broken_packages import ALL, Broken
from tests.support.cast import TODAY
from tests.support.courses import AT_THE_SERVER, changed, load, ready
from tests.support.ground import Ground
from tests.support.sample_package import SAMPLE, Draft, sample_tree

FIRST = sample_tree()
LONGER = changed(FIRST, "course.yaml", "hours: 12", "hours: 13")
SHORTER = changed(FIRST, "course.yaml", "hours: 12", "hours: 11")
OTHER_FILE = changed(FIRST, "01-power-shared/reflection.yaml", "minutes: 10", "minutes: 12")


def count(db: Session, table: type) -> int:
    return db.scalar(select(func.count()).select_from(table)) or 0


def head(db: Session) -> Revision:
    course = queries.by_slug(db, "sample")
    assert course is not None
    found = queries.head(db, course)
    assert found is not None
    return found


def rows(db: Session) -> dict[str, list[tuple[object, ...]]]:
    """Return every row there is, but for where folders stand: that is no part of a course."""
    tables: list[Table] = [table for table in metadata.sorted_tables if table.name != Folder.__tablename__]
    return {
        table.name: [tuple(row) for row in db.execute(select(table).order_by(*table.primary_key))] for table in tables
    }


@contextmanager
def nothing_changes(db: Session) -> Iterator[None]:
    before = rows(db)
    db.commit()  # Whoever writes in a transaction of its own waits for this one.
    yield
    assert rows(db) == before


def test_a_first_tree_is_the_first_revision(db: Session) -> None:
    loaded = load(db, FIRST)

    assert (loaded.slug, loaded.number, loaded.outcome) == ("sample", 1, Outcome.NEW)
    found = head(db)
    assert (found.digest, found.parent_id, found.origin, found.day) == (FIRST.digest, None, Origin.FILES, TODAY)
    assert (found.languages, found.open, found.by_uid) == ("my en", True, "")


def test_the_same_tree_again_changes_nothing(db: Session) -> None:
    load(db, FIRST)
    with nothing_changes(db):
        again = load(db, FIRST)

    assert (again.number, again.outcome) == (1, Outcome.SAME)


def test_the_same_tree_from_another_folder_changes_nothing(db: Session) -> None:
    load(db, FIRST)
    with nothing_changes(db):
        assert load(db, FIRST, "elsewhere").outcome == Outcome.SAME


def test_a_changed_tree_is_a_new_revision_on_top(db: Session) -> None:
    load(db, FIRST)
    first = head(db)
    loaded = load(db, LONGER)

    assert (loaded.number, loaded.outcome) == (2, Outcome.NEW)
    assert head(db).parent_id == first.id
    assert queries.tree(db, first) == FIRST


def test_each_course_counts_its_own_revisions(db: Session) -> None:
    load(db, FIRST)
    assert load(db, changed(FIRST, "course.yaml", "slug: sample", "slug: other"), "other").number == 1

    assert load(db, LONGER).number == 2
    assert load(db, changed(LONGER, "course.yaml", "slug: sample", "slug: other"), "other").number == 2


def test_files_that_did_not_change_are_kept_once(db: Session) -> None:
    load(db, FIRST)
    load(db, LONGER)

    assert count(db, Blob) == len(set(FIRST.hashes.values())) + 1
    assert count(db, RevisionFile) == 2 * len(FIRST)


def test_a_tree_of_an_earlier_day_changes_nothing_unless_it_is_to_stand(db: Session) -> None:
    load(db, FIRST)
    load(db, LONGER)
    with nothing_changes(db):
        assert load(db, FIRST).outcome == Outcome.OLDER

    assert load(db, FIRST, replace=True).number == 3
    assert head(db).digest == FIRST.digest


def test_what_stands_already_is_not_loaded_again_to_replace_itself(db: Session) -> None:
    load(db, FIRST)
    with nothing_changes(db):
        assert load(db, FIRST, replace=True).outcome == Outcome.SAME


def test_a_tree_that_came_back_is_known_by_its_newest_revision(db: Session) -> None:
    load(db, FIRST)
    load(db, LONGER)
    load(db, FIRST, replace=True)

    assert (load(db, FIRST).number, load(db, SHORTER).number) == (3, 4)


def test_the_same_line_changed_again_in_the_same_folder_is_no_conflict(db: Session) -> None:
    load(db, FIRST)
    load(db, LONGER)

    assert load(db, SHORTER).outcome == Outcome.NEW


def test_a_folder_that_fell_behind_is_changed_in_both_places(db: Session) -> None:
    load(db, FIRST, "ours")
    load(db, FIRST, "theirs")
    load(db, LONGER, "ours")

    with nothing_changes(db), pytest.raises(ChangedInBothPlaces) as refusal:
        load(db, SHORTER, "theirs")
    assert "changed in both places" in str(refusal.value.problem)
    assert "theirs/course.yaml:1: " in str(refusal.value.problem)


def test_what_was_changed_in_the_studio_is_not_written_over(db: Session) -> None:
    load(db, FIRST)
    studio = loading.from_tree(LONGER, "", "", Origin.STUDIO)
    service.load(db, readies=[studio], by=AT_THE_SERVER, today=TODAY, replace=True)

    with nothing_changes(db), pytest.raises(ChangedInBothPlaces):
        load(db, OTHER_FILE)


def test_with_replace_the_files_stand_and_the_history_keeps_the_rest(db: Session) -> None:
    load(db, FIRST, "ours")
    load(db, LONGER, "ours")
    over = head(db)
    loaded = load(db, OTHER_FILE, "a copy from the first", replace=True)

    assert loaded.number == 3
    assert head(db).parent_id == over.id
    assert queries.tree(db, over) == LONGER


class TestAFolderNobodyKnows:
    """Its base is the revision it is most like."""

    def test_one_made_from_the_head_is_taken(self, db: Session) -> None:
        load(db, FIRST)
        load(db, LONGER)
        further = changed(LONGER, "01-power-shared/reflection.yaml", "minutes: 10", "minutes: 12")

        assert load(db, further, "unpacked elsewhere").outcome == Outcome.NEW

    def test_one_made_from_an_earlier_revision_is_refused(self, db: Session) -> None:
        load(db, FIRST)
        load(db, LONGER)

        with pytest.raises(ChangedInBothPlaces):
            load(db, OTHER_FILE, "unpacked elsewhere")

    def test_another_line_of_the_same_file_tells_them_apart(self, db: Session) -> None:
        load(db, FIRST)
        load(db, LONGER)
        from_first = changed(FIRST, "course.yaml", "level: introductory", "level: advanced")
        from_head = changed(LONGER, "course.yaml", "level: introductory", "level: advanced")

        with pytest.raises(ChangedInBothPlaces):
            load(db, from_first, "a copy of the first")
        assert load(db, from_head, "a copy of the second").outcome == Outcome.NEW

    def test_a_doubt_is_settled_by_asking(self, db: Session) -> None:
        load(db, FIRST)
        load(db, LONGER)

        with pytest.raises(ChangedInBothPlaces):
            load(db, SHORTER, "unpacked elsewhere")

    def test_of_one_revision_it_can_only_be_made_from_that(self, db: Session) -> None:
        load(db, FIRST)

        assert load(db, SHORTER, "unpacked elsewhere").outcome == Outcome.NEW


def test_an_export_is_what_the_folder_is_based_on_from_then_on(db: Session) -> None:
    load(db, FIRST, "ours")
    load(db, LONGER, "ours")
    course = queries.by_slug(db, "sample")
    assert course is not None
    service.note_export(db, course=course, revision=head(db), mark=ready(SHORTER, "the export").mark)

    assert load(db, SHORTER, "the export").outcome == Outcome.NEW


@pytest.mark.parametrize("broken", ALL[::4], ids=lambda broken: broken.name)
def test_a_broken_package_is_refused_before_the_database_is_asked(broken: Broken, tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    broken.spoil(draft)

    with pytest.raises(loading.NotSound) as refusal:
        loading.ready([SAMPLE, draft.folder])
    assert any(broken.says in str(problem) for problem in refusal.value.problems)


def test_a_broken_package_changes_nothing_and_neither_do_those_beside_it(
    db: Session, ground: Ground, tmp_path: Path
) -> None:
    load(db, FIRST)
    db.commit()
    draft = Draft(tmp_path)
    draft.put("course.yaml", "level: introductory", "level: hard")

    with nothing_changes(db):
        start = service.load_all(ground.database, tmp_path, media=tmp_path / "media", today=TODAY)
        assert [problem.line for problem in start.problems] == [9]
        assert start.loaded == []


def test_the_site_loads_its_own_courses_once_and_without_an_entry_in_the_audit(
    db: Session, ground: Ground, tmp_path: Path
) -> None:
    draft = Draft(tmp_path)
    db.commit()
    first = service.load_all(ground.database, tmp_path, media=tmp_path / "media", today=TODAY)
    again = service.load_all(ground.database, tmp_path, media=tmp_path / "media", today=TODAY)

    assert [each.outcome for each in (*first.loaded, *again.loaded)] == [Outcome.NEW, Outcome.SAME]
    assert count(db, Entry) == 0
    assert draft.folder.name == first.loaded[0].slug


def test_a_course_that_was_changed_here_stays_as_it_is_when_the_site_starts(
    db: Session, ground: Ground, tmp_path: Path
) -> None:
    draft = Draft(tmp_path)
    load(db, FIRST)
    load(db, LONGER)
    draft.put("01-power-shared/reflection.yaml", "minutes: 10", "minutes: 12")
    db.commit()

    start = service.load_all(ground.database, tmp_path, media=tmp_path / "media", today=TODAY)
    assert (start.changed_here, start.loaded) == (["sample"], [])
    assert head(db).digest == LONGER.digest


def test_a_command_that_loads_leaves_an_entry_in_the_audit(db: Session) -> None:
    load(db, FIRST)
    load(db, FIRST)

    entry = db.scalars(select(Entry)).one()
    course = db.scalars(select(Course)).one()
    assert (entry.role, entry.action, entry.kind, entry.uid) == ("command", "course.load", "course", course.uid)


def test_steps_keep_their_codes_when_they_move_and_when_they_come_back(db: Session) -> None:
    load(db, FIRST)
    codes = {step.name: step.code for step in db.scalars(select(Step))}
    moved = Tree({path.replace("01-why", "07-why"): data for path, data in FIRST.items()})
    moved = changed(
        moved, "01-power-shared/module.yaml", "steps: [01-why-share-power, case", "steps: [case, 07-why-share-power"
    )
    moved = changed(moved, "01-power-shared/module.yaml", "needs: [01-why-share-power", "needs: [07-why-share-power")
    load(db, moved)
    gone = Tree({path: data for path, data in moved.items() if not path.endswith("reflection.yaml")})
    gone = changed(gone, "01-power-shared/module.yaml", ", reflection,", ",")
    load(db, gone)
    load(db, FIRST, replace=True)

    assert {step.name: step.code for step in db.scalars(select(Step))} == codes


def test_codes_are_six_signs_without_vowels_and_differ_in_each_installation(db: Session) -> None:
    first = load(db, FIRST).code
    codes = [first, *db.scalars(select(Step.code))]
    db.rollback()

    assert all(len(code) == 6 and not set(code) & set("aeiouy01l") for code in codes)
    assert len(set(codes)) == len(codes)
    assert load(db, FIRST).code != first


def test_pictures_and_sound_become_files_of_the_course_and_drawings_do_not(db: Session) -> None:
    load(db, FIRST)
    course = db.scalars(select(Course)).one()

    kept = {(file.sha256, file.mimetype, file.owner, file.owner_uid) for file in db.scalars(select(MediaFile))}
    assert kept == {
        (FIRST.hashes["media/river.png"], "image/png", Owner.COURSE, course.uid),
        (FIRST.hashes["media/greeting.mp3"], "audio/mpeg", Owner.COURSE, course.uid),
    }


def test_a_lesson_may_not_be_called_as_another_step_is(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    for lang in ("en", "my"):
        draft.write(
            f"01-power-shared/02-case.{lang}.md",
            (draft.folder / "01-power-shared" / f"01-why-share-power.{lang}.md").read_bytes(),
        )

    with pytest.raises(loading.NotSound) as refusal:
        loading.ready([draft.folder])
    assert "No file of this name belongs here" in str(refusal.value.problems[0])
