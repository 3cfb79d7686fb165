"""A case, scene by scene: each decision is a link, and nothing is remembered."""

from dataclasses import dataclass
from typing import Any

from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from lms.accounts.rules import Visitor
from lms.catalog import queries
from lms.catalog.models import StepKind
from lms.catalog.queries import StepReading
from lms.errors import NotFound
from lms.guard import needs
from lms.learn.views import bp, shown
from lms.learn.views.for_everybody import kept, render
from lms.permissions import Permission


@dataclass(frozen=True)
class SceneReading(StepReading):
    """What follows a decision: `scene` and `decision` are counted from 1, so that no address names what is in them."""

    scene: int
    decision: int


def scene_reading(session: Session, course: str, step: str, scene: int, decision: int) -> SceneReading | None:
    """Return the case with this code, if it is one."""
    found = queries.step_reading(session, course, step)
    if found is None or found.kind != StepKind.CASE:
        return None
    return SceneReading(**vars(found), scene=scene, decision=decision)


@bp.get("/c/<short:course>/<short:case>/<int:scene>-<int:decision>")
@needs(Permission.READ_COURSE, on=scene_reading)
def scene(_who: Visitor | None, reading: SceneReading) -> ResponseReturnValue:
    """Show what a decision leads to, and the scene or ending after it."""
    return kept(reading, (reading.scene, reading.decision), lambda: _page(reading))


def _page(reading: SceneReading) -> str:
    page = shown.step(reading)
    decision = _decision(page.content["places"], reading.scene, reading.decision)
    return render("learn/case.html", reading=reading, shown=page, place=decision["next"], decision=decision)


def _decision(places: list[dict[str, Any]], scene: int, decision: int) -> dict[str, Any]:
    try:
        found = places[scene - 1]["decisions"][decision - 1]
    except IndexError:
        raise NotFound from None
    if scene < 1 or decision < 1:
        raise NotFound
    assert isinstance(found, dict)
    return found
