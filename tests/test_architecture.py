"""Who may import whom, how large files grow, and that everything public says what it is."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.support.imports import ROOT, Source, ours, sources, targets

SHELVES: tuple[tuple[str, ...], ...] = (
    ("audit",),
    ("accounts",),
    ("media", "writing"),
    ("catalog",),
    ("search",),
    ("cohorts",),
    ("enrolment",),
    ("progress",),
    ("quizzes",),
    ("people",),
    ("authoring", "board", "learn", "marking", "site", "translating"),
    ("bank", "figures"),
    ("backup", "demo", "exchange", "interop", "offline", "reports"),
)
"""The rooms, the lowest shelf first. A room imports rooms of lower shelves only."""

SHELF = {room: height for height, rooms in enumerate(SHELVES) for room in rooms}
PLUMBING = frozenset({"text", "markup", "migrations", "quizzes.engine"})
"""Folders that know no room, as the files beside them. The engine of questions is pure: the check asks it too."""
JOINERS = frozenset(
    {"app", "cli", "console", "errorpages", "frame", "guard", "models", "permissions", "server", "signin", "wsgi"}
)
"""Plumbing in which rooms are joined."""

RANK = {"models": 0, "rules": 1, "queries": 2, "service": 3, "forms": 4, "views": 5, "cli": 5}
CLOSED = frozenset({"views", "forms", "cli"})
"""Files of a room that no other room opens."""
CALLED_THROUGH = frozenset({"queries", "rules", "service"})
"""Files whose functions are called through the module, so that their kind shows at the call."""
WEB = frozenset({"flask", "flask_login"})
VAGUE = ("util", "helper", "common", "misc", "manager")


def import_faults(root: Path) -> Iterator[str]:
    """Yield every import that goes the wrong way, with its place."""
    known = ours() if root == ROOT else sources(root)
    for source in known.values():
        for one in source.imports:
            if one.module.split(".")[0] in WEB and source.room in SHELF and source.file not in CLOSED:
                yield f"{source.module}:{one.line}: only views, forms, commands and plumbing import {one.module}"
        for one, target in targets(source, known):
            fault = _fault(source, target, one.name)
            if fault:
                yield f"{source.module}:{one.line}: {fault}"
            if one.inside:
                yield f"{source.module}:{one.line}: an import of {target.module} hides in a function"
    yield from _rank_faults(known)


def _fault(source: Source, target: Source, name: str) -> str | None:
    if target.room not in SHELF:
        return None
    if source.room not in SHELF:
        joins = source.module.split(".")[-1] in JOINERS or source.module == "lms.migrations.env"
        return None if joins else f"plumbing knows no room, but imports {target.module}"
    if target.file in CALLED_THROUGH and name and name[0].islower() and not target.module.endswith("." + name):
        return f"{name} is called through its module {target.module}"
    if source.room == target.room:
        return None
    if SHELF[target.room] >= SHELF[source.room]:
        return f"{source.room} stands no higher than {target.room}"
    return f"{target.module} is closed to other rooms" if target.file in CLOSED else None


def _rank_faults(known: dict[str, Source]) -> Iterator[str]:
    """Yield the files that reach a higher one of their own room, through whichever files between."""
    below = {
        module: {target.module for _one, target in targets(source, known) if target.room == source.room}
        for module, source in known.items()
        if source.room in SHELF
    }
    for module in below:
        source, reached, ahead = known[module], set[str](), list(below[module])
        while ahead:
            step = ahead.pop()
            if step not in reached:
                reached.add(step)
                ahead += below.get(step, ())
        if source.file in RANK:
            for other in sorted(reached - {module}):
                if RANK.get(known[other].file, -1) > RANK[source.file]:
                    yield f"{module} stands below {other}, but reaches it"
        if module in reached and source.file not in CLOSED:
            yield f"{module} reaches itself"


def test_rooms_look_down_only() -> None:
    assert list(import_faults(ROOT)) == []


def test_every_room_stands_on_a_shelf() -> None:
    rooms = {source.room for source in ours().values()} - {""}

    assert rooms - set(SHELF) - PLUMBING == set()


@pytest.mark.parametrize(
    ("file", "code", "found"),
    [
        ("accounts/service.py", "from lms.enrolment import queries", "accounts stands no higher than enrolment"),
        ("media/service.py", "import lms.cohorts.service", "media stands no higher than cohorts"),
        ("people/views.py", "from lms.accounts.views import bp", "is closed to other rooms"),
        ("people/views.py", "from lms.accounts.queries import by_uid", "by_uid is called through its module"),
        ("people/service.py", "from flask import request", "only views, forms, commands and plumbing"),
        ("people/models.py", "from lms.people import service", "stands below lms.people.service"),
        ("people/rules.py", "from lms.people import papers", "stands below lms.people.queries"),
        ("people/views.py", "def f():\n    from lms.accounts import queries", "hides in a function"),
        ("clock.py", "from lms.accounts import queries", "plumbing knows no room"),
        ("text/order.py", "from lms.accounts import queries", "plumbing knows no room"),
    ],
)
def test_a_wrong_import_is_found(tmp_path: Path, file: str, code: str, found: str) -> None:
    for name in ("accounts", "cohorts", "enrolment", "media", "people", "text"):
        (tmp_path / "lms" / name).mkdir(parents=True)
        for kind in ("__init__", "models", "queries", "service", "views"):
            (tmp_path / "lms" / name / f"{kind}.py").write_text("")
    (tmp_path / "lms" / "people" / "papers.py").write_text("from lms.people import queries")
    assert list(import_faults(tmp_path)) == []

    (tmp_path / "lms" / file).write_text(code)
    assert any(found in fault for fault in import_faults(tmp_path))


def test_half_the_files_are_under_a_hundred_lines() -> None:
    sizes = {source.module: source.lines for source in ours().values() if source.lines > 1}
    largest = sorted(sizes.items(), key=lambda size: -size[1])[:8]

    assert median(sizes.values()) < 100, largest


def test_half_the_functions_are_under_twelve_lines() -> None:
    lengths = {
        f"{source.module}.{name}": _length(node) for source in ours().values() for name, node in _functions(source.tree)
    }
    longest = sorted(lengths.items(), key=lambda length: -length[1])[:8]

    assert median(lengths.values()) < 12, longest


def test_everything_public_says_what_it_is() -> None:
    assert [fault for source in ours().values() for fault in _unsaid(source)] == []


def test_a_missing_docstring_is_found() -> None:
    code = 'class A:\n    """A."""\n    def b(self): ...\n    def _c(self): ...\n'
    source = Source(Path("a.py"), "lms.a", ast.parse('"""A."""\n' + code), 5)

    assert list(_unsaid(source)) == ["lms.a:4: b says nothing"]


def test_no_file_has_a_vague_name() -> None:
    files = [*ROOT.glob("lms/**/*"), *ROOT.glob("tests/**/*"), *ROOT.glob("tools/**/*"), *ROOT.glob("templates/**/*")]

    assert [file for file in files if any(word in file.stem.lower() for word in VAGUE)] == []


def test_every_room_says_what_it_is_for() -> None:
    for source in ours().values():
        if source.path.name == "__init__.py":
            assert ast.get_docstring(source.tree), source.path


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node.name, node


def _length(node: ast.FunctionDef) -> int:
    """Return how many lines of code a function has; its docstring is none."""
    said = node.body[0].end_lineno or 0 if ast.get_docstring(node) else node.lineno
    return (node.end_lineno or 0) - said


def _unsaid(source: Source) -> Iterator[str]:
    if not ast.get_docstring(source.tree):
        yield f"{source.module}: says nothing"
    owners: list[ast.Module | ast.ClassDef] = [source.tree]
    owners += [node for node in source.tree.body if isinstance(node, ast.ClassDef)]
    for owner in owners:
        inner = [node for node in owner.body if isinstance(node, ast.ClassDef | ast.FunctionDef)]
        for node in inner if not getattr(owner, "name", "").startswith("_") else []:
            if not node.name.startswith("_") and not ast.get_docstring(node):
                yield f"{source.module}:{node.lineno}: {node.name} says nothing"
