"""`lms programme`."""

from sqlalchemy import select

from lms.audit.models import Entry
from tests.support.installation import Installation


def test_a_programme_is_made_listed_and_noted(installation: Installation) -> None:
    installation.lms("programme", "add", "ရေစီးသံ", "--tz", "Asia/Yangon")

    (made,) = installation.lms_json("programme", "list")
    assert (made["name"], made["tz"], made["closed"]) == ("ရေစီးသံ", "Asia/Yangon", False)
    with installation.database().session() as session:
        entry = session.scalars(select(Entry)).one()
    assert (entry.role, entry.actor_uid, entry.action, entry.uid) == ("command", "", "programme.add", made["uid"])


def test_a_name_that_is_taken_and_a_zone_that_is_none_are_refused(installation: Installation) -> None:
    installation.lms("programme", "add", "River", "--tz", "Asia/Yangon")

    assert "has this name already" in installation.lms("programme", "add", "river", "--tz", "UTC", expect=1).stderr
    assert "time zone" in installation.lms("programme", "add", "Hill", "--tz", "Mars/Olympus", expect=1).stderr
    assert len(installation.lms_json("programme", "list")) == 1
