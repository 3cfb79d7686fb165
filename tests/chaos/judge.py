"""Compares what learners were told with what the database holds."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from lms.progress import rules
from lms.progress.models import CourseProgress, Event, LedgerRow, StepProgress
from lms.quizzes.models import Answer, AnswerOrigin, Attempt, AttemptState, Slot
from tests.chaos.learner import Press, Record
from tests.chaos.outcome import Outcome
from tests.chaos.site import Site


def judge(site: Site, records: Sequence[Record], outcome: Outcome | None = None) -> Outcome:
    """Return what is lost, doubled or wrong, after the servers are gone."""
    outcome = outcome or Outcome()
    outcome.hear(records)
    database = site.database()
    try:
        with database.session() as session:
            if database.is_sqlite:
                _whole_file(session, outcome)
            _answers(session, records, outcome)
            _attempts(session, records, outcome)
            _recount(session, outcome)
    finally:
        database.engine.dispose()
    return outcome


def _whole_file(session: Session, outcome: Outcome) -> None:
    said = session.scalars(text("PRAGMA integrity_check")).all()
    if said != ["ok"]:
        outcome.problems.append(f"the database is damaged: {said[:3]}")
    if loose := session.execute(text("PRAGMA foreign_key_check")).all():
        outcome.problems.append(f"{len(loose)} rows point to nothing")


def _answers(session: Session, records: Sequence[Record], outcome: Outcome) -> None:
    rows = session.execute(
        select(Attempt.uid, Slot.position, Slot.seq, Slot.chosen, Answer.uid, Answer.seq, Answer.chosen)
        .join(Slot, Slot.attempt_id == Attempt.id)
        .join(Answer, Answer.slot_id == Slot.id)
        .where(Answer.origin == AnswerOrigin.PAGE)
    ).all()
    kept: dict[str, list[Any]] = defaultdict(list)
    slots: dict[tuple[str, int], list[Any]] = defaultdict(list)
    for row in rows:
        kept[row[4]].append(row)
        slots[row[0], row[1]].append(row)
    presses = {press.uid: press for record in records for press in record.presses}
    outcome.acknowledged = sum(press.acknowledged for press in presses.values())
    gone = [press for press in presses.values() if press.acknowledged and not _is_kept(press, kept[press.uid])]
    strange = [uid for uid, found in kept.items() if found and uid not in presses]
    again = sum(len(found) - 1 for found in kept.values() if len(found) > 1)
    wrong = [where for where, found in slots.items() if not _holds(found)]
    outcome.lost += len(gone) + len(wrong)
    outcome.doubled += len(strange) + again
    if gone:
        outcome.problems.append(f"{len(gone)} acknowledged answers are lost, one is {gone[0]}")
    if wrong:
        outcome.problems.append(f"in {len(wrong)} places another answer holds than should, one is {wrong[0]}")
    if strange or again:
        outcome.problems.append(f"{len(strange)} answers nobody gave, {again} are there twice")


def _is_kept(press: Press, rows: list[Any]) -> bool:
    return any(
        (row[0], row[1], row[5], set(row[6].get("values", ())))
        == (press.attempt, press.position, press.seq, set(press.chosen))
        for row in rows
    )


def _holds(rows: list[Any]) -> bool:
    """Tell whether the answer of a place is the one with the greatest number, as docs/decisions has it."""
    greatest = max(rows, key=lambda row: (row[5], row[4]))
    return bool(greatest[2] == greatest[5] and set(greatest[3]["values"]) == set(greatest[6]["values"]))


def _attempts(session: Session, records: Sequence[Record], outcome: Outcome) -> None:
    said = {uid for record in records for uid in record.handed_in}
    outcome.handed_in = len(said)
    done = set(session.scalars(select(Attempt.uid).where(Attempt.state == AttemptState.HANDED_IN)))
    if missing := said - done:
        outcome.lost += len(missing)
        outcome.problems.append(f"{len(missing)} attempts were handed in and are not")
    attempts: Counter[Any] = Counter()
    for account_id, step_id, state, count in session.execute(
        select(Attempt.account_id, Attempt.step_id, Attempt.state, func.count()).group_by(
            Attempt.account_id, Attempt.step_id, Attempt.state
        )
    ):
        if state == AttemptState.HANDED_IN:
            attempts[account_id, step_id] = count
        elif count > 1:
            outcome.doubled += count - 1
            outcome.problems.append(f"{count} attempts of one person at one quiz are open")
    marks = Counter(
        {
            (account_id, step_id): count
            for account_id, step_id, count in session.execute(
                select(LedgerRow.account_id, LedgerRow.step_id, func.count())
                .where(LedgerRow.event == Event.QUIZ)
                .group_by(LedgerRow.account_id, LedgerRow.step_id)
            )
        }
    )
    if marks != attempts:
        outcome.lost += (attempts - marks).total()
        outcome.doubled += (marks - attempts).total()
        outcome.problems.append("the ledger has other attempts than were handed in")


def _recount(session: Session, outcome: Outcome) -> None:
    """Hold the totals to what the rows of the ledger add up to."""
    ledger: dict[tuple[int, int], list[LedgerRow]] = defaultdict(list)
    for row in session.scalars(select(LedgerRow)):
        ledger[row.account_id, row.course_id].append(row)
    steps: dict[tuple[int, int], dict[int, rules.StepTotal]] = defaultdict(dict)
    for each in session.scalars(select(StepProgress)):
        total = rules.StepTotal(each.points, each.times, each.done_day, each.last_day)
        steps[each.account_id, each.course_id][each.step_id] = total
    kept = {
        (one.account_id, one.course_id): rules.CourseTotal(
            one.steps_done, one.begun_day, one.last_day, one.finished_day, steps[one.account_id, one.course_id]
        )
        for one in session.scalars(select(CourseProgress))
    }
    counted = {whose: rules.fold(rows) for whose, rows in ledger.items()}
    if kept != counted:
        differing = [whose for whose in kept.keys() | counted.keys() if kept.get(whose) != counted.get(whose)]
        outcome.problems.append(f"{len(differing)} totals are not what the ledger adds up to")
