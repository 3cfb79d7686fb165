"""Cases, reflections, dialogues, and what is said before a quiz or test: YAML whose texts stand in every language."""

from typing import Any

from lms.catalog.derived.glosses import with_glosses
from lms.catalog.derived.voice import Voice

Value = dict[str, Any]


def case(voice: Voice, value: Value) -> dict[str, Any]:
    """Return what the pages of a case show.

    :returns: "places" are the scenes, then the endings; a decision's "next" is the place it leads to, from 0.
    """
    parts = [*value["scenes"], *value["endings"]]
    place_of = {part["id"]: number for number, part in enumerate(parts)}
    content = {
        "title": voice.plain(value["title"]),
        "intro": voice.prose(value["intro"]),
        "minutes": value.get("minutes"),
        "places": [
            {
                "title": voice.plain(part.get("title")),
                "text": voice.prose(part["text"]),
                "picture": voice.picture(part.get("picture")),
                "outcome": part.get("outcome"),
                "decisions": [
                    {
                        "text": voice.line(each["text"]),
                        "feedback": voice.prose(each["feedback"]),
                        "next": place_of[each["next"]],
                    }
                    for each in part.get("decisions", ())
                ],
            }
            for part in parts
        ],
    }
    return with_glosses(content, voice, value.get("sources", ()))


def reflection(voice: Voice, value: Value) -> dict[str, Any]:
    """Return what the page of a reflection shows."""
    content = {
        "title": voice.plain(value.get("title")),
        "prompt": voice.prose(value["prompt"]),
        "minutes": value.get("minutes"),
        "hints": voice.lines(value.get("hints", ())),
    }
    return with_glosses(content, voice)


def dialogue(voice: Voice, value: Value) -> dict[str, Any]:
    """Return what the facilitator's guide and its cards show."""
    titles = {each["id"]: voice.plain(each["title"]) for each in value.get("cards", ())}
    content = {
        "title": voice.plain(value["title"]),
        "purpose": voice.prose(value["purpose"]),
        "minutes": value["minutes"],
        "people": value["people"],
        "roles": [{"title": voice.plain(each["title"]), "task": voice.line(each["task"])} for each in value["roles"]],
        "before": voice.prose(value.get("before")),
        "ground_rules": voice.lines(value["ground_rules"]),
        "materials": voice.lines(value["materials"]),
        "steps": [
            {
                "title": voice.plain(each["title"]),
                "minutes": each["minutes"],
                "guide": voice.prose(each["guide"]),
                "online": voice.prose(each.get("online")),
                "cards": [titles[name] for name in each.get("cards", ())],
            }
            for each in value["steps"]
        ],
        "cards": [
            {
                "title": titles[each["id"]],
                "cards": [
                    {"front": voice.line(card["front"]), "back": voice.line(card.get("back"))} for card in each["cards"]
                ],
            }
            for each in value.get("cards", ())
        ],
        "safety": voice.lines(value["safety"]),
        "stop_signs": voice.lines(value["stop_signs"]),
        "if_stopped": voice.prose(value.get("if_stopped")),
        "after": voice.prose(value.get("after")),
    }
    return with_glosses(content, voice)


def quiz(voice: Voice, value: Value) -> dict[str, Any]:
    """Return what the page before a quiz or test shows."""
    content: dict[str, Any] = {
        "title": voice.plain(value.get("title")),
        "instructions": voice.prose(value.get("instructions")),
    }
    if "bands" in value:
        content["bands"] = [_band(voice, each) for each in value["bands"]]
    return with_glosses(content, voice)


def _band(voice: Voice, band: Value) -> dict[str, Any]:
    return {"name": voice.plain(band["name"]), "feedback": voice.prose(band.get("feedback"))}
