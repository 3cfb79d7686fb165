"""The same posts in any order, again and again, late or never, from two tabs, languages and phones: one right state.

A page is what a browser read at some moment. What it sends is decided by the page and the person alone, so the state
that is right follows from what arrived before the handing in: of each question, the greatest (seq, uid).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from lms.catalog.models import Question
from lms.points import points
from lms.progress import queries as progress
from lms.progress import rules
from lms.progress import service as ledger
from lms.progress.models import Event
from lms.quizzes import queries
from lms.quizzes.engine.grading import total
from lms.quizzes.models import Attempt
from tests.learn.test_done import CASE, LESSON, REFLECTION, check, here
from tests.progress.test_ledger import totals
from tests.quizzes.test_attempts import share_of, values_of
from tests.support.browser import SAME_ORIGIN, Browser
from tests.support.sheets import Post, Sheet
from tests.support.taking import QUIZ, Taking

COUNT = 3
HELD_LATE = (303, 409)
"""What an answer gets after the handing in: nothing was to be changed, or it is told that it came too late."""


@dataclass
class Sent:
    """What a page has sent, and what it says of itself. It may arrive once, often, late, or never."""

    path: str
    post: Post
    seq: int
    uid: str
    chosen: tuple[str, ...]
    changes: bool


@dataclass
class Run:
    """One attempt, the pages that are open, and what has been sent and not been lost."""

    browsers: tuple[Browser, Browser]
    attempt: str
    tabs: dict[tuple[int, int], Sheet] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    arrived: dict[str, dict[str, Sent]] = field(default_factory=dict)
    handed_in: bool = False

    def look(self, tab: int, phone: int, lang: str, number: int) -> None:
        """Fetch the page of a question anew."""
        browser = self.browsers[phone]
        path = f"/{lang}{self.attempt}/{number}"
        page = browser.get(path, expect=303 if self.handed_in else 200, queries=4)
        if not self.handed_in:
            self.tabs[tab, phone] = Sheet(page)

    def press(self, tab: int, phone: int, picks: Iterable[int], to: str) -> None:
        """Choose on a page that is open, and press a button: what is sent is on its way."""
        sheet = self.tabs.get((tab, phone))
        if sheet is None:
            return
        options = sheet.options
        wanted = {options[pick % len(options)] for pick in picks}
        if not sheet.several:
            wanted = set(sorted(wanted)[:1]) or set(sheet.chosen)
        changes = wanted != set(sheet.chosen)
        self.sent.append(
            Sent(sheet.page.path, sheet.filled(wanted, to), sheet.seq, sheet.uid, tuple(sorted(wanted)), changes)
        )
        del self.tabs[tab, phone]

    def deliver(self, place: int, phone: int, *, keep: bool) -> None:
        """Let something that was sent arrive; `keep`: it arrives again later."""
        if not self.sent:
            return
        one = self.sent[place % len(self.sent)]
        if not keep:
            self.sent.remove(one)
        browser = self.browsers[phone]
        browser.db.commit()
        answer = browser.client.post(one.path, data=one.post, headers=SAME_ORIGIN)
        assert answer.status_code in (HELD_LATE if self.handed_in else (303,)), (one, answer.status_code)
        if one.changes and not self.handed_in:
            self.arrived.setdefault(one.path[3:], {}).setdefault(one.uid, one)

    def hand_in(self, phone: int, lang: str) -> None:
        """Press "Hand in", for the first time or again."""
        self.browsers[phone].post(f"/{lang}{self.attempt}", size_bytes=40_000)
        self.handed_in = True

    def right(self, number: int) -> tuple[str, ...]:
        """Return the answer that has to hold."""
        came = self.arrived.get(f"{self.attempt}/{number}", {}).values()
        held = max(came, key=lambda one: (one.seq, one.uid), default=None)
        return held.chosen if held else ()


TABS, PHONES, LANGS = st.integers(0, 1), st.integers(0, 1), st.sampled_from(["en", "my"])
NUMBERS = st.sampled_from([1, 1, 1, 2, 3])
"""Most pages are of one question: that is where they meet."""
PICKS = st.lists(st.integers(0, 3), max_size=2)
STEPS = st.one_of(
    st.tuples(st.just("look"), TABS, PHONES, LANGS, NUMBERS),
    st.tuples(st.just("press"), TABS, PHONES, PICKS, st.sampled_from(["", "2", "all", "my", "en"])),
    st.tuples(st.just("look and press"), TABS, PHONES, LANGS, NUMBERS, PICKS),
    st.tuples(st.just("deliver"), st.integers(0, 9), PHONES, st.booleans()),
    st.tuples(st.just("lose"), st.integers(0, 9)),
)


def take(run: Run, step: tuple[object, ...]) -> None:
    """Let one thing happen."""
    match step:
        case ("look", int(tab), int(phone), str(lang), int(number)):
            run.look(tab, phone, lang, number)
        case ("press", int(tab), int(phone), list(picks), str(to)):
            run.press(tab, phone, picks, to)
        case ("look and press", int(tab), int(phone), str(lang), int(number), list(picks)):
            run.look(tab, phone, lang, number)
            run.press(tab, phone, picks, "")
        case ("deliver", int(place), int(phone), bool(keep)):
            run.deliver(place, phone, keep=keep)
        case ("lose", int(place)) if run.sent:
            run.sent.pop(place % len(run.sent))


@pytest.fixture
def phones(browser: Browser, taking: Taking) -> tuple[Browser, Browser]:
    """Give two phones on which Aye is signed in, who may try the quiz as often as she likes."""
    taking.set(QUIZ, attempts=None)
    return browser.sign_in(taking.account), browser.another().sign_in(taking.account)


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.lists(STEPS, min_size=8, max_size=25), st.lists(STEPS, max_size=6), LANGS)
def test_the_same_posts_in_any_order_end_in_one_right_state(
    db: Session,
    taking: Taking,
    phones: tuple[Browser, Browser],
    before: list[tuple[object, ...]],
    after: list[tuple[object, ...]],
    lang: str,
) -> None:
    begun = phones[0].post("learn.begin", course=taking.shelved.code, quiz=taking.shelved.step(QUIZ)).location
    run = Run(phones, begun[3:].rsplit("/", 1)[0])
    for step in before:
        take(run, step)
    while len(run.sent) > 2:
        run.deliver(len(before), 0, keep=False)

    attempt = of(db, run)
    assert [values_of(slot) for slot in attempt.slots] == [run.right(number) for number in range(1, COUNT + 1)]
    pages = {(one, number): show(run, one, number) for one in ("en", "my") for number in range(1, COUNT + 1)}
    for (_lang, number), sheet in pages.items():
        assert sorted(sheet.chosen) == list(run.right(number))
        assert sheet.options == pages["en", number].options

    run.hand_in(0, lang)
    for step in after:
        take(run, step)
    run.hand_in(1, "my")

    assert_marked(db, taking, run)


def of(db: Session, run: Run) -> Attempt:
    """Return the attempt as it is kept now."""
    db.expire_all()
    found = queries.by_uid(db, run.attempt.rsplit("/", 1)[1])
    assert found is not None
    return found


def show(run: Run, lang: str, number: int) -> Sheet:
    """Return the page of a question."""
    return Sheet(run.browsers[1].get(f"/{lang}{run.attempt}/{number}", queries=4))


def assert_marked(db: Session, taking: Taking, run: Run) -> None:
    """Hold the marks to the answers that held, and what is kept to what the ledger adds up to."""
    attempt = of(db, run)
    asked = [db.get_one(Question, slot.question_id).content for slot in attempt.slots]
    held = [run.right(slot.position) for slot in attempt.slots]
    shares = [share_of(content, values) for content, values in zip(asked, held, strict=True)]
    assert [values_of(slot) for slot in attempt.slots] == held
    assert attempt.points == points(total(shares))
    rows = progress.ledger(db, taking.account.id, taking.shelved.course.id)
    assert totals(db, taking) == rules.fold(rows)
    assert totals(db, taking).steps[taking.step_id(QUIZ)].times == attempt.number


DONE_BY = {
    LESSON: {"check wrong", "check right"},
    CASE: {"end"},
    "plan": {"read"},
    REFLECTION: {"thought", "words"},
}
"""With which deeds a step of the sample is done."""
DEEDS = sorted({*set().union(*DONE_BY.values()), "mark", "unmark"})


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(DEEDS), PHONES, LANGS), max_size=14))
def test_what_is_done_in_any_order_and_again_is_done_once(
    db: Session, taking: Taking, phones: tuple[Browser, Browser], deeds: list[tuple[str, int, str]]
) -> None:
    ledger.forget_person(db, account=taking.account)
    for deed, phone, lang in deeds:
        phones[phone].lang = lang
        do(phones[phone], taking, deed)

    db.expire_all()
    did = {deed for deed, _phone, _lang in deeds}
    steps = progress.steps_of(db, taking.account, taking.shelved.course.id)
    done = {name for name in DONE_BY if taking.step_id(name) in steps}
    assert done == {name for name, by in DONE_BY.items() if did & by}
    assert all(step.done_day for step in steps.values())
    if LESSON in done:
        assert steps[taking.step_id(LESSON)].points == (10_000 if "check right" in did else 0)
    rows = progress.ledger(db, taking.account.id, taking.shelved.course.id)
    assert len([row for row in rows if row.event == Event.DONE]) == len(done)
    if rows:
        assert totals(db, taking) == rules.fold(rows)


def do(browser: Browser, taking: Taking, deed: str) -> None:
    """Do one thing through the pages."""
    match deed.split():
        case ["check", how]:
            check(browser, taking, "self" if how == "right" else "shared")
        case ["end"]:
            browser.post("learn.end", {"place": "2"}, **here(taking, CASE, case=taking.shelved.step(CASE)))
        case ["read"]:
            browser.post("learn.read", **here(taking, "plan", page=taking.shelved.step("plan")))
        case [("thought" | "words") as how]:
            sent = {"keep": "nothing"} if how == "thought" else {"words": "a road"}
            browser.post("learn.reflect", sent, **here(taking, REFLECTION, reflection=taking.shelved.step(REFLECTION)))
        case [how]:
            browser.post("learn.mark", {"marked": "yes" if how == "mark" else "no"}, **here(taking, LESSON))
