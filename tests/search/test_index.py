"""What is kept for searching: made with the course, of the revision that readers see, the same on every database."""

from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from lms import languages
from lms.catalog import queries as catalog
from lms.catalog import service
from lms.catalog.derived import postings
from lms.catalog.derived.derive import VERSION
from lms.catalog.models import Revision, SearchEntry, SearchWord
from lms.catalog.package.tree import Tree
from lms.db import Database
from lms.migrations import steps
from lms.seal import load_keys
from lms.search.queries import results
from lms.search.scope import Scope
from lms.text import tokens
from tests.search.test_gold import queries
from tests.support.courses import LESSON, Shelved, changed, load
from tests.support.ground import Ground
from tests.support.library import Library, fill
from tests.support.sample_package import sample_tree

EN = "01-power-shared/01-why-share-power.en.md"


def found(session: Session, typed: str, lang: str = "en") -> list[str]:
    """Return the names of what a member finds."""
    scope = Scope(catalog.readings(session), lang, members=True)
    return [hit.name for hit in results(session, typed=typed, scope=scope).hits]


def rows(session: Session) -> dict[str, object]:
    """Return everything that is kept for searching."""
    words = session.execute(select(SearchWord.token, SearchWord.course_id, SearchWord.places))
    texts = session.execute(select(SearchEntry.number, SearchEntry.title, SearchEntry.text, SearchEntry.spans))
    return {
        "words": {(token, course): bytes(places) for token, course, places in words},
        "texts": {number: (title, text, bytes(spans)) for number, title, text, spans in texts},
    }


def test_only_what_readers_see_is_found(db: Session, sample: Shelved) -> None:
    assert found(db, "capital") == [LESSON]

    load(db, changed(sample_tree(), EN, "the capital", "the palace"))

    assert found(db, "palace") == [LESSON]
    assert found(db, "capital") == []


def test_an_index_of_another_version_is_made_anew(db: Session, sample: Shelved) -> None:
    load(db, changed(sample_tree(), EN, "the capital", "the palace"))
    before = rows(db)
    db.execute(update(SearchWord).values(places=b"", token=SearchWord.token + "x"))
    db.execute(update(Revision).values(made_with=VERSION - 1))

    assert service.rebuild_outdated(db) == 2
    assert rows(db) == before


def test_making_an_old_revision_anew_leaves_the_index_as_it_is(db: Session, sample: Shelved) -> None:
    load(db, changed(sample_tree(), EN, "the capital", "the palace"))
    before = rows(db)
    db.execute(update(Revision).where(Revision.number == 1).values(made_with=VERSION - 1))

    assert service.rebuild_outdated(db) == 1
    assert rows(db) == before


def test_a_change_of_the_tokens_is_a_change_of_the_version() -> None:
    assert VERSION % 100 == tokens.VERSION


def test_a_change_that_is_taken_back_leaves_the_index_as_it_was(db: Session, sample: Shelved) -> None:
    before = rows(db)
    nested = db.begin_nested()
    load(db, changed(sample_tree(), EN, "the capital", "the palace"))
    assert rows(db) != before
    nested.rollback()

    assert rows(db) == before


def test_questions_of_the_bank_are_in_no_index(db: Session, sample: Shelved) -> None:
    bank = sample_tree()["01-power-shared/bank.yaml"].decode()
    assert "Panglong" in bank

    texts = "\n".join(db.scalars(select(SearchEntry.text)))
    stems = [line.split("en:")[1].strip(' "}') for line in bank.splitlines() if "en:" in line]
    assert [stem for stem in stems if len(stem) > 30 and stem in texts] == []
    assert len(stems) > 3


def test_a_text_in_one_language_has_one_entry(db: Session) -> None:
    tree = changed(sample_tree(), "course.yaml", "languages: [my, en]", "languages: [my]\npartial: [en]")
    tree = Tree({path: data for path, data in tree.items() if path != EN})
    load(db, changed(tree, "course.yaml", "{en: Sharing power, my: အာဏာခွဲဝေခြင်း}", "{my: အာဏာခွဲဝေခြင်း}"))

    assert db.scalar(select(func.count()).select_from(SearchEntry).where(SearchEntry.name == LESSON)) == 1
    assert found(db, "ရေတွင်း", "en") == [LESSON]


def test_sqlite_and_postgresql_find_the_same_in_the_same_order(
    ground: Ground, library: Library, tmp_path: Path
) -> None:
    if ground.database.is_sqlite:
        pytest.skip("this run has SQLite only; with TEST_DATABASE_URL the two are compared")
    other = Database(f"sqlite:///{tmp_path / 'other.db'}")
    steps.upgrade(other)
    with other.session() as session:
        other.write(session, fill, load_keys(ground.config.instance))
        twin = Library(session)
        asked = [
            (each["query"], each["lang"]) for each in queries("phrases", "lookalikes", "across", "misspelt", "topics")
        ]

        assert [query for query in asked if twin.find(*query) != library.find(*query)] == []
    other.engine.dispose()


def test_every_language_there_is_a_folder_of_has_a_number() -> None:
    assert set(languages.KNOWN) <= set(postings.LANGUAGES)
    assert len(postings.LANGUAGES) <= 1 << postings.LANGUAGE_BITS
