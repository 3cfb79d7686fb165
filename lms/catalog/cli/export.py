"""`lms course export`."""

from pathlib import Path

import click

from lms import console
from lms.catalog import loading, queries, service
from lms.catalog.cli import course
from lms.catalog.package.folder import read_folder
from lms.catalog.package.written import write_folder
from lms.errors import CommandRefused


@course.command()
@click.argument("slug")
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path), help="Folder to put the course's in.")
@console.as_json
def export(*, slug: str, folder: Path, as_json: bool) -> None:
    """Write a course's files into DIR/SLUG, to the byte as they were loaded. Where DIR is called SLUG, into DIR."""
    target = folder if folder.name == slug else folder / slug
    with console.site() as site, site.database.session() as session:
        found = queries.by_slug(session, slug)
        head = queries.head(session, found) if found else None
        if found is None or head is None:
            known = ", ".join(sorted(queries.codes(session))) or "none"
            raise CommandRefused(f"there is no course “{slug}”; here are: {known}")
        _assert_nothing_is_lost(target, queries.digests(session, found))
        write_folder(queries.tree(session, head), target)
        site.write(service.note_export, course=found, revision=head, mark=loading.mark_of(target))
        document = {"slug": slug, "folder": str(target), "revision": head.number}
        console.report(document, [f"{target} holds revision {head.number}."], as_json=as_json)


def _assert_nothing_is_lost(target: Path, known: set[str]) -> None:
    """Refuse to write over files that are nowhere else.

    :param known: the digests of the trees that the course has had.
    :raises CommandRefused: the folder holds something else.
    """
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return
    if target.is_dir():
        there, refused = read_folder(target)
        if not refused and (len(there) == 0 or there.digest in known):
            return
    raise CommandRefused(f"{target} holds files that were never loaded: load them, or name another folder")
