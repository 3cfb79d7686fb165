"""What is written or handed in for a person to mark: sealed with its writer's own key.

The rows of an attempt hold no word of it, only `{"writing": [uid, …]}`: each version of an essay and each file's key is
a writing of its own (`lms.writing`). While the attempt is open every version stays, so that a text that another page
overtook is not lost; with the handing in those that do not hold are destroyed.
"""

import base64
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import and_, delete, func, or_, select, true
from sqlalchemy.orm import Session

from lms import clock
from lms.accounts.models import Account
from lms.cohorts.models import Cohort, CohortCourse, Programme
from lms.cohorts.service import FAR_DAY
from lms.config import Config
from lms.enrolment.models import Enrolment, PlaceState
from lms.media import service as media
from lms.media.models import MediaFile, Owner
from lms.quizzes.engine.refusal import NotAnAnswer, Reason
from lms.quizzes.engine.task import Fields, Task
from lms.quizzes.engine.types.upload import FileUpload
from lms.quizzes.models import Answer, Attempt, Slot
from lms.seal import KEY_BYTES, Keys, seal, unseal
from lms.writing import service as writing
from lms.writing.models import DataKey, Writing

ESSAY, FILE, COMMENT = "essay", "file", "comment"
"""Kinds of writings."""
REFERENCE = "writing"
"""The field of a stored answer that names writings."""
KEPT_FOR = timedelta(days=365)
"""So long after the last day of the group, and in a group without one after it was written, words are kept."""
SEALED = "application/octet-stream"
_ABOUT = b"a file that was handed in"
_HASH = 64


@dataclass(frozen=True)
class TakenIn:
    """A file that lies sealed in the media folder, and the key that opens it.

    :param hash: of the sealed bytes, by which they are stored.
    :param type: what it was found to be.
    :param size: how large it is when it is opened.
    """

    hash: str
    type: str
    size: int
    key: bytes

    def said(self) -> str:
        """Return it as it is sealed into a writing."""
        return json.dumps([self.hash, self.type, self.size, base64.b64encode(self.key).decode()])

    @classmethod
    def read(cls, words: str) -> "TakenIn":
        """Return what `said` wrote."""
        sha256, kind, size, key = json.loads(words)
        return cls(sha256, kind, size, base64.b64decode(key))


@dataclass(frozen=True)
class Whose:
    """Who writes, and where: what sealing and keeping depend on."""

    account: Account
    ends_day: date
    tz: str


def keep(
    session: Session,
    keys: Keys,
    *,
    slot: Slot,
    task: Task[Any],
    fields: Fields,
    files: Iterable[TakenIn],
    uid: str,
    now: datetime,
) -> dict[str, list[str]]:
    """Seal an answer for a person to mark, and return what its rows hold of it; nothing where nothing was answered.

    :param fields: of an essay its words; of files the uids of those that stay, as `writing`.
    :param uid: of the answer.
    :raises NotAnAnswer: it is none.
    """
    owner = whose(session, slot)
    today = clock.local_day(now, owner.tz)
    until = max(today, owner.ends_day) + KEPT_FOR
    if isinstance(task, FileUpload):
        return _keep_files(session, keys, owner, task, fields, list(files), slot, today, until)
    try:
        words = task.read(fields).fields()["text"][0]
    except NotAnAnswer as refused:
        if refused.reason == Reason.NOTHING:
            return {}
        raise
    made = writing.add(
        session, keys, account=owner.account, kind=ESSAY, about=uid, words=words, today=today, until_day=until
    )
    return {REFERENCE: [made.uid]}


def _keep_files(
    session: Session,
    keys: Keys,
    owner: Whose,
    task: FileUpload,
    fields: Fields,
    files: list[TakenIn],
    slot: Slot,
    today: date,
    until: date,
) -> dict[str, list[str]]:
    wanted = list(dict.fromkeys(fields.get(REFERENCE, ())))
    mine = opened(session, keys, [{REFERENCE: wanted}], about=f"/{slot.id}")
    stay = [uid for uid in wanted if uid in mine]
    if not stay and not files:
        return {}
    task.read(columns([*(mine[uid] for uid in stay), *(each.said() for each in files)]))
    made = []
    for each in files:
        said = {"kind": FILE, "about": f"{each.hash}/{slot.id}", "words": each.said()}
        made.append(writing.add(session, keys, account=owner.account, **said, today=today, until_day=until).uid)
        media.keep(
            session,
            sha256=each.hash,
            size_bytes=each.size,
            mimetype=SEALED,
            owner=Owner.PERSON,
            owner_uid=owner.account.uid,
            today=today,
        )
    return {REFERENCE: [*stay, *made]}


def columns(said: Iterable[str]) -> dict[str, list[str]]:
    """Return files as an answer in the engine's form. Their names are their numbers: real ones often name a person."""
    files = [TakenIn.read(each) for each in said]
    return {
        "hash": [each.hash for each in files],
        "name": [f"{place}.{each.type}" for place, each in enumerate(files, 1)],
        "type": [each.type for each in files],
        "bytes": [str(each.size) for each in files],
    }


def opened(
    session: Session,
    keys: Keys,
    chosen: Iterable[Fields],
    *,
    marks: Iterable[str] = (),
    about: str = "",
    kind: str = "",
) -> dict[str, str]:
    """Return the words of the writings that answers name, by their uids, in one query.

    What was destroyed is not among them: by an eraser, or by the sweep after its last day.

    :param marks: uids of marks: what was said with them comes too, by these uids.
    :param about: only those whose `about` ends so.
    :param kind: only those of this kind; empty: of every kind.
    """
    uids, marks = {uid for each in chosen for uid in each.get(REFERENCE, ())}, set(marks)
    if not uids and not marks:
        return {}
    wanted = or_(Writing.uid.in_(uids), and_(Writing.kind == COMMENT, Writing.about.in_(marks)))
    rows = session.execute(
        select(Writing, DataKey, Account)
        .join(DataKey, DataKey.account_id == Writing.account_id)
        .join(Account, Account.id == Writing.account_id)
        .where(wanted, Writing.about.endswith(about, autoescape=True), Writing.kind == kind if kind else true())
    )
    return {
        each.about if each.kind == COMMENT else each.uid: writing.words_of(session, keys, each)
        for each, _key, _account in rows
    }


def fields_of(chosen: Fields, words: Mapping[str, str], kind: str) -> Fields:
    """Return an answer as its question reads it, with the words in their place.

    :param words: what `opened` found.
    :param kind: the type of the question.
    """
    if REFERENCE not in chosen:
        return chosen
    there = [words[uid] for uid in chosen[REFERENCE] if uid in words]
    if not there:
        return {}
    return columns(there) if kind == FileUpload.kind else {"text": there[:1]}


def take_in(folder: Path, kind: str, body: bytes) -> TakenIn:
    """Seal a file with a key of its own and store it. Done before its rows are written: without them it is swept up.

    :param folder: where media lie.
    """
    key = os.urandom(KEY_BYTES)
    return TakenIn(media.store(folder, seal(key, body, _ABOUT)), kind, len(body), key)


def file_of(session: Session, keys: Keys, folder: Path, chosen: Fields, place: int) -> tuple[str, bytes] | None:
    """Return what a file of an answer is, and its bytes; None where there is none, or no longer.

    :param place: from 1.
    """
    uids = chosen.get(REFERENCE, ())
    # An essay is opened the same way: what somebody wrote there must never be taken for what the site says of a file.
    words = opened(session, keys, [chosen], kind=FILE)
    if not 1 <= place <= len(uids) or uids[place - 1] not in words:
        return None
    taken = TakenIn.read(words[uids[place - 1]])
    path = media.path_of(folder, taken.hash)
    return (taken.type, unseal(taken.key, path.read_bytes(), _ABOUT)) if path.is_file() else None


def sweep(session: Session, _config: Config, now: datetime) -> int:
    """Let go of sealed files whose key is gone: nobody can open them any more. They are swept up as unowned then."""
    known = select(Writing.id).where(Writing.kind == FILE, func.substr(Writing.about, 1, _HASH) == MediaFile.sha256)
    lost = delete(MediaFile).where(
        MediaFile.owner == Owner.PERSON,
        MediaFile.mimetype == SEALED,
        MediaFile.made_day < (now - timedelta(days=1)).date(),
        ~known.exists(),
    )
    return int(session.execute(lost).rowcount)  # type: ignore[attr-defined]


def drop_versions(session: Session, slots: Iterable[Slot]) -> None:
    """Destroy the versions of answers that do not hold, with their files."""
    held = {slot.id: set(slot.chosen.get(REFERENCE, ())) for slot in slots}
    all_held = {uid for each in held.values() for uid in each}
    named = session.scalars(select(Answer.chosen).where(Answer.slot_id.in_(held)))
    old = {uid for chosen in named for uid in chosen.get(REFERENCE, ())} - all_held
    _destroy(session, old)


def _destroy(session: Session, uids: Iterable[str]) -> None:
    # The files themselves are swept up: without its writing nobody has their key, and nobody owns them.
    session.execute(delete(Writing).where(Writing.uid.in_(set(uids)), Writing.kind.in_((ESSAY, FILE))))


def whose(session: Session, slot: Slot) -> Whose:
    """Return whose answer it is and when their group ends, with their data key beside it, in one query."""
    place = and_(Enrolment.account_id == Account.id, Enrolment.state == PlaceState.TAKEN)
    row = session.execute(
        select(Account, DataKey, Cohort.ends_day, Programme.tz)
        .select_from(Attempt)
        .join(Account, Account.id == Attempt.account_id)
        .outerjoin(DataKey, DataKey.account_id == Account.id)
        .outerjoin(CohortCourse, CohortCourse.course_id == Attempt.course_id)
        .outerjoin(Cohort, Cohort.id == CohortCourse.cohort_id)
        .outerjoin(Programme, Programme.id == Cohort.programme_id)
        .outerjoin(Enrolment, and_(place, Enrolment.cohort_id == Cohort.id))
        .where(Attempt.id == slot.attempt_id)
        .order_by(Enrolment.id.is_(None), Cohort.starts_day.desc(), Cohort.id)
        .limit(1)
    ).one()
    account, _key, ends_day, tz = tuple[Any, ...](row)
    return Whose(account, ends_day if ends_day and ends_day < FAR_DAY else date.min, tz or "UTC")
