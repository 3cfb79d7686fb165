"""No view without a guard."""

from pathlib import Path

import pytest

from lms import guard
from lms.app import create_app
from lms.config import Config
from lms.permissions import RULES, Permission


def test_a_view_that_says_nothing_stops_the_start(tmp_path: Path) -> None:
    app = create_app(Config.read({"LMS_INSTANCE": str(tmp_path)}))
    app.add_url_rule("/en/open", "forgotten", lambda: "everything")

    with pytest.raises(RuntimeError, match="forgotten"):
        guard.assert_all_marked(app)


def test_every_permission_has_its_lines() -> None:
    assert set(RULES) == set(Permission)
    assert all(RULES.values())
    assert all(line for lines in RULES.values() for line in lines)
