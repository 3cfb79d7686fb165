"""Questions: what each says in a language, and the version that an answer is about."""

import hashlib
import json
from typing import Any

from lms.catalog.derived.glosses import with_glosses
from lms.catalog.derived.voice import Voice

Question = dict[str, Any]


def version_of(question: Question) -> str:
    """Return the hash of everything a question says: the same as long as nobody changed it."""
    said = json.dumps(question, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def asked(voice: Voice, question: Question) -> dict[str, Any]:
    """Return what a question shows before it is answered. For true and false, a page has the words."""
    if question["type"] == "truefalse":
        options: list[dict[str, Any]] = [{"id": "true"}, {"id": "false"}]
    else:
        options = [{"id": each["id"], "html": voice.line(each["text"])} for each in question["options"]]
    return {
        "type": question["type"],
        "stem": voice.prose(question["stem"]),
        "picture": voice.picture(question.get("picture")),
        "options": options,
    }


def explained(voice: Voice, question: Question) -> dict[str, Any]:
    """Return what a question shows when it is answered: each option with its feedback, and the feedback for all."""
    shown = asked(voice, question)
    if question["type"] == "truefalse":
        said = [question["if_true"], question["if_false"]]
    else:
        said = [each["feedback"] for each in question["options"]]
    for option, feedback in zip(shown["options"], said, strict=True):
        option["feedback"] = voice.line(feedback)
    shown["feedback"] = voice.prose(question.get("feedback"))
    return with_glosses(shown, voice, question.get("sources", ()))
