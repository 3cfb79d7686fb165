"""A translator's file that came back, held against what went out and what is there now. Nothing is changed here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _l

from lms.catalog.package.check import check_tree
from lms.catalog.package.course import Package, read_package
from lms.catalog.package.report import Problem
from lms.catalog.package.tree import Tree
from lms.text.canonical import tidy
from lms.text.zawgyi.judge import Judge
from lms.translating import joining, marks
from lms.translating.joining import Change, Taking
from lms.translating.pairs import ID_DIGITS, SUMMARY, TITLE, Pair, pairs
from lms.translating.papers import Key, key_in
from lms.translating.twins import Misread, rebuilt

NUMBER, SOURCE, TARGET = range(3)
_LONGEST = {"plain": 300, "line": 1_000, "prose": 8_000, "lesson": 8_000}
_TITLE_LONGEST = {TITLE: 300, SUMMARY: 1_000}


@dataclass(frozen=True)
class Refusal:
    """One row that can't be taken.

    :param number: the row's number in the file; empty where it has none.
    :param words: what stands in it, or what was to be translated.
    :param what: what is wrong, and `how` to mend it: lazy sentences.
    """

    number: str
    words: str
    what: object
    how: object


@dataclass
class Plan:
    """What a file would change.

    :param texts: how many texts of the course get other words.
    :param tree: the course's files with them; None where nothing can be taken.
    :param problems: what the check of the whole course would then say against it.
    """

    key: Key
    rows: int = 0
    texts: int = 0
    changes: list[Change] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    tree: Tree | None = None

    @property
    def is_whole(self) -> bool:
        """Tell whether all that comes back can be taken."""
        return not self.refusals and not self.problems


def plan(key: Key, rows: Iterable[list[str]], *, base: Tree, head: Tree) -> Plan:
    """Return what the rows of a file would change.

    :param rows: as `docx_in.rows_of` gives them, the one with the key too.
    :param base: the course as the translator saw it.
    :param head: the course as readers see it now.
    """
    was = read_package(base)
    now = was if base.digest == head.digest else read_package(head)
    return _Planner(key, was, now).plan(rows)


class _Planner:
    def __init__(self, key: Key, was: Package, now: Package) -> None:
        self.result = Plan(key)
        self.now = now
        self.pairs = pairs(was, key.origin, key.to)
        self.there = (
            {(pair.owner, pair.field): pair for pair in pairs(now, key.origin, key.to)} if now is not was else None
        )
        self.terms = marks.terms_of(now)
        self.judge = Judge()

    def plan(self, rows: Iterable[list[str]]) -> Plan:
        known = {row.id: (pair, row) for pair in self.pairs for row in pair.rows}
        given: dict[int, list[Change]] = {}
        for cells in rows:
            if len(cells) <= TARGET or key_in(cells[NUMBER]):
                continue
            number, name = _named(cells[NUMBER])
            self.result.rows += 1
            if name not in known:
                self._refuse(number, cells[TARGET] or cells[SOURCE], *_UNKNOWN)
                continue
            pair, row = known[name]
            words = _tidied(cells[TARGET])
            if words == _tidied(row.target):
                continue
            if any(change.row.id == name for change in given.get(id(pair), ())):
                self._refuse(number, row.source, *_TWICE)
                continue
            given.setdefault(id(pair), []).append(Change(number, pair.path, row, words))
        taken = [
            taking
            for pair in self.pairs
            if id(pair) in given and (taking := self._taken(pair, given[id(pair)])) is not None
        ]
        self._join(taken)
        return self.result

    def _refuse(self, number: str, words: str, what: object, how: object) -> None:
        self.result.refusals.append(Refusal(number, words, what, how))

    def _taken(self, pair: Pair, changes: list[Change]) -> Taking | None:
        """Return what becomes of one text; None where a row of it is refused, for it is taken whole or not at all."""
        faulty = {change.row.id for change in changes for _ in self._faults(pair, change)}
        if not faulty:
            try:
                taking = self._said(pair, changes)
            except Misread as misread:
                wrong = next((each for each in changes if each.row.place == misread.place), changes[0])
                self._refuse(wrong.number, wrong.words, *_MISREAD)
                faulty = {wrong.row.id}
            else:
                return None if self._is_there(taking) or self._is_held(pair, changes) else taking
        for change in changes:
            if faulty and change.row.id not in faulty:
                self._refuse(change.number, change.words, *_WAITS)
        return None

    def _faults(self, pair: Pair, change: Change) -> Iterator[None]:
        for what, how in self._sentences(pair, change):
            self._refuse(change.number, change.words or change.row.source, what, how)
            yield

    def _sentences(self, pair: Pair, change: Change) -> Iterator[marks.Fault]:
        row, words = change.row, change.words
        if not words:
            if row.source:
                yield _EMPTIED
            return
        most = _TITLE_LONGEST.get(row.kind, _LONGEST["lesson"]) if pair.is_lesson else _LONGEST[row.show]
        if len(words) > most:
            yield _l("The text is longer than %(most)d signs.", most=most), _l("Say it in fewer words.")
            return
        yield from marks.faults(words, show=row.show, source=row.source, before=row.target, terms=self.terms)
        if pair.to == "my" and any(self.judge.is_zawgyi(line) for line in words.split("\n")):
            yield _ZAWGYI

    def _is_there(self, taking: Taking) -> bool:
        """Tell whether the course says all of it already: the same file came back before."""
        now = (self.there or {}).get((taking.pair.owner, taking.pair.field))
        return now is not None and now.words(taking.pair.to).strip() == taking.words.strip()

    def _is_held(self, pair: Pair, changes: list[Change]) -> bool:
        """Tell, and note, whether a text can't be taken for what stands around the rows."""
        fault = None
        if self.there is not None:
            now = self.there.get((pair.owner, pair.field))
            if now is None or now.path != pair.path:
                fault = _GONE
            elif now.words(pair.to).strip() != pair.words(pair.to).strip():
                fault = _CHANGED_TOO
        if fault is not None:
            for change in changes:
                self._refuse(change.number, change.words, *fault)
            return True
        if pair.is_lesson and pair.to not in pair.pages:
            filled = {change.row.id for change in changes}
            empty = [row for row in pair.rows if row.id not in filled]
            if empty:
                self._refuse(changes[0].number, empty[0].source, *_unfinished(len(empty)))
            return bool(empty)
        return False

    def _said(self, pair: Pair, changes: list[Change]) -> Taking:
        if not pair.is_lesson:
            words = changes[0].words + ("\n" if _ends_in_line(pair) else "")
            return Taking(pair, changes, pair.saying(words))
        body = rebuilt(pair.twins, {each.row.place: each.words for each in changes if each.row.place >= 0})
        front = {each.row.kind: each.words for each in changes if each.row.place < 0}
        return Taking(pair, changes, pair.saying(body), front)

    def _join(self, taken: list[Taking]) -> None:
        if not taken:
            return
        tree = Tree({**self.now.tree, **joining.files(self.now, taken)})
        found = check_tree(tree).problems
        self.result.problems = list(found)
        self.result.changes = [change for taking in taken for change in taking.changes]
        self.result.texts = len(taken)
        if not found:
            joining.assert_nothing_else_changed(self.now, read_package(tree), taken)
            self.result.tree = tree


def _named(cell: str) -> tuple[str, str]:
    """Return the number and the id that stand in the first cell of a row; empty ones where they do not."""
    parts = cell.split()
    if len(parts) < 2 or len(parts[-1]) != ID_DIGITS:
        return " ".join(parts)[:20], ""
    return parts[0], parts[-1].lower()


def _tidied(words: str) -> str:
    """Return the words of a cell without what editors leave around them."""
    return "\n".join(line.rstrip() for line in tidy(words).replace("\t", " ").split("\n")).strip()


def _ends_in_line(pair: Pair) -> bool:
    return (pair.words(pair.to) or pair.words(pair.origin)).endswith("\n")


_UNKNOWN = (
    _l("The site does not know this row: its first column was changed, or the file is of another course."),
    _l("Copy the translation into a new file from the site and send that."),
)
_TWICE = (
    _l("This row stands in the file twice, with different words."),
    _l("Take one of them out."),
)
_EMPTIED = (
    _l("The translation was taken out."),
    _l("Write it again. To take a text out of the course, change the course itself."),
)
_ZAWGYI = (
    _l("This seems to be typed with a Zawgyi keyboard."),
    _l("Turn it into Unicode with “lms text fix”, or type it with a Unicode keyboard."),
)
_MISREAD = (
    _l("With these words the row would become another heading, list or paragraph."),
    _l("A row is one paragraph: take empty lines out, and signs such as #, - or | at the beginning of a line."),
)
_GONE = (
    _l("This text is not in the course any more."),
    _l("Ask for a new file; nothing needs to be translated here."),
)
_CHANGED_TOO = (
    _l("The translation of this text was changed on the site too, after the file was made."),
    _l("Get a new file, bring the two together in it, and send that."),
)
_WAITS = (
    _l("This row is in order, but another row of the same lesson is not."),
    _l("Mend that one; then both are taken."),
)


def _unfinished(count: int) -> marks.Fault:
    return (
        _l("This lesson is new in this language, and %(count)d of its rows are empty, this one first.", count=count),
        _l("Translate them too: learners see a lesson when all of it is there."),
    )
