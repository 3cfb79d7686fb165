"""`lms due`."""

import os
from datetime import timedelta

import pytest

from lms import due
from lms.app import JOBS
from tests.support.installation import Installation
from tests.support.moment import NOON, Clock


def test_every_job_is_done_and_the_lease_given_back(installation: Installation) -> None:
    for _time in range(2):
        done = installation.lms_json("due")["done"]
        assert list(done) == [job.name for job in JOBS]


def test_it_leaves_the_work_to_a_server_that_does_it(installation: Installation) -> None:
    database = installation.database()
    due.run(database, installation.config, JOBS, "a server")

    assert "Another process" in installation.lms("due").output


def test_copies_past_their_days_are_deleted(installation: Installation, clock: Clock) -> None:
    folder = installation.folder / "backups"
    folder.mkdir()
    for name, days in (("old.lms", 15), ("young.lms", 13), ("old.txt", 15)):
        (folder / name).touch()
        moment = (NOON - timedelta(days=days)).timestamp()
        os.utime(folder / name, (moment, moment))

    assert installation.lms_json("due")["done"]["copies"] == 1
    assert sorted(file.name for file in folder.iterdir()) == ["old.txt", "young.lms"]


def test_a_job_that_breaks_does_not_hold_up_the_others(installation: Installation) -> None:
    did: list[str] = []

    def breaks(*_: object) -> int:
        raise RuntimeError("on purpose")

    def works(*_: object) -> int:
        did.append("works")
        return 1

    with pytest.raises(ExceptionGroup) as broken:
        due.run(installation.database(), installation.config, (due.Job("a", breaks), due.Job("b", works)), "x")
    assert [str(error) for error in broken.value.exceptions] == ["on purpose"]
    assert did == ["works"]
