"""Where most benchmarks play: one site with 100,000 learners, one server, and people who are already signed in.

The server is the same from beginning to end, so that at the end it says how much memory all of it took at the most.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from lms import assets, clock
from lms.accounts import queries as accounts
from lms.accounts import sessions, tokens
from lms.accounts.models import Account, Device, Stage
from lms.board import keeping
from lms.catalog import queries as catalog
from lms.cohorts.models import Cohort
from lms.config import Config
from lms.db import Database
from lms.enrolment.models import Enrolment
from lms.quizzes import queries as quizzes
from lms.quizzes.models import Attempt, AttemptState, Slot
from lms.seal import Keys, load_keys
from tests.bench import crowd, process, words
from tests.support.server import Serving, run_lms, serving

LEARNERS = int(os.environ.get("BENCH_LEARNERS", "100000"))
WRITERS = 8
ATTEMPTS = 60
"""Open ones of each writer."""
QUESTIONS = 10
COURSE = "federalism"

Say = Callable[[str], None]


@dataclass(frozen=True)
class Opened:
    """A question of an open attempt: its address, whose cookie goes with it, and how its right answer is called."""

    path: str
    cookie: str
    chosen: str


@dataclass
class Set:
    """The running site, and what is to be asked of it.

    :param style: the cookie of a browser that has the stylesheet.
    :param lesson: the address of the lesson that both sites show, without its language.
    :param board: the addresses of boards by how many learners stand on them.
    """

    server: Serving
    people: dict[str, str]
    signs: dict[str, tuple[str, str]]
    style: str
    lesson: str
    course: str
    next_lesson: str
    quiz: str
    boards: dict[int, str]
    opened: list[Opened]
    learners: int
    peak_mb: float = 0.0

    def cookie(self, role: str) -> str:
        """Return what the browser of somebody sends who has been here before."""
        return f"{self.people[role]}; {self.style}"

    @property
    def pid(self) -> int:
        """Return the server's process."""
        return self.server.process.pid

    def note_peak(self) -> float:
        """Return the most memory that the server held since this was last asked, in MB, and keep the most of all."""
        peak = process.peak_mb(self.pid)
        self.peak_mb = max(self.peak_mb, peak)
        process.forget_peak(self.pid)
        return peak


@contextmanager
def built(folder: Path, say: Say) -> Iterator[Set]:
    """Make the site and serve it."""
    instance = folder / "site"
    say("the site, its courses and the lesson")
    run_lms(instance, "init")
    loaded = run_lms(instance, "course", "load", words.package(folder))
    assert loaded.returncode == 0, loaded.stderr
    people = json.loads(run_lms(instance, "demo", "--json").stdout)["people"]
    config = Config.read({"LMS_INSTANCE": str(instance)})
    database = Database(config.database_url)
    say(f"{LEARNERS:,} learners")
    uid, _code = crowd.make(database, instance / "lms.db", LEARNERS)
    keys = load_keys(instance)
    say("what is kept of their board")
    with database.transaction() as session:
        keeping.keep_all(session, config, clock.now())
    with database.transaction() as session:
        cookies = {person["role"]: _signed_in(session, config, keys, person["handle"]) for person in people}
        found = _addresses(session)
        opened = _attempts(session, config, keys, found["quiz"])
        boards = _boards(session, uid)
    database.truncate_log()
    database.engine.dispose()
    say("the server")
    with serving(instance) as server:
        yield Set(
            server=server,
            people=cookies,
            signs={person["role"]: (person["handle"], person["password"]) for person in people},
            style=f"{assets.STYLE_COOKIE}={assets.all_assets()[assets.STYLESHEET].digest}",
            lesson=found["lesson"],
            next_lesson=found["next_lesson"],
            course=found["course"],
            quiz=found["quiz"],
            boards=boards,
            opened=opened,
            learners=LEARNERS,
        )


def _signed_in(session: Session, config: Config, keys: Keys, handle: str) -> str:
    """Return the cookie of somebody who signed in a moment ago."""
    account = accounts.by_handle(session, handle)
    assert account is not None
    now = clock.now()
    token = sessions.open_session(
        session, account=account, device=Device.OWN, stage=Stage.FULL, now=now, tz=config.time_zone
    )
    return f"lms={tokens.write(keys, token, now)}"


_STEPS = "SELECT course.code, step.code FROM step JOIN course ON course.id = step.course_id "


def _addresses(session: Session) -> dict[str, str]:
    """Return the addresses of what learners look at."""

    def address(where: str) -> str:
        row = session.execute(text(f"{_STEPS} WHERE {where} ORDER BY step.id LIMIT 1")).one()
        return f"/c/{row[0]}/{row[1]}"

    quiz = address(f"course.slug = '{COURSE}' AND step.kind = 'quiz'")
    return {
        "lesson": address("course.slug = 'sample' AND step.kind = 'lesson'"),
        "next_lesson": _with_diagram(session),
        "course": quiz.rpartition("/")[0],
        "quiz": quiz,
    }


def _with_diagram(session: Session) -> str:
    """Return the address of the lesson with the most to it of those with check questions and a diagram."""
    rows = session.execute(
        text(
            "SELECT course.code, step.code, step_page.content FROM step_page JOIN step ON step.id = step_page.step_id "
            "JOIN course ON course.id = step.course_id JOIN course_head ON course_head.course_id = course.id "
            "WHERE step_page.revision_id = course_head.revision_id AND step.kind = 'lesson' AND step_page.lang = 'my' "
            f"AND course.slug = '{COURSE}'"
        )
    ).all()
    course, step, _content = max(rows, key=lambda row: ("<svg" in str(row[2]), len(str(row[2]))))
    return f"/c/{course}/{step}"


def _boards(session: Session, uid: str) -> dict[int, str]:
    """Return the addresses of the boards of the demo's first group and of everybody's."""
    wanted = text(
        "SELECT cohort.uid, count(*) FROM cohort JOIN enrolment ON enrolment.cohort_id = cohort.id "
        "WHERE cohort.uid = :uid OR cohort.name = 'Demo group 1' GROUP BY cohort.uid"
    )
    return {count: f"/en/staff/cohorts/{found}/board" for found, count in session.execute(wanted, {"uid": uid})}


def _attempts(session: Session, config: Config, keys: Keys, quiz: str) -> list[Opened]:
    """Open many attempts of some learners at one quiz; return their questions, another learner's each time."""
    course, step = quiz.removeprefix("/c/").split("/")
    reading = catalog.step_reading(session, course, step)
    assert reading is not None
    names = session.scalars(
        select(Account.handle)
        .join(Enrolment, Enrolment.account_id == Account.id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(Cohort.name == crowd.NAME)
        .order_by(Account.id)
        .limit(WRITERS)
    )
    opened = []
    for name in names.all():
        account = accounts.by_handle(session, str(name))
        assert account is not None
        cookie = _signed_in(session, config, keys, str(name))
        opened.append([_at(session, account, reading, cookie, number) for number in range(ATTEMPTS)])
    together = [attempt for attempts in zip(*opened, strict=True) for attempt in attempts]
    return [question for questions in zip(*together, strict=True) for question in questions]


def _at(session: Session, account: Account, reading: catalog.StepReading, cookie: str, number: int) -> list[Opened]:
    """Open one attempt; return its questions."""
    asked = [item for item in quizzes.bank(session, reading.revision_id) if "options" in item.content][:QUESTIONS]
    attempt = Attempt(
        account_id=account.id,
        course_id=reading.course_id,
        step_id=reading.step_id,
        revision_id=reading.revision_id,
        number=1000 + number,
        state=AttemptState.OPEN,
        begun_at=clock.now(),
        slots=[Slot(position=place, question_id=item.id) for place, item in enumerate(asked, 1)],
    )
    session.add(attempt)
    session.flush()  # Its uid stands in the addresses.
    return [
        Opened(f"/c/{reading.code}/{reading.step_code}/{attempt.uid}/{place}", cookie, item.content["options"][0]["id"])
        for place, item in enumerate(asked, 1)
    ]
