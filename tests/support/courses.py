"""Courses in a test: the sample package, changed copies of it, and the rows they become."""

import hashlib
from dataclasses import dataclass
from functools import cache

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.audit.service import Actor
from lms.catalog import loading, queries, revisions, service
from lms.catalog.loading import Ready
from lms.catalog.models import Course, Origin, Question, RevisionQuestion, Step
from lms.catalog.package.check import check_tree
from lms.catalog.package.tree import Tree
from lms.catalog.service import Loaded
from lms.config import SITE
from lms.media import service as media
from tests.support.cast import TODAY
from tests.support.ground import Ground
from tests.support.moment import NOON
from tests.support.once import once
from tests.support.sample_package import sample_tree

MODULE = "power-shared"
LESSON = f"{MODULE}/why-share-power"
AT_THE_SERVER = Actor("command", "", NOON)


def changed(tree: Tree, path: str, old: str, new: str) -> Tree:
    """Return a tree in which `old`, which stands once in the file at `path`, is `new`."""
    text = tree[path].decode()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    return Tree({**tree, path: text.replace(old, new).encode()})


@cache
def _ready(digest: str, folder: str) -> Ready:
    assert check_tree(_TREES[digest]).problems == ()
    return loading.from_tree(_TREES[digest], folder, hashlib.sha256(folder.encode()).hexdigest(), Origin.FILES)


_TREES: dict[str, Tree] = {}


def ready(tree: Tree, folder: str = "here") -> Ready:
    """Return a tree ready to be loaded, as if it lay in `folder`. Rendered once a run."""
    _TREES[tree.digest] = tree
    return _ready(tree.digest, folder)


@cache
def ready_site() -> list[Ready]:
    """Return the courses that come with the site, ready to be loaded. Rendered once a run."""
    return once("courses", lambda: loading.ready([SITE / "courses"]))


def load(session: Session, tree: Tree, folder: str = "here", *, replace: bool = False) -> Loaded:
    """Load a tree in which nothing is wrong."""
    (loaded,) = service.load(session, readies=[ready(tree, folder)], by=AT_THE_SERVER, today=TODAY, replace=replace)
    return loaded


@dataclass(frozen=True)
class Shelved:
    """A course that was loaded, and what it and its parts are called in addresses."""

    session: Session
    course: Course

    @property
    def code(self) -> str:
        """Return the course's code."""
        return self.course.code

    def step(self, name: str) -> str:
        """Return the code of a step by its stable name."""
        wanted = select(Step.code).where(Step.course_id == self.course.id, Step.name == name)
        return self.session.scalars(wanted).one()

    def question(self, name: str) -> str:
        """Return the code of a question by its id, in the revision that readers see."""
        head = queries.head(self.session, self.course)
        assert head is not None
        wanted = select(RevisionQuestion.code).join(Question).where(RevisionQuestion.revision_id == head.id)
        return self.session.scalars(wanted.where(Question.name == name)).one()


def shelved(session: Session, ground: Ground, tree: Tree) -> Shelved:
    """Load a tree with its media, and return what it became."""
    revisions.store_media(media.folder_of(ground.config), [ready(tree)])
    slug = load(session, tree).slug
    course = queries.by_slug(session, slug)
    assert course is not None
    return Shelved(session, course)


@pytest.fixture
def sample(ground: Ground, db: Session) -> Shelved:
    """Give the sample course, loaded: open, in Burmese and English."""
    return shelved(db, ground, sample_tree())


@pytest.fixture
def members_course(ground: Ground, db: Session) -> Shelved:
    """Give the sample course as one that can't be read without an account."""
    return shelved(db, ground, changed(sample_tree(), "course.yaml", "open: true", "open: false"))
