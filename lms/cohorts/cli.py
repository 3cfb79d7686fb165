"""Commands about programmes."""

import click
from sqlalchemy.orm import Session

from lms import console
from lms.audit import service as audit
from lms.cohorts import queries, service
from lms.cohorts.models import Programme


@click.group()
def programme() -> None:
    """Programmes: what an organisation runs, several groups in one time zone."""


@programme.command()
@click.argument("name")
@click.option("--tz", required=True, help="Time zone of its days, as in Asia/Yangon.")
@console.as_typed
@console.as_json
def add(*, name: str, tz: str, as_typed: bool, as_json: bool) -> None:
    """Begin a programme."""
    console.assert_in_unicode(name, as_typed=as_typed)
    with console.site() as site:
        made = site.write(_add, name=name, tz=tz)
        console.report(_document(made), [f"Programme {made.name} ({made.tz}) is made."], as_json=as_json)


@programme.command("list")
@console.as_json
def list_(*, as_json: bool) -> None:
    """List the programmes."""
    with console.site() as site, site.database.session() as session:
        found = session.scalars(queries.programmes()).all()
        lines = [f"{each.name}  {each.tz}{'  (closed)' if each.closed else ''}" for each in found]
        console.report([_document(each) for each in found], lines or ["There is no programme yet."], as_json=as_json)


def _add(session: Session, *, name: str, tz: str) -> Programme:
    made = service.add_programme(session, name=name, tz=tz)
    audit.note(session, console.actor(), action="programme.add", kind="programme", uid=made.uid)
    return made


def _document(programme: Programme) -> dict[str, object]:
    return {"name": programme.name, "uid": programme.uid, "tz": programme.tz, "closed": programme.closed}
