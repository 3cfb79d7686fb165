"""Packages made up at random, each without a problem: other words, other sizes, other ways to write the same YAML."""

import json
from typing import Any

from hypothesis import strategies as st

from lms.catalog.package.layout import STEPS
from lms.catalog.package.tree import Tree

_WORDS = (
    "river",
    "school",
    "a well",
    "who decides",
    "မြစ်",
    "ကျောင်း",
    "ရေတွင်း",
    "ဆုံးဖြတ်သည်",
    "**strong**",
    "7 < 9",
    "'",
    '"',
    ": #",
    "\\",
)
_LINE_ENDS = ("\n", "\r\n")
_MARKS = (b"", b"\xef\xbb\xbf")

texts = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=6).map(" ".join)
"""A text of a few words, some of which mean something in YAML or Markdown."""
both = st.fixed_dictionaries({"en": texts, "my": texts})
names = st.from_regex(r"\A[a-z]{2,8}(-[a-z0-9]{1,4})?\Z").filter(lambda name: name not in STEPS)


def _yaml(value: Any) -> str:
    # Everything that JSON writes, YAML reads.
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _question(name: str, draw: st.DrawFn) -> dict[str, Any]:
    options: list[dict[str, Any]] = [
        {"id": f"o{number}", "text": draw(both), "feedback": draw(both)} for number in range(draw(st.integers(2, 4)))
    ]
    options[draw(st.integers(0, len(options) - 1))]["right"] = True
    return {"id": name, "type": "single", "stem": draw(both), "options": options}


def _lesson(title: str, body: str, checks: list[str]) -> str:
    front = "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in (("title", title), ("summary", title))
    )
    questions = "".join(f"\n\n!!! check {name}" for name in checks)
    return f"---\n{front}minutes: 9\n---\n{body}{questions}\n"


@st.composite
def packages(draw: st.DrawFn) -> Tree:
    """Return a course in two languages, of one to three modules of one to three lessons each."""
    files: dict[str, str] = {}
    modules = draw(st.lists(names, min_size=1, max_size=3, unique=True))
    folders = [f"{number:02}-{name}" for number, name in enumerate(modules, 1)]
    for folder in folders:
        lessons = draw(st.lists(names, min_size=1, max_size=3, unique=True))
        for lesson in lessons:
            checks = [f"q-{folder[:2]}-{lesson}-{number}" for number in range(draw(st.integers(0, 2)))]
            for lang in ("en", "my"):
                files[f"{folder}/{lesson}.{lang}.md"] = _lesson(draw(texts), draw(texts), checks)
            if checks:
                files[f"{folder}/{lesson}.check.yaml"] = _yaml(
                    {"questions": [_question(name, draw) for name in checks]}
                )
        objective = {"id": "know", "level": "apply", "text": draw(both)}
        files[f"{folder}/module.yaml"] = _yaml(
            {"title": draw(both), "summary": draw(both), "objectives": [objective], "steps": lessons}
        )
    files["course.yaml"] = _yaml(
        {
            "slug": "sample",
            "languages": ["my", "en"],
            "open": draw(st.booleans()),
            "title": draw(both),
            "summary": draw(both),
            "level": "introductory",
            "hours": draw(st.integers(1, 40)),
            "licence": "CC-BY-SA-4.0",
            "modules": folders,
        }
    )
    end, mark = draw(st.sampled_from(_LINE_ENDS)), draw(st.sampled_from(_MARKS))
    tree = {path: mark + text.replace("\n", end).encode() for path, text in files.items()}
    if draw(st.booleans()):
        tree["README.md"] = draw(st.binary(max_size=200))
    return Tree(tree)
