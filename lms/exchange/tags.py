"""Tags of a question: words to draw by, and keys of ours that other systems have no place for.

`difficulty:easy`, `objective:name`, `form:a`, `state:draft`, `source:name`, `marking:negative`, `shortest:10`,
`longest:500` and `type:scale` leave as tags, and come back as what they were.
"""

import re
import unicodedata

from lms.exchange.found import Brought, Content
from lms.said import say
from lms.text.syllables import cut

MOST_TAGS = 12
NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_NOT_NAME = re.compile(r"[^a-z0-9]+")
_KEYS = ("difficulty", "objective", "form", "state")
_NUMBERS = ("shortest", "longest")


def with_tags(found: Brought, tags: list[str]) -> Brought:
    """Return a question with its tags; of those that can't be kept its notes speak."""
    content, words = found.content, list[str]()
    for tag in tags:
        key, colon, value = (part.strip() for part in tag.partition(":"))
        if colon and key in _KEYS:
            content[key] = value
        elif colon and key == "source":
            content.setdefault("sources", []).append(value)
        elif colon and key == "marking" and content["type"] in ("multiple", "ordering"):
            content["marking"] = value
        elif colon and key in _NUMBERS and content["type"] == "essay" and value.isascii() and value.isdecimal():
            content[key] = int(value[:9])
        elif colon and key == "type" and value == "scale" and content["type"] == "single":
            _make_scale(content)
        elif name := slug(tag):
            words.append(name)
        else:
            found.notes.append(
                say("The tag “%(tag)s” was left out: tags are written in Latin letters.", tag=cut(tag, 60))
            )
    kept = list(dict.fromkeys(words))
    for tag in kept[MOST_TAGS:]:
        found.notes.append(say("The tag “%(tag)s” was left out: there are too many.", tag=tag))
    if kept:
        content["tags"] = kept[:MOST_TAGS]
    return found


def tags_of(content: Content) -> list[str]:
    """Return the tags with which a question of a package leaves."""
    tags = [*content.get("tags", ())]
    tags += [f"{key}:{content[key]}" for key in (*_KEYS, *_NUMBERS, "marking") if key in content]
    tags += [f"source:{name}" for name in content.get("sources", ())]
    return [*tags, "type:scale"] if content["type"] == "scale" else tags


def slug(words: str) -> str:
    """Return words as a stable name; empty where they have no Latin letters to make one of."""
    latin = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    name = _NOT_NAME.sub("-", latin).strip("-")
    if not re.search("[a-z]", name) or sum(sign.isalpha() for sign in words) > 2 * sum(s.isalpha() for s in latin):
        return ""
    name = name if name[0].isalpha() else f"q-{name}"
    return name[:60].strip("-")


def _make_scale(content: Content) -> None:
    content["type"] = "scale"
    content["points"] = [{"id": each["id"], "text": each["text"]} for each in content.pop("options")]
