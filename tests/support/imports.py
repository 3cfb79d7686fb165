"""Which file of the programme imports which, read from the code and never run."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Import:
    """One import: `module` is dotted; `name` is what is taken from it, empty where the whole module is."""

    line: int
    module: str
    name: str
    inside: bool
    """It hides in a function."""


@dataclass(frozen=True)
class Source:
    """One file of Python. `module` is its dotted name."""

    path: Path
    module: str
    tree: ast.Module
    lines: int

    @property
    def room(self) -> str:
        """Return the folder of `lms` that it lies in; empty for a file beside the folders."""
        parts = self.module.split(".")
        if parts[:3] == ["lms", "quizzes", "engine"]:
            return "quizzes.engine"
        return parts[1] if len(parts) > 2 or (self.path.name == "__init__.py" and len(parts) == 2) else ""

    @property
    def file(self) -> str:
        """Return its name in the room: "service"; for `views/me.py`, "views"."""
        parts = self.module.split(".")
        return parts[2] if len(parts) > 2 else ""

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """What it imports, wherever it stands."""
        return tuple(_imports(self.tree, inside=False))


def _imports(node: ast.AST, *, inside: bool) -> Iterator[Import]:
    for part in ast.iter_child_nodes(node):
        if isinstance(part, ast.Import):
            yield from (Import(part.lineno, alias.name, "", inside) for alias in part.names)
        elif isinstance(part, ast.ImportFrom):
            yield from (Import(part.lineno, part.module or "", alias.name, inside) for alias in part.names)
        elif isinstance(part, ast.stmt | ast.ExceptHandler | ast.match_case):  # No expression holds an import.
            yield from _imports(part, inside=inside or isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef))


def sources(root: Path) -> dict[str, Source]:
    """Return every file of the package in `root`, by its module."""
    found = {}
    for path in sorted((root / "lms").rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        text = path.read_text(encoding="utf-8")
        found[module] = Source(path, module, ast.parse(text), text.count("\n"))
    return found


@cache
def ours() -> dict[str, Source]:
    """Return every file of this programme, read once a run."""
    return sources(ROOT)


def targets(source: Source, known: dict[str, Source]) -> Iterator[tuple[Import, Source]]:
    """Yield the imports of a file that lead to files of ours, each with where it leads."""
    for one in source.imports:
        inner = known.get(f"{one.module}.{one.name}")
        outer = known.get(one.module)
        if inner is not None:
            yield one, inner
        elif outer is not None:
            yield one, outer
