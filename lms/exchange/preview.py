"""Questions of a plan as learners will see them, and what of each is right."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from markupsafe import Markup, escape

from lms.catalog.derived.questions import explained
from lms.catalog.derived.shelves import MEDIA_ADDRESS, Shelves
from lms.catalog.derived.voice import Voice
from lms.catalog.package.course import Package
from lms.exchange import shares
from lms.exchange.found import Content
from lms.exchange.planning import Accepted
from lms.quizzes.engine.definition import load
from lms.quizzes.engine.types.choice import Choice


@dataclass(frozen=True)
class Key:
    """One thing that is right, or worth something: its words, what it is worth, what is said then.

    :param worth: a percentage; empty where nothing is to be said of it.
    """

    words: Markup
    worth: str = ""
    feedback: str = ""


@dataclass(frozen=True)
class Shown:
    """A question: what a learner sees, its numbers, and its keys."""

    accepted: Accepted
    page: Mapping[str, Any]
    keys: list[Key]


def shown(package: Package, accepted: Iterable[Accepted], lang: str, pictures: Mapping[str, str]) -> list[Shown]:
    """Return questions as readers of a language will see them.

    :param package: the course with them in it.
    :param pictures: for those that the site does not serve yet, hash to address.
    """
    voice = Voice(Shelves(package), lang)
    found = []
    for each in accepted:
        page = explained(voice, each.content)
        for sha256, address in pictures.items():
            page["picture"] = Markup(str(page["picture"]).replace(MEDIA_ADDRESS + sha256, escape(address)))  # noqa: S704
        found.append(Shown(each, page, list(_keys(voice, each.content))))
    return found


def _keys(voice: Voice, content: Content) -> Iterable[Key]:
    kind = content["type"]
    if kind in ("single", "multiple"):
        yield from _options(voice, content)
    elif kind == "truefalse":
        yield Key(Markup(""), "true" if content["answer"] else "false")
    elif kind == "matching":
        words = {each["id"]: voice.line(each["text"]) for each in content["matches"]}
        for item in content["items"]:
            yield Key(Markup("{} → {}").format(voice.line(item["text"]), words[item["match"]]))
    elif kind == "ordering":
        yield Key(Markup(" → ").join(voice.line(item["text"]) for item in content["items"]))
    elif kind in ("gapselect", "cloze"):
        for gap in content["gaps"]:
            yield from _keys(voice, {"type": "single", **gap})
    else:
        yield from _typed(voice, content)


def _options(voice: Voice, content: Content) -> Iterable[Key]:
    task = load({"id": "q", "stem": {}, "type": content["type"], "options": content["options"]}).task
    assert isinstance(task, Choice)
    for option in content["options"]:
        worth = _worth(task.shares[option["id"]])
        yield Key(voice.line(option["text"]), worth, voice.line(option.get("feedback")))


def _typed(voice: Voice, content: Content) -> Iterable[Key]:
    for answer in content.get("answers", ()):
        words = " / ".join(answer["accept"]) if "accept" in answer else str(answer.get("formula", answer.get("value")))
        if answer.get("tolerance"):
            words += f" (± {answer['tolerance']['by']})"
        yield Key(escape(words), _worth(Fraction(str(answer.get("share", 1)))), voice.line(answer.get("feedback")))
    for criterion in content.get("rubric", ()):
        yield Key(voice.line(criterion["text"]))


def _worth(share: Fraction) -> str:
    return f"{shares.percent(share, 0)} %" if share else "0 %"
