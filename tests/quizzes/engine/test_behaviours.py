"""Behaviours of questions: the marks of Moodle's rules, and one state from any order of the same events."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.quizzes.engine.behaviours.certainty import adjusted
from lms.quizzes.engine.behaviours.run import Act, Asked, Behaviour, Event, NotAnEvent, Run, Stage, replayed, step
from lms.quizzes.engine.definition import load
from lms.quizzes.engine.refusal import NotAnAnswer
from tests.support.question_types import TYPES, content, options, right, wrong

THIRD = Fraction(1, 3)
SINGLE = {"a": {"values": ["a"]}, "b": {"values": ["b"]}, "half": {"values": ["half"]}, "": {}}
"""Wrong, right, half right, and nothing."""


def task(kind: str = "single", **more: Any) -> Any:
    """Return the task of a question of a type; the single choice also has an option worth half."""
    if kind == "single" and not more:
        shares = {"a": 0, "b": 1, "half": 0.5}
        more = {"options": [{**each, "share": shares[each["id"]]} for each in options("a", "b", "half", right="")]}
    return load(content(kind, **more)).task


def run(behaviour: Behaviour, said: str, *, hints: Sequence[bool] = (), penalty: Fraction = THIRD) -> Run:
    """Return what becomes of a single choice.

    :param said: acts in their order, such as "save a, check b, again, finish"; "check b!3" is certain to 3.
    """
    found = Run(behaviour, Asked(task(), penalty, tuple(hints)))
    for seq, each in enumerate(said.split(", ") if said else [], 1):
        found = step(found, event(seq, each))
    return found


def event(seq: int, said: str) -> Event:
    """Return an event in a word or two."""
    said, _, certainty = said.partition("!")
    act, _, name = said.partition(" ")
    acts = {"save": Act.SAVE, "check": Act.CHECK, "again": Act.TRY_AGAIN, "finish": Act.FINISH, "mark": Act.MARK}
    return Event(
        seq,
        f"{seq}-{said}{certainty}",
        acts[act],
        {} if act == "mark" else SINGLE[name],
        int(certainty) if certainty else None,
        Fraction(name) if act == "mark" else None,
    )


D, F, T, A, N = (
    Behaviour.DEFERRED,
    Behaviour.IMMEDIATE,
    Behaviour.INTERACTIVE,
    Behaviour.ADAPTIVE,
    Behaviour.ADAPTIVE_NO_PENALTY,
)
DC, IC, M = Behaviour.DEFERRED_CERTAINTY, Behaviour.IMMEDIATE_CERTAINTY, Behaviour.MANUAL

TABLE: list[tuple[Behaviour, int, str, Stage, Fraction | int | None]] = [
    (D, 0, "", Stage.TODO, None),
    (D, 0, "save b", Stage.COMPLETE, None),
    (D, 0, "save b, save ", Stage.TODO, None),
    (D, 0, "save b, finish", Stage.RIGHT, 1),
    (D, 0, "check a, finish", Stage.WRONG, 0),
    (D, 0, "save half, finish", Stage.PARTLY, Fraction(1, 2)),
    (D, 0, "finish", Stage.GAVE_UP, None),
    (D, 0, "save b, again", Stage.COMPLETE, None),
    (D, 0, "save a, finish, save b, finish", Stage.WRONG, 0),
    (D, 0, "save a, mark 1, finish", Stage.WRONG, 0),
    (D, 0, "save a, finish, mark 1/4", Stage.PARTLY, Fraction(1, 4)),
    (D, 0, "save a, finish, mark 1/4, mark 1", Stage.RIGHT, 1),
    (F, 0, "save a", Stage.COMPLETE, None),
    (F, 0, "check a", Stage.WRONG, 0),
    (F, 0, "check a, check b", Stage.WRONG, 0),
    (F, 0, "check half", Stage.PARTLY, Fraction(1, 2)),
    (F, 0, "check , check b", Stage.RIGHT, 1),
    (F, 0, "save b, finish", Stage.RIGHT, 1),
    (F, 0, "save b, again", Stage.COMPLETE, None),
    (F, 0, "finish", Stage.GAVE_UP, None),
    # Three tries where there are two hints: 1, 2/3, 1/3 of what the last answer is worth, and 0 is the least.
    (T, 2, "check b", Stage.RIGHT, 1),
    (T, 2, "check a", Stage.TRY_AGAIN, None),
    (T, 2, "check a, check b", Stage.TRY_AGAIN, None),
    (T, 2, "check a, save b, finish", Stage.WRONG, 0),
    (T, 2, "check a, again", Stage.COMPLETE, None),
    (T, 2, "check a, again, check b", Stage.RIGHT, Fraction(2, 3)),
    (T, 2, "check a, again, check a, again, check b", Stage.RIGHT, THIRD),
    (T, 2, "check a, again, check a, again, check a", Stage.WRONG, 0),
    (T, 2, "check a, again, check a, again, check half", Stage.PARTLY, 0),
    (T, 2, "check half, again, check half, again, check half", Stage.PARTLY, 0),
    (T, 2, "check half, finish", Stage.PARTLY, Fraction(1, 6)),
    (T, 2, "check a, again, save half, finish", Stage.PARTLY, Fraction(1, 6)),
    (T, 2, "check , save b, finish", Stage.RIGHT, 1),
    (T, 2, "save b, again, finish", Stage.RIGHT, 1),
    (T, 2, "finish", Stage.GAVE_UP, None),
    (T, 2, "check a, again, save , finish", Stage.GAVE_UP, None),
    (T, 0, "check a", Stage.WRONG, 0),
    (T, 1, "check a, again, check b, again, check a", Stage.RIGHT, Fraction(2, 3)),
    # The best of all tries, each less a third for each before it.
    (A, 0, "check b", Stage.COMPLETE, 1),
    (A, 0, "check a", Stage.COMPLETE, 0),
    (A, 0, "check a, check b", Stage.COMPLETE, Fraction(2, 3)),
    (A, 0, "check a, check a, check b", Stage.COMPLETE, Fraction(2, 3)),
    (A, 0, "check a, check half, check a, check b", Stage.COMPLETE, Fraction(1, 6)),
    (A, 0, "check b, check a", Stage.COMPLETE, 1),
    (A, 0, "check a, save b", Stage.COMPLETE, 0),
    (A, 0, "check a, save b, finish", Stage.RIGHT, Fraction(2, 3)),
    (A, 0, "check half, finish", Stage.PARTLY, Fraction(1, 2)),
    (A, 0, "check half, save a, finish", Stage.WRONG, Fraction(1, 2)),
    (A, 0, "check half, save , finish", Stage.GAVE_UP, Fraction(1, 2)),
    (A, 0, "check , check b", Stage.COMPLETE, 1),
    (A, 0, "save b, again, finish", Stage.RIGHT, 1),
    (A, 0, "finish", Stage.GAVE_UP, None),
    (N, 0, "check a, check half, check b", Stage.COMPLETE, 1),
    (N, 0, "check a, check half, finish", Stage.PARTLY, Fraction(1, 2)),
    (DC, 0, "save b!1, finish", Stage.RIGHT, 1),
    (DC, 0, "save b!2, finish", Stage.RIGHT, 2),
    (DC, 0, "save b!3, finish", Stage.RIGHT, 3),
    (DC, 0, "save a!1, finish", Stage.WRONG, 0),
    (DC, 0, "save a!2, finish", Stage.WRONG, -2),
    (DC, 0, "save a!3, finish", Stage.WRONG, -6),
    (DC, 0, "save half!3, finish", Stage.PARTLY, Fraction(3, 2)),
    (DC, 0, "save b, finish", Stage.RIGHT, 1),
    (DC, 0, "finish", Stage.GAVE_UP, None),
    (IC, 0, "check b!3", Stage.RIGHT, 3),
    (IC, 0, "check a!3", Stage.WRONG, -6),
    (IC, 0, "check b", Stage.INCOMPLETE, None),
    (IC, 0, "check b, check b!2", Stage.RIGHT, 2),
    (IC, 0, "check ", Stage.TODO, None),
    (IC, 0, "check b, finish", Stage.RIGHT, 1),
    (M, 0, "save b, finish", Stage.NEEDS_MARKING, None),
    (M, 0, "save b, again", Stage.COMPLETE, None),
    (M, 0, "save b, finish, mark 3/5", Stage.PARTLY, Fraction(3, 5)),
    (M, 0, "finish", Stage.GAVE_UP, None),
    (M, 0, "finish, mark 0", Stage.WRONG, 0),
]


@pytest.mark.parametrize(("behaviour", "hints", "said", "stage", "share"), TABLE)
def test_marks_are_those_of_the_rules(
    behaviour: Behaviour, hints: int, said: str, stage: Stage, share: Fraction | None
) -> None:
    state = run(behaviour, said, hints=[False] * hints).state

    assert (state.stage, state.share) == (stage, share)
    assert state.worth == (share or 0)


def test_what_was_marked_last_is_remembered() -> None:
    state = run(A, "check a, check half").state

    assert (state.raw, state.tries, state.tried) == (Fraction(1, 2), 2, {"values": ["half"]})
    assert not state.by_person
    assert run(D, "save a, finish, mark 1").state.by_person


def test_certainty_decides_what_is_won_and_lost() -> None:
    assert [adjusted(Fraction(1), level) for level in (1, 2, 3)] == [1, 2, 3]
    assert [adjusted(Fraction(0), level) for level in (1, 2, 3)] == [0, -2, -6]
    assert [adjusted(Fraction(-1, 2), level) for level in (1, 2, 3)] == [0, -2, -6]


@pytest.mark.parametrize(
    ("kind", "answer", "stays"),
    [
        ("multiple", {"values": ["a", "b"]}, {"values": ["a"]}),
        ("multiple", {"values": ["b"]}, {}),
        ("matching", {"well": ["village"], "army": ["state"]}, {"well": ["village"]}),
        ("ordering", {"one": ["1"], "two": ["3"], "three": ["2"]}, {"one": ["1"]}),
        ("gapselect", {"who.values": ["village"], "what.values": ["army"]}, {"who.values": ["village"]}),
        ("shorttext", {"text": ["Loilem"]}, {}),
    ],
)
def test_a_hint_may_empty_what_is_wrong(kind: str, answer: dict[str, list[str]], stays: dict[str, list[str]]) -> None:
    for clears, left in ((True, stays), (False, answer)):
        found = Run(T, Asked(task(kind, weight=1), THIRD, (clears,)))
        for seq, act in enumerate((Act.CHECK, Act.TRY_AGAIN), 1):
            found = step(found, Event(seq, str(seq), act, answer if act == Act.CHECK else {}))
        assert found.state.fields == left
        complete = found.asked.complete(left)
        assert found.state.stage == (Stage.COMPLETE if complete else Stage.INCOMPLETE if left else Stage.TODO)


def test_a_behaviour_knows_what_a_question_says_of_tries() -> None:
    hints = [{"text": {"en": "Think."}, "clear_wrong": True}, {"text": {"en": "Again."}}]
    question = load(content("calculated", hints=hints, penalty=0.1))

    asked = Asked.of(question, "seed")
    assert asked == Asked(question.task.asked("seed"), Fraction(1, 10), (True, False))
    assert Asked.of(load(content("single")), "s").penalty == THIRD
    assert Asked(task()).penalty == THIRD


def test_each_hint_says_for_its_own_try_whether_it_empties() -> None:
    found = Run(T, Asked(task(), THIRD, (False, True)))
    fields = []
    for seq, said in enumerate(["check a", "again", "check a", "again"], 1):
        found = step(found, event(seq, said))
        fields.append(found.state.fields)

    assert fields == [{"values": ["a"]}, {"values": ["a"]}, {"values": ["a"]}, {}]


@pytest.mark.parametrize(
    ("behaviour", "least", "most"),
    [(D, -1, 1), (F, -1, 1), (T, 0, 1), (A, 0, 1), (N, 0, 1), (DC, -6, 3), (IC, -6, 3), (M, 0, 1)],
)
def test_a_behaviour_has_bounds(behaviour: Behaviour, least: int, most: int) -> None:
    asked = task("multiple", marking="negative")

    assert Run(behaviour, Asked(asked)).bounds == (Fraction(least), Fraction(most))


@pytest.mark.parametrize("kind", ["essay", "upload"])
def test_what_a_person_marks_waits_for_one_in_every_behaviour(kind: str) -> None:
    for behaviour in Behaviour:
        found = step(Run(behaviour, Asked(task(kind, weight=1))), Event(1, "a", Act.CHECK, right(kind)))
        found = step(found, Event(2, "b", Act.FINISH))
        assert found.state.stage == Stage.NEEDS_MARKING
        assert found.bounds == (Fraction(0), Fraction(1))
        assert step(found, Event(3, "c", Act.MARK, share=Fraction(1, 2))).state.share == Fraction(1, 2)


@pytest.mark.parametrize("kind", ["scale", "information"])
def test_what_nobody_marks_ends_unmarked(kind: str) -> None:
    found = step(Run(F, Asked(task(kind, weight=1))), Event(1, "a", Act.CHECK, right(kind)))
    assert found.state.stage == (Stage.COMPLETE if right(kind) else Stage.TODO)
    found = step(found, Event(2, "b", Act.FINISH))

    assert (found.state.stage, found.state.share) == (Stage.NOT_MARKED, None)
    with pytest.raises(NotAnEvent):
        step(found, Event(3, "c", Act.MARK, share=Fraction(1, 2)))


@pytest.mark.parametrize(
    "bad",
    [
        Event(0, "a", Act.SAVE),
        Event(1, "a", Act.SAVE, certainty=4),
        Event(1, "a", Act.SAVE, share=Fraction(1)),
        Event(1, "a", Act.MARK),
        Event(1, "a", Act.MARK, share=Fraction(2)),
        Event(1, "a", Act.MARK, share=Fraction(-1)),
    ],
)
def test_what_cannot_happen_is_refused(bad: Event) -> None:
    with pytest.raises(NotAnEvent):
        step(Run(D, Asked(task())), bad)


def test_nonsense_is_refused_and_events_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = run(D, "save a, save b")
    with pytest.raises(NotAnAnswer):
        step(begun, Event(3, "x", Act.SAVE, {"values": ["nowhere"]}))
    monkeypatch.setattr("lms.quizzes.engine.behaviours.run.MOST_EVENTS", 2)
    with pytest.raises(NotAnEvent):
        step(begun, Event(3, "x", Act.SAVE))
    assert step(begun, begun.events[0]) == begun


@pytest.mark.parametrize(
    ("behaviour", "said", "told"),
    [
        (D, "save a, save b", 0),
        (D, "save a, finish, mark 1", 2),
        (F, "save a, check b, check a", 2),
        (F, "check ", 0),
        (T, "check a, again, save b", 1),
        (A, "check a, check a, check b, save a", 3),
        (A, "check a, finish", 2),
    ],
)
def test_a_run_knows_up_to_where_the_learner_was_told(behaviour: Behaviour, said: str, told: int) -> None:
    assert run(behaviour, said, hints=[False]).told == told
    assert Run(behaviour, Asked(task())).told == 0


def test_of_two_things_with_one_uid_one_holds_whatever_came_first() -> None:
    one, other = Event(1, "same", Act.SAVE, SINGLE["a"]), Event(1, "same", Act.SAVE, SINGLE["b"])
    begun = Run(D, Asked(task()))

    assert step(step(begun, one), other) == step(step(begun, other), one) == step(begun, other)


ACTS = st.sampled_from(
    [
        "save a",
        "save b",
        "save half",
        "save ",
        "check a",
        "check b",
        "check half",
        "check ",
        "again",
        "finish",
        "mark 1/2",
    ]
)
EVENTS = st.lists(
    st.builds(
        lambda seq, said, level: event(seq, said + level), st.integers(1, 6), ACTS, st.sampled_from(["", "!2", "!3"])
    ).filter(lambda each: each.act in (Act.SAVE, Act.CHECK) or each.certainty is None),
    max_size=8,
)


@given(st.sampled_from(list(Behaviour)), EVENTS, st.randoms(use_true_random=False), st.integers(0, 2))
@settings(max_examples=300, deadline=None)
def test_any_order_and_repetition_of_the_same_events_gives_one_state(
    behaviour: Behaviour, events: list[Event], random: Any, hints: int
) -> None:
    begun = Run(behaviour, Asked(task(), THIRD, (False,) * hints))
    shaken = [*events, *events[:3]]
    random.shuffle(shaken)
    one, other = begun, begun
    for each in events:
        one = step(one, each)
    for each in shaken:
        other = step(other, each)

    assert one == other
    least, most = one.bounds
    assert least <= one.state.worth <= most


def test_every_order_of_a_whole_try_gives_one_state() -> None:
    said = ["check a", "again", "save half", "check b", "finish"]
    events = [event(seq, each) for seq, each in enumerate(said, 1)]
    for behaviour in Behaviour:
        ends = []
        for order in permutations(events):
            found = Run(behaviour, Asked(task(), THIRD, (False, False)))
            for each in order:
                found = step(found, each)
            ends.append(found)
        assert all(each == ends[0] for each in ends)


@given(st.sampled_from([kind for kind in TYPES if TYPES[kind][2]]), st.sampled_from([T, A]), st.integers(0, 3))
@settings(deadline=None)
def test_a_wrong_try_more_never_brings_more(kind: str, behaviour: Behaviour, tries: int) -> None:
    worths = []
    for wrongs in (tries, tries + 1):
        found = Run(behaviour, Asked(task(kind, weight=1).asked("s"), THIRD, (False,) * 5))
        for number in range(wrongs):
            found = step(found, Event(2 * number + 1, f"c{number}", Act.CHECK, wrong(kind)))
            found = step(found, Event(2 * number + 2, f"t{number}", Act.TRY_AGAIN))
        found = step(found, Event(90, "r", Act.CHECK, right(kind)))
        worths.append(step(found, Event(91, "f", Act.FINISH)).state.worth)

    assert worths[0] >= worths[1]
    assert worths[0] > 0 or tries > 2


@pytest.mark.parametrize("behaviour", Behaviour)
def test_all_events_in_one_go_end_as_one_after_the_other(behaviour: Behaviour) -> None:
    found = run(behaviour, "check a!2, again, save half, check b!1, finish", hints=[True, False])

    assert replayed(Run(behaviour, found.asked), [*reversed(found.events), *found.events]) == found
