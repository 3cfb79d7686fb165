"""Which file may stand where in a package, and what it is."""

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "course", "sources", "glossary", "test", "module", "bank", "quiz", "case", "reflection", "dialogue",
    "check", "lesson", "plan", "media", "own",
]  # fmt: skip

STEPS = ("case", "reflection", "quiz", "dialogue")
"""The steps of a module that are no lessons, named as their files are."""

_ROOT: dict[str, Kind] = {
    "course.yaml": "course",
    "sources.yaml": "sources",
    "glossary.yaml": "glossary",
    "pretest.yaml": "test",
    "posttest.yaml": "test",
    "README.md": "own",
    "LICENSE": "own",
}
_MODULE: dict[str, Kind] = {
    "module.yaml": "module",
    "bank.yaml": "bank",
    "quiz.yaml": "quiz",
    "case.yaml": "case",
    "reflection.yaml": "reflection",
    "dialogue.yaml": "dialogue",
}
_NAME = r"(?:[0-9]{1,3}-)?[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_FOLDER = re.compile(_NAME)
_LESSON = re.compile(rf"(?P<stem>{_NAME})\.(?P<lang>[a-z]{{2,3}})\.md")
_CHECK = re.compile(rf"(?P<stem>{_NAME})\.check\.yaml")
_PLAN = re.compile(r"(?P<stem>plan)\.(?P<lang>[a-z]{2,3})\.md")
_MEDIA = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*\.(?:svg|webp|png|jpg|mp3|ogg)")


@dataclass(frozen=True)
class Place:
    """What a path stands for.

    :param module: the module's folder, or nothing.
    :param stem: the file's name without language and ending: `01-why-share-power`.
    :param lang: of a lesson or plan, else nothing.
    """

    kind: Kind
    module: str = ""
    stem: str = ""
    lang: str = ""

    @property
    def schema(self) -> str:
        """The schema that describes the YAML in this file: a plan's front matter is a lesson's."""
        return "lesson" if self.kind == "plan" else self.kind


def place_of(path: str) -> Place | None:
    """Return what the file at `path` is, or None where nothing of this name belongs."""
    folder, _, name = path.rpartition("/")
    if not folder:
        plan = _PLAN.fullmatch(name)
        if plan:
            return Place("plan", stem="plan", lang=plan["lang"])
        return Place(_ROOT[name], stem=name.partition(".")[0]) if name in _ROOT else None
    if folder == "media":
        return Place("media", stem=name) if _MEDIA.fullmatch(name) else None
    if not _FOLDER.fullmatch(folder):
        return None
    if name in _MODULE:
        return Place(_MODULE[name], folder, name.partition(".")[0])
    lesson = _LESSON.fullmatch(name)
    if lesson and stable_name(lesson["stem"]) not in STEPS:
        return Place("lesson", folder, lesson["stem"], lesson["lang"])
    check = _CHECK.fullmatch(name)
    return Place("check", folder, check["stem"]) if check else None


def stable_name(stem: str) -> str:
    """Return the name by which progress is kept: `01-why-share-power` is `why-share-power`."""
    return re.sub(r"^[0-9]{1,3}-", "", stem)
