"""Questions: what each says in a language, and the version that an answer is about."""

import hashlib
import json
from typing import Any

from lms.catalog.derived.glosses import with_glosses
from lms.catalog.derived.voice import Voice
from lms.quizzes.engine.definition import load
from lms.quizzes.engine.order import shaken

Question = dict[str, Any]


def version_of(question: Question) -> str:
    """Return the hash of everything a question says: the same as long as nobody changed it."""
    said = json.dumps(question, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def asked(voice: Voice, question: Question) -> dict[str, Any]:
    """Return what a question shows before it is answered. For true and false, a page has the words.

    :returns: "options" of those types that have some; of others their own lists ("items", "matches", "gaps", "points",
        "rubric"), each thing with its id and words; "units" with the first name of each. Nothing says what is right.
    """
    shown: dict[str, Any] = {
        "type": question["type"],
        "stem": voice.prose(question["stem"]),
        "picture": voice.picture(question.get("picture")),
        "options": [{"id": "true"}, {"id": "false"}] if question["type"] == "truefalse" else [],
    }
    if "sound" in question:
        sound = question["sound"]
        address = voice.shelves.of(voice.lang).sounds[sound["file"]]
        shown["sound"] = {"address": address, "transcript": voice.prose(sound["transcript"])}
    if "units" in question:
        shown["units"] = [{"id": each["id"], "name": each["names"][0]} for each in question["units"]]
    if question["type"] == "calculated":
        # In a lesson everybody gets the same numbers: its page is the same for all.
        shown["numbers"] = dict(load(question).task.said())
    return {**shown, **_lists(voice, question, feedback=False)}


def explained(voice: Voice, question: Question) -> dict[str, Any]:
    """Return what a question shows when it is answered: each option with its feedback, and the feedback for all.

    :returns: also, where they are written, "answers" with the feedback of each, "combined" and "hints".
    """
    shown = {**asked(voice, question), **_lists(voice, question, feedback=True)}
    if question["type"] == "truefalse":
        for option, feedback in zip(shown["options"], (question["if_true"], question["if_false"]), strict=True):
            option["feedback"] = voice.line(feedback)
    shown["feedback"] = voice.prose(question.get("feedback"))
    if "answers" in question:
        shown["answers"] = [_thing(voice, each, feedback=True) for each in question["answers"]]
    if "combined" in question:
        shown["combined"] = {outcome: voice.line(said) for outcome, said in question["combined"].items()}
    if "hints" in question:
        shown["hints"] = [voice.line(each["text"]) for each in question["hints"]]
    return with_glosses(shown, voice, question.get("sources", ()))


_LISTS = ("options", "items", "matches", "points", "gaps", "rubric", "levels")


def _lists(voice: Voice, thing: Question, *, feedback: bool) -> dict[str, Any]:
    """Return the lists that a question, or a part of one, shows."""
    lists = {name: [_thing(voice, each, feedback=feedback) for each in thing[name]] for name in _LISTS if name in thing}
    # Written in their right order, or with what belongs together side by side: neither must show.
    hidden = [name for name in ("items", "matches") if thing.get("type") in ("ordering", "matching") and name in lists]
    return {**lists, **{name: shaken(lists[name], str(thing["id"]), lambda each: each["id"]) for name in hidden}}


def _thing(voice: Voice, thing: Question, *, feedback: bool) -> dict[str, Any]:
    """Return what a thing in a list shows: its id, its words, its own lists; its feedback where that is wanted."""
    shown: dict[str, Any] = {"id": thing["id"]}
    if "type" in thing:
        shown["type"] = thing["type"]
    if "text" in thing:
        shown["html"] = voice.line(thing["text"])
    if feedback and "feedback" in thing:
        shown["feedback"] = voice.line(thing["feedback"])
    if feedback and "answers" in thing:
        shown["answers"] = [_thing(voice, each, feedback=True) for each in thing["answers"]]
    return {**shown, **_lists(voice, thing, feedback=feedback)}
