"""What of a step counts for progress, and how its quiz is drawn: the same in every language."""

from fractions import Fraction
from typing import Any

from lms.catalog.derived.steps import StepPlace
from lms.catalog.models import StepKind
from lms.catalog.package.course import Package
from lms.catalog.package.layout import stable_name
from lms.quizzes.engine.types.information import Information

Value = dict[str, Any]

_ONCE = {
    StepKind.CASE: "ended",
    StepKind.REFLECTION: "thought",
    StepKind.DIALOGUE: "read",
    StepKind.PLAN: "read",
}
"""When steps count as done whose authors have no choice."""


def is_needed(package: Package, step: StepPlace) -> bool:
    """Tell whether the course is done only with this step: what its module's `completion.needs` says, else every step
    of a module but the dialogue, for which people must meet.
    """
    if not step.folder:
        return False
    needs = _completion(package, step).get("needs", "all")
    named = needs if isinstance(needs, list) else None
    return step.kind != StepKind.DIALOGUE if named is None else step.stem in named


def settings(package: Package, step: StepPlace) -> Value:
    """Return when a step counts as done, as "rule", and what else the rule needs.

    :returns: of a lesson "checks", the names of its questions; of a quiz or test how it is drawn, taken and passed.
    """
    if step.kind == StepKind.LESSON:
        questions = [question for _, question in package.questions(f"{step.folder}/{step.stem}.check.yaml")]
        checks = [question["id"] for question in questions if question["type"] != Information.kind]
        return {"rule": _completion(package, step).get("lesson", "tried") if checks else "read", "checks": checks}
    if step.kind == StepKind.QUIZ:
        quiz = package.value(f"{step.folder}/quiz.yaml")
        rule = _completion(package, step).get("quiz", "passed")
        module = stable_name(step.folder)
        return {**_quiz(quiz), "rule": rule, "draw": [{**each, "module": module} for each in quiz["draw"]]}
    if step.kind == StepKind.TEST:
        test = package.value(f"{step.stem}.yaml")
        drawn = [{**each, "module": stable_name(each["module"])} for each in test["draw"]]
        return {**_quiz(test), "rule": "tried", "attempts": 1, "form": test["form"], "draw": drawn}
    return {"rule": _ONCE[step.kind]}


_AS_WRITTEN = (
    "behaviour",
    "grace_seconds",
    "overdue",
    "wait_minutes",
    "wait_later_minutes",
    "navigation",
    "review",
)
"""Settings that are kept as they are written: `quizzes.engine.rules.quiz` knows what is meant where they are not."""


def _quiz(value: Value) -> Value:
    shuffle = value.get("shuffle", {})
    bands = {"bands": [str(Fraction(str(each["least"]))) for each in value["bands"]]} if "bands" in value else {}
    return {
        **{name: value[name] for name in _AS_WRITTEN if name in value},
        **bands,
        "attempts": None if value.get("attempts") == "unlimited" else value.get("attempts"),
        "grade": value.get("grade", "highest"),
        "pass_share": value.get("pass_share", 0),
        "feedback": value.get("feedback", "at-end"),
        "minutes": value.get("minutes"),
        "shuffle_questions": shuffle.get("questions", True),
        "shuffle_options": shuffle.get("options", True),
        "form": None,
    }


def _completion(package: Package, step: StepPlace) -> Value:
    found = package.value(f"{step.folder}/module.yaml").get("completion", {})
    assert isinstance(found, dict)
    return found
