"""The search against the gold set, which was written from the raw texts before there was a search: see its README."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.library import Library

GOLD = Path(__file__).parent / "gold"


def queries(*names: str) -> list[dict[str, Any]]:
    """Return what the files of these names ask."""
    return [each for name in names for each in yaml.safe_load((GOLD / f"{name}.yaml").read_text())]


def measure(library: Library, asked: list[dict[str, Any]]) -> tuple[float, float]:
    """Return recall and precision, and print each query that is not answered wholly right.

    Recall: of all right pages the share that was found. Precision: of all pages found the share that is right.
    """
    right = hit = found = 0
    for each in asked:
        got, wanted = set(library.find(each["query"], each["lang"])), set(each["right"])
        right, hit, found = right + len(wanted), hit + len(got & wanted), found + len(got)
        if got != wanted:
            print(f"{each['query']}: not found {sorted(wanted - got)}, wrong {sorted(got - wanted)}")
    recall, precision = hit / right, hit / found
    print(f"{len(asked)} queries, {right} right pages: recall {recall:.3f}, precision {precision:.3f}")
    return recall, precision


def test_what_is_asked_is_found_and_little_else(library: Library) -> None:
    recall, precision = measure(library, queries("phrases", "lookalikes", "across"))

    assert recall >= 0.98
    assert precision >= 0.95


@pytest.mark.parametrize("kind", ["phrases", "lookalikes", "across"])
def test_no_kind_of_query_is_worse_than_the_others(library: Library, kind: str) -> None:
    recall, precision = measure(library, queries(kind))

    assert recall >= 0.95
    assert precision >= 0.9


def test_what_is_misspelt_is_found(library: Library) -> None:
    recall, precision = measure(library, queries("misspelt"))

    assert recall >= 0.8
    assert precision >= 0.8


def test_what_only_looks_alike_is_not_found(library: Library) -> None:
    wrong = {
        each["query"]: set(each["wrong"]) & set(library.find(each["query"], each["lang"]))
        for each in queries("lookalikes")
        if "wrong" in each
    }

    assert {query: found for query, found in wrong.items() if found} == {}
    assert len(wrong) >= 15


@pytest.mark.parametrize("asked", queries("topics"), ids=lambda asked: asked["query"])
def test_what_a_person_would_expect_comes_first(library: Library, asked: dict[str, Any]) -> None:
    found = library.find(asked["query"], asked["lang"])

    assert set(found[:1]) & set(asked["first"]), found[:5]


def test_the_gold_set_is_large_enough() -> None:
    counts = {kind: len(queries(kind)) for kind in ("phrases", "lookalikes", "across", "misspelt", "topics")}

    assert sum(counts.values()) >= 60
    assert counts["lookalikes"] >= 20
    assert counts["across"] >= 10
    assert counts["misspelt"] >= 10
