"""Everybody who may stand before a page, and the things that a page may be about: the two sides of the matrix.

`near` things lie in River, where the trainer and the staff of the cast work, or are the actor's own; `far` ones lie in
Hill, where others work; `absent` ones were never there. The near course is open to all, the far one to members.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts import codes, sessions, tokens
from lms.accounts.models import Account, CodeKind, Device, Grant, LoginSession, Role, Stage, State
from lms.audit.service import Actor
from lms.catalog import queries as catalog
from lms.cohorts import service as cohorts
from lms.cohorts.models import Cohort, Entry, Programme
from lms.enrolment import service as enrolment
from lms.enrolment.models import Enrolment
from lms.exchange import service as exchange
from lms.exchange.kept import Kept
from lms.ids import new_uid
from lms.media import service as media
from lms.media.models import Owner
from lms.quizzes import overrides
from lms.quizzes import service as quizzes
from lms.seal import Keys
from lms.translating import queries as translations
from lms.translating import service as translating
from tests.support import cast, exchanged, translators
from tests.support.cast import TODAY, TZ, add_second_step, give, make_person
from tests.support.essays import handed_in
from tests.support.ground import Ground
from tests.support.moment import NOON
from tests.support.sample_course import load_sample
from tests.support.sample_package import sample_tree

ABSENT = "a" * 26
ABSENT_FILE = "a" * 64
ABSENT_SHORT = "bbbbbb"
OF_COURSES = ("course", "step", "lesson", "case", "dialogue", "question", "quiz", "reflection", "page", "item")
"""Things that a short code stands for in an address."""
ABSENT_ONES = {
    "sha256": ABSENT_FILE,
    "scene": "1",
    "decision": "1",
    "number": "1",
    "file": "1",
    **dict.fromkeys(OF_COURSES, ABSENT_SHORT),
}

FILES = {"near": b"a picture of the site", "far": b"a picture of the learner elsewhere"}
"""What the files hold that stand in the media folder."""

OUTSIDE = ("anonymous", "locked", "erased", "ended", "rested", "half", "choosing")
"""Who is not, or not fully, signed in."""
MEMBERS = (
    "learner",
    "learner_elsewhere",
    "removed",
    "trainer",
    "trainer_elsewhere",
    "trainer_before",
    "trainer_to_be",
    "staff",
    "staff_elsewhere",
    "staff_new",
    "staff_rested",
    "admin",
)
"""Who is signed in. `staff_new` has no second step yet, `staff_rested` gave it an hour ago; `trainer_before` trained
the near cohort until yesterday, `trainer_to_be` will from tomorrow."""


@dataclass
class World:
    """What the actors hold and what things are called; filled while the state is made."""

    cookies: dict[str, str] = field(default_factory=dict)
    uids: dict[str, dict[str, str]] = field(default_factory=lambda: {"near": {}, "far": {}})
    own_logins: dict[str, str] = field(default_factory=dict)

    def fill(self, session: Session, keys: Keys) -> None:
        """Put the cast and everybody else into an empty database, each signed in as far as they are."""
        cast.fill(session, keys)
        cohorts = {cohort.name: cohort for cohort in session.scalars(select(Cohort))}
        near, far = cohorts["River June"], cohorts["Hill June"]
        near.entry = Entry.OPEN
        people = _people(session, keys, near, far)
        for name, account in people.items():
            self._sign_in(session, keys, name, account)
        _end_some(session, people)
        for side, cohort in (("near", near), ("far", far)):
            self.uids[side] |= {"cohort": cohort.uid, "programme": cohort.programme.uid}
        self._name_things(session, keys, people)
        for side, is_open in (("near", True), ("far", False)):
            self.uids[side] |= load_sample(session, is_open=is_open)
            self.uids[side]["brought"] = _brought(session, self.uids[side]["course"])
            self.uids[side]["returned"] = _returned(session, self.uids[side]["course"])
        for side, learner, cohort in (("near", "learner", near), ("far", "learner_elsewhere", far)):
            self.uids[side] |= {"attempt": _begin(session, people[learner], cohort, self.uids[side]), "number": "1"}
            self.uids[side] |= {"file": "1"}
            self.uids[side]["handed"] = handed_in(session, keys, people[learner], self.uids[side]["attempt"])
            self.uids[side]["override"] = _override(session, cohort)

    def _sign_in(self, session: Session, keys: Keys, name: str, account: Account) -> None:
        stage = {"half": Stage.SECOND, "choosing": Stage.CHOOSE}.get(name, Stage.FULL)
        opened = []
        for _ in range(2):
            token = sessions.open_session(session, account=account, device=Device.SHARED, stage=stage, now=NOON, tz=TZ)
            session.flush()
            login = session.scalars(select(LoginSession).filter_by(token_hash=tokens.hash_of(token))).one()
            login.stage = stage
            login.stepped_at = NOON - timedelta(hours=1) if name == "staff_rested" else NOON
            opened.append((token, login))
        seen = NOON - timedelta(minutes=31) if name == "rested" else NOON
        self.cookies[name] = tokens.write(keys, opened[0][0], seen)
        self.own_logins[name] = opened[1][1].uid

    def _name_things(self, session: Session, keys: Keys, people: dict[str, Account]) -> None:
        for side, learner, trainer in (
            ("near", "learner", "trainer"),
            ("far", "learner_elsewhere", "trainer_elsewhere"),
        ):
            place = session.scalars(select(Enrolment).filter_by(account_id=people[learner].id)).one()
            grant = session.scalars(select(Grant).filter_by(account_id=people[trainer].id)).one()
            (link,) = codes.issue(session, keys, account=people[learner], kind=CodeKind.REVOKE, now=NOON, tz=TZ)
            self.uids[side] |= {
                "person": people[learner].uid,
                "place": place.uid,
                "grant": grant.uid,
                "code": link,
            }
        self.uids["far"]["login"] = self.own_logins["learner_elsewhere"]
        for side, owner, owner_uid in (
            ("near", Owner.SITE, ""),
            ("far", Owner.PERSON, people["learner_elsewhere"].uid),
        ):
            sha256 = hashlib.sha256(FILES[side]).hexdigest()
            size = len(FILES[side])
            media.keep(
                session,
                sha256=sha256,
                size_bytes=size,
                mimetype="image/png",
                owner=owner,
                owner_uid=owner_uid,
                today=TODAY,
            )
            self.uids[side]["sha256"] = sha256

    def uid(self, actor: str, thing: str, side: str) -> str:
        """Return what stands in an address for a thing on one side."""
        if side == "absent":
            return ABSENT_ONES.get(thing, ABSENT)
        if thing == "login" and side == "near":
            return self.own_logins.get(actor, self.own_logins["learner"])
        if thing == "login" and actor == "learner_elsewhere":
            return self.own_logins["learner"]
        return self.uids[side][thing]


def _returned(session: Session, course: str) -> str:
    """Let a translator's file come back, in which one title is another; return its uid."""
    reading = catalog.reading(session, course)
    assert reading is not None
    tree = translations.tree(session, reading.revision_id)
    body = translators.returned(tree, translators.writing({"Two laws on one river": "မြစ်တစ်စင်း"}), code=course)
    return translating.keep(session, course_id=reading.course_id, by_uid="", body=body, today=TODAY).uid


def _brought(session: Session, course: str) -> str:
    """Let a file of questions come, the first at line 1 with a picture; return its uid."""
    reading = catalog.reading(session, course)
    assert reading is not None
    kept = Kept(exchanged.pictured(), "auto", "en", "")
    return exchange.keep(session, course_id=reading.course_id, by_uid="", kept=kept, today=TODAY)


def _begin(session: Session, account: Account, cohort: Cohort, uids: dict[str, str]) -> str:
    """Let a cohort take the course of its side, and somebody in it begin its quiz; return the attempt's uid."""
    reading = catalog.step_reading(session, uids["course"], uids["quiz"])
    assert reading is not None
    cohorts.take_courses(session, cohort=cohort, course_ids=[reading.course_id])
    return quizzes.begin(
        session,
        account=account,
        course_id=reading.course_id,
        step_id=reading.step_id,
        revision_id=reading.revision_id,
        now=NOON,
    ).uid


def _override(session: Session, cohort: Cohort) -> str:
    """Give a cohort more time for a quiz of its course; return the uid of that."""
    (quiz, *_) = overrides.quizzes_of(session, cohort, "en")
    by = Actor("command", "", NOON)
    said = overrides.Said(reason="as agreed", minutes=90)
    return overrides.add(
        session, cohort=cohort, step_id=quiz.step_id, account=None, said=said, uid=new_uid(), by=by
    ).uid


def _people(session: Session, keys: Keys, near: Cohort, far: Cohort) -> dict[str, Account]:
    known = {account.handle: account for account in session.scalars(select(Account))}
    people = {name: known[cast.HANDLES[one]] for name, one in _CAST.items()}
    for name in (*OUTSIDE[1:], *MEMBERS):
        if name not in people:
            people[name] = make_person(session, f"{name.replace('_', ' ')} 40")
    for name, grant in _GRANTS.items():
        grant(session, people[name], near, far)
    for name in ("staff_elsewhere", "staff_rested", "half"):
        add_second_step(session, keys, people[name])
    enrolment.take_place(session, account=people["learner_elsewhere"], cohort=far, by_uid="", now=NOON)
    for name in ("removed", "locked", "erased", "ended", "rested"):
        place = enrolment.take_place(session, account=people[name], cohort=near, by_uid="", now=NOON)
        if name == "removed":
            enrolment.leave(session, place=place, by_uid="", now=NOON)
    session.flush()
    return people


def _end_some(session: Session, people: dict[str, Account]) -> None:
    people["locked"].state = State.LOCKED
    people["erased"].state = State.ERASED
    for login in session.scalars(select(LoginSession).filter_by(account_id=people["ended"].id)):
        login.ends_at = NOON


_CAST = {"learner": "aye", "trainer": "ba", "staff": "chit", "admin": "ei"}

Giver = Callable[[Session, Account, Cohort, Cohort], None]


def _dated(from_day: date, until_day: date | None) -> Giver:
    def add(session: Session, account: Account, near: Cohort, _far: Cohort) -> None:
        give(session, account, Role.TRAINER, near)
        (grant,) = account.grants
        grant.from_day, grant.until_day = from_day, until_day

    return add


def _of(role: Role, thing: Callable[[Cohort, Cohort], Programme | Cohort]) -> Giver:
    return lambda session, account, near, far: give(session, account, role, thing(near, far))


_GRANTS: dict[str, Giver] = {
    "trainer_elsewhere": _of(Role.TRAINER, lambda _near, far: far),
    "staff_elsewhere": _of(Role.STAFF, lambda _near, far: far.programme),
    "staff_new": _of(Role.STAFF, lambda near, _far: near.programme),
    "staff_rested": _of(Role.STAFF, lambda near, _far: near.programme),
    "half": _of(Role.STAFF, lambda near, _far: near.programme),
    "trainer_before": _dated(TODAY - timedelta(days=30), TODAY - timedelta(days=1)),
    "trainer_to_be": _dated(TODAY + timedelta(days=1), None),
}


@pytest.fixture(scope="session")
def _world() -> World:
    return World()


@pytest.fixture
def world(_world: World, ground: Ground) -> World:
    """Give the actors and things, named once a run, and the files they own: a test before may have swept them up."""
    pictures = (body for path, body in sample_tree().items() if path.startswith("media/"))
    for body in (*FILES.values(), *pictures):
        media.store(media.folder_of(ground.config), body)
    return _world
