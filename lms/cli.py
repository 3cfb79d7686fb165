"""Gathers the rooms' commands under `lms`, and holds those that are about the whole site."""

import click
from flask import Flask

from lms import console, due, ids, server, settings
from lms.app import JOBS
from lms.audit import cli as audit_cli
from lms.backup import cli as backup_cli
from lms.catalog import cli as catalog_cli
from lms.cohorts import cli as cohorts_cli
from lms.config import Config
from lms.db import Database
from lms.demo import service as demo
from lms.demo import sheet
from lms.exchange import cli as exchange_cli
from lms.people import cli as people_cli
from lms.reports import cli as reports_cli
from lms.search import cli as search_cli
from lms.text import cli as text_cli
from lms.translating import cli as translating_cli

HOST, PORT = "127.0.0.1", 8000

host_option = click.option("--host", default=HOST, show_default=True, help="Address to listen at.")
port_option = click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True)
threads_option = click.option("--threads", type=click.IntRange(1, 256), help="Threads there may be; LMS_THREADS else.")


@click.group(cls=console.Commands)
@click.version_option(package_name="lms", message="%(version)s")
def lms() -> None:
    """Look after a site for learning."""


@lms.command()
def init() -> None:
    """Make the instance folder and the database, or bring them to this version; load courses. Safe to repeat."""
    with console.site(current=False) as site:
        done = server.migrate(site.config, site.database) + server.load_courses(site.config, site.database)
        for line in done or ["Everything is ready; nothing was changed."]:
            click.echo(line)


@lms.command()
@host_option
@port_option
@threads_option
def serve(host: str, port: int, threads: int | None) -> None:
    """Serve the site until told to stop; the minute's work is done beside."""
    with server.prepared(Config.read()) as app:
        _serve(app, host, port, threads, [])


@lms.command()
@host_option
@port_option
@threads_option
def run(host: str, port: int, threads: int | None) -> None:
    """Make everything ready, with a demo if nobody is here yet, and serve: what `make run` does."""
    with server.prepared(Config.read()) as app:
        database: Database = app.extensions["lms.db"]
        config: Config = app.extensions["lms.config"]
        for line in server.load_courses(config, database):
            console.say(line)
        if demo.nobody_is_here(database):
            demo.make(database, config)
        lines = sheet.sentences(config.instance) if server.has_demo(database) else []
        _serve(app, host, port, threads, lines)


def _serve(app: Flask, host: str, port: int, threads: int | None, lines: list[str]) -> None:
    def ready(address: str) -> None:
        for line in [*lines, f"The site is at {address} (Ctrl+C stops it)"]:
            click.echo(line)

    config: Config = app.extensions["lms.config"]
    server.serve(app, host=host, port=port, threads=threads or config.threads, ready=ready)


@lms.command("due")
@console.as_json
def due_command(*, as_json: bool) -> None:
    """Do what is due: end sessions, delete what is past its days. A server does it each minute."""
    with console.site() as site:
        holder = ids.new_uid()
        done = due.run(site.database, site.config, JOBS, holder)
        if done is None:
            console.report({"done": None}, ["Another process is doing it just now."], as_json=as_json)
            return
        due.give_back(site.database, holder)
        console.report({"done": done}, [f"{name}: {count}" for name, count in done.items()], as_json=as_json)


@lms.command("config")
@console.as_json
def config_command(*, as_json: bool) -> None:
    """List every setting, its value, and where the value came from."""
    rows = settings.in_force(Config.read())
    width = max(len(row.variable) for row in rows)
    lines = [
        f"{row.variable:{width}}  {row.value or '(empty)'}  [{row.source}]\n{'':{width}}  {row.help}" for row in rows
    ]
    console.report([row.document() for row in rows], lines, as_json=as_json)


@lms.command("demo")
@click.option(
    "--learners", type=click.IntRange(0, 1_000_000), default=demo.LEARNERS, show_default=True, help="Beside the four."
)
@click.option("--cohorts", type=click.IntRange(1, 1000), help="Groups; about fifty learners each else.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed makes the same people.")
@click.option("--remove", is_flag=True, help="Erase the demo's people and all they did.")
@console.as_json
def demo_command(*, learners: int, cohorts: int | None, seed: int, remove: bool, as_json: bool) -> None:
    """Make people and groups for trying the site out. Running it again changes nothing."""
    with console.site() as site:
        if remove:
            count = demo.remove(site.database, site.config)
            console.report({"removed": count}, [f"{count} demo accounts were erased."], as_json=as_json)
            return
        made = demo.make(site.database, site.config, learners=learners, group_count=cohorts, seed=seed)
        lines = [*sheet.sentences(site.config.instance), f"Added: {made.added} accounts, {made.groups} groups."]
        if not made.added and not made.groups:
            lines[-1] = "Everything was there already; nothing was changed."
        console.report(made.document(), lines, as_json=as_json)


for command in (
    catalog_cli.course,
    cohorts_cli.programme,
    people_cli.person,
    reports_cli.report,
    search_cli.search,
    audit_cli.audit,
    backup_cli.backup,
    backup_cli.restore,
    text_cli.text,
    exchange_cli.questions,
):
    lms.add_command(command)
for command in translating_cli.COMMANDS:
    catalog_cli.course.add_command(command)


def main() -> None:
    """Run the command that was typed."""
    lms(prog_name="lms")
