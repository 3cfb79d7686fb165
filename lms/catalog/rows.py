"""What is made out of a revision, written into rows and taken out again."""

from array import array
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from lms import ids
from lms.catalog.derived.derive import VERSION, Asked, Derived
from lms.catalog.derived.entries import EntryKind
from lms.catalog.derived.postings import COURSE_SHIFT, ENTRY_BITS, Index, packed, sound_of
from lms.catalog.models import (
    Content,
    Course,
    Outline,
    Page,
    ParallelText,
    Question,
    QuestionPage,
    Revision,
    RevisionQuestion,
    RevisionStep,
    SearchEntry,
    SearchWord,
    Step,
)
from lms.db import Base
from lms.quizzes.engine.definition import State

Values = dict[str, Any]


def write(session: Session, course: Course, revision: Revision, derived: Derived) -> None:
    """Write everything that is made out of a revision that has a number. Steps and questions known before are kept."""
    steps = _steps(session, course, derived)
    of = {"revision_id": revision.id}
    codes = {name: step.code for name, step in steps.items()}
    question_codes = {each.name: ids.short_of(course.uid, each.name) for each in derived.questions}
    _add(
        session,
        RevisionStep,
        [
            {
                **of,
                "step_id": steps[each.name].id,
                "position": each.position,
                "number": each.number,
                "needed": each.name in derived.needed,
                "settings": _settings(derived.settings[each.name], question_codes),
            }
            for each in derived.steps
        ],
    )
    outlines = derived.outlines.items()
    _add(session, Outline, [{**of, **_outline(content, codes), "lang": lang} for lang, content in outlines])
    _add(
        session,
        Page,
        [
            {**of, "step_id": steps[name].id, "lang": lang, "content": _page(content, codes, question_codes)}
            for (name, lang), content in derived.pages.items()
        ],
    )
    _write_questions(session, course, of, derived.questions, steps, question_codes)
    _add(session, ParallelText, [{**of, **vars(text)} for text in derived.texts])
    revision.made_with = VERSION


def erase(session: Session, revision: Revision) -> None:
    """Take out what was made out of a revision. Its files, steps and questions stay."""
    for table in (RevisionStep, Outline, Page, RevisionQuestion, QuestionPage, ParallelText):
        session.execute(delete(table).where(table.revision_id == revision.id))


def write_index(session: Session, course: Course, index: Index) -> None:
    """Write what a search of a course reads, in place of what was there: of the revision that readers see."""
    for table in (SearchEntry, SearchWord):
        session.execute(delete(table).where(table.course_id == course.id))
    wanted = select(Step.name, Step.id).where(Step.course_id == course.id)
    steps = {name: number for name, number in session.execute(wanted)}  # noqa: C416
    of = {"course_id": course.id}
    _add(
        session,
        SearchEntry,
        [
            {
                **of,
                "number": course.id << ENTRY_BITS | each.number,
                "kind": each.entry.kind,
                "name": each.entry.name,
                "step_id": steps[each.entry.name] if each.entry.kind == EntryKind.STEP else None,
                "lang": each.entry.lang,
                "title": each.entry.title,
                "text": each.entry.text,
                "spans": each.spans,
            }
            for each in index.entries
        ],
    )
    first = course.id << COURSE_SHIFT
    words = [
        {**of, "token": token, "sound": sound_of(token), "places": packed(array("Q", [first + at for at in places]))}
        for token, places in sorted(index.places.items())
    ]
    _add(session, SearchWord, words)


def _steps(session: Session, course: Course, derived: Derived) -> dict[str, Step]:
    steps = {step.name: step for step in session.scalars(select(Step).where(Step.course_id == course.id))}
    taken = {step.code for step in steps.values()}
    for each in derived.steps:
        if each.name not in steps:
            code = ids.new_short(taken)
            taken.add(code)
            steps[each.name] = Step(course_id=course.id, name=each.name, code=code, kind=each.kind)
            session.add(steps[each.name])
    session.flush()  # Their numbers stand in every row that follows.
    return steps


def _write_questions(
    session: Session,
    course: Course,
    of: Values,
    asked: list[Asked],
    steps: Mapping[str, Step],
    codes: Mapping[str, str],
) -> None:
    known = {
        (question.name, question.version): question
        for question in session.scalars(select(Question).where(Question.course_id == course.id))
    }
    for each in asked:
        if (each.name, each.version) not in known:
            question = Question(
                course_id=course.id, name=each.name, version=each.version, type=each.type, content=each.content
            )
            known[each.name, each.version] = question
            session.add(question)
    session.flush()  # Their numbers stand in the rows that follow.
    numbers = {each.name: known[each.name, each.version].id for each in asked}
    _add(
        session,
        RevisionQuestion,
        [
            {
                **of,
                "question_id": numbers[each.name],
                "module": each.module,
                "step_id": steps[each.step].id if each.step else None,
                "position": each.position,
                "state": each.content.get("state", State.READY),
                "code": codes[each.name],
            }
            for each in asked
        ],
    )
    step_codes = {name: step.code for name, step in steps.items()}
    pages = [
        {
            **of,
            "question_id": numbers[each.name],
            "lang": lang,
            "content": {**content, "again": _coded(content["again"], step_codes)},
        }
        for each in asked
        for lang, content in each.pages.items()
    ]
    _add(session, QuestionPage, pages)


def _outline(content: Content, codes: Mapping[str, str]) -> Values:
    modules = [{**module, "steps": _coded(module["steps"], codes)} for module in content["modules"]]
    coded = {**content, "modules": modules, "outside": _coded(content["outside"], codes)}
    return {"title": content["title"], "summary": content["summary"], "content": coded}


def _page(content: Content, codes: Mapping[str, str], question_codes: Mapping[str, str]) -> Content:
    around = {side: _coded([content[side]], codes)[0] if content[side] else None for side in ("previous", "next")}
    checks = {name: {**check, "code": question_codes[name]} for name, check in content.get("checks", {}).items()}
    return {**content, **around, "checks": checks}


def _settings(settings: Content, question_codes: Mapping[str, str]) -> Content:
    if "checks" not in settings:
        return settings
    return {**settings, "checks": [question_codes[name] for name in settings["checks"]]}


def _coded(entries: Iterable[Values], codes: Mapping[str, str]) -> list[Values]:
    return [{**entry, "code": codes[entry["step"]]} for entry in entries]


def _add(session: Session, table: type[Base], rows: list[Values]) -> None:
    if rows:
        session.execute(insert(table), rows)
