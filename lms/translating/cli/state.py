"""`lms course texts`."""

from collections import Counter

import click

from lms import console
from lms.catalog.models import TextState
from lms.translating import queries
from lms.translating.cli import chosen
from lms.translating.queries import TextEntry

state_option = click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice([str(state) for state in TextState]),
    help="Only texts in this state; may be given more than once.",
)


@click.command()
@click.argument("slug")
@click.option("--lang", help="Only this language.")
@state_option
@console.as_json
def texts(*, slug: str, lang: str | None, states: tuple[str, ...], as_json: bool) -> None:
    """Say how far each text of a course is in each language: missing, draft, stale, reviewed.

    Without --state those are listed that are not reviewed.
    """
    with console.site() as site, site.database.session() as session:
        reading = chosen.course(session, slug)
        langs = [chosen.language(reading, lang)] if lang else list(reading.languages)
        found = {each: queries.entries(session, reading, each) for each in langs}
    wanted = {TextState(state) for state in states} or set(TextState) - {TextState.REVIEWED}
    counts = {each: Counter(entry.state for entry in entries) for each, entries in found.items()}
    listed = [(each, entry) for each, entries in found.items() for entry in entries if entry.state in wanted]
    document = {
        "slug": slug,
        "counts": {each: {str(state): counts[each][state] for state in TextState} for each in langs},
        "texts": [_document(each, entry) for each, entry in listed],
    }
    lines = [f"{entry.path}: {entry.field} ({each}): {entry.state}" for each, entry in listed]
    lines += [f"{each:3} " + ", ".join(f"{counts[each][state]} {state}" for state in TextState) for each in langs]
    console.report(document, lines, as_json=as_json)


def _document(lang: str, entry: TextEntry) -> dict[str, str]:
    return {
        "file": entry.path,
        "text": entry.field,
        "lang": lang,
        "state": str(entry.state),
        "source_lang": entry.source_lang,
    }
