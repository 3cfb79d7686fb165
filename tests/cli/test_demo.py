"""`lms demo`: people for trying the site out."""

import stat
from pathlib import Path

from sqlalchemy import func, select

from lms.accounts import hashing, queries
from lms.accounts.models import Account, Origin, Passphrase
from lms.cohorts.models import Cohort, Programme
from lms.demo import sheet
from lms.enrolment.models import Enrolment
from tests.support.installation import Installation


def _count(installation: Installation, table: type) -> int:
    with installation.database().session() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def _opens(installation: Installation, handle: str, passphrase: str) -> bool:
    with installation.database().session() as session:
        return hashing.is_right(queries.account_and_hash(session, handle)[1], passphrase)


def test_there_is_one_person_a_role_whose_passphrase_works(installation: Installation) -> None:
    made = installation.lms_json("demo")

    assert sorted(made) == ["cohorts", "people"]
    assert [person["role"] for person in made["people"]] == ["learner", "trainer", "staff", "admin"]
    for person in made["people"]:
        assert sorted(person) == ["handle", "password", "role"]
        assert len(person["password"].split()) == 6
        assert _opens(installation, person["handle"], person["password"])
    with installation.database().session() as session:
        assert made["cohorts"] == list(session.scalars(select(Cohort.code).order_by(Cohort.id)))


def test_passphrases_stand_in_a_file_for_its_owner_only(installation: Installation) -> None:
    made = installation.lms_json("demo")

    file = installation.folder / "demo.txt"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [person.password for person in sheet.read(installation.folder)] == [p["password"] for p in made["people"]]


def test_running_it_again_changes_nothing_and_says_so(installation: Installation) -> None:
    first = installation.lms_json("demo", "--learners", 30, "--cohorts", 3)
    file = (installation.folder / "demo.txt").read_bytes()

    assert "nothing was changed" in installation.lms("demo", "--learners", 30, "--cohorts", 3).output
    assert installation.lms_json("demo", "--learners", 30, "--cohorts", 3) == first
    assert (installation.folder / "demo.txt").read_bytes() == file
    assert _count(installation, Account) == 34


def test_the_same_seed_makes_the_same_people(installation: Installation, tmp_path: Path) -> None:
    def people(place: Installation, seed: int) -> tuple[list[object], list[object]]:
        place.lms("demo", "--learners", 20, "--cohorts", 2, "--seed", seed)
        with place.database().session() as session:
            accounts = session.execute(select(Account.handle, Account.language).order_by(Account.handle_key)).all()
            return list(accounts), list(session.scalars(select(Cohort.code).order_by(Cohort.name)))

    others = [installation.another(tmp_path / name) for name in ("one", "two")]
    for other in others:
        other.prepare()

    assert people(installation, 5) == people(others[0], 5)
    assert people(installation, 5) != people(others[1], 6)


def test_many_learners_have_places_and_no_passphrase(installation: Installation) -> None:
    installation.lms("demo", "--learners", 4500, "--cohorts", 4)

    assert _count(installation, Account) == 4504
    assert _count(installation, Enrolment) == 4501
    assert _count(installation, Passphrase) == 4
    with installation.database().session() as session:
        sizes = session.scalars(select(func.count()).select_from(Enrolment).group_by(Enrolment.cohort_id)).all()
    assert sorted(sizes) == [1125, 1125, 1125, 1126]


def test_a_passphrase_that_was_changed_is_replaced(installation: Installation) -> None:
    installation.lms("demo")
    with installation.database().transaction() as session:
        learner = queries.by_handle(session, "demo learner")
        assert learner is not None
        session.get_one(Passphrase, learner.id).hash = hashing.hash_passphrase("changed in the browser")

    people = installation.lms_json("demo")["people"]

    assert all(_opens(installation, person["handle"], person["password"]) for person in people)


def test_somebody_else_who_is_called_so_is_left_alone(installation: Installation) -> None:
    installation.lms("person", "add", "demo admin", "--role", "learner")

    assert 'is called "demo admin"' in installation.lms("demo", expect=1).stderr
    assert _count(installation, Programme) == 0


def test_removing_it_leaves_nobody_but_others(installation: Installation) -> None:
    code = installation.lms_json("demo", "--learners", 10, "--cohorts", 2)["cohorts"][0]
    installation.lms("person", "add", "quiet hill", "--role", "learner", "--cohort", code)

    assert installation.lms_json("demo", "--remove") == {"removed": 14}

    with installation.database().session() as session:
        assert session.scalars(select(Account.handle)).all() == ["quiet hill"]
        assert session.scalars(select(Cohort.code)).all() == [code]
        assert session.scalar(select(Account.id).where(Account.origin == Origin.DEMO)) is None
    assert not (installation.folder / "demo.txt").exists()
