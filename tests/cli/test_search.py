"""`lms search`."""

from tests.support.installation import Installation

SAMPLE = "tests/catalog/sample"


def test_what_is_found_is_told_with_its_course_step_language_and_title(installation: Installation) -> None:
    installation.lms("course", "load", SAMPLE)

    found = installation.lms_json("search", "capital", "--lang", "en")

    (hit,) = found["hits"]
    assert (hit["course"], hit["step"], hit["lang"]) == ("sample", "power-shared/why-share-power", "en")
    assert hit["title"] == "Why share power?"


def test_the_other_language_of_a_lesson_is_found_through_the_glossary(installation: Installation) -> None:
    installation.lms("course", "load", SAMPLE)

    found = installation.lms_json("search", "self-rule", "--lang", "my")

    assert {(hit["step"], hit["lang"]) for hit in found["hits"]} >= {("power-shared/why-share-power", "my")}
    assert [hit["term"] for hit in found["hits"] if hit["kind"] == "term"] == ["self-rule"]


def test_a_person_reads_lines(installation: Installation) -> None:
    installation.lms("course", "load", SAMPLE)

    assert (
        "sample/power-shared/why-share-power  [en]  Why share power?"
        in installation.lms("search", "capital", "--lang", "en").stdout
    )
    assert installation.lms("search", "elephants", "--lang", "en").stdout == "Nothing was found.\n"


def test_a_query_that_is_too_long_is_refused(installation: Installation) -> None:
    assert "200 characters" in installation.lms("search", "a" * 201, "--lang", "en", expect=1).stderr


def test_an_unknown_language_is_a_wrong_usage(installation: Installation) -> None:
    installation.lms("search", "water", "--lang", "tlh", expect=2)
