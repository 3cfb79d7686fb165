"""The sample package, loaded as a course: as it is, or for members only."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import clock
from lms.catalog import loading, service
from lms.catalog.models import Course, Head, Origin, RevisionQuestion, Step, StepKind
from lms.catalog.package.tree import Tree
from tests.support.moment import NOON
from tests.support.sample_package import sample_tree

TZ = "Asia/Yangon"


def load_sample(session: Session, *, is_open: bool = True) -> dict[str, str]:
    """Load the sample as the course `sample` or, for members only, `closed`; return what stands in its addresses."""
    files = dict(sample_tree())
    slug = "sample"
    if not is_open:
        slug = "closed"
        said = files["course.yaml"].replace(b"slug: sample", b"slug: closed").replace(b"open: true", b"open: false")
        files["course.yaml"] = said
    ready = loading.from_tree(Tree(files), slug, slug, Origin.FILES)
    service.load(session, readies=[ready], by=None, today=clock.local_day(NOON, TZ))
    session.flush()
    course = session.scalars(select(Course).filter_by(slug=slug)).one()
    steps = {step.kind: step for step in session.scalars(select(Step).filter_by(course_id=course.id))}
    question = session.scalars(select(RevisionQuestion).filter_by(step_id=steps[StepKind.LESSON].id)).first()
    assert question is not None
    in_bank = select(RevisionQuestion).join(Head, Head.revision_id == RevisionQuestion.revision_id)
    item = session.scalars(in_bank.where(Head.course_id == course.id, RevisionQuestion.step_id.is_(None))).first()
    assert item is not None
    return {
        "course": course.code,
        "item": item.code,
        "step": steps[StepKind.LESSON].code,
        "lesson": steps[StepKind.LESSON].code,
        "case": steps[StepKind.CASE].code,
        "dialogue": steps[StepKind.DIALOGUE].code,
        "question": question.code,
        "quiz": steps[StepKind.QUIZ].code,
        "reflection": steps[StepKind.REFLECTION].code,
        "page": steps[StepKind.PLAN].code,
        "scene": "1",
        "decision": "1",
    }
