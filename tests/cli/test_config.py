"""`lms config`: every setting, its value, and where the value came from."""

from pathlib import Path

from lms import choices
from lms.config import SETTINGS
from tests.support.installation import Installation


def test_every_setting_is_listed_with_its_source(installation: Installation) -> None:
    installation.environ["LMS_THREADS"] = "9"
    with installation.database().transaction() as session:
        choices.choose(session, setting=choices.ON_PAGE["site_name_en"], value="Reading circle")
        choices.choose(session, setting=choices.ON_PAGE["catalogue"], value="members")
    installation.environ["LMS_CATALOGUE"] = "open"

    rows = {row["variable"]: row for row in installation.lms_json("config")}

    assert set(rows) == {setting.variable for setting in SETTINGS}
    assert (rows["LMS_THREADS"]["value"], rows["LMS_THREADS"]["source"]) == ("9", "environment")
    assert (rows["LMS_SITE_NAME_EN"]["value"], rows["LMS_SITE_NAME_EN"]["source"]) == ("Reading circle", "page")
    assert (rows["LMS_CATALOGUE"]["value"], rows["LMS_CATALOGUE"]["source"]) == ("open", "environment")
    assert (rows["LMS_LOG_DAYS"]["value"], rows["LMS_LOG_DAYS"]["source"]) == ("7", "default")


def test_a_secret_setting_is_not_shown(tmp_path: Path) -> None:
    said = Installation(tmp_path / "instance", f"sqlite:///{tmp_path}/hunter2.db").lms("config").output

    assert "hunter2" not in said
    assert "(hidden)" in said


def test_asking_for_the_settings_makes_nothing(tmp_path: Path) -> None:
    Installation(tmp_path / "instance").lms("config")

    assert list(tmp_path.iterdir()) == []
