"""When an attempt may begin, when it ends, and what then counts. The server's clock decides, and no other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lms.quizzes.engine.rules.settings import Overdue, Settings


class Why(StrEnum):
    """Why no attempt may begin."""

    NOT_OPEN = "not-open"
    CLOSED = "closed"
    NO_TRY_LEFT = "no-try-left"
    WAIT = "wait"
    NEVER_AGAIN = "never-again"
    """The wait would end when the quiz has closed."""
    UNDER_WAY = "under-way"
    """One is open: it is gone on with."""


@dataclass(frozen=True)
class Past:
    """An attempt of a person at a quiz; `ended_at` is None while it is open."""

    begun_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True)
class NotNow:
    """Why no attempt may begin, and where it helps, from or since when."""

    why: Why
    at: datetime | None = None


class AttemptStage(StrEnum):
    """How an attempt stands by the clock."""

    OPEN = "open"
    GRACE = "grace"
    """Its time is over, and answers on their way still count."""
    DUE = "due"
    """It is to be handed in as it stands, as of its end."""
    DISCARDED = "discarded"
    HANDED_IN = "handed-in"


def may_begin(settings: Settings, past: Sequence[Past], now: datetime) -> NotNow | None:
    """Return why no attempt may begin now; None where one may.

    :param past: the person's attempts, in their order.
    """
    if past and past[-1].ended_at is None:
        return NotNow(Why.UNDER_WAY)
    if settings.opens_at is not None and now < settings.opens_at:
        return NotNow(Why.NOT_OPEN, settings.opens_at)
    if settings.closes_at is not None and now >= settings.closes_at:
        return NotNow(Why.CLOSED, settings.closes_at)
    if settings.attempts is not None and len(past) >= settings.attempts:
        return NotNow(Why.NO_TRY_LEFT)
    again_at = next_at(settings, past)
    if again_at is None or now >= again_at:
        return None
    if settings.closes_at is not None and again_at >= settings.closes_at:
        return NotNow(Why.NEVER_AGAIN, settings.closes_at)
    return NotNow(Why.WAIT, again_at)


def next_at(settings: Settings, past: Sequence[Past]) -> datetime | None:
    """Return when the wait after the last attempt is over; None where there is none.

    It counts from the end of the attempt, or of its time where that was earlier (docs.moodle.org, Quiz settings,
    "Enforced delay").
    """
    if not past or past[-1].ended_at is None:
        return None
    ended_at = past[-1].ended_at
    if settings.limit_s is not None:
        ended_at = min(ended_at, past[-1].begun_at + timedelta(seconds=settings.limit_s))
    return ended_at + timedelta(seconds=settings.wait_s if len(past) == 1 else settings.wait_later_s)


def ends_at(settings: Settings, begun_at: datetime) -> datetime | None:
    """Return when an attempt's time is over: after its limit or when the quiz closes; None: never."""
    limit = None if settings.limit_s is None else begun_at + timedelta(seconds=settings.limit_s)
    moments = [each for each in (limit, settings.closes_at) if each is not None]
    return max(min(moments), begun_at) if moments else None


def stage_at(settings: Settings, attempt: Past, now: datetime) -> AttemptStage:
    """Return how an attempt stands now."""
    if attempt.ended_at is not None:
        return AttemptStage.HANDED_IN
    end = ends_at(settings, attempt.begun_at)
    if end is None or now < end:
        return AttemptStage.OPEN
    if now < end + timedelta(seconds=settings.grace_s):
        return AttemptStage.GRACE
    return AttemptStage.DUE if settings.overdue == Overdue.HAND_IN else AttemptStage.DISCARDED


def counts(settings: Settings, attempt: Past, received_at: datetime) -> bool:
    """Tell whether an answer that came in then counts."""
    return stage_at(settings, attempt, received_at) in (AttemptStage.OPEN, AttemptStage.GRACE)
