"""docs/course-format.md: what authors copy from it is right."""

import json
import re
from pathlib import Path
from textwrap import dedent

import pytest
from jsonschema import Draft202012Validator

from lms.catalog.package.schema import look, schemas
from lms.catalog.package.yaml_lines import read_yaml
from lms.catalog.svg import read_svg
from lms.catalog.svg_allowed import ELEMENTS

PAGE = (Path(__file__).parents[2] / "docs" / "course-format.md").read_text("utf-8")
SECTIONS = {"Check questions": "check", "pretest.yaml and posttest.yaml": "test"}


def examples() -> list[tuple[str, str]]:
    """Return each example of a whole file with the schema it should fit."""
    found = []
    for part in re.split(r"\n## ", PAGE):
        title = part.partition("\n")[0]
        if title.endswith(".yaml") or title in SECTIONS:
            schema = SECTIONS.get(title, title.partition(".")[0])
            found += [(schema, text) for text in re.findall(r"^```yaml\n(.*?)^```", part, re.DOTALL | re.MULTILINE)]
    return found


@pytest.mark.parametrize(("schema", "text"), examples(), ids=[schema for schema, _ in examples()])
def test_an_example_fits_its_schema(schema: str, text: str) -> None:
    document = read_yaml(schema, text)

    assert document.problems == []
    assert look(schema, document).problems == []


@pytest.mark.parametrize("text", re.findall(r"^ *```yaml\n(.*?)^ *```", PAGE, re.DOTALL | re.MULTILINE))
def test_whatever_is_shown_as_yaml_can_be_read(text: str) -> None:
    document = read_yaml("shown.yaml", dedent(text))

    assert document.problems == []
    assert isinstance(document.value, dict)


def test_there_is_an_example_of_every_file() -> None:
    inner = {"text", "question", "lesson"}

    assert {schema for schema, _ in examples()} | inner == {name.partition(".")[0] for name in schemas()}


def test_every_key_is_explained_on_the_page() -> None:
    explained = set(re.findall(r"`([a-z_]+)(?:: [^`]*)?`", PAGE)) | set(
        re.findall(r"^ *(?:- )?([a-z_]+):", PAGE, re.MULTILINE)
    )
    explained |= set(re.findall(r"[{,] ?([a-z_]+):", PAGE))
    keys = set(re.findall(r'"([a-z_]+)"', json.dumps([*properties(list(schemas().values()))])))

    assert keys - explained == set()


def properties(schema: object) -> list[str]:
    """Return every key that a schema knows, however deep."""
    if isinstance(schema, list):
        return [key for each in schema for key in properties(each)]
    if not isinstance(schema, dict):
        return []
    own = list(schema.get("properties", {})) if isinstance(schema.get("properties"), dict) else []
    return own + properties(list(schema.values()))


def test_the_drawing_on_the_page_is_good_and_its_list_is_whole() -> None:
    text = re.search(r"^```svg\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    assert text
    assert read_svg(text[1].encode())[1] == []
    assert f"`{' '.join(ELEMENTS)}`" in PAGE


@pytest.mark.parametrize("name", schemas())
def test_a_schema_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(schemas()[name])
