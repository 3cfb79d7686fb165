"""Commands about the audit."""

import click

from lms import console
from lms.audit import service
from lms.errors import CommandRefused


@click.group()
def audit() -> None:
    """The chain of what trainers, staff and administrators did."""


@audit.command()
@console.as_json
def check(*, as_json: bool) -> None:
    """Look the whole chain over, and print its head to be kept elsewhere.

    A chain that was cut short and rewritten is seen only by comparing with a head that was kept outside.
    """
    with console.site() as site, site.database.session() as session:
        broken = service.first_broken(session)
        head = service.head_of(session)
        if broken is not None:
            raise CommandRefused(
                f"entry {broken} of the audit was changed or is missing: keep this database as it is, "
                "compare it with a backup, and find out who could write to it"
            )
        found = {"entries": head.last_id, "folded": head.folded_id, "head": head.last_hash}
        lines = [
            f"The chain is whole: {head.last_id} entries, {head.folded_id} of them folded.",
            f"Head: {head.last_hash}",
        ]
        console.report(found, lines, as_json=as_json)
