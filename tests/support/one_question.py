"""The sample course with a quiz that asks one question."""

import json
from typing import Any

from lms.catalog.package.tree import Tree
from tests.support.courses import changed
from tests.support.question_types import content
from tests.support.sample_package import sample_tree


def quiz_of(kind: str) -> Tree:
    """Return the sample with a quiz that asks one question of a type."""
    return quiz_asking(content(kind))


def quiz_asking(question: dict[str, Any]) -> Tree:
    """Return the sample with a quiz that asks one question."""
    tree = changed(sample_tree(), "01-power-shared/quiz.yaml", "  - {tags: [case], count: 1}\n  - {count: 2}\n", DRAW)
    question = {**question, "tags": ["this"], "objective": "define-two-rules", "difficulty": "easy"}
    bank = tree["01-power-shared/bank.yaml"] + f"  - {json.dumps(question, ensure_ascii=False)}\n".encode()
    return Tree({**tree, "01-power-shared/bank.yaml": bank})


DRAW = "  - {tags: [this], count: 1}\n"
