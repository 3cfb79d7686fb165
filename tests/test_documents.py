"""What is written for people is as the code is."""

import re
from pathlib import Path

import click

from lms.cli import lms
from tools import settings_table

ROOT = Path(__file__).parent.parent


def test_the_table_of_settings_is_current() -> None:
    page = settings_table.PAGE.read_text("utf-8")

    assert settings_table.BEGIN in page
    assert settings_table.written(page) == page, "run python -m tools.settings_table"


def test_every_command_in_the_documents_is_there() -> None:
    typed = set()
    for page in [ROOT / "README.md", *ROOT.glob("docs/*.md")]:
        typed |= set(re.findall(r"^(?:\.venv/bin/)?lms ([a-z][a-z -]*)", page.read_text("utf-8"), re.MULTILINE))

    assert len(typed) > 5
    for words in typed:
        command: click.Command = lms
        for word in words.split():
            if not isinstance(command, click.Group):
                break
            assert word in command.commands, words
            command = command.commands[word]


def test_every_decision_is_one_page() -> None:
    for page in (ROOT / "docs" / "decisions").glob("*.md"):
        lines = page.read_text("utf-8").splitlines()
        assert lines[0].startswith("# "), page
        assert len(lines) <= 80, page
