"""What both the pages and the commands do: plan what a file changes, and make one."""

from pathlib import Path

from sqlalchemy.orm import Session

from lms.catalog import loading, revisions
from lms.catalog.loading import Ready
from lms.catalog.models import Origin
from lms.catalog.package.course import read_package
from lms.catalog.queries import Reading
from lms.exchange import formats, planning, queries
from lms.exchange.kept import Kept
from lms.exchange.planning import Plan
from lms.exchange.written import Written
from lms.translating import queries as revisions_of


def planned(session: Session, reading: Reading, kept: Kept) -> Plan:
    """Return what a file would change in a course.

    :raises NoSuchFile: it can't be read.
    :raises NoModule: there is no such module.
    """
    head = revisions_of.tree(session, reading.revision_id)
    name, found = formats.read(kept.data, kept.lang, kept.format)
    return planning.plan(name, found, head, lang=kept.lang, module=kept.module)


def ready(plan: Plan, media: Path) -> Ready:
    """Return what a plan leads to, rendered, its pictures stored, before any lock is held.

    :param media: where the site's pictures lie.
    """
    assert plan.tree is not None, "there is nothing to take over"
    made = loading.from_tree(plan.tree, "", "", Origin.IMPORT)
    revisions.store_media(media, [made])
    return made


def written(session: Session, reading: Reading, *, name: str, langs: list[str], module: str = "") -> Written:
    """Return a file of the questions in the banks of a course.

    :param name: the format.
    :param langs: the languages that are in it.
    :param module: the folder or stable name of one module; empty for all.
    :raises NoModule: there is no such module.
    """
    package = read_package(revisions_of.tree(session, reading.revision_id))
    folder = planning.chosen(package, module) if module else ""
    return formats.write(name, queries.sources(package, folder), langs, queries.media(package))


def modules(session: Session, reading: Reading) -> list[str]:
    """Return the folders of the modules of a course, in order."""
    return list(read_package(revisions_of.tree(session, reading.revision_id)).modules)
