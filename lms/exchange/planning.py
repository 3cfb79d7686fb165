"""What becomes of the questions of a file in a course: which can be taken, what the course would be then."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from lms.catalog.package.check import check_tree
from lms.catalog.package.course import Package, read_package
from lms.catalog.package.layout import stable_name
from lms.catalog.package.report import Problem
from lms.catalog.package.rewriting import Saying
from lms.catalog.package.tree import Gatherer, Tree
from lms.catalog.package.unsound import sentence
from lms.exchange import naming, yaml_out
from lms.exchange.balance import balanced
from lms.exchange.filling import Needs, filled
from lms.exchange.found import Brought, Content, Reading, Refused
from lms.exchange.meeting import Meeting, Met, meet
from lms.exchange.walk import Path
from lms.quizzes.engine.definition import load
from lms.quizzes.engine.refusal import Unsound
from lms.said import Said, say

MOST_IN_BANK = 200
_ROUNDS = 6
_LOOKED_AT = ("course.yaml", "sources.yaml", "glossary.yaml")


@dataclass
class Accepted:
    """A question that can be taken.

    :param module: the folder of the module it goes to, or is in.
    :param content: as the bank will have it.
    :param meeting: whether it is new (None), or what it is to the one that is there.
    """

    brought: Brought
    module: str
    content: Content
    meeting: Meeting | None = None
    sayings: dict[tuple[Path, str], Saying] = field(default_factory=dict)
    typed: dict[Path, list[str]] = field(default_factory=dict)


@dataclass
class Plan:
    """What a file would change.

    :param notes: what was done to many questions at once.
    :param problems: what the check of the whole course would say against it.
    :param tree: the course's files then; None where nothing can be taken, or nothing changes.
    :param joined: the course's files with all that is accepted, whatever the check says.
    """

    format: str
    lang: str
    accepted: list[Accepted] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    more: int = 0
    notes: list[Said] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    tree: Tree | None = None
    joined: Tree = field(default_factory=lambda: Tree({}))

    @property
    def changes(self) -> int:
        """Return how many questions are new or get a language."""
        return sum(each.meeting is not Meeting.SAME for each in self.accepted)


class NoModule(ValueError):
    """The course has no such module, or none at all into which questions can go."""


def plan(name: str, reading: Reading, head: Tree, *, lang: str, module: str = "") -> Plan:
    """Return what the questions of a file would change in a course.

    :param name: the format.
    :param head: the course as readers see it now.
    :param lang: the language of texts that name none.
    :param module: the folder or stable name of the module for questions whose category names none; empty: the first.
    :raises NoModule: there is no such module.
    """
    return _Planner(Plan(name, lang, refused=list(reading.refused), more=reading.more), head, module).plan(reading)


class _Planner:
    def __init__(self, result: Plan, head: Tree, module: str) -> None:
        self.result, self.head = result, head
        self.package = read_package(head)
        self.module = chosen(self.package, module)
        self.langs = [*self.package.languages, *self.package.partial]
        self.here = {each["id"]: (path, place, each) for path, place, each in _questions(self.package)}
        self.names: dict[str, int] = {}

    def plan(self, reading: Reading) -> Plan:
        for brought in reading.brought:
            self._take(brought)
        self._hold_bounds()
        self._try()
        self.result.refused.sort(key=lambda refused: refused.line)
        return self.result

    def _refuse(self, brought: Brought, why: Said) -> None:
        self.result.refused.append(Refused(brought.line, brought.title, why))

    def _take(self, brought: Brought) -> None:
        name = naming.name_of(brought, self.names)
        module = self._module_of(brought.category)
        needs = self._needs(module)
        if not needs.objectives:
            self._refuse(
                brought, say("The module “%(module)s” has no objectives, and a question tests one.", module=module)
            )
            return
        came = {**brought.content, "id": name}
        try:
            load(came)
        except Unsound as unsound:
            self._refuse(brought, sentence(unsound))
            return
        met = self._meet(came)
        if met is not None and met.meeting is Meeting.OTHER:
            name = naming.another(name, brought)
            met = self._meet({**came, "id": name})
        if met is None:
            self.result.accepted.append(Accepted(brought, module, filled(brought, name, needs)))
            return
        path, place, here = self.here[name]
        if met.meeting is Meeting.OTHER or (met.meeting is Meeting.LANGUAGE and not path.endswith("/bank.yaml")):
            self._refuse(
                brought, say("There is another question “%(id)s” in the course. Give this one another name.", id=name)
            )
            return
        sayings = {(("questions", place, *at), lang): said for (at, lang), said in met.sayings.items()}
        typed = {("questions", place, *at): words for at, words in met.typed.items()}
        folder = path.rpartition("/")[0]
        self.result.accepted.append(Accepted(brought, folder, here, met.meeting, sayings, typed))

    def _meet(self, came: Content) -> Met | None:
        here = self.here.get(came["id"])
        return None if here is None else meet(here[2], came, self.langs)

    def _module_of(self, category: str) -> str:
        last = category.rpartition("/")[2].strip()
        names = {name: each for each in self.package.modules for name in (each, stable_name(each))}
        return names.get(last, self.module)

    def _needs(self, module: str) -> Needs:
        value = self.package.value(f"{module}/module.yaml")
        sources = frozenset(
            each["id"] for _, each in self.package.entries("sources.yaml", "sources") if each["mark"] == "P"
        )
        objectives = [each["id"] for each in value.get("objectives", ())]
        return Needs(self.package.languages, self.package.partial, objectives, sources)

    def _hold_bounds(self) -> None:
        """Refuse the questions for which a bank has no room."""
        room = {module: MOST_IN_BANK - len(self._bank(module)) for module in self.package.modules}
        for each in list(self.result.accepted):
            if each.meeting is None:
                room[each.module] -= 1
                if room[each.module] < 0:
                    self.result.accepted.remove(each)
                    self._refuse(
                        each.brought,
                        say("A bank holds %(most)d questions at most; this one is full.", most=MOST_IN_BANK),
                    )

    def _bank(self, module: str) -> list[Content]:
        return [question for _, question in self.package.questions(f"{module}/bank.yaml")]

    def _try(self) -> None:
        """Put what is accepted into the course, and take out what the check says something against, until it says
        nothing.
        """
        self._balance()
        for _ in range(_ROUNDS):
            tree, places = self._joined()
            if not self._take_out(_part(tree), places):
                break
        self.result.joined = tree
        if not self.result.changes:
            return
        problems = _too_large(tree) or check_tree(tree).problems
        self.result.problems = list(problems)
        if not problems:
            self.result.tree = tree

    def _balance(self) -> None:
        moved = False
        for module in self.package.modules:
            new = [each.content for each in self.result.accepted if each.meeting is None and each.module == module]
            moved = balanced(self._bank(module), new) or moved
        if moved:
            self.result.notes.append(say("Right options were moved about, so that no place gives them away."))

    def _joined(self) -> tuple[Tree, dict[tuple[str, int], Accepted]]:
        """Return the course with all that is accepted, and whose line each line of a bank is."""
        files = dict(self.head)
        places: dict[tuple[str, int], Accepted] = {}
        for module in self.package.modules:
            path = f"{module}/bank.yaml"
            ours = [each for each in self.result.accepted if each.module == module]
            told = [each for each in ours if each.meeting is Meeting.LANGUAGE]
            new = [each for each in ours if each.meeting is None]
            if told:
                sayings = {at: said for each in told for at, said in each.sayings.items()}
                typed = {at: words for each in told for at, words in each.typed.items()}
                files[path] = yaml_out.changed(files[path], sayings, typed)
            if new:
                written = [yaml_out.written(each.content) for each in new]
                files[path], lines = yaml_out.appended(files.get(path), written)
                for each, (first, last) in zip(new, lines, strict=True):
                    places |= {(path, line): each for line in range(first, last + 1)}
                    files |= {f"media/{name}": data for name, data in each.brought.files.items()}
        return Tree(files), places

    def _take_out(self, tree: Tree, places: dict[tuple[str, int], Accepted]) -> bool:
        """Refuse what the check of the banks says something against; return whether there was any."""
        out: dict[int, tuple[Accepted, Said]] = {}
        for problem in check_tree(tree).problems:
            whose = places.get((problem.file, problem.line)) or self._with_file(problem.file)
            if whose is not None:
                out.setdefault(id(whose), (whose, say("%(what)s %(how)s", what=problem.what, how=problem.how)))
        for each, why in out.values():
            self.result.accepted.remove(each)
            self._refuse(each.brought, why)
        return bool(out)

    def _with_file(self, path: str) -> Accepted | None:
        name = path.removeprefix("media/")
        return next((each for each in self.result.accepted if name in each.brought.files), None)


def chosen(package: Package, module: str) -> str:
    """Return the folder of a module; of none named the first.

    :raises NoModule: there is no such module.
    """
    if not module and package.modules:
        return package.modules[0]
    found = next((each for each in package.modules if module in (each, stable_name(each))), None)
    if found is None:
        raise NoModule(module)
    return found


def _questions(package: Package) -> Iterable[tuple[str, int, Content]]:
    for path, place in package.places.items():
        if place.kind in ("bank", "check"):
            yield from ((path, number, question) for number, question in package.questions(path))


def _part(tree: Tree) -> Tree:
    """Return what the check needs in order to judge banks: it is done several times."""
    wanted = ("/bank.yaml", "/module.yaml")
    return Tree(
        {
            path: data
            for path, data in tree.items()
            if path in _LOOKED_AT or path.endswith(wanted) or path.startswith("media/")
        }
    )


def _too_large(tree: Tree) -> list[Problem]:
    """Return what is too large in a course, or in all."""
    gatherer = Gatherer()
    for path, data in tree.items():
        if not gatherer.room_for(path, len(data)):
            break
    return gatherer.problems
