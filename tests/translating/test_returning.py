"""What can't be taken of a file that comes back: said with its row, and how to mend it."""

import pytest

from lms.catalog.package.tree import Tree
from lms.translating import docx_in, marks, papers, returning
from lms.translating.docx import Line
from lms.translating.returning import Plan
from tests.support.sample_package import LESSON, MODULE, sample_tree
from tests.support.translators import Write, returned, untouched

CASE, BANK = f"{MODULE}/case.yaml", f"{MODULE}/bank.yaml"
TITLE = "မြစ်တစ်စင်း ဥပဒေနှစ်ခု"
FIRST = "Who decides where a well is dug? In most villages nobody asks the capital."
SECOND = "Name one thing your street decided last year."
CALM = "ရေတွင်းအသစ်တူးမည့်နေရာကို ရွာက ဆုံးဖြတ်သည်။"


def come_back(write: Write, *, head: Tree | None = None, rows: list[list[str]] | None = None) -> Plan:
    tree = sample_tree()
    rows = rows or docx_in.rows_of(returned(tree, write))
    key = papers.key_in(rows[0][0])
    assert key is not None
    return returning.plan(key, rows, base=tree, head=head or tree)


def line_with(mark: str) -> Line:
    """Return the first line of which both sides have a mark."""
    found: list[Line] = []

    def look(line: Line) -> str:
        if mark in line.source and mark in line.target:
            found.append(line)
        return line.target

    returned(sample_tree(), look)
    return found[0]


def only(source: str, words: str) -> Write:
    """Write words into the one row whose left column is so."""
    return lambda line: words if line.source == source else line.target


def refused(plan: Plan) -> list[str]:
    return [str(each.what) for each in plan.refusals]


@pytest.mark.parametrize("mark", ["[[", "[@"])
def test_a_mark_that_was_lost_is_refused_with_its_row(mark: str) -> None:
    line = line_with(mark)
    plan = come_back(only(line.source, CALM))

    assert any("was lost" in each for each in refused(plan))
    assert {each.number for each in plan.refusals} == {str(line.number)}
    assert plan.tree is None


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("[[no-such-term]] " + CALM, "no term"),
        ("**" + CALM, "stands alone"),
        ("<b>" + CALM, "can't be read"),
        ("[a](https://example.org) " + CALM, "can't be read"),
        ("", "taken out"),
        ("က" * 9_000, "longer than"),
        (CALM + "\n\n" + CALM, "another heading, list or paragraph"),
        ("- " + CALM, "another heading, list or paragraph"),
        ("ယခုအခ်ိန္တြင္ ျမန္မာႏိုင္ငံ၌ ဇာတိေသြး ဇာတိမာန္ ရွိၾကရန္", "Zawgyi"),
    ],
)
def test_words_that_can_not_stand_are_refused(words: str, what: str) -> None:
    plan = come_back(only(FIRST, words))

    assert any(what in each for each in refused(plan)), refused(plan)
    assert plan.tree is None


def test_a_gap_that_was_lost_is_named() -> None:
    found = marks.faults("က ခ", show="prose", source="A {{first}} b {{second}}", before="", terms={})

    assert [str(what) for what, _how in found] == ["The mark {{first}} was lost.", "The mark {{second}} was lost."]


def test_rows_of_a_lesson_beside_a_refused_one_wait_and_say_so() -> None:
    plan = come_back(lambda line: {FIRST: "**", SECOND: CALM}.get(line.source, line.target))

    assert any("another row of the same lesson" in each for each in refused(plan))
    assert plan.tree is None


def test_refused_rows_keep_nothing_else_back() -> None:
    broken = line_with("[@")
    plan = come_back(lambda line: {broken.source: CALM, "Two laws on one river": CALM}.get(line.source, line.target))

    assert plan.refusals
    assert plan.tree is not None
    assert plan.texts == 1
    assert CALM in plan.tree[CASE].decode()


def test_a_row_whose_first_column_was_changed_is_refused() -> None:
    rows = docx_in.rows_of(returned(sample_tree(), untouched))
    rows[3][0] = "7 draft\n0000000000"
    plan = come_back(untouched, rows=rows)

    (found,) = refused(plan)
    assert "does not know this row" in found
    assert plan.refusals[0].number == "7"


def test_a_row_that_stands_twice_is_taken_once_or_refused() -> None:
    rows = docx_in.rows_of(returned(sample_tree(), only("Two laws on one river", CALM)))
    changed = next(cells for cells in rows if cells[-1] == CALM)
    assert refused(come_back(untouched, rows=[*rows, [*changed[:-1], "အခြား စာသား"]])) == [
        "This row stands in the file twice, with different words."
    ]


def test_what_an_editor_leaves_around_the_words_is_no_change() -> None:
    plan = come_back(lambda line: f"  {line.target} \u200b\n" if line.target else "")

    assert (plan.changes, plan.refusals) == ([], [])


@pytest.mark.parametrize("first", [0, 1])
def test_two_translators_of_different_texts_may_come_in_either_order(first: int) -> None:
    answers = [only("Two laws on one river", CALM), only(FIRST, CALM)]
    one = come_back(answers[first])
    assert one.tree is not None
    other = come_back(answers[1 - first], head=one.tree)

    assert other.tree is not None
    assert other.refusals == []
    assert all(CALM in other.tree[path].decode() for path in (CASE, f"{LESSON}.my.md"))


def test_the_same_file_sent_twice_changes_nothing_the_second_time() -> None:
    def write(line: Line) -> str:
        return CALM if line.source in (FIRST, "Two laws on one river") else line.target

    one = come_back(write)
    assert one.tree is not None
    again = come_back(write, head=one.tree)

    assert (again.changes, again.refusals, again.tree) == ([], [], None)


def test_who_changed_the_same_text_second_is_refused_and_told_the_way_out() -> None:
    one = come_back(only("Two laws on one river", CALM))
    assert one.tree is not None
    other = come_back(only("Two laws on one river", "မြစ်နှင့် ဥပဒေ"), head=one.tree)

    assert refused(other) == ["The translation of this text was changed on the site too, after the file was made."]
    assert "Get a new file" in str(other.refusals[0].how)
    assert other.tree is None


def test_a_text_that_went_meanwhile_is_refused() -> None:
    tree = sample_tree()
    gone = Tree({**tree, CASE: tree[CASE].replace(b"id: bank", b"id: shore")})
    plan = come_back(only("The captain shows a licence.", CALM), head=gone)

    assert refused(plan) == ["This text is not in the course any more."]


def test_a_text_that_stands_elsewhere_now_is_still_found() -> None:
    tree = sample_tree()
    head, first, second, rest = tree[BANK].decode().split("\n  - id: ", 3)
    turned = Tree({**tree, BANK: f"{head}\n  - id: {second}\n  - id: {first}\n  - id: {rest}".encode()})
    plan = come_back(only("Who signed at Panglong?", CALM), head=turned)

    assert plan.refusals == []
    assert plan.tree is not None
    assert CALM in plan.tree[BANK].decode().split("\n  - id: ")[2]


def test_what_the_check_would_not_let_in_is_said_with_its_place() -> None:
    tree = sample_tree()
    head = Tree({**tree, f"{MODULE}/notes.txt": b"mine"})
    plan = come_back(only("Two laws on one river", CALM), head=head)

    assert plan.tree is None
    assert [problem.file for problem in plan.problems] == [f"{MODULE}/notes.txt"]
