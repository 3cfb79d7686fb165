"""Every address × method × actor × thing: who may, who may not, and that "not yours" looks like "not there".

The table below is written by hand and says nothing of how the programme decides. An endpoint that is missing from it
fails the test.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from lms import assets, permissions
from lms.guard import guard_of, public
from lms.permissions import Permission
from tests.support.actors import MEMBERS, OUTSIDE, World
from tests.support.ground import Ground

STYLESHEET = assets.all_assets()["site.css"].name
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ASKING = ("GET", "POST")
"""Those by which a view comes to ask the database: to it HEAD is GET, and the others reach none. On the second
database only these are sent."""
SIDES = ("near", "far", "absent")
FOR_THE_REST = ("anonymous", "half", "learner", "admin")
"""Who asks by the methods that an address does not take: no view is reached, so the others would see the same."""


@dataclass(frozen=True)
class Who:
    """Who may see the near thing of an endpoint, and who the far one; both, where it is about no one thing."""

    near: frozenset[str]
    far: frozenset[str]
    first: bool = False
    """It is there before a second step is set up."""
    confirm: bool = False
    """It asks for the second step again."""
    strangers_sign_in: bool = False
    """What a stranger may not see of it is a page for members, whether it is there or not."""


ANYBODY = Who(frozenset((*OUTSIDE, *MEMBERS)), frozenset((*OUTSIDE, *MEMBERS)), first=True)
OWN_PAGES = Who(frozenset(MEMBERS), frozenset(MEMBERS), first=True)
ALL_MEMBERS = Who(frozenset(MEMBERS), frozenset(MEMBERS))
OWN_THING = Who(frozenset(MEMBERS), frozenset(), first=True)
HALF = Who(frozenset({"half"}), frozenset({"half"}), first=True)
OF_THE_LEARNERS = Who(frozenset({"learner"}), frozenset({"learner_elsewhere"}))
CHOOSING = Who(frozenset({"choosing"}), frozenset({"choosing"}), first=True)


READERS = Who(frozenset((*OUTSIDE, *MEMBERS)), frozenset(MEMBERS), strangers_sign_in=True)
"""The near course is open to all, the far one to members."""

ROLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "trainer": (("trainer",), ("trainer_elsewhere",)),
    "staff": (("staff", "staff_new", "staff_rested"), ("staff_elsewhere",)),
    "admin": (("admin",), ("admin",)),
}


def scoped(*roles: str, confirm: bool = False) -> Who:
    """Say that these roles may where the thing lies; administrators everywhere."""
    near = frozenset(actor for role in roles for actor in ROLES[role][0])
    return Who(near, frozenset(actor for role in roles for actor in ROLES[role][1]), confirm=confirm)


def anywhere(*roles: str, confirm: bool = False) -> Who:
    """Say that whoever holds one of these roles anywhere may."""
    may = frozenset(actor for role in roles for side in ROLES[role] for actor in side)
    return Who(may, may, confirm=confirm)


TABLE: dict[str, Who] = {
    "static": ANYBODY,
    "healthz": ANYBODY,
    "learn.root": ANYBODY,
    "learn.home": ANYBODY,
    "learn.safety": ANYBODY,
    "learn.search": ANYBODY,
    "learn.course": READERS,
    "learn.words": READERS,
    "learn.sources": READERS,
    "learn.step": READERS,
    "learn.cards": ALL_MEMBERS,
    "learn.scene": READERS,
    "learn.check": READERS,
    "learn.take_part": Who(frozenset(MEMBERS), frozenset()),
    "learn.begin": ALL_MEMBERS,
    "learn.question": OF_THE_LEARNERS,
    "learn.attempt": OF_THE_LEARNERS,
    "learn.file": OF_THE_LEARNERS,
    "learn.end": ALL_MEMBERS,
    "learn.read": ALL_MEMBERS,
    "learn.reflect": ALL_MEMBERS,
    "learn.mine": ALL_MEMBERS,
    "learn.practices": ALL_MEMBERS,
    "learn.practice": ALL_MEMBERS,
    "learn.own": ALL_MEMBERS,
    "learn.mark": ALL_MEMBERS,
    "writing.typed": ALL_MEMBERS,
    "accounts.sign_in": ANYBODY,
    "accounts.card": ANYBODY,
    "accounts.recovery": ANYBODY,
    "accounts.sign_up": ANYBODY,
    "accounts.sign_out": ANYBODY,
    "accounts.leave": ANYBODY,
    "accounts.closed": ANYBODY,
    "accounts.revoke": ANYBODY,
    "accounts.sign_in_second": HALF,
    "accounts.choose": CHOOSING,
    "accounts.me": OWN_PAGES,
    "accounts.reading": OWN_PAGES,
    "accounts.change_passphrase": OWN_PAGES,
    "accounts.end_other_sessions": OWN_PAGES,
    "accounts.new_recovery": OWN_PAGES,
    "accounts.new_card": OWN_PAGES,
    "accounts.new_revoke_link": OWN_PAGES,
    "accounts.step_up": OWN_PAGES,
    "accounts.second_step_set_up": OWN_PAGES,
    "accounts.end_session": OWN_THING,
    "accounts.label_session": OWN_THING,
    "enrolment.join": ALL_MEMBERS,
    "enrolment.take_part": Who(frozenset(MEMBERS), frozenset()),
    "enrolment.leave": OF_THE_LEARNERS,
    "enrolment.answer": scoped("staff", confirm=True),
    "cohorts.taught": anywhere("trainer"),
    "cohorts.show_code": scoped("trainer", "staff"),
    "cohorts.staff_home": anywhere("staff"),
    "cohorts.programme": scoped("staff"),
    "cohorts.new_cohort": scoped("staff"),
    "cohorts.edit_cohort": scoped("staff"),
    "cohorts.change_code": scoped("staff"),
    "cohorts.programmes": anywhere("admin"),
    "cohorts.new_programme": anywhere("admin"),
    "cohorts.edit_programme": scoped("admin"),
    "people.taught_cohort": scoped("trainer", "staff", confirm=True),
    "people.roster": scoped("staff", confirm=True),
    "people.add_learner": scoped("staff", confirm=True),
    "people.add_list": scoped("staff", confirm=True),
    "people.place": scoped("staff", confirm=True),
    "people.reset_learner": scoped("staff", confirm=True),
    "people.remove_learner": scoped("staff", confirm=True),
    "people.bring_back": scoped("staff", confirm=True),
    "people.people": anywhere("admin", confirm=True),
    "people.new_person": anywhere("admin", confirm=True),
    "people.person": scoped("admin", confirm=True),
    "people.give_role": scoped("admin", confirm=True),
    "people.end_role": scoped("admin", confirm=True),
    "people.reset_person": scoped("admin", confirm=True),
    "people.lock_person": scoped("admin", confirm=True),
    "people.unlock_person": scoped("admin", confirm=True),
    "people.remove_second_step": scoped("admin", confirm=True),
    "people.erase_person": scoped("admin", confirm=True),
    "people.erase_me": OWN_PAGES,
    "people.erased": ANYBODY,
    "board.for_staff": scoped("trainer", "staff", confirm=True),
    "board.for_trainers": scoped("trainer", "staff", confirm=True),
    "board.file_for_staff": scoped("trainer", "staff", confirm=True),
    "board.file_for_trainers": scoped("trainer", "staff", confirm=True),
    "quizzes.times": scoped("trainer", "staff", confirm=True),
    "quizzes.add_time": scoped("trainer", "staff", confirm=True),
    "quizzes.change_time": scoped("trainer", "staff", confirm=True),
    "quizzes.remove_time": scoped("trainer", "staff", confirm=True),
    "figures.overview": scoped("trainer", "staff"),
    "figures.quiz": scoped("trainer", "staff"),
    "figures.file": scoped("trainer", "staff"),
    "figures.item": scoped("trainer", "staff"),
    "figures.remark": Who(frozenset(), frozenset(), confirm=True),
    "translating.courses": anywhere("trainer", "admin"),
    "translating.texts": scoped("admin"),
    "translating.text": scoped("admin"),
    "translating.file": scoped("admin"),
    "translating.send": scoped("admin"),
    "translating.look": scoped("admin"),
    "translating.back": scoped("admin"),
    "exchange.bring": scoped("admin"),
    "exchange.give": scoped("admin"),
    "exchange.look": scoped("admin"),
    "exchange.picture": scoped("admin"),
    "marking.desk": anywhere("trainer"),
    "marking.next_one": anywhere("trainer"),
    "marking.one": scoped("trainer"),
    "marking.file": scoped("trainer"),
    "bank.courses": anywhere("trainer", "admin"),
    "bank.questions": scoped("admin"),
    "bank.question": scoped("admin"),
    "bank.new": scoped("admin"),
    "bank.edit": scoped("admin"),
    "bank.state": scoped("admin"),
    "bank.remove": scoped("admin"),
    "bank.history": scoped("admin"),
    "bank.version": scoped("admin"),
    "bank.draw": scoped("admin"),
    "bank.back": scoped("admin"),
    "site.home": anywhere("admin"),
    "site.settings": anywhere("admin"),
    "site.audit": anywhere("admin", confirm=True),
    "media.send": Who(frozenset((*OUTSIDE, *MEMBERS)), frozenset({"learner_elsewhere"}), first=True),
}

HALF_WAY = {"accounts.sign_in_second", "accounts.choose"}
"""Pages of a sign-in that is under way: who is through is sent to the first page."""

SERVED = {200, 303, 400, 409, 422}
"""What one gets who may: these probes send no fields, so forms are refused as forms."""


Said = tuple[int, bytes, list[tuple[str, str]]]
"""Status, body and headers of an answer."""


@dataclass(frozen=True)
class Probe:
    """One request of the matrix."""

    rule: Rule
    method: str
    actor: str
    side: str
    path: str

    def __str__(self) -> str:
        """Return what it asks, for messages."""
        return f"{self.actor} {self.method} {self.path} ({self.rule.endpoint}, {self.side})"


class Matrix:
    """Asks everything of the application and says where the answer is not the table's."""

    def __init__(self, ground: Ground, world: World) -> None:
        self.ground, self.app, self.world = ground, ground.app, world
        self.asked = 0
        self._never_there: dict[tuple[str, str, str], Said] = {}
        self._lay()

    def _lay(self) -> None:
        self.ground.lay("matrix", self.world.fill)
        self.ground.statements.clear()

    def mismatches(self, endpoints: set[str] | None = None) -> Iterator[str]:
        """Yield every answer that the table does not foresee."""
        methods = METHODS if self.ground.database.is_sqlite else ASKING
        for rule in self.app.url_map.iter_rules():
            if endpoints is None or rule.endpoint in endpoints:
                if rule.endpoint not in TABLE:
                    yield f"{rule.endpoint} ({rule.rule}) is not in the table"
                    continue
                for method in methods:
                    is_ours = method in (rule.methods or ()) and method != "OPTIONS"
                    for actor in (*OUTSIDE, *MEMBERS) if is_ours else FOR_THE_REST:
                        yield from self._row(rule, actor, method)

    def _row(self, rule: Rule, actor: str, method: str) -> Iterator[str]:
        answers = {}
        about_things = rule.arguments - {"lang"} and method in (rule.methods or ())
        for side in SIDES if about_things else SIDES[:1]:
            probe = Probe(rule, method, actor, side, self._path(rule, actor, side))
            answers[side] = self._ask(probe)
            fault = self._fault(probe, answers[side])
            if fault:
                yield f"{probe}: {fault}"
        for side, answer in answers.items():
            if answer.status_code == 404 and _said(answer) != self._nowhere(rule, actor, method):
                yield f"{actor} {method} {rule.rule}: {side} looks other than an address that was never there"

    def _nowhere(self, rule: Rule, actor: str, method: str) -> Said:
        """Return what an address says that was never there."""
        path = "/en/nowhere" if "lang" in rule.arguments else "/nowhere"
        if (actor, method, path) not in self._never_there:
            answer = self._ask(Probe(rule, method, actor, "absent", path))
            self._never_there[actor, method, path] = _said(answer)
        return self._never_there[actor, method, path]

    def _path(self, rule: Rule, actor: str, side: str) -> str:
        values = {"lang": "en", "filename": STYLESHEET if side == "near" else "site.0000000000.css"}
        for name in rule.arguments - set(values):
            values[name] = self.world.uid(actor, name, side)
        return self.app.url_map.bind("localhost").build(
            rule.endpoint, {name: value for name, value in values.items() if name in rule.arguments}
        )

    def _ask(self, probe: Probe) -> TestResponse:
        """Ask, on the same ground each time."""
        if any(said.startswith(("INSERT", "UPDATE", "DELETE")) for said in self.ground.statements):
            self._lay()
        self.ground.statements.clear()
        self.asked += 1
        client = self.app.test_client()
        if probe.actor != "anonymous":
            client.set_cookie("lms", self.world.cookies[probe.actor])
        answer = client.open(probe.path, method=probe.method, headers={"Sec-Fetch-Site": "same-origin"})
        answer.get_data()  # A file is closed with its answer, once it was read.
        answer.close()
        return answer

    def _fault(self, probe: Probe, answer: TestResponse) -> str | None:
        wanted = expected(probe)
        if callable(wanted):
            return None if wanted(answer) else f"answered {answer.status_code} {answer.location or ''}"
        status, location = wanted
        if answer.status_code != status or (location and answer.location != location):
            return f"answered {answer.status_code} {answer.location or ''}, not {status} {location}"
        return None


def _said(answer: TestResponse) -> Said:
    headers = sorted((name, value) for name, value in answer.headers if name != "Date")
    return answer.status_code, answer.data, headers


def _served(answer: TestResponse) -> bool:
    to_sign_in = answer.status_code == 303 and "/sign-in?" in (answer.location or "")
    return answer.status_code in SERVED and not to_sign_in


def _sign_in_first(probe: Probe) -> tuple[int, str]:
    if probe.method in {"GET", "HEAD"}:
        return 303, f"/en/sign-in?next={quote(probe.path)}"
    return 401, ""


def expected(probe: Probe):  # type: ignore[no-untyped-def]
    """Return the status and place that the table foresees, or a question to the answer."""
    endpoint, who = probe.rule.endpoint, TABLE[probe.rule.endpoint]
    if probe.method not in (probe.rule.methods or ()):
        for_members = ("anonymous" not in who.near or who.strangers_sign_in) and endpoint not in HALF_WAY
        return _sign_in_first(probe) if for_members and probe.actor in OUTSIDE else (405, "")
    if probe.method == "OPTIONS":
        return 200, ""
    if endpoint == "static":
        return (200 if probe.side == "near" else 404), ""
    may = {"near": who.near, "far": who.far, "absent": frozenset[str]()}[probe.side]
    if endpoint in HALF_WAY and probe.actor in MEMBERS:
        return 303, "/en/"
    is_asked_in = who.strangers_sign_in and probe.actor not in may
    if probe.actor in OUTSIDE and (probe.actor not in who.near or is_asked_in):
        return _sign_in_first(probe)
    if probe.actor not in may:
        return 404, ""
    if probe.actor == "staff_new" and not who.first:
        return 303, "/en/me/second-step"
    if probe.actor == "staff_rested" and who.confirm:
        return 303, f"/en/me/confirm?next={quote(probe.path)}"
    return _served


@pytest.fixture
def matrix(ground: Ground, world: World) -> Matrix:
    """Give a matrix on fresh ground."""
    return Matrix(ground, world)


@pytest.mark.parametrize("room", sorted({endpoint.split(".")[0] for endpoint in TABLE}))
def test_everybody_may_what_the_table_says_and_nothing_else(matrix: Matrix, room: str) -> None:
    found = list(matrix.mismatches({endpoint for endpoint in TABLE if endpoint.split(".")[0] == room}))

    assert not found, f"{len(found)} of {matrix.asked} answers:\n" + "\n".join(found[:60])
    assert matrix.asked >= len(OUTSIDE) + len(MEMBERS)


def test_the_table_names_every_endpoint_and_none_that_is_gone(app: Flask) -> None:
    assert set(TABLE) ^ set(app.view_functions) == set()


def test_an_endpoint_without_a_line_in_the_table_is_found(matrix: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(TABLE, "accounts.me")

    assert list(matrix.mismatches({"accounts.me"})) == ["accounts.me (/<lang:lang>/me) is not in the table"]


def test_an_open_door_is_found_wherever_a_guard_is_missing(matrix: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = [endpoint for endpoint, who in TABLE.items() if who is not ANYBODY]
    for endpoint in closed:
        with monkeypatch.context() as patch:
            patch.setitem(matrix.app.view_functions, endpoint, public(lambda **_address: "open"))
            assert next(matrix.mismatches({endpoint}), None), endpoint


@pytest.mark.parametrize("permission", Permission)
def test_a_permission_given_to_all_or_to_none_is_found(
    matrix: Matrix, monkeypatch: pytest.MonkeyPatch, permission: Permission
) -> None:
    guarded = {name for name in matrix.app.view_functions if guard_of(matrix.app, name) == permission}
    # What only a trainer of the course may is open to nobody here: its own tests open it as that trainer.
    somebody_may = any(TABLE[name].near | TABLE[name].far for name in guarded)
    for lines in ([[permissions.is_signed_in]], *([[]] if somebody_may else ())):
        if guarded and permissions.RULES[permission] != lines:
            with monkeypatch.context() as patch:
                patch.setitem(permissions.RULES, permission, lines)
                assert next(matrix.mismatches(guarded), None), f"{permission} as {lines}"


def test_a_page_that_shows_whether_a_thing_is_there_is_found(matrix: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lms.frame.g", {"on_error_page": False})

    assert any("looks other than" in fault for fault in matrix.mismatches({"accounts.end_session"}))
