"""Who may do what: the whole answer on one page.

`RULES` gives each permission its lines. A line is a list of tests; a line that wholly holds is enough.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from lms import choices, db
from lms.accounts.models import Account, Grant, LoginSession, Role
from lms.accounts.rules import Visitor
from lms.catalog import queries as courses
from lms.catalog.queries import Reading
from lms.cohorts.models import Cohort, Entry
from lms.enrolment.models import Enrolment
from lms.marking.queries import Reading as Work
from lms.media.models import MediaFile, Owner
from lms.quizzes.queries import AttemptReading


@dataclass(frozen=True)
class Ask:
    """A question: may `who` do it to `thing`? `thing` is None where the permission is about no one thing."""

    who: Visitor
    thing: object


class Permission(Enum):
    """Everything that may be allowed to a person who is signed in; what is in `ANYBODY`, to others too."""

    OWN_ACCOUNT = auto()
    END_OWN_SESSION = auto()
    READ_COURSE = auto()
    """A course's page, its glossary and sources, its steps."""
    SEE_FILE = auto()
    """A picture or recording, by its address."""
    OWN_ATTEMPT = auto()
    """One's own try at a quiz or test."""
    KEEP_OWN = auto()
    """What one writes and marks for oneself in a course."""
    JOIN_COHORT = auto()
    TAKE_OPEN_COURSE = auto()
    """Take part in an open course by oneself."""
    TAKE_PART = auto()
    """Take or ask for a place in a cohort without a code."""
    LEAVE_COHORT = auto()
    """Give one's own place up."""
    ANSWER_REQUEST = auto()
    """Say yes or no to somebody who asks for a place."""
    SEE_OWN_COHORTS = auto()
    """The list of cohorts one teaches."""
    SEE_STAFF_PAGES = auto()
    SEE_COHORT = auto()
    SEE_COHORT_PEOPLE = auto()
    SEE_BOARD = auto()
    """Who of a cohort is where in its courses."""
    SET_TIMES = auto()
    """Let other dates, more time or more tries at a quiz hold, for a cohort or people in it."""
    SEE_FIGURES = auto()
    """What answers say about the quizzes of a course; nobody stands in it."""
    MARK_AGAIN = auto()
    """Mark attempts at a quiz by a key that was mended."""
    SEE_TEXTS = auto()
    """The list of courses whose texts one may translate."""
    TRANSLATE = auto()
    """See how far the texts of a course are in each language, and bring translations in."""
    SEE_BANKS = auto()
    """The list of courses whose questions one may write."""
    EDIT_BANK = auto()
    """See the questions of a course with their answers, and write them."""
    SEE_MARKING = auto()
    """The list of what waits for a trainer to mark it."""
    MARK = auto()
    """See one essay or file that was handed in, and mark it."""
    MANAGE_PROGRAMME = auto()
    """Make cohorts in a programme."""
    MANAGE_COHORT = auto()
    ADD_LEARNERS = auto()
    SEE_LEARNER = auto()
    """The page of one place in a cohort."""
    RESET_LEARNER = auto()
    """Give a person in one's cohort a new card."""
    REMOVE_LEARNER = auto()
    """Take a person out of one's cohort, or back in."""
    ADMINISTER = auto()
    ADMINISTER_PERSON = auto()
    ADMINISTER_GRANT = auto()
    ADMINISTER_PROGRAMME = auto()


Test = Callable[[Ask], bool]


def is_signed_in(_ask: Ask) -> bool:
    """Whoever is asked about is signed in."""
    return True


def is_own_session(ask: Ask) -> bool:
    """The session belongs to the person."""
    return isinstance(ask.thing, LoginSession) and ask.thing.account_id == ask.who.account_id


def is_admin(ask: Ask) -> bool:
    """An administrator of the site."""
    return ask.who.has(Role.ADMIN, frozenset())


def is_staff(ask: Ask) -> bool:
    """Staff of some programme."""
    return ask.who.has(Role.STAFF)


def is_trainer(ask: Ask) -> bool:
    """A trainer of something."""
    return ask.who.has(Role.TRAINER)


def is_staff_there(ask: Ask) -> bool:
    """Staff where the thing lies."""
    return ask.who.has(Role.STAFF, _places(ask))


def teaches_there(ask: Ask) -> bool:
    """A trainer of the cohort, of the programme it is in, or of the course."""
    return ask.who.has(Role.TRAINER, _places(ask))


def is_a_person(ask: Ask) -> bool:
    """The thing is an account."""
    return isinstance(ask.thing, Account)


def is_a_grant(ask: Ask) -> bool:
    """The thing is a role given to somebody."""
    return isinstance(ask.thing, Grant)


def has_no_power(ask: Ask) -> bool:
    """The place belongs to somebody who never held a role but learner, anywhere, not even until yesterday.

    Whoever gives a person a new card could use it: a staff member must not come to a trainer's marking, another's
    programme or the administration that way. Only an administrator resets those.
    """
    return isinstance(ask.thing, Enrolment) and all(grant.role == Role.LEARNER for grant in ask.thing.account.grants)


def is_file_of_site(ask: Ask) -> bool:
    """Everybody may see the file."""
    return isinstance(ask.thing, MediaFile) and ask.thing.owner == Owner.SITE


def is_file_of_course(ask: Ask) -> bool:
    """The file belongs to a course."""
    return isinstance(ask.thing, MediaFile) and ask.thing.owner == Owner.COURSE


def is_own_file(ask: Ask) -> bool:
    """The file belongs to the person."""
    return isinstance(ask.thing, MediaFile) and ask.thing.owner == Owner.PERSON and ask.thing.owner_uid == ask.who.uid


def is_an_open_course(ask: Ask) -> bool:
    """The course can be read without an account."""
    return isinstance(ask.thing, Reading) and ask.thing.open


def is_entered_without_code(ask: Ask) -> bool:
    """The cohort lets people take a place, or ask for one."""
    return isinstance(ask.thing, Cohort) and ask.thing.entry != Entry.CODE


def is_own_place(ask: Ask) -> bool:
    """The place is the person's."""
    return isinstance(ask.thing, Enrolment) and ask.thing.account_id == ask.who.account_id


def is_own_attempt(ask: Ask) -> bool:
    """The attempt is the person's."""
    return isinstance(ask.thing, AttemptReading) and ask.thing.account_id == ask.who.account_id


def is_anothers_work(ask: Ask) -> bool:
    """Somebody else handed it in: a trainer may learn, too."""
    return isinstance(ask.thing, Work) and ask.thing.handed.account_id != ask.who.account_id


def _places(ask: Ask) -> frozenset[tuple[str, str]]:
    return getattr(ask.thing, "places", frozenset())


RULES: dict[Permission, list[list[Test]]] = {
    Permission.OWN_ACCOUNT: [[is_signed_in]],
    Permission.END_OWN_SESSION: [[is_own_session]],
    Permission.READ_COURSE: [[is_signed_in]],
    Permission.SEE_FILE: [[is_file_of_site], [is_file_of_course], [is_own_file]],
    Permission.OWN_ATTEMPT: [[is_own_attempt]],
    Permission.KEEP_OWN: [[is_signed_in]],
    Permission.JOIN_COHORT: [[is_signed_in]],
    Permission.TAKE_OPEN_COURSE: [[is_an_open_course]],
    Permission.TAKE_PART: [[is_entered_without_code]],
    Permission.LEAVE_COHORT: [[is_own_place]],
    Permission.ANSWER_REQUEST: [[is_staff_there]],
    Permission.SEE_OWN_COHORTS: [[is_trainer]],
    Permission.SEE_STAFF_PAGES: [[is_staff]],
    Permission.SEE_COHORT: [[is_staff_there], [teaches_there]],
    Permission.SEE_COHORT_PEOPLE: [[is_staff_there], [teaches_there]],
    Permission.SEE_BOARD: [[is_staff_there], [teaches_there]],
    Permission.SET_TIMES: [[is_staff_there], [teaches_there]],
    Permission.SEE_FIGURES: [[is_staff_there], [teaches_there]],
    Permission.MARK_AGAIN: [[teaches_there]],
    Permission.SEE_TEXTS: [[is_admin], [is_trainer]],
    Permission.TRANSLATE: [[is_admin], [teaches_there]],
    Permission.SEE_BANKS: [[is_admin], [is_trainer]],
    Permission.EDIT_BANK: [[is_admin], [teaches_there]],
    Permission.SEE_MARKING: [[is_trainer]],
    Permission.MARK: [[teaches_there, is_anothers_work]],
    Permission.MANAGE_PROGRAMME: [[is_staff_there]],
    Permission.MANAGE_COHORT: [[is_staff_there]],
    Permission.ADD_LEARNERS: [[is_staff_there]],
    Permission.SEE_LEARNER: [[is_staff_there]],
    Permission.RESET_LEARNER: [[is_staff_there, has_no_power]],
    Permission.REMOVE_LEARNER: [[is_staff_there, has_no_power]],
    Permission.ADMINISTER: [[is_admin]],
    Permission.ADMINISTER_PERSON: [[is_admin, is_a_person]],
    Permission.ADMINISTER_GRANT: [[is_admin, is_a_grant]],
    Permission.ADMINISTER_PROGRAMME: [[is_admin]],
}


def is_open(thing: object) -> bool:
    """The course's lessons can be read without an account, and the catalogue is open."""
    return isinstance(thing, Reading) and thing.open and choices.in_force().catalogue == "open"


def is_open_file(thing: object) -> bool:
    """The file is the site's, or belongs to a course that is open."""
    if not isinstance(thing, MediaFile) or thing.owner == Owner.PERSON:
        return False
    if thing.owner == Owner.SITE:
        return True
    return choices.in_force().catalogue == "open" and courses.is_open(db.session(), thing.owner_uid)


ANYBODY: dict[Permission, Callable[[object], bool]] = {
    Permission.READ_COURSE: is_open,
    Permission.SEE_FILE: is_open_file,
}
"""What is allowed to somebody who is not signed in, and with which things."""


def allows_anybody(permission: Permission, thing: object) -> bool:
    """Tell whether this may be done to `thing` without being signed in."""
    return permission in ANYBODY and ANYBODY[permission](thing)


def allows(permission: Permission, who: Visitor, thing: object = None) -> bool:
    """Tell whether `who` may do this to `thing`."""
    ask = Ask(who, thing)
    return any(all(test(ask) for test in line) for line in RULES[permission])
