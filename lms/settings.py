"""The settings in force, for people: what each is, and whose word it is."""

from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.engine import make_url

from lms.choices import Choice, apply
from lms.config import SETTINGS, Config, Setting
from lms.db import Database
from lms.migrations import steps


@dataclass(frozen=True)
class Row:
    """One setting. `source`: environment, page (chosen in the browser), or default."""

    variable: str
    value: str
    source: str
    default: str
    help: str

    def document(self) -> dict[str, str]:
        """Return the row for a programme to read."""
        return asdict(self)


def in_force(config: Config) -> list[Row]:
    """Return every setting; a secret one says only whether it is set."""
    chosen_on_page: set[str] = set()
    if _has_tables(config):
        database = Database(config.database_url)
        with database.session() as session:
            if steps.current(database) == steps.head():
                chosen_on_page = set(session.scalars(select(Choice.name))) - config.chosen
                config = apply(session, config)
        database.engine.dispose()
    return [_row(setting, config, chosen_on_page) for setting in SETTINGS]


def _row(setting: Setting, config: Config, chosen_on_page: set[str]) -> Row:
    source = "environment" if setting.name in config.chosen else "page" if setting.name in chosen_on_page else "default"
    found = getattr(config, setting.name)
    value = ", ".join(found) if isinstance(found, tuple) else str(found)
    if setting.secret:
        value = "(hidden)" if source == "environment" else ""
    return Row(setting.variable, value, source, setting.default, setting.help)


def _has_tables(config: Config) -> bool:
    # Asking SQLite would make the file.
    return not config.is_sqlite or Path(make_url(config.database_url).database or "").is_file()
