"""Commands about courses."""

import click


@click.group()
def course() -> None:
    """Courses: packages of plain files, in and out."""


from lms.catalog.cli import check, export, load  # noqa: E402, F401
