"""A question put into its course: the files as they are to be, held against every check before anything is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lms.bank import words
from lms.bank.filling import Filled
from lms.catalog import loading
from lms.catalog.loading import Ready
from lms.catalog.models import Origin
from lms.catalog.package import unsound
from lms.catalog.package.check import check_read
from lms.catalog.package.course import Package
from lms.catalog.package.layout import stable_name
from lms.catalog.package.question_yaml import EMPTY, in_order, put_question, without_question
from lms.catalog.package.report import Problem
from lms.catalog.package.schema import look
from lms.catalog.package.tree import Tree
from lms.catalog.package.yaml_lines import Document, Path, read_yaml
from lms.quizzes.engine.definition import load
from lms.quizzes.engine.refusal import Unsound

Question = Mapping[str, Any]
MOST_SAID = 8


@dataclass
class Plan:
    """What would become of a course.

    :param package: the course with the change; None: it can't be made.
    :param faults: what speaks against it and belongs to no field, as sentences.
    """

    package: Package | None = None
    faults: list[str] = field(default_factory=list)

    def ready(self) -> Ready:
        """Return the course as its next revision, rendered, before any lock is held."""
        assert self.package is not None, "nothing speaks for it"
        return loading.from_package(self.package, Origin.STUDIO)


def bank_of(paths: list[str], module: str) -> str:
    """Return the path of a module's bank, whether it is there or not.

    :param module: the module's stable name.
    """
    folders = sorted({path.partition("/")[0] for path in paths if path.endswith("/module.yaml")})
    return next(f"{folder}/bank.yaml" for folder in folders if stable_name(folder) == module)


def changed(tree: Tree, path: str, question: Question) -> Tree:
    """Return the files of a course with a question in its bank."""
    return Tree({**tree, path: put_question(tree.get(path, EMPTY), in_order(question))})


def without(tree: Tree, path: str, name: str) -> Tree:
    """Return the files of a course without a question of a bank; the last one takes its bank along."""
    left = without_question(tree[path], name)
    others = {each: data for each, data in tree.items() if each != path}
    return Tree(others if left == EMPTY else {**others, path: left})


def plan(tree: Tree) -> Plan:
    """Return what speaks against a course with these files."""
    package, report = check_read(tree)
    return Plan(None if report.problems else package, [_sentence(each) for each in report.problems[:MOST_SAID]])


def planned(tree: Tree, path: str, filled: Filled) -> Plan:
    """Return what would become of a course with a question; what speaks against it is put beside its fields.

    What can be said of the question alone is said first: the whole course takes longer.
    """
    if _own_faults(path, filled):
        return Plan()
    after = changed(tree, path, filled.content)
    package, report = check_read(after)
    if not report.problems:
        return Plan(package)
    document = read_yaml(path, after[path].decode("utf-8-sig"))
    place = next(n for n, each in enumerate(document.value["questions"]) if each["id"] == filled.content["id"])
    rest = [each for each in report.problems if not _blamed(each, path, document, place, filled)]
    return Plan(None, [_sentence(each) for each in rest[:MOST_SAID]])


def _own_faults(path: str, filled: Filled) -> bool:
    """Put beside its fields what a question is wrong in whatever its course says; tell whether there is something."""
    alone = put_question(EMPTY, in_order(filled.content))
    document = read_yaml(path, alone.decode())
    problems = look("bank", document).problems
    if problems:
        blamed = [_blamed(each, path, document, 0, filled) for each in problems]  # Each of them, and not the first.
        return all(blamed)
    try:
        load(filled.content)
    except Unsound as found:
        what, how = unsound.sentences(found)
        return filled.blame(found.at, words.spoken(what, how))
    return False


def _blamed(problem: Problem, path: str, document: Document, place: int, filled: Filled) -> bool:
    """Put a problem beside the field in which it lies, if it lies in this question."""
    if problem.file != path:
        return False
    own: list[Path] = [at[2:] for at, line in document.places.items() if at[:2] == ("questions", place)]
    first = document.places["questions", place]
    lines = [document.places["questions", place, *at] for at in own]
    if not first <= problem.line <= max(lines, default=first):
        return False
    at = max((at for at, line in zip(own, lines, strict=True) if line <= problem.line), key=_depth_at(lines, own))
    return filled.blame(at, words.spoken(problem.what, problem.how))


def _depth_at(lines: list[int], own: list[Path]) -> Any:
    """Return what puts the nearest line first, and of those of one line what stands outermost but is no whole list."""
    line_of = dict(zip(own, lines, strict=True))
    return lambda at: (line_of[at], -len(at), bool(at))


def _sentence(problem: Problem) -> str:
    return words.spoken(f"{problem.file}:{problem.line}:", problem.what, problem.how)
