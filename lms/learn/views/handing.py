"""What a learner writes or hands in for a person to mark, as a page sends it and as it is shown again."""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from flask import request
from werkzeug.datastructures import MultiDict

from lms import db
from lms.catalog.models import Content
from lms.guard import config
from lms.learn import sent
from lms.learn.forms import EssayForm
from lms.media import service as media
from lms.media.cleaning import clean
from lms.media.cleaning.broken import Broken
from lms.quizzes import given, queries, works
from lms.quizzes.answering import Sent
from lms.quizzes.engine.refusal import NotAnAnswer, Reason
from lms.quizzes.engine.registry import BY_PERSON
from lms.quizzes.engine.task import Fields
from lms.quizzes.engine.types.upload import FileUpload
from lms.quizzes.given import Waited
from lms.quizzes.models import Attempt, Slot
from lms.quizzes.works import TakenIn
from lms.signin import keys

ESSAY = f"{sent.MARK}text"
FILES = f"{sent.MARK}file"
MOST_VERSIONS = 5
"""Earlier texts that a page shows."""
MOST_SENT = 1_950_000
"""Bytes of a form with files: a little less than the server takes, so that the page itself can say what is too much."""


@dataclass(frozen=True)
class Words:
    """The words of some answers, opened in one query.

    :param waited: what people said of them, by the numbers of their slots.
    """

    found: Mapping[str, str]
    waited: Mapping[int, Waited] = field(default_factory=dict)

    @classmethod
    def handed_in(cls, slots: Iterable[Slot], attempt: Attempt) -> "Words":
        """Return the same of an attempt that was handed in, with what people said of it."""
        slots = list(slots)
        if not any(works.REFERENCE in slot.chosen for slot in slots):
            return cls({})
        return cls(cls.of(slots).found, given.of_attempt(db.session(), keys(), attempt.id))

    @classmethod
    def of(cls, slots: Iterable[Slot], more: Iterable[Fields] = ()) -> "Words":
        """Return what stands in the answers that hold, and in some more."""
        return cls(works.opened(db.session(), keys(), [*(slot.chosen for slot in slots), *more]))

    def fields(self, slot: Slot, written: Content) -> Fields:
        """Return the answer that holds as its question reads it."""
        return works.fields_of(slot.chosen, self.found, str(written["type"]))

    def text(self, chosen: Fields) -> str:
        """Return the words of an essay; empty where there are none."""
        return next((self.found[uid] for uid in chosen.get(works.REFERENCE, ()) if uid in self.found), "")

    def shown(self, slot: Slot, written: Content) -> Fields:
        """Return what a page says that it showed: of words their digest, so that they are not sent twice."""
        if written["type"] not in BY_PERSON:
            return slot.chosen
        if written["type"] == FileUpload.kind:
            return slot.chosen
        return {name: [sent.digest(each) for each in values] for name, values in self.fields(slot, written).items()}


def held(slot: Slot) -> Fields:
    """Return the answer that holds as a page sends it."""
    words = Words.of([slot] if request.form.get("kind") == "essay" else [])
    return words.fields(slot, {"type": "essay"}) if words.found else slot.chosen


def make_room() -> None:
    """Let a form with files be larger than others, before it is read."""
    if request.mimetype == "multipart/form-data":
        request.max_content_length = MOST_SENT


def brings_files() -> bool:
    """Tell whether files came with a form."""
    return any(each.filename for each in request.files.getlist(FILES))


def files(task: FileUpload) -> tuple[TakenIn, ...]:
    """Take in the files that came with a form: looked at, freed of what they say of their maker, sealed and stored.

    :raises NotAnAnswer: one is too large, of another kind than is asked for, or damaged; or they are too many.
    """
    came = [each for each in request.files.getlist(FILES) if each.filename]
    if len(came) > task.most_files:
        raise NotAnAnswer(Reason.TOO_MANY, "name")
    most = task.most_kb * 1000
    bodies = [each.stream.read(most + 1) for each in came]
    db.release()
    return tuple(works.take_in(media.folder_of(config()), *_clean(task, body, most)) for body in bodies)


def _clean(task: FileUpload, body: bytes, most: int) -> tuple[str, bytes]:
    if len(body) > most:
        raise NotAnAnswer(Reason.TOO_LARGE, "bytes")
    kind = clean.kind_of(body)
    if kind not in task.types:
        raise NotAnAnswer(Reason.WRONG_TYPE, "type")
    try:
        return kind, clean.cleaned(kind, body)
    except Broken as broken:
        raise NotAnAnswer(Reason.WRONG_TYPE, "type") from broken


def is_other(slot: Slot, fields: Fields) -> bool:
    """Tell whether the answer that holds is another than the one that was sent."""
    if request.form.get("kind") != "upload":
        return not sent.same(held(slot), fields)
    new = sum(bool(each.filename) for each in request.files.getlist(FILES))
    there, stay = slot.chosen.get(works.REFERENCE, ()), fields.get(works.REFERENCE, ())
    return len(there) != len(stay) + new or not set(stay) <= set(there)


def versions(slot: Slot) -> list[Fields]:
    """Return the answers that were saved to a question, the latest first; nothing where nobody asked for them."""
    if "versions" not in request.args:
        return []
    came: list[Fields] = [each.chosen for each in reversed(queries.answers(db.session(), slot)) if each.chosen]
    return came[:MOST_VERSIONS]


def essay_form() -> EssayForm | None:
    """Return the form of an essay, if that is what was sent."""
    return EssayForm(request.form, prefix=sent.MARK) if request.form.get("kind") == "essay" else None


def with_words(form: MultiDict[str, str], essay: EssayForm) -> MultiDict[str, str]:
    """Return what was sent with the words as they are kept: tidied, and in Unicode where they were typed in Zawgyi."""
    return MultiDict([(name, value) for name, value in form.items(multi=True) if name != ESSAY]) | {
        ESSAY: essay.text.data or ""
    }


def again(answer: Sent, essay: EssayForm | None) -> Sent:
    """Return an answer under a name of its own where its writer wants back what was typed: the first was kept."""
    if essay is None or not essay.text.as_typed:
        return answer
    made = hashlib.sha256(f"{answer.uid} as typed".encode()).digest()
    uid = base64.b32encode(made).decode().lower()[: len(answer.uid)]
    return replace(answer, uid=uid, seq=answer.seq + 1)
