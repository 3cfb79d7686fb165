"""Sources without a date: guides, books and reports may be; the page leaves the date out."""

import pytest
from sqlalchemy.orm import Session

from lms.catalog.package.check import check_tree
from tests.support.browser import Browser
from tests.support.courses import changed, load
from tests.support.sample_package import sample_tree

UNDATED = changed(sample_tree(), "sources.yaml", "date: 1947-02-12", "date: null")


@pytest.mark.parametrize("kind", ["guide", "book", "report"])
def test_a_guide_a_book_or_a_report_may_be_undated(browser: Browser, db: Session, kind: str) -> None:
    code = load(db, changed(UNDATED, "sources.yaml", "kind: agreement", f"kind: {kind}")).code
    page = browser.get("learn.sources", course=code)

    assert "Panglong Agreement, signatures." in page


@pytest.mark.parametrize("kind", ["law", "treaty", "court", "agreement", "news"])
def test_anything_else_has_a_date(kind: str) -> None:
    (problem,) = check_tree(changed(UNDATED, "sources.yaml", "kind: agreement", f"kind: {kind}")).problems

    assert str(problem).startswith("sources.yaml:9: The source has no date.")


def test_undated_is_said_and_not_left_out() -> None:
    tree = changed(sample_tree(), "sources.yaml", "    date: 1947-02-12\n", "")
    (problem,) = check_tree(changed(tree, "sources.yaml", "kind: agreement", "kind: guide")).problems

    assert "“date” is missing" in str(problem)


@pytest.mark.parametrize(
    ("written", "says"),
    [("[1947]", "“date” should be text"), ("12 February", "is not a good value"), ("1947-02-31", "no day 1947-02-31")],
)
def test_what_is_no_date_is_said_as_before(written: str, says: str) -> None:
    (problem,) = check_tree(changed(sample_tree(), "sources.yaml", "date: 1947-02-12", f"date: {written}")).problems

    assert says in str(problem)
