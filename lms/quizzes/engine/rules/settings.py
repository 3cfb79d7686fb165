"""The settings of a quiz, and what is changed for a cohort or a person."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import Enum, StrEnum
from typing import Final, Literal, TypeVar


class Overdue(StrEnum):
    """What becomes of an attempt whose time is over (docs.moodle.org, Quiz settings, "When time expires")."""

    HAND_IN = "hand-in"
    """It is handed in as it stands."""
    DISCARD = "discard"
    """It counts as never handed in: who does not hand in in time gets nothing."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What decides when a quiz can be taken. Moments are aware and in UTC.

    :param attempts: how often; None: as often as one likes.
    :param opens_at: nobody begins before; None: always open.
    :param closes_at: nobody begins from then on, and what is open ends; None: never.
    :param limit_s: how long an attempt lasts, in seconds; None: as long as one likes.
    :param grace_s: an answer that comes in so many seconds after the end still counts: it was on its way.
    :param wait_s: between the first attempt and the second.
    :param wait_later_s: between later ones.
    """

    attempts: int | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    limit_s: int | None = None
    grace_s: int = 60
    overdue: Overdue = Overdue.HAND_IN
    wait_s: int = 0
    wait_later_s: int = 0


class Silence(Enum):
    """What an override says that says nothing: None would mean "no limit"."""

    SILENT = "silent"


SILENT: Final = Silence.SILENT
Silent = Literal[Silence.SILENT]


@dataclass(frozen=True, kw_only=True)
class Override:
    """Other settings for a person or a cohort, and why."""

    reason: str
    attempts: int | Silent | None = SILENT
    opens_at: datetime | Silent | None = SILENT
    closes_at: datetime | Silent | None = SILENT
    limit_s: int | Silent | None = SILENT

    def __post_init__(self) -> None:
        """Refuse one without a reason."""
        if not self.reason.strip():
            raise ValueError("reason")


_NAMES = tuple(each.name for each in fields(Override) if each.name != "reason")
V = TypeVar("V", int, datetime)


def in_force(quiz: Settings, cohorts: Iterable[Override] = (), person: Override | None = None) -> Settings:
    """Return the settings for one person: what is said for the person, else for the cohort, else for the quiz.

    :param cohorts: of all cohorts the person is in; of several the most generous value of each setting holds
        (docs.moodle.org, Quiz settings, "Group overrides").
    """
    cohorts = tuple(cohorts)
    changed: dict[str, object] = {}
    for name in _NAMES:
        own = SILENT if person is None else getattr(person, name)
        said = [own] if own is not SILENT else [getattr(each, name) for each in cohorts]
        said = [each for each in said if each is not SILENT]
        if said:
            changed[name] = _most_generous(said, earliest=name == "opens_at")
    return replace(quiz, **changed)  # type: ignore[arg-type]


def _most_generous(values: list[V | None], *, earliest: bool) -> V | None:
    """Return the value that leaves most room; None, which is no limit, leaves more than any."""
    limits = [each for each in values if each is not None]
    if len(limits) < len(values):
        return None
    return min(limits) if earliest else max(limits)
