"""Erasing a person: what opened the account, what was written, done, and kept of them."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from lms import clock, i18n
from lms.accounts import sessions
from lms.accounts.models import Account, Code, Grant, Passphrase, SecondStep, State
from lms.audit import service as audit
from lms.audit.service import Actor
from lms.config import Config
from lms.enrolment import service as enrolment
from lms.ids import uid_once_erased
from lms.media import service as media
from lms.media.models import Owner
from lms.people import queries, service
from lms.progress import service as progress
from lms.quizzes import service as quizzes
from lms.writing import service as writing

AT_ONCE = 10
"""How many idle accounts are erased in one minute: others wait for the lock meanwhile."""


def erase(session: Session, *, account: Account, by: Actor | None, now: datetime, tz: str) -> list[str]:
    """Erase a person. A row is left that history can point to, under another uid and with no days of its own.

    Places are freed and their history stays. The key of what the person wrote is destroyed, so the words can't be read
    in any backup. Audit entries name the old uid, which leads nowhere from now on.

    :param by: who acts: an administrator, or the person; None: the account was idle.
    :returns: names of files that nobody owns any more, to be deleted after the commit; then SQLite's log is emptied.
    :raises LastAdministrator: nobody else administers the site.
    """
    service.refuse_last_administrator(session, account=account, today=clock.local_day(now, tz))
    audit.note(session, by, action="person.erase", kind="account", uid=account.uid)
    sessions.end_all(session, account=account)
    writing.destroy(session, account=account)
    quizzes.forget_person(session, account=account)
    progress.forget_person(session, account=account)
    for table in (Code, Passphrase, SecondStep):
        session.execute(delete(table).where(table.account_id == account.id))
    account.grants.clear()
    uid = uid_once_erased(account.uid)
    enrolment.forget_person(session, account=account, new_uid=uid, by_uid=by.uid if by else "", now=now)
    session.execute(update(Grant).where(Grant.by_uid == account.uid).values(by_uid=uid))
    files = media.forget(session, owner=Owner.PERSON, owner_uid=account.uid)
    account.uid, account.handle, account.handle_key = uid, None, None
    account.language, account.digits, account.state = i18n.DEFAULT, "latn", State.ERASED
    account.made_day, account.active_day = _first_of(account.made_day), _first_of(account.active_day)
    return files


def erase_idle(session: Session, config: Config, now: datetime) -> int:
    """Erase accounts that nobody signed in to for `LMS_IDLE_DAYS`, but never the last administrator.

    Their files are swept up later, as files that nobody owns.
    """
    tz = config.time_zone
    today = clock.local_day(now, tz)
    last = today - timedelta(days=config.idle_days)
    idle = session.scalars(
        select(Account)
        .where(Account.state != State.ERASED, Account.active_day < last)
        .order_by(Account.active_day, Account.id)
        .limit(AT_ONCE)
    ).all()
    done = 0
    for account in idle:
        if not queries.is_last_administrator(session, account, today):
            erase(session, account=account, by=None, now=now, tz=tz)
            done += 1
    return done


def _first_of(day: date) -> date:
    return day.replace(month=1, day=1)
