"""Everything that is made out of a package, in one value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lms.catalog.derived import counting, lessons, stories
from lms.catalog.derived.entries import entries
from lms.catalog.derived.glosses import strings
from lms.catalog.derived.outlines import outline, step_entry
from lms.catalog.derived.parallel import TextRow, rows
from lms.catalog.derived.postings import Index, index
from lms.catalog.derived.questions import explained, version_of
from lms.catalog.derived.shelves import Shelves
from lms.catalog.derived.steps import StepPlace, places
from lms.catalog.derived.voice import Voice
from lms.catalog.derived.words import pick
from lms.catalog.models import StepKind
from lms.catalog.package.course import Package
from lms.catalog.package.layout import stable_name
from lms.catalog.package.texts import older_than
from lms.text import tokens

VERSION = 800 + tokens.VERSION
"""Raised by a hundred with every change of what is made here: revisions made with another version are made again."""

Value = dict[str, Any]

_OTHER = re.compile(r'^<(?:span|div) lang="([a-z]{2,3})">')


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
    index: Index


def derive(package: Package) -> Derived:
    """Return what is made out of a package in which the check found no problem."""
    shelves = Shelves(package)
    voices = [Voice(shelves, lang) for lang in shelves.languages]
    steps = places(package)
    outlines = {voice.lang: outline(voice, steps) for voice in voices}
    pages = {(step.name, voice.lang): _page(voice, step, steps) for voice in voices for step in steps}
    return Derived(
        languages=shelves.languages,
        open=bool(package.course["open"]),
        steps=steps,
        outlines=outlines,
        needed={step.name for step in steps if counting.is_needed(package, step)},
        settings={step.name: counting.settings(package, step) for step in steps},
        pages=pages,
        questions=[asked for step in ("bank", "check") for asked in _questions(package, voices, steps, step)],
        texts=list(rows(package)),
        index=index(entries(outlines, pages, steps), map(_spellings, shelves.terms.values())),
    )


def _spellings(term: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return a term's name and its other forms, by language."""
    forms = term.get("forms", {})
    return {lang: list(filter(None, (pick(term["term"], [lang])[1], *forms.get(lang, ())))) for lang in term["term"]}


def _page(voice: Voice, step: StepPlace, steps: list[StepPlace]) -> Value:
    package = voice.shelves.package
    if step.kind in (StepKind.LESSON, StepKind.PLAN):
        objectives = {each["id"]: each for each in package.value(f"{step.folder}/module.yaml").get("objectives", ())}
        checks = [question for _, question in package.questions(f"{step.folder}/{step.stem}.check.yaml")]
        content = lessons.lesson(voice, package.lesson(step.folder, step.stem), objectives, checks)
        older = lessons.older_than(package, step.folder, step.stem, content["lang"])
    else:
        tell = {
            StepKind.CASE: stories.case,
            StepKind.REFLECTION: stories.reflection,
            StepKind.DIALOGUE: stories.dialogue,
            StepKind.QUIZ: stories.quiz,
            StepKind.TEST: stories.quiz,
        }
        value = package.value("/".join(filter(None, (step.folder, f"{step.stem}.yaml"))))
        content = tell[step.kind](voice, value)
        older = older_than(value, voice.lang)
    here = steps.index(step)
    voice = voice.within(content.get("lang", voice.lang))
    return {
        **content,
        **_marks(content, voice, older),
        "licence": package.course["licence"],
        "previous": step_entry(voice, steps[here - 1]) if here else None,
        "next": step_entry(voice, steps[here + 1]) if here + 1 < len(steps) else None,
    }


def _marks(content: Value, voice: Voice, older: str) -> Value:
    """Return what a page says of its translation, where there is something to say.

    :returns: "older": the language that was changed since; "others": those in which parts of the page are instead.
    """
    lang = content.get("lang", voice.lang)
    words = {name: value for name, value in content.items() if name != "sources"}  # They are named as they are called.
    others = sorted({found for text in strings(words) for found in _OTHER.findall(text)} - {lang})
    marks = {"older": older, "others": others if lang == voice.lang else []}
    return {name: said for name, said in marks.items() if said}


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
