"""`lms course texts`, `translate`, `return` and `back`."""

import json
from pathlib import Path

from sqlalchemy import func, select

from lms.catalog import queries
from lms.catalog.models import Revision
from lms.translating import docx_in
from tests.support.installation import Installation
from tests.support.sample_package import MODULE, Draft, sample_tree
from tests.support.translators import returned

EN, NEW = "Two laws on one river", "မြစ်နှင့် ဥပဒေ"


def revisions(installation: Installation) -> int:
    with installation.database().session() as session:
        return session.scalar(select(func.count()).select_from(Revision)) or 0


def loaded(installation: Installation, tmp_path: Path) -> str:
    """Load the sample, and return its code."""
    installation.lms("course", "load", Draft(tmp_path).folder)
    with installation.database().session() as session:
        return queries.codes(session)["sample"]


def filled(file: Path, code: str, words: str) -> Path:
    """Return a file in which the title of the case is another."""
    file.write_bytes(returned(sample_tree(), lambda line: words if line.source == EN else line.target, code=code))
    return file


def test_the_states_of_texts_are_listed(installation: Installation, tmp_path: Path) -> None:
    loaded(installation, tmp_path)
    said = json.loads(installation.lms("course", "texts", "sample", "--lang", "my", "--json").stdout)

    assert said["texts"] == []
    assert said["counts"]["my"] == {"missing": 0, "draft": 0, "stale": 0, "reviewed": said["counts"]["my"]["reviewed"]}
    listed = installation.lms("course", "texts", "sample", "--state", "reviewed").stdout
    assert f"{MODULE}/case.yaml: title (my): reviewed" in listed


def test_texts_go_out_come_back_and_are_exported(installation: Installation, tmp_path: Path) -> None:
    code = loaded(installation, tmp_path)
    out = tmp_path / "texts.docx"
    installation.lms("course", "translate", "sample", "--from", "en", "--lang", "my", "--to", out)
    assert docx_in.rows_of(out.read_bytes())[0][0].startswith(f"{code} en my ")
    there = revisions(installation)

    dry = installation.lms("course", "return", filled(out, code, NEW), "--dry-run", "--json")
    assert (json.loads(dry.stdout)["texts"], revisions(installation)) == (1, there)
    back = json.loads(installation.lms("course", "return", out, "--json").stdout)
    assert (back["texts"], back["refused"], revisions(installation)) == (1, [], there + 1)
    installation.lms("course", "export", "sample", "--to", tmp_path / "out")
    case = (tmp_path / "out/sample" / MODULE / "case.yaml").read_text("utf-8")
    assert f"my: {{text: {NEW}, source: {{lang: en, hash:" in case
    installation.lms("course", "check", tmp_path / "out/sample")

    installation.lms("course", "back", "sample")
    installation.lms("course", "back", "sample")
    assert revisions(installation) == there + 3


def test_a_file_with_a_refused_row_changes_nothing_unless_some_is_asked_for(
    installation: Installation, tmp_path: Path
) -> None:
    code = loaded(installation, tmp_path)
    file = tmp_path / "texts.docx"
    file.write_bytes(
        returned(
            sample_tree(),
            lambda line: {EN: NEW, "The captain shows a licence.": "**"}.get(line.source, line.target),
            code=code,
        )
    )
    there = revisions(installation)

    refused = installation.lms("course", "return", file, expect=1)
    assert "stands alone" in refused.stderr
    assert "row " in refused.stderr
    assert revisions(installation) == there
    installation.lms("course", "return", file, "--some")
    assert revisions(installation) == there + 1


def test_what_can_not_be_done_is_said(installation: Installation, tmp_path: Path) -> None:
    loaded(installation, tmp_path)
    noise = tmp_path / "noise.docx"
    noise.write_bytes(b"noise")
    asked = ("course", "translate", "sample", "--from", "en")

    assert "here are: sample" in installation.lms("course", "texts", "nowhere", expect=1).stderr
    assert "partial" in installation.lms(*asked, "--lang", "shn", "--to", noise, expect=1).stderr
    assert "same language" in installation.lms(*asked, "--lang", "en", "--to", noise, expect=1).stderr
    assert ".docx" in installation.lms(*asked, "--lang", "my", "--to", tmp_path / "a.txt", expect=1).stderr
    assert (
        "no text like that"
        in installation.lms(*asked, "--lang", "my", "--to", noise, "--state", "stale", expect=1).stderr
    )
    assert "not a Word document" in installation.lms("course", "return", noise, expect=1).stderr
    assert "was not made by a file" in installation.lms("course", "back", "sample", expect=1).stderr
