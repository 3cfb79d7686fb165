"""`lms person`: what an administrator does at the server."""

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms import clock
from lms.accounts import codes, queries
from lms.accounts.models import Account, CodeKind, Grant, Role, Scope, State
from lms.audit import service as audit
from lms.audit.models import Entry
from lms.catalog.models import Course
from lms.cohorts.models import Cohort
from lms.enrolment import queries as enrolment
from tests.support.cast import fill
from tests.support.installation import Installation
from tests.support.sample_course import load_sample


@pytest.fixture
def session(installation: Installation) -> Iterator[Session]:
    """Put the cast into the installation, and give a session that looks at what commands did."""
    database = installation.database()
    with database.transaction() as writing:
        fill(writing, installation.keys)
    with database.session() as looking:
        yield looking


def _group(session: Session) -> str:
    code = session.scalars(select(Cohort.code).order_by(Cohort.id)).first()
    session.rollback()
    assert code is not None
    return code


def _grants(session: Session, handle: str) -> list[tuple[Role, Scope]]:
    account = queries.by_handle(session, handle)
    assert account is not None
    return [(Role(grant.role), Scope(grant.scope)) for grant in account.grants]


def test_the_code_that_is_printed_opens_the_account_once(installation: Installation, session: Session) -> None:
    made = installation.lms_json("person", "add", "blue hill", "--role", "staff", "--programme", "RIVER")

    found = codes.find(
        session, installation.keys, typed=made["code"], kind=CodeKind.ONCE, now=clock.now(), tz="Asia/Yangon"
    )
    assert found is not None
    assert found.account.name == "blue hill"
    assert _grants(session, "blue hill") == [(Role.STAFF, Scope.PROGRAMME)]


def test_each_role_is_given_where_it_was_asked_for(installation: Installation, session: Session) -> None:
    group = _group(session)
    installation.lms("person", "add", "one", "--role", "admin")
    installation.lms("person", "add", "two", "--role", "trainer", "--cohort", group.lower())
    installation.lms("person", "add", "three", "--role", "staff")
    installation.lms("person", "add", "four", "--role", "learner", "--cohort", group)
    installation.lms("person", "grant", "four", "--role", "trainer", "--programme", "River")

    assert _grants(session, "one") == [(Role.ADMIN, Scope.SITE)]
    assert _grants(session, "two") == [(Role.TRAINER, Scope.COHORT)]
    assert _grants(session, "three") == [(Role.STAFF, Scope.SITE)]
    assert _grants(session, "four") == [(Role.TRAINER, Scope.PROGRAMME)]
    four = queries.by_handle(session, "four")
    assert four is not None
    assert [place.cohort.code for place in enrolment.places_of(session, four)] == [group]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["add", "AYE ၂၁", "--role", "learner"], "has this handle already"),
        (["add", "09 123 456 789", "--role", "learner"], "can't be a handle"),
        (["add", "five", "--role", "trainer", "--course", "nowhere"], "no such course"),
        (["add", "five", "--role", "trainer", "--programme", "Nowhere"], "no such programme"),
        (["add", "five", "--role", "trainer", "--cohort", "ABCDEFGH"], "no such group"),
        (["add", "five", "--role", "admin", "--programme", "River"], "looks after the whole site"),
        (["add", "five", "--role", "learner", "--programme", "River"], "--cohort"),
        (["grant", "aye 21", "--role", "learner"], "--cohort"),
        (["grant", "nobody", "--role", "admin"], "there is nobody called nobody"),
        (["lock", "ei 25"], "last administrator"),
        (["erase", "ei 25"], "last administrator"),
    ],
)
def test_what_can_not_be_done_is_refused_whole(
    installation: Installation, session: Session, words: list[str], why: str
) -> None:
    assert why in installation.lms("person", *words, expect=1).stderr

    assert session.scalar(select(func.count()).select_from(Account)) == 5
    assert session.scalar(select(func.count()).select_from(Grant)) == 3


def test_two_places_at_once_are_a_wrong_usage(installation: Installation, session: Session) -> None:
    words = ["person", "add", "x y", "--role", "trainer", "--cohort", _group(session), "--programme", "River"]

    installation.lms(*words, expect=2)


def test_a_reset_takes_the_old_ways_in_away(installation: Installation, session: Session) -> None:
    made = installation.lms_json("person", "reset", "aye 21")

    account, stored = queries.account_and_hash(session, "aye 21")
    assert account is not None
    assert stored is None
    assert len(made["code"]) == 12


def test_a_locked_account_stays_shut_until_it_is_unlocked(installation: Installation, session: Session) -> None:
    installation.lms("person", "lock", "aye 21")
    assert session.scalars(select(Account.state).where(Account.handle == "aye 21")).one() == State.LOCKED
    assert "locked" in installation.lms("person", "reset", "aye 21", expect=1).stderr
    session.rollback()

    installation.lms("person", "unlock", "aye 21")
    assert session.scalars(select(Account.state).where(Account.handle == "aye 21")).one() == State.ACTIVE


def test_an_erased_person_has_no_name_any_more(installation: Installation, session: Session) -> None:
    installation.lms("person", "erase", "aye 21")

    assert queries.by_handle(session, "aye 21") is None
    assert "there is nobody called aye 21" in installation.lms("person", "erase", "aye 21", expect=1).stderr


def test_every_act_stands_in_a_whole_chain(installation: Installation, session: Session) -> None:
    installation.lms("person", "add", "one", "--role", "admin")
    for verb in ("lock", "unlock", "reset", "erase"):
        installation.lms("person", verb, "aye 21")

    entries = session.scalars(select(Entry).order_by(Entry.id)).all()
    assert [entry.action for entry in entries] == [
        "person.make",
        "grant.give.admin",
        "person.lock",
        "person.unlock",
        "person.reset",
        "person.erase",
    ]
    assert {entry.role for entry in entries} == {"command"}
    assert audit.first_broken(session) is None


def test_a_trainer_of_a_course_is_found_by_the_name_of_its_folder(installation: Installation) -> None:
    database = installation.database()
    with database.transaction() as session:
        load_sample(session)

    installation.lms("person", "add", "blue hill", "--role", "trainer", "--course", "sample")

    with database.session() as session:
        grant = session.scalars(select(Grant)).one()
        assert (grant.scope, grant.scope_uid) == (Scope.COURSE, session.scalars(select(Course.uid)).one())
