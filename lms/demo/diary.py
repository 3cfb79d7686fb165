"""What a made-up person did, as the rows that the verbs of quizzes and progress would write."""

import base64
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from random import Random
from zoneinfo import ZoneInfo

from lms.demo.lives import Life
from lms.demo.plan import ONCE, CoursePlan, Paper, StepPlan
from lms.points import WHOLE, points
from lms.progress import rules
from lms.progress.models import Event
from lms.quizzes.engine import grading
from lms.quizzes.models import AnswerOrigin, AttemptState

Row = dict[str, object]

UNANSWERED = 0.03
"""The chance that somebody leaves a question of a quiz empty."""


@dataclass
class Noted:
    """A row of the ledger."""

    step_id: int | None
    event: Event
    item: str
    points: int
    day: date


@dataclass
class Tried:
    """An attempt, its questions in their places, and the answers by place."""

    attempt: Row
    slots: list[Row]
    answers: list[tuple[int, Row]]


@dataclass
class Diary:
    """What one person did in one course."""

    plan: CoursePlan
    noted: list[Noted] = field(default_factory=list)
    tried: list[Tried] = field(default_factory=list)
    done: set[int] = field(default_factory=set)

    def note(self, step: StepPlan, event: Event, day: date, *, item: str = "", worth: int = 0, done: bool) -> None:
        """Write something down; the step may be done with it, and the course."""
        self.noted.append(Noted(step.id, event, item, worth, day))
        if done:
            self.done.add(step.id)
            self.noted.append(Noted(step.id, Event.DONE, "", 0, day))
            if step.needed and all(each.id in self.done for each in self.plan.steps if each.needed):
                self.noted.append(Noted(None, Event.FINISHED, "", 0, day))

    @property
    def total(self) -> rules.CourseTotal:
        """Return what it adds up to."""
        return rules.fold(self.noted)


def write(chance: Random, plan: CoursePlan, life: Life, tz: str) -> Diary:
    """Return what somebody with such a life wrote down. A quiz that can't be passed ends it."""
    diary, zone = Diary(plan), ZoneInfo(tz)
    for step, day in life.steps:
        if step.papers:
            if not _take(diary, chance, step, life, day, zone):
                break
        elif step.rule in ONCE:
            diary.note(step, ONCE[step.rule], day, worth=WHOLE, done=True)
        elif step.checks:
            _check(diary, chance, step, life.skill, day)
    return diary


def _check(diary: Diary, chance: Random, step: StepPlan, skill: float, day: date) -> None:
    best: dict[str, int] = {}
    settings = {"rule": step.rule, "checks": step.checks}
    for item in step.checks:
        first = WHOLE if chance.random() < skill else 0
        worths = [first, WHOLE] if step.rule == "right" and not first else [first]
        for worth in worths:
            best[item] = worth
            diary.note(step, Event.CHECK, day, item=item, worth=worth, done=rules.lesson_done(settings, best))


def _take(diary: Diary, chance: Random, step: StepPlan, life: Life, day: date, zone: ZoneInfo) -> bool:
    """Try a quiz until it is done, and tell whether it is. Who fails, fails twice at least where that is allowed."""
    begun = datetime.combine(day, time(8, chance.randint(0, 59)), zone) + timedelta(hours=chance.randint(0, 11))
    most = min(step.tries, chance.randint(2, 3)) if life.fails and step.rule == "passed" else step.tries
    for number in range(1, most + 1):
        end = begun + timedelta(minutes=chance.randint(4, 16))
        tried = _tried(diary.plan, chance, step, number, life.skill, begun.astimezone(UTC), end.astimezone(UTC))
        diary.tried.append(tried)
        worth, passed = tried.attempt["points"], bool(tried.attempt["passed"])
        assert isinstance(worth, int)
        diary.note(step, Event.QUIZ, day, worth=worth, done=passed or step.rule == "tried")
        if step.id in diary.done:
            return True
        begun = end + timedelta(minutes=2)
    return False


def _tried(
    plan: CoursePlan, chance: Random, step: StepPlan, number: int, skill: float, begun: datetime, end: datetime
) -> Tried:
    paper: Paper = chance.choice(step.papers)
    slots: list[Row] = []
    answers: list[tuple[int, Row]] = []
    shares, weights = [], []
    for place, asked in enumerate(paper.asked):
        which = 0 if chance.random() < skill else 1
        chosen = asked.answers[which] if chance.random() >= UNANSWERED else {}
        share = asked.shares[which] if chosen else Fraction(0)
        shares.append(share)
        weights.append(asked.weight)
        kept: Row = dict(chosen)
        slots.append(
            {
                "position": place + 1,
                "question_id": asked.question_id,
                "seq": 1 if chosen else 0,
                "chosen": kept,
                "points": points(share) if asked.weight else None,
            }
        )
        if chosen:
            came = begun + (end - begun) * (place + 1) / (len(paper.asked) + 1)
            answers.append((place, _answer(chance, kept, came)))
    whole = grading.total(shares, weights)
    attempt = {
        "uid": uid(chance),
        "course_id": plan.course_id,
        "step_id": step.id,
        "revision_id": plan.revision_id,
        "number": number,
        "seed": paper.seed,
        "state": AttemptState.HANDED_IN,
        "begun_at": begun,
        "handed_in_at": end,
        "points": points(whole),
        "passed": grading.passes(whole, step.pass_share),
    }
    return Tried(attempt, slots, answers)


def _answer(chance: Random, chosen: Row, came: datetime) -> Row:
    return {
        "uid": uid(chance),
        "seq": 1,
        "chosen": chosen,
        "claimed_at": None,
        "received_at": came,
        "origin": AnswerOrigin.DEMO,
    }


def uid(chance: Random) -> str:
    """Return a uid that the same chance makes again."""
    return base64.b32encode(chance.randbytes(16)).decode().rstrip("=").lower()
