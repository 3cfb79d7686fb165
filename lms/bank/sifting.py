"""Which questions of a course a list shows, as its address says it. No address has a word of a question in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lms.bank.flat import words_of
from lms.bank.queries import Listed
from lms.catalog.package.texts import older_than
from lms.quizzes.engine.definition import Difficulty, State
from lms.text.canonical import canonical
from lms.text.digits import whole_number

MISSING, STALE = "missing", "stale"
_MOST_WORDS = 200


@dataclass(frozen=True)
class Sieve:
    """What a reader chose; empty or 0: everything.

    :param module: the number of a module among those of the course, from 1, and `tag` that of a tag.
    :param lang: a state and a language: "missing-my", "stale-en".
    """

    module: int = 0
    type: str = ""
    tag: int = 0
    difficulty: str = ""
    state: str = ""
    lang: str = ""

    def arguments(self, **other: object) -> dict[str, str]:
        """Return what stands in the address of the same list, with something other."""
        return {name: str(value) for name, value in {**vars(self), **other}.items() if value}

    @property
    def is_open(self) -> bool:
        """Tell whether something was chosen besides a module."""
        return bool(self.type or self.tag or self.difficulty or self.state or self.lang)


def sieve(asked: Mapping[str, str], kinds: Iterable[str], languages: Iterable[str]) -> Sieve:
    """Return what an address says; what it can't say is left out."""
    states = [f"{state}-{lang}" for lang in languages for state in (MISSING, STALE)]
    return Sieve(
        whole_number(asked.get("module", ""), 3) or 0,
        _one_of(asked.get("type", ""), kinds),
        whole_number(asked.get("tag", ""), 3) or 0,
        _one_of(asked.get("difficulty", ""), Difficulty),
        _one_of(asked.get("state", ""), State),
        _one_of(asked.get("lang", ""), states),
    )


def sifted(listed: Sequence[Listed], chosen: Sieve, modules: Sequence[str], words: str = "") -> list[Listed]:
    """Return the questions that a reader wants to see.

    :param modules: the stable names of the modules, in order.
    :param words: all of these stand in the question, in any language; or its id is this.
    """
    tag = dict(enumerate(tags(listed), 1)).get(chosen.tag, "")
    module = dict(enumerate(modules, 1)).get(chosen.module, "")
    sought = canonical(words[:_MOST_WORDS]).split()
    order = {name: place for place, name in enumerate(modules)}
    return sorted(
        (
            each
            for each in listed
            if (not module or each.module == module)
            and (not chosen.type or each.type == chosen.type)
            and (not tag or tag in each.content.get("tags", ()))
            and (not chosen.difficulty or each.content.get("difficulty") == chosen.difficulty)
            and (not chosen.state or each.state == chosen.state)
            and (not chosen.lang or chosen.lang in language_states(each.content, _language_of(chosen)))
            and (not sought or _has(each, sought))
        ),
        key=lambda each: order.get(each.module, len(order)),
    )


def tags(listed: Iterable[Listed]) -> list[str]:
    """Return every tag that a question has, in the order of the alphabet."""
    return sorted({tag for each in listed for tag in each.content.get("tags", ())})


def language_states(content: Any, languages: Iterable[str]) -> list[str]:
    """Return in which languages some text of a question is missing, or older than its original: "missing-my"."""
    return [
        f"{state}-{lang}"
        for lang in languages
        for state, is_so in ((MISSING, lacks(content, lang)), (STALE, bool(older_than(content, lang))))
        if is_so
    ]


def lacks(value: Any, lang: str) -> bool:
    """Tell whether some text in a question, or a part of one, is not said in a language."""
    if isinstance(value, list):
        return any(lacks(each, lang) for each in value)
    if not isinstance(value, Mapping):
        return False
    if is_text(value):
        return not words_of(value.get(lang, "")) and any(map(words_of, value.values()))
    return any(lacks(each, lang) for each in value.values())


def is_text(value: Mapping[str, Any]) -> bool:
    """Tell whether a mapping is a text by language: no other key of a question is so short."""
    return bool(value) and all(key.isalpha() and len(key) in (2, 3) and key not in _KEYS for key in value)


_KEYS = frozenset({"by", "id"})
"""Keys of other things that look like a language's."""


def stem(content: Mapping[str, Any], lang: str) -> str:
    """Return what is asked, in a language or, where it lacks, in another."""
    texts = [words_of(content["stem"].get(lang, "")), *map(words_of, content["stem"].values())]
    return next(filter(None, texts), "")


def _language_of(chosen: Sieve) -> list[str]:
    return [chosen.lang.rpartition("-")[2]]


def _has(each: Listed, sought: list[str]) -> bool:
    said = canonical(" ".join(_words(each.content)))
    return all(word in said for word in sought) or sought == [each.name]


def _words(value: Any) -> Iterable[str]:
    if isinstance(value, Mapping):
        return [word for each in value.values() for word in _words(each)]
    if isinstance(value, list):
        return [word for each in value for word in _words(each)]
    return [value] if isinstance(value, str) else []


def _one_of(word: str, known: Iterable[str]) -> str:
    return next((str(each) for each in known if each == word), "")
