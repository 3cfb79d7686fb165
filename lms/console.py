"""What every command shares: the site it works on, what it may say, and how it refuses."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

import click
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from lms import clock, instance
from lms.audit.service import Actor
from lms.config import Config
from lms.db import Database
from lms.errors import CommandRefused, ConfigError, LmsError
from lms.migrations import steps
from lms.said import printable
from lms.seal import Keys, load_keys
from lms.text.zawgyi.judge import Verdict, converted, verdict

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Site:
    """What a command works on."""

    config: Config
    database: Database
    keys: Keys

    def write(self, verb: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `verb(session, …)` as one transaction: all of it, or none."""
        with self.database.session() as session:
            return self.database.write(session, verb, *args, **kwargs)


@contextmanager
def site(*, current: bool = True) -> Iterator[Site]:
    """Open the site of this environment, and hold its folder so that no restore happens meanwhile.

    :param current: whether the command needs the tables of this version.
    :raises ConfigError: a setting can't be used.
    :raises CommandRefused: the folder can't be used, or the database is not ready.
    """
    config = Config.read()
    instance.make_private(config.instance)
    with instance.held(config.instance):
        database = Database(config.database_url)
        try:
            if current and steps.current(database) != steps.head():
                raise CommandRefused("the database is not ready for this version: run `lms init`, then try again")
            yield Site(config, database, load_keys(config.instance))
        finally:
            database.engine.dispose()


def actor() -> Actor:
    """Return who acts: somebody at the server, now."""
    return Actor("command", "", clock.now())


as_json = click.option("--json", "as_json", is_flag=True, help="Write one JSON document and nothing else.")
"""The option of every command that reports."""


as_typed = click.option("--as-typed", is_flag=True, help="Keep a name that may be typed in Zawgyi as it is.")
"""The option of every command that takes a new name."""


def assert_in_unicode(name: str, *, as_typed: bool) -> None:
    """Ask about a name that may be typed in Zawgyi: no name is changed without its writer.

    :raises CommandRefused: it may be, and nothing says that it shall stay so.
    """
    if not as_typed and verdict(name, lang="my", name=True) is not Verdict.FINE:
        raise CommandRefused(
            f"“{printable(name)}” may be typed with a Zawgyi keyboard, and “{printable(converted(name))}” be meant: "
            "give that, or add --as-typed; nothing was changed"
        )


def report(document: Any, lines: Iterable[str], *, as_json: bool) -> None:
    """Write what a command found: the document for programmes, else the lines for people."""
    if as_json:
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        for line in lines:
            click.echo(line)


def say(line: str) -> None:
    """Tell the person at the keyboard something that is not the result."""
    click.echo(line, err=True)


class Commands(click.Group):
    """Commands that refuse with a plain sentence and exit 1; a wrong usage exits 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, and turn what it may meet into its sentence."""
        try:
            return super().invoke(ctx)
        except (CommandRefused, ConfigError, LmsError) as refusal:
            raise _Refusal(str(refusal)) from refusal
        except OperationalError as error:
            reason = " ".join(str(error.orig).split())
            raise _Refusal(f"the database can't be used: {reason}; nothing was changed") from error
        except OSError as error:
            named = f"{error.filename}: " if error.filename else ""
            raise _Refusal(f"{named}{error.strerror or error}") from error


class _Refusal(click.ClickException):
    def show(self, file: Any = None) -> None:
        """Write the sentence."""
        click.echo(f"lms: {self.message}", file=file or sys.stderr)
