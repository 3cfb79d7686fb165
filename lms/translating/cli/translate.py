"""`lms course translate`."""

from pathlib import Path

import click

from lms import console, i18n
from lms.catalog.models import TextState
from lms.errors import CommandRefused
from lms.translating import desk
from lms.translating.cli import chosen
from lms.translating.cli.state import state_option


@click.command()
@click.argument("slug")
@click.option("--from", "origin", required=True, help="Language to translate from.")
@click.option("--lang", required=True, help="Language to translate into.")
@click.option("--to", "file", required=True, type=click.Path(path_type=Path, dir_okay=False), help="A .docx to write.")
@state_option
@console.as_json
def translate(*, slug: str, origin: str, lang: str, file: Path, states: tuple[str, ...], as_json: bool) -> None:
    """Write a Word file for a translator: originals on the left, translations on the right.

    It comes back with “lms course return”. Without --state all texts are in it.
    """
    if file.suffix.lower() != ".docx":
        raise CommandRefused(f"{file}: the file is one of Word; let its name end in .docx")
    with console.site() as site, site.database.session() as session:
        reading = chosen.course(session, slug)
        for each in (origin, lang):
            chosen.language(reading, each)
        if origin == lang:
            raise CommandRefused("--from and --lang are the same language")
        wanted = [TextState(state) for state in states]
        with i18n.speaking("en"):
            body = desk.file_of(session, reading, origin=origin, to=lang, states=wanted)
    file.write_bytes(body)
    document = {"slug": slug, "file": str(file), "from": origin, "lang": lang, "size_bytes": len(body)}
    console.report(document, [f"{file} is written."], as_json=as_json)
