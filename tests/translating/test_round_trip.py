"""Texts go out to a translator and come back: unchanged they are the same to the byte, changed just those change."""

import random
from pathlib import Path

import pytest

from lms.catalog.models import TextState
from lms.catalog.package.course import Package, read_package
from lms.catalog.package.folder import read_folder
from lms.catalog.package.texts import hash_of
from lms.catalog.package.tree import Tree
from lms.config import SITE
from lms.translating import docx_in, papers, returning
from lms.translating.docx import Line
from lms.translating.pairs import pairs
from lms.translating.returning import Plan
from tests.support.sample_package import LESSON, MODULE, sample_tree
from tests.support.translators import Write, returned, untouched

COURSES = sorted(file.parent for file in (SITE / "courses").glob("*/course.yaml"))
WAYS = [("en", "my"), ("my", "en")]
SEED = 7
MORE = {"my": " ထပ်မံ", "en": " more"}


def tree_of(folder: Path) -> Tree:
    tree, refused = read_folder(folder)
    assert not refused
    return tree


def come_back(tree: Tree, write: Write, *, origin: str = "en", to: str = "my", head: Tree | None = None) -> Plan:
    rows = docx_in.rows_of(returned(tree, write, origin=origin, to=to))
    key = papers.key_in(rows[0][0])
    assert key is not None
    return returning.plan(key, rows, base=tree, head=head or tree)


def some(to: str) -> Write:
    chance = random.Random(SEED)
    return lambda line: line.target + MORE[to] if line.target and chance.random() < 0.05 else line.target


def texts_of(package: Package, origin: str, to: str) -> dict[tuple[str, str], tuple[str, object, str]]:
    found: dict[tuple[str, str], tuple[str, object, str]] = {}
    for pair in pairs(package, origin, to):
        written = pair.text.written[to]
        found[pair.owner, pair.field] = written.words, written.source, written.state
    return found


@pytest.mark.parametrize(("origin", "to"), WAYS)
@pytest.mark.parametrize(
    "folder", [pytest.param(each, marks=pytest.mark.slow) for each in COURSES], ids=lambda f: f.name
)
def test_a_real_course_comes_back_as_it_went(folder: Path, origin: str, to: str) -> None:
    tree = tree_of(folder)
    same = come_back(tree, untouched, origin=origin, to=to)
    assert (same.changes, same.refusals, same.tree) == ([], [], None)
    assert same.rows > 2_000

    plan = come_back(tree, some(to), origin=origin, to=to)
    assert (plan.refusals, plan.problems) == ([], [])
    assert plan.tree is not None
    was, now = read_package(tree), read_package(plan.tree)
    before, after = texts_of(was, origin, to), texts_of(now, origin, to)
    changed = {name for name in before if before[name] != after[name]}
    assert len(changed) == plan.texts > 50
    assert {after[name][2] for name in changed} == {"draft"}
    assert texts_of(now, to, origin) == texts_of(was, to, origin)
    assert plan.tree.keys() == tree.keys()
    for path in {path for path in tree if tree[path] == plan.tree[path]}:
        assert path not in {change.path for change in plan.changes}


@pytest.mark.parametrize(("origin", "to"), WAYS)
def test_the_sample_comes_back_as_it_went(origin: str, to: str) -> None:
    same = come_back(sample_tree(), untouched, origin=origin, to=to)

    assert (same.changes, same.refusals, same.tree) == ([], [], None)
    assert same.rows > 80


def say(words: dict[str, str]) -> Write:
    """Write words where the right column is so."""
    return lambda line: words.get(line.target, line.target)


def test_what_changed_remembers_what_the_translator_saw() -> None:
    tree = sample_tree()
    plan = come_back(tree, say({"မြစ်တစ်စင်း ဥပဒေနှစ်ခု": "မြစ်နှင့် ဥပဒေ"}))

    assert plan.tree is not None
    changed = {path for path in tree if tree[path] != plan.tree[path]}
    assert changed == {f"{MODULE}/case.yaml"}
    said = plan.tree[f"{MODULE}/case.yaml"].decode()
    source = f'source: {{lang: en, hash: "{hash_of("Two laws on one river")}"}}'
    assert f"my: {{text: မြစ်နှင့် ဥပဒေ, {source}, state: draft}}" in said


def test_a_source_that_changed_meanwhile_makes_the_translation_stale() -> None:
    tree = sample_tree()
    case = f"{MODULE}/case.yaml"
    head = Tree({**tree, case: tree[case].replace(b"Two laws on one river", b"Three laws on one river")})
    plan = come_back(tree, say({"မြစ်တစ်စင်း ဥပဒေနှစ်ခု": "မြစ်နှင့် ဥပဒေ"}), head=head)

    assert plan.tree is not None
    (pair,) = (
        each
        for each in pairs(read_package(plan.tree), "en", "my")
        if each.owner.endswith("/case") and each.field == "title"
    )
    assert pair.state == TextState.STALE


def lesson_line(tree: Tree, kind: str) -> str:
    """Return the translation in the first row of a kind in the lesson."""
    rows = (row for pair in pairs(read_package(tree), "en", "my") if pair.is_lesson for row in pair.rows)
    return next(row.target for row in rows if row.kind == kind)


@pytest.mark.parametrize("kind", ["title", "summary", "paragraph", "heading", "alt", "caption"])
def test_any_piece_of_a_lesson_can_change(kind: str) -> None:
    tree = sample_tree()
    old = lesson_line(tree, kind)
    new = old + " ထပ်မံ"
    plan = come_back(tree, lambda line: new if line.target == old else line.target)

    assert (plan.refusals, plan.problems) == ([], [])
    assert plan.tree is not None
    assert new in plan.tree[f"{LESSON}.my.md"].decode()
    assert plan.tree[f"{LESSON}.en.md"] == tree[f"{LESSON}.en.md"]
    assert b"state: draft" in plan.tree[f"{LESSON}.my.md"]


def partial() -> Tree:
    """Return the sample with a language in which nothing is there yet."""
    tree = sample_tree()
    course = tree["course.yaml"].replace(b"languages: [my, en]", b"languages: [my, en]\npartial: [ksw]")
    return Tree({**tree, "course.yaml": course})


def test_a_language_of_which_nothing_is_there_comes_whole() -> None:
    def write(line: Line) -> str:
        return line.source

    plan = come_back(partial(), write, to="ksw")

    assert (plan.refusals, plan.problems) == ([], [])
    assert plan.tree is not None
    assert f"{LESSON}.ksw.md" in plan.tree
    there = read_package(plan.tree)
    assert {pair.state for pair in pairs(there, "en", "ksw")} == {TextState.DRAFT}
    body = there.pages[f"{LESSON}.en.md"].body
    assert there.pages[f"{LESSON}.ksw.md"].body == body


def test_a_new_lesson_that_is_half_done_waits_and_the_rest_comes() -> None:
    titles = {"Two laws on one river", "Why share power?"}
    plan = come_back(partial(), lambda line: line.source if line.source in titles else "", to="ksw")

    assert plan.tree is not None
    assert f"{LESSON}.ksw.md" not in plan.tree
    assert [str(each.what) for each in plan.refusals if "is new in this language" in str(each.what)]


def test_when_the_first_language_is_changed_it_stays_the_first() -> None:
    tree = sample_tree()
    case = f"{MODULE}/case.yaml"
    english = f'en: {{text: Two laws, source: {{lang: my, hash: "{hash_of("မြစ်တစ်စင်း ဥပဒေနှစ်ခု")}"}}}},'
    tree = Tree({**tree, case: tree[case].replace(b"en: Two laws on one river,", english.encode())})
    plan = come_back(tree, say({"မြစ်တစ်စင်း ဥပဒေနှစ်ခု": "မြစ်နှင့် ဥပဒေ"}))

    assert plan.tree is not None
    assert "my: {text: မြစ်နှင့် ဥပဒေ, state: draft}" in plan.tree[case].decode()
    (pair,) = (
        each
        for each in pairs(read_package(plan.tree), "my", "en")
        if each.owner.endswith("/case") and each.field == "title"
    )
    assert pair.state == TextState.STALE
