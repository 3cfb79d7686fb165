"""Names that are given and names that are used: each is given once, and each use finds its own."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from lms.catalog.package.course import Package
from lms.catalog.package.report import Problem
from lms.catalog.package.yaml_lines import Path
from lms.said import Said, say
from lms.text.syllables import cut

Scope = tuple[str, str]
"""Kind of thing and where it is unique: nothing for the whole course, a module's folder, a file, or
a place in a file.
"""

_WHERE = {
    "source": say("Add it to sources.yaml, or correct the name."),
    "term": say("Add it to glossary.yaml, or correct the name."),
    "objective": say("Add it to the objectives in module.yaml, or correct the name."),
    "module": say("Make a folder of this name with a module.yaml in it, or correct the name."),
    "step": say("Add the file to the module's folder, or correct the name."),
    "picture": say("Put the file into media/, or correct the name."),
    "sound": say("Put the file into media/, or correct the name."),
    "question": say("Add it to the lesson's .check.yaml, or correct the name."),
    "scene": say("Add the scene or ending, or correct the name."),
    "card set": say("Add the set under “cards”, or correct the name."),
}
_CALLED = {
    "source": say("source"),
    "term": say("term"),
    "objective": say("objective"),
    "module": say("module"),
    "step": say("step"),
    "picture": say("picture"),
    "sound": say("sound recording"),
    "question": say("question"),
    "scene": say("scene"),
    "card set": say("card set"),
}
_GIVEN_IN = {"source": "sources.yaml", "term": "glossary.yaml"}


@dataclass
class Names:
    """Every name that is given, by scope, with where."""

    given: dict[Scope, dict[str, tuple[str, int]]] = field(default_factory=dict)
    unknown: set[Scope] = field(default_factory=set)
    """Scopes whose file could not be read: nothing is said about what is missing there."""
    twins: list[Problem] = field(default_factory=list)
    hints_left: int = 30
    """Names are compared with all others for a hint; a package that is wrong throughout gets so many."""

    def give(self, scope: Scope, name: str, file: str, line: int) -> None:
        """Note that `name` is given here; a second time is a problem."""
        there = self.given.setdefault(scope, {})
        if name in there:
            first_file, first_line = there[name]
            self.twins.append(
                Problem(
                    file,
                    line,
                    say("The id “%(name)s” is given to two things.", name=name),
                    say(
                        "The first is at %(file)s:%(line)d; give this one another id.",
                        file=first_file,
                        line=first_line,
                    ),
                )
            )
        else:
            there[name] = (file, line)

    def has(self, scope: Scope, name: str) -> bool:
        """Say whether the name is given, or can't be known to be missing."""
        return scope in self.unknown or name in self.given.get(scope, {})

    def missing(self, scope: Scope, name: str, file: str, line: int) -> Problem:
        """Return the problem that a used name is not given."""
        near = []
        if self.hints_left > 0:
            self.hints_left -= 1
            near = get_close_matches(name[:60], list(self.given.get(scope, {}))[:500], 1)
        how: Said = say("Did you mean “%(near)s”?", near=near[0]) if near else _WHERE[scope[0]]
        return Problem(
            file, line, say("There is no %(kind)s “%(name)s”.", kind=_CALLED[scope[0]], name=cut(name, 60)), how
        )


def gather(package: Package) -> Names:
    """Return the names that files, and ids inside of them, give."""
    names = Names()
    for module in package.modules:
        if f"{module}/module.yaml" in package.places:
            names.give(("module", ""), module, f"{module}/module.yaml", 1)
        for step in package.steps(module):
            names.give(("step", module), step, f"{module}/{step}", 1)
    for path, place in package.places.items():
        if place.kind == "media":
            kind = "sound" if path.endswith((".mp3", ".ogg")) else "picture"
            names.give((kind, ""), place.stem, path, 1)
    for path, seen in package.seen.items():
        for at, (kind, within), value in seen.names:
            if isinstance(value, str):
                scope = (kind, _where(package, path, within, at))
                names.give(scope, value, path, package.line(path, *at))
    _what_is_unknown(package, names)
    return names


def _what_is_unknown(package: Package, names: Names) -> None:
    for path, place in package.places.items():
        if not path.endswith(".yaml") or (path in package.seen and isinstance(package.documents[path].value, dict)):
            continue
        names.unknown |= {(kind, "") for kind, file in _GIVEN_IN.items() if path == file}
        names.unknown |= {("scene", path), ("card set", path)}
        if place.kind == "module":
            names.unknown.add(("objective", place.module))
    for module in package.modules:
        if f"{module}/module.yaml" not in package.places:
            names.unknown |= {("objective", module), ("module", "")}


def _where(package: Package, path: str, within: str, at: Path) -> str:
    if within == "course":
        return ""
    if within == "module":
        return package.places[path].module
    return path if within == "file" else f"{path} {at[:-2]}"


def problems(package: Package, names: Names) -> Iterator[Problem]:
    """Yield twins, uses that find nothing, and files that no order names."""
    yield from names.twins
    for path, seen in package.seen.items():
        for at, (kind, within), value in seen.uses:
            if not isinstance(value, str):
                continue
            scope = (kind, _where(package, path, within, at))
            if not names.has(scope, value):
                yield names.missing(scope, value, path, package.line(path, *at))
            elif kind == "source":
                yield from unread(package, value, path, package.line(path, *at))
    yield from _left_out(package)


def unread(package: Package, source: str, file: str, line: int) -> Iterator[Problem]:
    """Yield the problem that a source is cited which nobody has read again, or on which texts
    disagree.
    """
    mark = package.marks.get(source, "P")
    if mark != "P":
        yield Problem(
            file,
            line,
            say("The source “%(id)s” has the mark %(mark)s.", id=source, mark=mark),
            say("Only what was read (P) may be cited: read it, or leave the fact out."),
        )


def _left_out(package: Package) -> Iterator[Problem]:
    if "modules" in package.course:
        for module in package.modules:
            if module not in package.course["modules"]:
                yield Problem(
                    "course.yaml",
                    package.line("course.yaml", "modules"),
                    say("The folder “%(name)s” is not in the order of the modules.", name=module),
                    say("Add it to “modules”, or take the folder out."),
                )
    for module in package.modules:
        path = f"{module}/module.yaml"
        if path not in package.places:
            yield Problem(path, 1, say("The module has no module.yaml."), say("Write one."))
        elif package.sound(path):
            named = package.value(path)["steps"]
            for step in package.steps(module):
                if step not in named:
                    yield Problem(
                        path,
                        package.line(path, "steps"),
                        say("“%(name)s” is not in the order of the steps.", name=step),
                        say("Add it to “steps”, or take the file out."),
                    )
    for path, place in package.places.items():
        if place.kind == "check" and (place.module, place.stem) not in package.lessons:
            yield Problem(
                path,
                1,
                say("There is no lesson to these questions."),
                say("Give the file the lesson's name."),
            )
        if place.kind == "quiz" and f"{place.module}/bank.yaml" not in package.places:
            yield Problem(
                path,
                1,
                say("There is no bank.yaml to draw from."),
                say("Write the questions there."),
            )
