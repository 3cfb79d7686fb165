"""Commands about people: making accounts, cards, grants, locking, erasing."""

import sys
from collections.abc import Callable

import click
from sqlalchemy.orm import Session

from lms import console, i18n, languages
from lms.accounts import codes
from lms.accounts import queries as accounts_queries
from lms.accounts import service as accounts
from lms.accounts.models import Account, CodeKind, Origin, Role, Scope
from lms.audit import service as audit
from lms.catalog import queries as catalog
from lms.cohorts import queries as cohorts
from lms.cohorts.models import Cohort
from lms.enrolment import service as enrolment
from lms.errors import CommandRefused
from lms.media import service as media
from lms.people import erasing, service
from lms.seal import Keys
from lms.text.codes import grouped

role_option = click.option("--role", required=True, type=click.Choice([str(role) for role in Role]))


def place_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the three options that say where; none of them means the whole site."""
    command = click.option("--cohort", help="Join code or uid of a group.")(command)
    command = click.option("--course", help="Name of a course, as of its folder.")(command)
    return click.option("--programme", help="Name or uid of a programme.")(command)


@click.group()
def person() -> None:
    """People: accounts, sign-in cards, roles, locking, erasing."""


@person.command()
@click.argument("handle")
@role_option
@place_options
@click.option("--language", type=click.Choice(list(languages.KNOWN)), default=i18n.DEFAULT, show_default=True)
@console.as_typed
@console.as_json
def add(*, handle: str, role: str, language: str, as_typed: bool, as_json: bool, **where: str | None) -> None:
    """Make an account with exactly this HANDLE, and print a sign-in code that works once, within 7 days."""
    console.assert_in_unicode(handle, as_typed=as_typed)
    with console.site() as site:
        code = site.write(
            _add, site.keys, handle=handle, role=Role(role), language=language, where=where, tz=site.config.time_zone
        )
        document = {"handle": handle, "role": role, "code": code}
        lines = [f"{handle}: sign in by card with the code {grouped(code)} (once, within 7 days)."]
        console.report(document, lines, as_json=as_json)


@person.command()
@click.argument("handle")
@role_option
@place_options
def grant(*, handle: str, role: str, **where: str | None) -> None:
    """Give somebody a role; a learner's place in a group is given with --role learner --cohort."""
    with console.site() as site:
        site.write(_grant, handle=handle, role=Role(role), where=where, tz=site.config.time_zone)
        click.echo(f"{handle} is {role} from today. Open sessions were ended.")


@person.command()
@click.argument("handle")
@click.option("--second-step", is_flag=True, help="Take the second step away too: it was lost.")
@console.as_json
def reset(*, handle: str, second_step: bool, as_json: bool) -> None:
    """Print a new sign-in code; nothing else opens the account any more."""
    with console.site() as site:
        code = site.write(_reset, site.keys, handle=handle, second_step=second_step, tz=site.config.time_zone)
        lines = [f"{handle}: sign in by card with the code {grouped(code)} (once, within 7 days)."]
        console.report({"handle": handle, "code": code}, lines, as_json=as_json)


@person.command()
@click.argument("handle")
def lock(*, handle: str) -> None:
    """Let nobody in with this account until it is unlocked; its sessions end now."""
    with console.site() as site:
        site.write(_lock, handle=handle, tz=site.config.time_zone)
        click.echo(f"{handle} is locked.")


@person.command()
@click.argument("handle")
def unlock(*, handle: str) -> None:
    """Let the holder of a locked account in again."""
    with console.site() as site:
        site.write(_unlock, handle=handle)
        click.echo(f"{handle} is unlocked.")


@person.command()
@click.argument("handle")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(*, handle: str, yes: bool) -> None:
    """Erase a person for good: handle, ways in, and what was written, in every backup too."""
    if not yes and sys.stdin.isatty():
        click.confirm(f"Erase {handle} for good?", abort=True)
    with console.site() as site:
        files = site.write(_erase, handle=handle, tz=site.config.time_zone)
        media.delete_files(media.folder_of(site.config), files)
        site.database.truncate_log()
        click.echo(f"{handle} is erased.")


def _add(
    session: Session, keys: Keys, *, handle: str, role: Role, language: str, where: dict[str, str | None], tz: str
) -> str:
    by = console.actor()
    account = accounts.make_account(session, handle=handle, language=language, origin=Origin.COMMAND, now=by.now, tz=tz)
    (code,) = codes.issue(session, keys, account=account, kind=CodeKind.ONCE, now=by.now, tz=tz)
    audit.note(session, by, action="person.make", kind="account", uid=account.uid)
    _give(session, account, role, where, tz)
    return code


def _grant(session: Session, *, handle: str, role: Role, where: dict[str, str | None], tz: str) -> None:
    if role == Role.LEARNER and not where["cohort"]:
        raise CommandRefused("a learner is whoever has a place in a group: say which with --cohort")
    _give(session, _named(session, handle), role, where, tz)


def _give(session: Session, account: Account, role: Role, where: dict[str, str | None], tz: str) -> None:
    by = console.actor()
    scope, uid, cohort = _place(session, where)
    if role != Role.LEARNER:
        service.give_role(session, account=account, role=role, scope=scope, scope_uid=uid, by=by, tz=tz)
    elif cohort is not None:
        enrolment.take_place(session, account=account, cohort=cohort, by_uid=by.uid, now=by.now)
        audit.note(session, by, action="learners.add", kind="cohort", uid=cohort.uid)
    elif scope != Scope.SITE:
        raise CommandRefused("a learner has a place in a group and nowhere else: say which with --cohort")


def _place(session: Session, where: dict[str, str | None]) -> tuple[Scope, str, Cohort | None]:
    """Return the scope that was asked for, its uid, and the cohort where it is one."""
    asked = {name: value for name, value in where.items() if value is not None}
    if len(asked) > 1:
        raise click.UsageError("say one of --programme, --course and --cohort")
    for name, value in asked.items():
        if name == "course":
            course = catalog.by_slug(session, value)
            if course is None:
                raise CommandRefused(f"there is no such course: {value}; its name is that of its folder")
            return Scope.COURSE, course.uid, None
        if name == "programme":
            programme = cohorts.programme_by_uid(session, value) or cohorts.programme_by_name(session, value)
            if programme is None:
                raise CommandRefused(f"there is no such programme: {value}; `lms programme list` lists them")
            return Scope.PROGRAMME, programme.uid, None
        cohort = cohorts.by_uid(session, value) or cohorts.by_join_code(session, value)
        if cohort is None:
            raise CommandRefused(f"there is no such group: {value}; its join code stands on its page")
        return Scope.COHORT, cohort.uid, cohort
    return Scope.SITE, "", None


def _reset(session: Session, keys: Keys, *, handle: str, second_step: bool, tz: str) -> str:
    account, by = _named(session, handle), console.actor()
    if second_step:
        service.remove_second_step(session, account=account, by=by)
    return service.reset(session, keys, account=account, by=by, tz=tz)


def _lock(session: Session, *, handle: str, tz: str) -> None:
    service.lock(session, account=_named(session, handle), by=console.actor(), tz=tz)


def _unlock(session: Session, *, handle: str) -> None:
    service.unlock(session, account=_named(session, handle), by=console.actor())


def _erase(session: Session, *, handle: str, tz: str) -> list[str]:
    by = console.actor()
    return erasing.erase(session, account=_named(session, handle), by=by, now=by.now, tz=tz)


def _named(session: Session, handle: str) -> Account:
    account = accounts_queries.by_handle(session, handle)
    if account is None:
        raise CommandRefused(f"there is nobody called {handle}")
    return account
