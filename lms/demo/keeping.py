"""Diaries of many people written into the database, some rows of each table at a time."""

from collections.abc import Sequence
from random import Random

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from lms.db import Base
from lms.demo.diary import Diary, Row, uid
from lms.progress.models import CourseProgress, LedgerRow, StepProgress
from lms.quizzes.models import Answer, Attempt, Slot


def keep(session: Session, people: Sequence[tuple[int, Diary]], seed: str) -> None:
    """Write diaries down: the ledger, its totals, attempts with their questions and answers.

    :param people: the number of each account, and what it did in a course where it did nothing before.
    """
    chance = Random(seed)
    _keep_ledger(session, people, chance)
    _keep_totals(session, people)
    _keep_attempts(session, people)


def _keep_ledger(session: Session, people: Sequence[tuple[int, Diary]], chance: Random) -> None:
    _add(
        session,
        LedgerRow,
        [
            {
                "uid": uid(chance),
                "account_id": account_id,
                "course_id": diary.plan.course_id,
                "step_id": noted.step_id,
                "revision_id": diary.plan.revision_id,
                "event": noted.event,
                "item": noted.item,
                "points": noted.points,
                "day": noted.day,
            }
            for account_id, diary in people
            for noted in diary.noted
        ],
    )


def _keep_totals(session: Session, people: Sequence[tuple[int, Diary]]) -> None:
    courses: list[Row] = []
    steps: list[Row] = []
    for account_id, diary in people:
        if diary.noted:
            total = diary.total
            whose = {"account_id": account_id, "course_id": diary.plan.course_id}
            courses.append(
                {
                    **whose,
                    "steps_done": total.steps_done,
                    "begun_day": total.begun_day,
                    "last_day": total.last_day,
                    "finished_day": total.finished_day,
                }
            )
            steps += [{**whose, "step_id": step_id, **vars(step)} for step_id, step in total.steps.items()]
    _add(session, CourseProgress, courses)
    _add(session, StepProgress, steps)


def _keep_attempts(session: Session, people: Sequence[tuple[int, Diary]]) -> None:
    tried = [(account_id, each) for account_id, diary in people for each in diary.tried]
    attempts = [{"account_id": account_id, **each.attempt} for account_id, each in tried]
    numbers = _add_numbered(session, Attempt, attempts)
    slots = [
        {"attempt_id": number, **slot} for number, (_, each) in zip(numbers, tried, strict=True) for slot in each.slots
    ]
    places = iter(_add_numbered(session, Slot, slots))
    answers: list[Row] = []
    for _account_id, each in tried:
        mine = [next(places) for _ in each.slots]
        answers += [{"slot_id": mine[place], **answer} for place, answer in each.answers]
    _add(session, Answer, answers)


def _add(session: Session, table: type[Base], rows: list[Row]) -> None:
    if rows:
        session.execute(insert(_table(table)), rows)


def _add_numbered(session: Session, table: type[Base], rows: list[Row]) -> list[int]:
    """Add rows and return their numbers, in the same order."""
    if not rows:
        return []
    plain = _table(table)
    return list(session.scalars(insert(plain).returning(plain.c.id, sort_by_parameter_order=True), rows))


def _table(table: type[Base]) -> Table:
    found = table.__table__
    assert isinstance(found, Table)
    return found
