"""Revisions: each can be read for good, and what is made out of one can be made anew."""

import dataclasses

import pytest
from sqlalchemy import Table, delete, select, update
from sqlalchemy.orm import Session

from lms.catalog import queries, service
from lms.catalog.derived.derive import VERSION, derive
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
    Step,
    TextState,
)
from lms.catalog.package.course import read_package
from lms.catalog.package.texts import hash_of
from lms.catalog.package.tree import Tree
from tests.support.courses import LESSON, MODULE, changed, load
from tests.support.sample_package import sample_tree

DERIVED: tuple[Table, ...] = tuple(
    table.__table__  # type: ignore[misc]
    for table in (RevisionStep, Outline, Page, RevisionQuestion, QuestionPage, ParallelText)
)
FIRST = sample_tree()
SECOND = changed(
    changed(
        FIRST, "01-power-shared/01-why-share-power.en.md", "Who decides where a well is dug?", "Who digs the well?"
    ),
    "01-power-shared/01-why-share-power.check.yaml",
    "en: A village decides where to dig its well. What is this?",
    "en: A village digs a well. What is this?",
)


def revisions(db: Session) -> list[Revision]:
    return list(db.scalars(select(Revision).order_by(Revision.number)))


def derived_rows(db: Session) -> dict[str, list[tuple[object, ...]]]:
    return {
        table.name: [tuple(row) for row in db.execute(select(table).order_by(*table.primary_key))] for table in DERIVED
    }


def page_of(db: Session, revision: Revision, name: str, lang: str) -> Content:
    step = db.scalars(select(Step).filter_by(name=name)).one()
    return queries.page(db, revision.id, step.id, lang)


def test_a_revision_can_be_read_after_a_newer_one(db: Session) -> None:
    load(db, FIRST)
    (first,) = revisions(db)
    before = page_of(db, first, LESSON, "en")
    load(db, SECOND)
    second = revisions(db)[1]

    assert page_of(db, first, LESSON, "en") == before
    assert "Who decides where a well is dug?" in before["parts"][0]["html"]
    assert "Who digs the well?" in page_of(db, second, LESSON, "en")["parts"][0]["html"]


def test_a_question_that_changed_is_another_version_and_the_old_one_stays(db: Session) -> None:
    load(db, FIRST)
    load(db, SECOND)

    versions = db.scalars(select(Question).filter_by(name="well-1").order_by(Question.id)).all()
    assert [each.content["stem"]["en"] for each in versions] == [
        "A village decides where to dig its well. What is this?",
        "A village digs a well. What is this?",
    ]
    asked = dict(
        db.execute(
            select(RevisionQuestion.revision_id, RevisionQuestion.question_id).filter(
                RevisionQuestion.question_id.in_([each.id for each in versions])
            )
        ).all()
    )
    assert asked == dict(zip([each.id for each in revisions(db)], [each.id for each in versions], strict=True))


def test_a_question_that_did_not_change_stays_the_same_row_and_keeps_its_address(db: Session) -> None:
    load(db, FIRST)
    load(db, SECOND)

    assert len(db.scalars(select(Question).filter_by(name="power-q1")).all()) == 1
    codes = db.scalars(select(RevisionQuestion.code).join(Question).filter(Question.name == "well-1")).all()
    assert len(codes) == 2
    assert len(set(codes)) == 1


def test_what_was_thrown_away_is_made_again_as_it_was(db: Session) -> None:
    load(db, FIRST)
    load(db, SECOND)
    before = derived_rows(db)
    assert all(before.values())
    for table in DERIVED:
        db.execute(delete(table))
    course = db.scalars(select(Course)).one()
    for revision in revisions(db):
        service.rebuild(db, course=course, revision=revision)

    assert derived_rows(db) == before


def test_making_it_again_over_what_is_there_changes_nothing(db: Session) -> None:
    load(db, FIRST)
    before = derived_rows(db)
    service.rebuild(db, course=db.scalars(select(Course)).one(), revision=revisions(db)[0])

    assert derived_rows(db) == before


def test_only_what_another_version_of_the_code_made_is_made_again(db: Session) -> None:
    load(db, FIRST)
    load(db, SECOND)
    db.execute(update(Revision).filter_by(number=1).values(made_with=VERSION - 1))
    db.execute(delete(Page))

    assert service.rebuild_outdated(db) == 1
    assert set(db.scalars(select(Page.revision_id))) == {revisions(db)[0].id}
    assert service.rebuild_outdated(db) == 0


def test_rendering_the_same_files_twice_gives_the_same(db: Session) -> None:
    once, again = derive(read_package(FIRST)), derive(read_package(FIRST))

    assert dataclasses.asdict(once) == dataclasses.asdict(again)


def test_texts_are_named_by_what_does_not_change(db: Session) -> None:
    load(db, FIRST)
    named = {(text.owner, text.field) for text in db.scalars(select(ParallelText))}

    assert {
        ("course", "title"),
        (LESSON, "page"),
        (f"{LESSON}.check", "questions.well-1.options.self.text"),
        (f"{MODULE}/bank", "questions.power-q1.stem"),
        (f"{MODULE}/case", "scenes.bank.decisions.ask.feedback"),
        (f"{MODULE}/module", "objectives.define-two-rules.text"),
        ("glossary", "terms.self-rule.meaning"),
        ("sources", "sources.panglong-signed.fact"),
        ("plan", "page"),
    } <= named


@pytest.mark.parametrize(
    ("written", "state", "source_lang"),
    [
        ("{my: ခေါင်းစဉ်, en: Sharing power}", TextState.REVIEWED, ""),
        ("{my: ခေါင်းစဉ်, en: {text: Sharing power, state: draft}}", TextState.DRAFT, ""),
        (
            f"{{my: ခေါင်းစဉ်, en: {{text: Sharing power, source: {{lang: my, hash: '{hash_of('ခေါင်းစဉ်')}'}}}}}}",
            TextState.REVIEWED,
            "my",
        ),
        ("{my: ခေါင်းစဉ်, en: {text: Sharing power, source: {lang: my, hash: aaaaaaaaaaaa}}}", TextState.STALE, "my"),
    ],
)
def test_each_text_has_its_state(db: Session, written: str, state: TextState, source_lang: str) -> None:
    load(db, changed(FIRST, "course.yaml", "{en: Sharing power, my: အာဏာခွဲဝေခြင်း}", written))

    text = db.scalars(select(ParallelText).filter_by(owner="course", field="title", lang="en")).one()
    assert (text.state, text.source_lang, text.hash) == (state, source_lang, hash_of("Sharing power"))


def test_what_a_language_in_the_making_lacks_is_missing(db: Session) -> None:
    load(db, changed(FIRST, "course.yaml", "languages: [my, en]", "languages: [my, en]\npartial: [shn]"))

    states = set(db.scalars(select(ParallelText.state).filter_by(lang="shn")))
    assert states == {TextState.MISSING}
    assert len(db.scalars(select(ParallelText).filter_by(lang="shn")).all()) == len(
        db.scalars(select(ParallelText).filter_by(lang="my")).all()
    )


def test_two_ways_to_write_the_same_letters_are_the_same_words() -> None:
    assert hash_of("caf\u00e9") == hash_of("cafe\u0301\n")
    assert hash_of("caf\u00e9") != hash_of("cafe")


class TestWords:
    """Which words a reader gets."""

    @staticmethod
    def tree(**texts: str) -> Tree:
        written = ", ".join(f"{lang}: {words}" for lang, words in texts.items())
        partial = changed(FIRST, "course.yaml", "languages: [my, en]", "languages: [my]\npartial: [en, shn]")
        return changed(partial, "course.yaml", "title: {en: Sharing power, my: အာဏာခွဲဝေခြင်း}", f"title: {{{written}}}")

    @pytest.mark.parametrize(
        ("lang", "title"),
        [
            ("my", "ခေါင်းစဉ်"),
            ("en", '<span lang="my">ခေါင်းစဉ်</span>'),
            ("shn", '<span lang="my">ခေါင်းစဉ်</span>'),
        ],
    )
    def test_the_next_language_stands_in_and_says_so(self, db: Session, lang: str, title: str) -> None:
        load(db, self.tree(my="ခေါင်းစဉ်"))

        assert queries.outline(db, revisions(db)[0].id, lang)["title"] == title

    def test_a_lesson_stands_in_as_a_whole(self, db: Session) -> None:
        load(
            db,
            Tree(
                {
                    path: data
                    for path, data in self.tree(my="ခေါင်းစဉ်").items()
                    if path != "01-power-shared/01-why-share-power.en.md"
                }
            ),
        )
        page = page_of(db, revisions(db)[0], LESSON, "en")

        assert page["lang"] == "my"
        assert page["title"] == page_of(db, revisions(db)[0], LESSON, "my")["title"]
