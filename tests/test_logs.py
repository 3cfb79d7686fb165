"""The error log."""

import logging
from collections.abc import Iterator

import pytest

from lms import logs
from tests.support.installation import Installation


@pytest.fixture
def log() -> Iterator[logging.Logger]:
    """Give the log of the site, and put the handlers of the run back afterwards."""
    root = logging.getLogger()
    before, level = root.handlers, root.level
    yield logging.getLogger("lms")
    for handler in root.handlers:
        handler.close()
    root.handlers = before
    root.setLevel(level)


def test_a_line_that_the_disk_does_not_take_is_said_as_bare_as_in_the_file(
    installation: Installation, log: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(installation.config)
    (installation.folder / "logs" / "lms.log").mkdir()
    try:
        raise ValueError("canary of a person")
    except ValueError as error:
        log.error("error %s", "1234", exc_info=error)

    said = capsys.readouterr().err
    assert "error 1234" in said
    assert "ValueError at test_logs.py" in said
    assert "canary" not in said
    assert "Traceback" not in said
