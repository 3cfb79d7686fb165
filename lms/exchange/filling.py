"""What a bank asks of a question that a file did not say: words in every language, feedback, an objective."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from lms.catalog.package.texts import hash_of
from lms.exchange.found import Brought, Content
from lms.exchange.walk import texts
from lms.quizzes.engine.definition import State
from lms.said import say
from lms.text.syllables import cut

DIFFICULTIES = ("easy", "medium", "hard")
_FORMS = ("a", "b")
_RIGHT: Mapping[str, str] = {"en": "Right.", "my": "မှန်ပါသည်။"}
_NOT_RIGHT: Mapping[str, str] = {"en": "Not right.", "my": "မမှန်ပါ။"}
STOCK = (_RIGHT, _NOT_RIGHT)
"""What is said of an option that the file says nothing of."""
_FIRST = ("id", "type", "tags", "objective", "difficulty", "form", "state", "sources", "stem", "picture", "sound")
_LAST = ("feedback", "combined", "hints", "penalty", "weight")


@dataclass(frozen=True)
class Needs:
    """What the course and the module have.

    :param languages: in which every text must be; `partial` in which it may.
    """

    languages: Sequence[str]
    partial: Sequence[str]
    objectives: Sequence[str]
    sources: frozenset[str]


def filled(brought: Brought, name: str, needs: Needs) -> Content:
    """Return a question as the bank wants it. What was put in or taken out is added to the notes.

    :param name: its id.
    """
    content = {**brought.content, "id": name}
    _known(content, brought, needs)
    _explained(content)
    _spoken(content, brought, needs)
    order = [*_FIRST, *(key for key in content if key not in (*_FIRST, *_LAST)), *_LAST]
    return {key: content[key] for key in order if key in content}


def _known(content: Content, brought: Brought, needs: Needs) -> None:
    """Let the keys that name something of the course name what is there."""
    if content.get("objective") not in needs.objectives:
        if "objective" in content:
            brought.notes.append(
                say("The module has no objective “%(name)s”.", name=cut(str(content["objective"]), 60))
            )
        content["objective"] = needs.objectives[0]
    if content.get("difficulty") not in DIFFICULTIES:
        content["difficulty"] = "medium"
    if content.get("form", "a") not in _FORMS:
        del content["form"]
    if content.get("state", State.READY) not in set(State):
        del content["state"]
    if "sources" in content:
        known = [each for each in dict.fromkeys(content["sources"]) if each in needs.sources]
        if len(known) < len(content["sources"]):
            brought.notes.append(say("It names sources that the course does not have; they were left out."))
        content["sources"] = known
        if not known:
            del content["sources"]


def _explained(content: Content) -> None:
    """Give each option of a choice some feedback, for the format wants it."""
    if content["type"] in ("single", "multiple"):
        content["options"] = [
            each if "feedback" in each else {**each, "feedback": dict(_stock(_is_right(each)))}
            for each in content["options"]
        ]
    if content["type"] == "truefalse":
        content.setdefault("if_true", dict(_stock(content["answer"])))
        content.setdefault("if_false", dict(_stock(not content["answer"])))


def _stock(is_right: bool) -> Mapping[str, str]:
    return _RIGHT if is_right else _NOT_RIGHT


def _is_right(option: Content) -> bool:
    return bool(option.get("right")) or Fraction(str(option.get("share", 0))) > 0


def _spoken(content: Content, brought: Brought, needs: Needs) -> None:
    """Let every text say something in each language of the course, and nothing in others."""
    known = (*needs.languages, *needs.partial)
    said = [lang for lang in known if lang in content["stem"]]
    dropped: set[str] = set()
    for _, text in texts(content):
        dropped |= text.keys() - set(known) if not _is_stock(text) else set()
        origin = next((lang for lang in known if lang in text), "")
        words = text.get(origin) or next(iter(text.values()))
        text.update({lang: words for lang in said if lang not in text})
        for lang in (lang for lang in needs.languages if lang not in text):
            text[lang] = copied(words, origin or next(iter(said), ""))
        for lang in text.keys() - set(known):
            del text[lang]
    for lang in sorted(dropped):
        brought.notes.append(
            say("Its words in “%(lang)s” were left out: the course does not have this language.", lang=cut(lang, 20))
        )


def copied(words: str, origin: str) -> dict[str, Any]:
    """Return words that stand in for those of another language until somebody translates them."""
    if not origin:
        return {"text": words, "state": "draft"}
    return {"text": words, "source": {"lang": origin, "hash": hash_of(words)}, "state": "draft"}


def _is_stock(text: Mapping[str, Any]) -> bool:
    return text in STOCK
