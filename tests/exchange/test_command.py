"""`lms questions import` and `lms questions export`."""

from pathlib import Path

import pytest

from lms.catalog import queries as catalog
from tests.support.exchanged import pictured
from tests.support.installation import Installation
from tests.support.sample_package import MODULE, SAMPLE, sample_tree

GIFT = "::Rivers::Who decides? {=The village ~The army}\n\n::Broken::Who? {=A\n\n::Hills::It is so. {T}\n"


@pytest.fixture
def here(installation: Installation) -> Installation:
    """Give an installation with the sample course."""
    installation.lms("course", "load", SAMPLE)
    return installation


@pytest.fixture
def gift(tmp_path: Path) -> Path:
    """Give a file of two questions, and one that is broken."""
    file = tmp_path / "q.gift"
    file.write_text(GIFT, "utf-8")
    return file


def bank(here: Installation) -> bytes:
    with here.database().session() as session:
        course = catalog.by_slug(session, "sample")
        assert course is not None
        head = catalog.head(session, course)
        assert head is not None
        return catalog.tree(session, head)[f"{MODULE}/bank.yaml"]


def test_the_report_says_what_is_taken_and_what_is_not_with_line_title_and_why(here: Installation, gift: Path) -> None:
    said = here.lms_json("questions", "import", gift, "--course", "sample", "--dry-run")

    assert (said["format"], said["accepted"], said["by_type"]) == ("gift", 2, {"single": 1, "truefalse": 1})
    (refused,) = said["refused"]
    assert (refused["line"], refused["title"]) == (3, "Broken")
    assert "is not closed" in refused["why"]
    assert bank(here) == sample_tree()[f"{MODULE}/bank.yaml"]


def test_what_can_be_taken_comes_in_one_revision_and_the_rest_is_named_at_its_line(
    here: Installation, gift: Path
) -> None:
    done = here.lms("questions", "import", gift, "--course", "sample")

    assert f"{gift}:3: Broken: “{{” is not closed" in done.stderr
    assert "readers see revision 2 now" in done.stdout
    assert bank(here).startswith(sample_tree()[f"{MODULE}/bank.yaml"])
    assert "all of them are in the course already" in here.lms("questions", "import", gift, "--course", "sample").stdout


def test_a_file_of_which_nothing_can_be_taken_exits_with_1(here: Installation, tmp_path: Path) -> None:
    file = tmp_path / "q.xml"
    file.write_text("<quiz>\n<question type='stack'><name><text>S</text></name></question>\n", "utf-8")
    assert (
        f"{file}:3: The file breaks off" in here.lms("questions", "import", file, "--course", "sample", expect=1).stderr
    )

    file.write_text("<quiz>\n<question type='stack'><name><text>S</text></name></question></quiz>", "utf-8")
    done = here.lms("questions", "import", file, "--course", "sample", expect=1)
    assert f"{file}:2: S: Here is no question of the type “stack”." in done.stderr
    assert bank(here) == sample_tree()[f"{MODULE}/bank.yaml"]


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--course", "none"), "there is no course “none”; here are: sample"),
        (("--course", "sample", "--module", "x"), f"the course has no module “x”; it has: {MODULE}"),
        (("--course", "sample", "--lang", "fr"), "the course has no language “fr”; it has: my, en"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(
    here: Installation, gift: Path, option: tuple[str, ...], said: str
) -> None:
    assert said in here.lms("questions", "import", gift, *option, expect=1).stderr


def test_pictures_come_in_and_go_out_again(here: Installation, tmp_path: Path) -> None:
    came, went = tmp_path / "in.xml", tmp_path / "out.xml"
    came.write_bytes(pictured())
    here.lms("questions", "import", came, "--course", "sample", "--module", "power-shared", "--lang", "en")
    said = here.lms_json("questions", "export", "--course", "sample", "--format", "moodle-xml", "--to", went)

    assert said["written"] == 5
    assert 'encoding="base64">iVBORw0KGgo' in went.read_text("utf-8")
    again = here.lms_json("questions", "import", went, "--course", "sample", "--dry-run")
    assert (again["accepted"], again["same"]) == (5, 5)


def test_what_a_format_can_not_say_is_named_at_its_line_in_the_bank(here: Installation, tmp_path: Path) -> None:
    file = tmp_path / "out.txt"
    done = here.lms("questions", "export", "--course", "sample", "--format", "aiken", "--lang", "en", "--to", file)

    assert "ANSWER: B" in file.read_text("utf-8")
    assert f"{MODULE}/bank.yaml:" in done.stderr
    assert "Moodle XML has the others." in done.stderr
