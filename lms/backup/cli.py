"""Commands: a copy of the whole site, and bringing one back."""

import sys
from pathlib import Path

import click
from sqlalchemy.orm import Session

from lms import console
from lms.audit import service as audit
from lms.backup import keyfile, restoring, service
from lms.config import Config
from lms.errors import CommandRefused

_path = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("file", type=_path)
@click.option("--keys", "key_file", type=_path, help="Write the keys to a second file, to be kept elsewhere.")
@click.option("--force", is_flag=True, help="Write over FILE if it is there.")
@console.as_json
def backup(*, file: Path, key_file: Path | None, force: bool, as_json: bool) -> None:
    """Write a copy of database and media to FILE, while the site may be serving.

    The keys are not in it: without them nobody can read what people wrote, and the words of whoever is erased later
    are lost in every copy.
    """
    if file.exists() and not force:
        raise CommandRefused(f"{file} is there already: choose another name, or write over it with --force")
    if key_file is not None and key_file.exists() and not keyfile.is_key_file(key_file):
        raise CommandRefused(f"{key_file} is there and is no key file: choose another name")
    with console.site() as site:
        site.write(_note)
        size_bytes = _size_of(site.config)
        with click.progressbar(
            length=size_bytes, label="Packing", file=sys.stderr, hidden=as_json or not sys.stderr.isatty()
        ) as bar:
            manifest = service.make(site.database, site.config, site.keys, file, progress=bar.update)
        lines = [f"{file}: {file.stat().st_size:,} bytes, {len(manifest.members) - 1} media files."]
        if key_file is None:
            lines.append("The keys are not in it. Keep them too, elsewhere: lms backup FILE --keys KEYFILE")
        else:
            service.write_keys(site.database, site.keys, key_file)
            lines += [
                f"{key_file}: the keys. Whoever has both files can read everything: keep them in two places.",
                "Keep only the newest key file and destroy the others: they open the words of people erased since.",
            ]
        document = {"file": str(file), "made": manifest.made, "step": manifest.step, "files": len(manifest.members)}
        console.report(document, lines, as_json=as_json)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--keys", "key_file", type=_path, help="The key file of this backup.")
@click.option("--without-keys", is_flag=True, help="Give up cards, second steps and what people wrote.")
@console.as_json
def restore(*, file: Path, key_file: Path | None, without_keys: bool, as_json: bool) -> None:
    """Put the backup in FILE in the place of all there is. No server may be running.

    A damaged file is refused before anything is touched. Keys that are here are kept; who was erased since the
    backup was made is erased again.
    """
    config = Config.read()
    ring = keyfile.read(key_file) if key_file is not None else None
    done = restoring.restore(config, file, ring=ring, without_keys=without_keys)
    lines = [f"Restored what was there at {done.manifest.made}."]
    if done.erased:
        lines.append(f"{done.erased} people had been erased since then, and were erased again.")
    if done.unopened:
        lines.append(f"{done.unopened} texts can't be opened: their keys are neither here nor in a key file you gave.")
    if done.former is not None:
        lines.append(f"What was here before: {done.former} (kept {config.backup_days} days).")
    document = {"made": done.manifest.made, "erased": done.erased, "unopened": done.unopened}
    console.report(document, lines, as_json=as_json)


def _note(session: Session) -> None:
    audit.note(session, console.actor(), action="backup.make", kind="site", uid="")


def _size_of(config: Config) -> int:
    media = sum(file.stat().st_size for file in (config.instance / "media").rglob("*") if file.is_file())
    database = config.instance / "lms.db"
    return media + (database.stat().st_size if database.exists() else 0)
