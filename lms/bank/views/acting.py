"""Who acts on the questions of a course, and when."""

from datetime import date

from lms import clock, db
from lms.accounts.models import Role
from lms.accounts.rules import Visitor
from lms.audit.service import Actor
from lms.bank import service
from lms.bank.saving import Plan
from lms.catalog.queries import Reading
from lms.guard import config


def actor(who: Visitor, reading: Reading) -> Actor:
    """Return who acts on a course, in the role that lets them."""
    role = Role.TRAINER if who.has(Role.TRAINER, reading.places) else Role.ADMIN
    return who.acting(role, clock.now())


def today() -> date:
    """Return the day it is where the site is."""
    return clock.local_day(clock.now(), config().time_zone)


def write(who: Visitor, reading: Reading, plan: Plan) -> None:
    """Make a plan the next revision of its course.

    :raises ChangedMeanwhile: readers see another revision now.
    """
    ready = plan.ready()
    db.write(service.write, ready=ready, base_id=reading.revision_id, by=actor(who, reading), today=today())
