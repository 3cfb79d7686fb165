"""Our walk over a document agrees with the JSON Schema library about what is in order."""

import random
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from lms.catalog.package.course import read_package
from lms.catalog.package.schema import look, schemas
from lms.catalog.package.yaml_lines import Document
from tests.support.sample_package import sample_tree

WRONG: tuple[Any, ...] = (None, 3, -1, 1.5, True, "x", "a" * 9_000, [], {}, ["a", "a"], {"my": 1}, "2026-02-30")
SEED, TRIES = 7, 1_500


def documents() -> list[tuple[str, Document]]:
    """Return each document of the sample, and the schema it is held against."""
    package = read_package(sample_tree())
    schema_of = {path: package.places[path].schema for path in package.seen}
    return [(schema_of[path], package.documents[path]) for path in sorted(schema_of)]


def spoiled(value: Any, dice: random.Random) -> Any:
    """Return a document in which one part is another, is gone, or has a part too many."""
    whole = {"": deepcopy(value)}
    at: Any = whole
    name: Any = ""
    while isinstance(at[name], dict | list) and at[name] and dice.random() < 0.8:
        at = at[name]
        name = dice.choice(list(at) if isinstance(at, dict) else range(len(at)))
    what = dice.choice((*WRONG, "gone", "more"))
    if what == "gone" and at is not whole:
        del at[name]
    elif what == "more" and isinstance(at[name], dict):
        at[name]["unheard_of"] = 1
    else:
        at[name] = what
    return whole[""]


@pytest.fixture(scope="module")
def library() -> dict[str, Draft202012Validator]:
    """Give the library's own validators, which look every reference up where it stands."""
    known = schemas()
    registry = Registry[Any]().with_resources((name, DRAFT202012.create_resource(each)) for name, each in known.items())
    return {name: Draft202012Validator({"$ref": name}, registry=registry) for name in known}


def test_it_finds_a_fault_exactly_where_the_library_finds_one(library: dict[str, Draft202012Validator]) -> None:
    dice, known = random.Random(SEED), documents()
    verdicts = set()
    for _ in range(TRIES):
        schema, document = dice.choice(known)
        value = spoiled(document.value, dice)
        faulty = bool(look(schema, replace(document, value=value)).problems)
        assert faulty is not library[f"{schema}.schema.json"].is_valid(value), (schema, value)
        verdicts.add((schema, faulty))
    assert verdicts >= {(schema, True) for schema, _ in known}
    assert {faulty for _, faulty in verdicts} == {True, False}
