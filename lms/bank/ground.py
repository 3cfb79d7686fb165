"""What the questions of a module may speak of: its objectives, and the course's languages, media and sources."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lms.bank import saving
from lms.bank.flat import words_of
from lms.bank.forms import Choices
from lms.catalog.package.layout import stable_name
from lms.catalog.package.tree import Tree
from lms.catalog.package.yaml_lines import read_yaml
from lms.text.syllables import cut

_SHORT = 80


@dataclass(frozen=True)
class Ground:
    """A module whose bank is written in.

    :param path: of its bank, whether it is there or not.
    :param needed: the languages in which every text must be said.
    """

    path: str
    needed: tuple[str, ...]
    choices: Choices


def ground(tree: Tree, paths: list[str], module: str, lang: str) -> Ground:
    """Return what the questions of a module may speak of.

    :param tree: the files that say so, and `paths` those of all, as `queries.about` gives them.
    :param lang: the language of the person who writes.
    """
    course = _value(tree, "course.yaml")
    needed = tuple(course["languages"])
    path = saving.bank_of(paths, module)
    objectives = _value(tree, f"{path.rpartition('/')[0]}/module.yaml").get("objectives", [])
    sources = _value(tree, "sources.yaml").get("sources", [])
    media = [path.removeprefix("media/") for path in paths if path.startswith("media/")]
    recordings = [name for name in media if name.endswith((".mp3", ".ogg"))]
    of = {
        "objective": tuple((each["id"], _said(each["text"], lang)) for each in objectives),
        "source": tuple((each["id"], _said(each["fact"], lang)) for each in sources if each["mark"] == "P"),
        "picture": tuple((name, name) for name in media if name not in recordings),
        "sound": tuple((name, name) for name in recordings),
    }
    return Ground(path, needed, Choices((*needed, *course.get("partial", ())), of))


def modules(paths: list[str], tree: Tree) -> list[str]:
    """Return the stable names of the modules, in the order of the course."""
    there = [path.partition("/")[0] for path in paths if path.endswith("/module.yaml")]
    order = {folder: place for place, folder in enumerate(_value(tree, "course.yaml").get("modules", []))}
    return [stable_name(folder) for folder in sorted(there, key=lambda each: order.get(each, len(order)))]


def _value(tree: Tree, path: str) -> Mapping[str, Any]:
    if path not in tree:
        return {}
    found: Mapping[str, Any] = read_yaml(path, tree[path].decode("utf-8-sig").replace("\r\n", "\n")).value
    return found


def _said(text: Any, lang: str) -> str:
    if isinstance(text, str):
        return cut(text, _SHORT)
    return cut(next(filter(None, (words_of(text.get(lang, "")), *map(words_of, text.values()))), ""), _SHORT)
