"""A little of `make chaos`: ten kills, a full disk, a bad line; and the judge, before servers that were spoiled."""

from pathlib import Path

import pytest

from lms.db import Database
from tests.chaos import bad_line, full_disk, kills, scenarios, site
from tests.chaos.disks import NoDisk
from tests.chaos.site import Site
from tests.support.installation import Installation
from tests.support.sample_course import load_sample

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, bare_installation: Path) -> Site:
    """Give a site with one small course."""
    instance = Installation(bare_installation).copy_to(tmp_path_factory.mktemp("chaos") / "instance").folder
    database = Database(f"sqlite:///{instance}/lms.db")
    with database.transaction() as session:
        load_sample(session)
    database.engine.dispose()
    return site.people(instance, {})


def test_ten_kills_take_no_answer_that_was_said_to_be_saved(template: Site, tmp_path: Path) -> None:
    outcome = kills.run(template, tmp_path, kills=10, pause_s=0.4)

    assert outcome.problems == []
    assert outcome.acknowledged > 10


def test_the_judge_catches_who_acknowledges_before_the_commit(template: Site, tmp_path: Path) -> None:
    # Killed as soon as some are acknowledged: the spoiled server commits the last of them too late.
    assert kills.run(template, tmp_path, kills=2, pause_s=0, spoiled="early").lost > 0


@pytest.mark.parametrize(("spoiled", "what"), [("last-wins", "lost"), ("forgetful", "doubled")])
def test_the_judge_catches_who_takes_answers_as_they_come(
    template: Site, tmp_path: Path, spoiled: str, what: str
) -> None:
    assert getattr(bad_line.run(template, tmp_path, answers=200, spoiled=spoiled), what) > 0


def test_a_full_disk_is_said_in_words_and_takes_nothing(template: Site, tmp_path: Path) -> None:
    try:
        outcome = full_disk.run(template, tmp_path, rounds=1, seconds=2)
    except NoDisk as lacking:
        pytest.skip(str(lacking))

    assert outcome.problems == []
    assert outcome.statuses[507] > 0


def test_a_server_that_does_not_wait_for_the_disk_is_refused(template: Site, tmp_path: Path) -> None:
    assert scenarios.is_refused(template, tmp_path)
