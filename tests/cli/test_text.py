"""`lms text check` and `lms text fix`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lms.cli import lms
from lms.text import cli
from tests.text import samples

LINE = "ႏိုင္ငံေတာ္၏အတုိင္ပင္ခံပုဂၢိဳလ္ ေဒၚေအာင္ဆန္းစုၾကည္သည္"
RIGHT = "နိုင်ငံတော်၏အတိုင်ပင်ခံပုဂ္ဂိုလ် ဒေါ်အောင်ဆန်းစုကြည်သည်"
HEADING, HEADING_RIGHT = "ျမန္မာ", "မြန်မာ"
UNICODE = "လူတိုင်းသည် တူညီလွတ်လပ်သော ဂုဏ်သိက္ခာဖြင့် မွေးဖွားလာသူများ ဖြစ်သည်။"


def typed(*words: str, stdin: str | bytes = b"", expect: int = 0) -> Result:
    """Type `lms text …` with something on standard input."""
    result = CliRunner().invoke(lms, ["text", *words], input=stdin, prog_name="lms")
    assert result.exit_code == expect, result.output
    return result


def test_what_would_be_changed_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text(f"{UNICODE}\n{LINE}\n၁ဝ ရက်\n", "utf-8")

    result = typed("check", str(file), expect=1)

    assert result.stdout == "3 lines, 2 to mend\n"
    assert [line.split(": ")[0] for line in result.stderr.splitlines()] == [f"{file}:2", f"{file}:3"]
    assert RIGHT in result.stderr
    assert file.read_text("utf-8").splitlines()[1] == LINE


def test_the_changed_text_goes_to_standard_output() -> None:
    result = typed("fix", stdin=f"{UNICODE}\n{LINE}\n၁ဝ ရက်\n")

    assert result.stdout == f"{UNICODE}\n{RIGHT}\n၁၀ ရက်\n"


def test_what_was_fixed_has_nothing_left_to_mend() -> None:
    fixed = typed("fix", stdin="\n".join(zawgyi for zawgyi, _ in samples.pairs("news"))).stdout

    assert typed("check", stdin=fixed).stdout == "63 lines, 0 to mend\n"


def test_short_lines_of_a_text_that_is_all_zawgyi_are_zawgyi_too() -> None:
    assert typed("fix", stdin=f"{HEADING}\n{LINE}").stdout == f"{HEADING_RIGHT}\n{RIGHT}"


def test_short_lines_beside_unicode_are_left_alone_and_told() -> None:
    result = typed("fix", stdin=f"{HEADING}\n{UNICODE}\n{LINE}")

    assert result.stdout == f"{HEADING}\n{UNICODE}\n{RIGHT}"
    assert "-:1: perhaps typed with a Zawgyi keyboard" in result.stderr


def test_a_doubtful_line_alone_is_no_fault() -> None:
    document = json.loads(typed("check", "--json", stdin=HEADING).stdout)

    assert document["problems"] == []
    assert [(row["line"], row["kind"]) for row in document["doubtful"]] == [(1, "doubtful")]


def test_a_programme_gets_one_document() -> None:
    check = json.loads(typed("check", "--json", stdin=f"a\u200bb\n{LINE}", expect=1).stdout)
    fix = json.loads(typed("fix", "--json", stdin=f"a\u200bb\n{LINE}").stdout)

    assert [(row["line"], row["kind"]) for row in check["problems"]] == [(1, "unseen"), (2, "zawgyi")]
    assert fix["text"] == f"ab\n{RIGHT}"


@pytest.mark.parametrize("lang", ["shn", "mnw", "ksw"])
def test_in_another_language_zawgyi_is_not_looked_for(lang: str) -> None:
    result = CliRunner().invoke(lms, ["text", "check", "--lang", lang, "--json"], input=LINE, prog_name="lms")

    assert "zawgyi" not in result.output
    assert typed("check", "--lang", lang, stdin="\n".join(samples.udhr("shn") + samples.udhr("mnw"))).exit_code == 0


def test_line_ends_stay_as_they_are() -> None:
    assert typed("fix", stdin=b"a\r\nb\xe2\x80\x8b\r\nc").stdout_bytes == b"a\r\nb\r\nc"


def test_what_cannot_be_read_is_refused_with_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "-:2: this is not UTF-8" in typed("check", stdin=b"a\n\xff", expect=1).stderr
    assert "No such file" in typed("fix", str(tmp_path / "none.txt"), expect=1).stderr
    monkeypatch.setattr(cli, "MOST_BYTES", 10)
    assert "smaller files" in typed("fix", stdin=b"x" * 11, expect=1).stderr
    typed("mend", expect=2)
