"""The page of a course: what it is about, its modules and steps, its glossary and sources."""

from typing import Any

from markupsafe import Markup

from lms.catalog.derived import counting, lessons
from lms.catalog.derived.glosses import full_source, term
from lms.catalog.derived.steps import StepPlace
from lms.catalog.derived.voice import Voice
from lms.catalog.models import StepKind

Value = dict[str, Any]

_PAGES = frozenset({StepKind.LESSON, StepKind.PLAN})


def outline(voice: Voice, steps: list[StepPlace]) -> Value:
    """Return what the page of a course shows. A step without a title of its own has an empty one."""
    package = voice.shelves.package
    course = package.course
    folders = list(dict.fromkeys(step.folder for step in steps if step.folder))
    return {
        "title": voice.plain(course["title"]),
        "summary": voice.prose(course["summary"]),
        "level": course["level"],
        "hours": course["hours"],
        "licence": course["licence"],
        "notice": voice.prose(course.get("notice")),
        "care": voice.prose(course.get("care")),
        "modules": [_module(voice, folder, number, steps) for number, folder in enumerate(folders, 1)],
        "outside": [step_entry(voice, step) for step in steps if not step.folder],
        "terms": {name: term(voice, name) for name in voice.shelves.terms},
        "sources": {name: full_source(voice, name) for name in voice.shelves.sources},
    }


def _module(voice: Voice, folder: str, number: int, steps: list[StepPlace]) -> Value:
    value = voice.shelves.package.value(f"{folder}/module.yaml")
    return {
        "number": str(number),
        "title": voice.plain(value["title"]),
        "summary": voice.prose(value["summary"]),
        "objectives": voice.lines(each["text"] for each in value["objectives"]),
        "hours": value.get("hours"),
        "steps": [step_entry(voice, step) for step in steps if step.folder == folder],
    }


def step_entry(voice: Voice, step: StepPlace) -> Value:
    """Return a step as other pages name it."""
    return {
        "step": step.name,
        "kind": step.kind,
        "number": step.number,
        "title": title_of(voice, step),
        "minutes": minutes_of(voice, step),
        "needed": counting.is_needed(voice.shelves.package, step),
    }


def title_of(voice: Voice, step: StepPlace) -> Markup:
    """Return a step's title; an empty one where its author gave none."""
    if step.kind in _PAGES:
        return lessons.title(voice, voice.shelves.package.lesson(step.folder, step.stem))
    return voice.plain(_value(voice, step).get("title"))


def minutes_of(voice: Voice, step: StepPlace) -> int | None:
    """Return how long a step takes, or None where nothing is said."""
    if step.kind in _PAGES:
        _, page = lessons.written_page(voice, voice.shelves.package.lesson(step.folder, step.stem))
        return int(page.front.value["minutes"])
    return _value(voice, step).get("minutes")


def _value(voice: Voice, step: StepPlace) -> Value:
    return voice.shelves.package.value("/".join(filter(None, (step.folder, f"{step.stem}.yaml"))))
