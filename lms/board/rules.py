"""What a learner's kept totals say: which steps are done, what comes next, who needs help and why.

No database, no clock. One cohort has 5,000 seats at the most, so its whole board is sifted and sorted here: the rule
that a page, a file and a figure follow stands in one place, and in no query beside it.
"""

from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, IntEnum, StrEnum, auto
from fractions import Fraction
from typing import NamedTuple

from lms import clock
from lms.cohorts.models import Cohort

BEGIN_WITHIN_DAYS = 7
IDLE_DAYS = 14
TRIES = 2
"""So many tries at a quiz without passing ask for a talk, whatever the quiz allows."""
BANDS = (0, 5000, 7000, 8500)
"""The least points of 10,000 of each band of results."""
BEHIND = Fraction(1, 3)
"""How far the share of needed steps may lie under the share of the cohort's days."""


class State(StrEnum):
    """How far a learner is in a step: one sign each, so that those of a hundred thousand learners are short."""

    DONE = "+"
    BEGUN = "-"
    TODO = "."


class When(Enum):
    """Where a step stands in its course."""

    BEFORE = auto()
    """The test before the course."""
    WITHIN = auto()
    AFTER = auto()
    """The test after it, and the plan."""


@dataclass(frozen=True)
class BoardStep:
    """A step of a course as a board asks of it.

    :param tries: how often the quiz may be tried; None: as often as one likes, or no quiz.
    :param when: what it is to the whole course.
    """

    id: int
    module: str
    needed: bool
    is_quiz: bool
    tries: int | None
    when: When = When.WITHIN


@dataclass(frozen=True)
class Mark:
    """What is kept of one learner in one step: things done there, best points of 10,000, whether it counts as done."""

    times: int
    points: int
    done: bool


class Work(NamedTuple):
    """What the marks of one learner come to. Places are places in the list of steps.

    :param states: one sign of State for each step.
    :param next_place: what to go on with, as the learner's own page of the course says it.
    :param stuck_place: the first quiz that was tried so often, without passing, that somebody should help.
    :param quiz_points: the mean of the best points in the quizzes that were tried.
    :param results: how many of the best points lie in each of BANDS.
    """

    states: str
    needed_done: int
    modules_done: int
    next_place: int | None
    stuck_place: int | None
    stuck_tries: int
    quiz_points: int | None
    results: tuple[int, ...]


def work(steps: Sequence[BoardStep], marks: Mapping[int, Mark]) -> Work:
    """Return what marks come to.

    :param marks: by the number of the step; steps that the course has no more are passed over.
    """
    found = [marks.get(step.id) for step in steps]
    states = "".join([_state(mark) for mark in found])
    best = tuple(mark.points for step, mark in zip(steps, found, strict=True) if step.is_quiz and mark and mark.times)
    open_modules = {s.module for s, state in zip(steps, states, strict=True) if s.needed and state != State.DONE}
    stuck = next((place for place, step in enumerate(steps) if _is_stuck(step, found[place])), None)
    mark = found[stuck] if stuck is not None else None
    return Work(
        states=states,
        needed_done=sum(step.needed and state == State.DONE for step, state in zip(steps, states, strict=True)),
        modules_done=len({step.module for step in steps if step.needed and step.module} - open_modules),
        next_place=_next(steps, states),
        stuck_place=stuck,
        stuck_tries=mark.times if mark else 0,
        quiz_points=sum(best) // len(best) if best else None,
        results=results(best),
    )


def results(best: Iterable[int]) -> tuple[int, ...]:
    """Return how many of some points lie in each of BANDS."""
    found = [0] * len(BANDS)
    for points in best:
        found[bisect(BANDS, points) - 1] += 1
    return tuple(found)


def _next(steps: Sequence[BoardStep], states: str) -> int | None:
    """Return the place of the step to go on with: the test before the course until anything is begun, then the first
    needed step that is not done, then what is at the end; None where nothing is left.
    """
    left = [place for place, state in enumerate(states) if state != State.DONE]
    if left and steps[left[0]].when == When.BEFORE and set(states) == {State.TODO}:
        return left[0]
    needed = (place for place in left if steps[place].needed)
    at_the_end = (place for place in left if steps[place].when == When.AFTER)
    return next(needed, next(at_the_end, None))


def _state(mark: Mark | None) -> State:
    if mark is None:
        return State.TODO
    return State.DONE if mark.done else State.BEGUN


def _is_stuck(step: BoardStep, mark: Mark | None) -> bool:
    if not step.is_quiz or mark is None or mark.done:
        return False
    return mark.times >= min(TRIES, step.tries or TRIES)


@dataclass(frozen=True)
class Limits:
    """What a cohort's days ask of its learners today.

    :param needed: how many steps the course needs.
    :param late_to_begin: whether everybody should have begun.
    :param idle_day: whoever did nothing after it has rested long.
    :param least_done: whoever has fewer needed steps is behind.
    :param on_time: how many needed steps the days that are gone would make.
    """

    today: date
    starts_day: date
    needed: int
    late_to_begin: bool
    idle_day: date
    least_done: int
    on_time: int
    closed: bool


def limits(steps: Sequence[BoardStep], *, starts_day: date, ends_day: date, today: date, closed: bool) -> Limits:
    """Return what is asked of learners today. A cohort that is closed asks nothing."""
    needed = sum(step.needed for step in steps)
    days_gone = min(max((today - starts_day).days, 0), (ends_day - starts_day).days + 1)
    gone = Fraction(days_gone, (ends_day - starts_day).days + 1)
    # Behind is who has done less than a share of gone − 1/3: the smallest whole number that is not less.
    least = -((-(gone - BEHIND) * needed) // 1)
    return Limits(
        today=today,
        starts_day=starts_day,
        needed=needed,
        late_to_begin=(today - starts_day).days >= BEGIN_WITHIN_DAYS,
        idle_day=today - timedelta(days=IDLE_DAYS),
        least_done=max(int(least), 0),
        on_time=int(gone * needed),
        closed=closed,
    )


def limits_of(cohort: Cohort, steps: Sequence[BoardStep], now: datetime) -> Limits:
    """Return what a cohort's days ask of its learners on the day that it is there."""
    today = clock.local_day(now, cohort.programme.tz)
    return limits(steps, starts_day=cohort.starts_day, ends_day=cohort.ends_day, today=today, closed=cohort.closed)


class Reason(IntEnum):
    """Why somebody needs help, the most pressing first. Whole numbers are looked up fast, and each learner's are."""

    QUIZ = auto()
    NOT_BEGUN = auto()
    IDLE = auto()
    BEHIND = auto()


def is_finished(work: Work, limits: Limits, finished_day: date | None) -> bool:
    """Tell whether a learner has done the course: as it was then, or as it is now."""
    return finished_day is not None or 0 < limits.needed <= work.needed_done


def reasons(work: Work, limits: Limits, *, last_day: date | None, finished_day: date | None) -> tuple[Reason, ...]:
    """Return why a learner needs help, the most pressing reason first; nothing where all is well.

    :param last_day: when something was last done; None: not begun.
    """
    finished = is_finished(work, limits, finished_day)
    return why(limits, finished, work.stuck_place is not None, work.needed_done, last_day)


def why(limits: Limits, finished: bool, stuck: bool, needed_done: int, last_day: date | None) -> tuple[Reason, ...]:
    """Return the same of a learner of whom only this is known."""
    if limits.closed or finished:
        return ()
    if last_day is None:
        return (Reason.NOT_BEGUN,) if limits.late_to_begin else ()
    found = {
        Reason.QUIZ: stuck,
        Reason.IDLE: last_day <= limits.idle_day,
        Reason.BEHIND: needed_done < limits.least_done,
    }
    return tuple(reason for reason, holds in found.items() if holds)


class Show(StrEnum):
    """Which learners a board shows."""

    ALL = "all"
    HELP = "help"
    FINISHED = "finished"
    NEW = "new"
    """Who has not begun."""


class Order(StrEnum):
    """How a board is sorted; by handle where else is equal."""

    HANDLE = "handle"
    HANDLE_DOWN = "-handle"
    DONE = "done"
    DONE_DOWN = "-done"
    LAST = "last"
    LAST_DOWN = "-last"
    HELP = "help"


class Line(NamedTuple):
    """One learner on a board."""

    handle: str
    place_uid: str
    work: Work
    last_day: date | None
    finished: bool
    reasons: tuple[Reason, ...]


def is_shown(line: Line, show: Show) -> bool:
    """Tell whether a learner is among those to be shown."""
    if show == Show.HELP:
        return bool(line.reasons)
    if show == Show.FINISHED:
        return line.finished
    return line.last_day is None if show == Show.NEW else True


def arranged(lines: Sequence[Line], show: Show, order: Order) -> list[Line]:
    """Return the learners to be shown, in order.

    :param lines: by handle, as the database compares handles.
    """
    shown = [line for line in lines if is_shown(line, show)]
    if order == Order.HANDLE_DOWN:
        shown.reverse()
    elif order in {Order.DONE, Order.DONE_DOWN}:
        shown.sort(key=lambda line: line.work.needed_done, reverse=order == Order.DONE_DOWN)
    elif order in {Order.LAST, Order.LAST_DOWN}:
        shown.sort(key=lambda line: line.last_day or date.min, reverse=order == Order.LAST_DOWN)
    elif order == Order.HELP:
        # Nobody's reason comes after the last.
        shown.sort(key=lambda line: line.reasons[0].value if line.reasons else len(Reason) + 1)
    return shown


class Count(NamedTuple):
    """So many learners with so much done: how many of them need help, finished, are new, and their best results."""

    needed_done: int
    modules_done: int
    learners: int
    helped: int
    finished: int
    new: int
    results: Sequence[int]


@dataclass(frozen=True)
class Sums:
    """What a whole cohort comes to.

    :param shown: how many there are of each kind that can be shown.
    :param by_done: how many learners have done 0, 1, 2 … modules, or needed steps where there is one module.
    :param by_points: how many best results of quizzes lie in each of BANDS.
    """

    shown: Mapping[Show, int]
    by_module: bool
    by_done: tuple[int, ...]
    by_points: tuple[int, ...]


def sums(steps: Sequence[BoardStep], counts: Iterable[Count]) -> Sums:
    """Return what a whole cohort comes to."""
    modules = len({step.module for step in steps if step.needed and step.module})
    by_module = modules > 1
    done = [0] * (1 + (modules if by_module else sum(step.needed for step in steps)))
    points, shown = [0] * len(BANDS), dict.fromkeys(Show, 0)
    for count in counts:
        done[count.modules_done if by_module else count.needed_done] += count.learners
        points = [before + more for before, more in zip(points, count.results, strict=True)]
        shown[Show.ALL] += count.learners
        shown[Show.HELP] += count.helped
        shown[Show.FINISHED] += count.finished
        shown[Show.NEW] += count.new
    return Sums(shown, by_module, tuple(done), tuple(points))


def counted(lines: Iterable[Line]) -> Iterator[Count]:
    """Yield each learner as a count of one."""
    for line in lines:
        work = line.work
        new = line.last_day is None
        yield Count(work.needed_done, work.modules_done, 1, bool(line.reasons), line.finished, new, work.results)
