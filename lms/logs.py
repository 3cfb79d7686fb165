"""The error log: what broke and where, never who. No address, browser, handle, search word or form field."""

import logging
import sys
import traceback
from contextlib import suppress
from logging.handlers import TimedRotatingFileHandler
from pathlib import Path

from lms.config import Config


class Bare(logging.Formatter):
    """A line that holds nothing a person sent.

    Messages of libraries may quote a request, so only ours are written; of an error, its kind and the lines of
    code it passed, but not its message.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        said = record.getMessage() if record.name.split(".")[0] == "lms" else f"(line {record.lineno})"
        line = f"{self.formatTime(record, '%Y-%m-%dT%H')} {record.levelname} {record.name} {said}"
        if record.exc_info and record.exc_info[0]:
            steps = traceback.extract_tb(record.exc_info[2])
            path = " < ".join(f"{Path(step.filename).name}:{step.lineno}:{step.name}" for step in reversed(steps))
            line += f" {record.exc_info[0].__name__} at {path}"
        return line


class Kept(TimedRotatingFileHandler):
    """The log's file. What can't be written, on a full disk say, is said on standard error, as bare as in the file."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # The library's name.
        """Say the line; the library would say all that the error itself says, which may be about a person."""
        with suppress(OSError):
            sys.stderr.write(f"{self.format(record)}\n")


def set_up(config: Config) -> None:
    """Send every log to `instance/logs/lms.log`, a file a day, kept `LMS_LOG_DAYS`."""
    folder = config.instance / "logs"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handler = Kept(
        folder / "lms.log",
        when="midnight",
        backupCount=config.log_days,
        encoding="utf-8",
        utc=True,
        delay=True,
    )
    handler.setFormatter(Bare())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
