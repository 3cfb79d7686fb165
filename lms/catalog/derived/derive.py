"""Everything that is made out of a package, in one value."""

from dataclasses import dataclass
from typing import Any

from lms.catalog.derived import counting, lessons, stories
from lms.catalog.derived.outlines import outline, step_entry
from lms.catalog.derived.parallel import TextRow, rows
from lms.catalog.derived.questions import explained, version_of
from lms.catalog.derived.shelves import Shelves
from lms.catalog.derived.steps import StepPlace, places
from lms.catalog.derived.voice import Voice
from lms.catalog.models import StepKind
from lms.catalog.package.course import Package
from lms.catalog.package.layout import stable_name

VERSION = 4
"""Raised with every change of what is made here: revisions made with another version are made again."""

Value = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """A question in its place, and what it shows in each language. `step` is its lesson; empty: it is in the bank."""

    name: str
    version: str
    type: str
    content: Value
    module: str
    step: str
    position: int
    pages: dict[str, Value]


@dataclass(frozen=True)
class Derived:
    """What a revision shows. Steps are named by their stable names; `pages` are by step and language.

    :param needed: the steps without which the course is not done.
    :param settings: what `counting.settings` says of each step.
    """

    languages: list[str]
    open: bool
    steps: list[StepPlace]
    needed: set[str]
    settings: dict[str, Value]
    outlines: dict[str, Value]
    pages: dict[tuple[str, str], Value]
    questions: list[Asked]
    texts: list[TextRow]


def derive(package: Package) -> Derived:
    """Return what is made out of a package in which the check found no problem."""
    shelves = Shelves(package)
    voices = [Voice(shelves, lang) for lang in shelves.languages]
    steps = places(package)
    return Derived(
        languages=shelves.languages,
        open=bool(package.course["open"]),
        steps=steps,
        outlines={voice.lang: outline(voice, steps) for voice in voices},
        needed={step.name for step in steps if counting.is_needed(package, step)},
        settings={step.name: counting.settings(package, step) for step in steps},
        pages={(step.name, voice.lang): _page(voice, step, steps) for voice in voices for step in steps},
        questions=[asked for step in ("bank", "check") for asked in _questions(package, voices, steps, step)],
        texts=list(rows(package)),
    )


def _page(voice: Voice, step: StepPlace, steps: list[StepPlace]) -> Value:
    package = voice.shelves.package
    if step.kind in (StepKind.LESSON, StepKind.PLAN):
        objectives = {each["id"]: each for each in package.value(f"{step.folder}/module.yaml").get("objectives", ())}
        checks = [question for _, question in package.questions(f"{step.folder}/{step.stem}.check.yaml")]
        content = lessons.lesson(voice, package.lesson(step.folder, step.stem), objectives, checks)
    else:
        tell = {
            StepKind.CASE: stories.case,
            StepKind.REFLECTION: stories.reflection,
            StepKind.DIALOGUE: stories.dialogue,
            StepKind.QUIZ: stories.quiz,
            StepKind.TEST: stories.quiz,
        }
        content = tell[step.kind](voice, package.value("/".join(filter(None, (step.folder, f"{step.stem}.yaml")))))
    here = steps.index(step)
    voice = voice.within(content.get("lang", voice.lang))
    return {
        **content,
        "licence": package.course["licence"],
        "previous": step_entry(voice, steps[here - 1]) if here else None,
        "next": step_entry(voice, steps[here + 1]) if here + 1 < len(steps) else None,
    }


def _questions(package: Package, voices: list[Voice], steps: list[StepPlace], kind: str) -> list[Asked]:
    found = []
    for path, place in package.places.items():
        if place.kind != kind:
            continue
        module = stable_name(place.module)
        step = f"{module}/{stable_name(place.stem)}" if kind == "check" else ""
        for position, (_, question) in enumerate(package.questions(path), 1):
            taught = [each for each in steps if _teaches(package, each, place.module, question.get("objective"))]
            pages = {
                voice.lang: {**explained(voice, question), "again": [step_entry(voice, each) for each in taught]}
                for voice in voices
            }
            version = version_of(question)
            found.append(Asked(question["id"], version, question["type"], question, module, step, position, pages))
    return found


def _teaches(package: Package, step: StepPlace, folder: str, objective: str | None) -> bool:
    """Tell whether a step is a lesson of the module that says it teaches this objective."""
    if step.kind != StepKind.LESSON or step.folder != folder or objective is None:
        return False
    pages = package.lesson(step.folder, step.stem).values()
    return any(objective in page.front.value.get("objectives", ()) for page in pages)
