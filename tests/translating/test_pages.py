"""The pages about texts: how far they are, side by side, out to a translator and back."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.accounts import service as accounts
from lms.accounts.models import Account, Role, Scope
from lms.audit.models import Entry
from lms.catalog import queries as catalog
from lms.catalog import service as courses
from lms.catalog.models import Origin, Revision
from lms.catalog.package.texts import hash_of
from lms.catalog.package.tree import Tree
from lms.config import Config
from lms.translating import docx_in, service
from lms.translating.models import Returned
from tests.support.browser import Browser
from tests.support.cast import TODAY, TZ
from tests.support.courses import Shelved, load, ready
from tests.support.ground import Ground
from tests.support.moment import NOON
from tests.support.page import Page
from tests.support.sample_package import LESSON, MODULE, sample_tree
from tests.support.translators import Write, returned, untouched

CASE = f"{MODULE}/case.yaml"
EN, MY = "Two laws on one river", "မြစ်တစ်စင်း ဥပဒေနှစ်ခု"
NEW = "မြစ်နှင့် ဥပဒေ"
QUERIES = 5
"""The session, the second step, the course, its texts, their words."""


def stale() -> tuple[Tree, Tree]:
    """Return the sample with a title and a lesson translated from English, and the same with the English changed."""
    tree = sample_tree()
    case = tree[CASE].decode()
    made_from = f'my: {{text: {MY}, source: {{lang: en, hash: "{hash_of(EN)}"}}}}'
    case = case.replace(f"my: {MY}", made_from)
    english = tree[f"{LESSON}.en.md"].decode()
    _, front, body = english.split("---\n", 2)
    title, summary = (line.partition(": ")[2] for line in front.splitlines()[:2])
    digest = hash_of(f"{title}\n{summary}\n{body}")
    burmese = (
        tree[f"{LESSON}.my.md"]
        .decode()
        .replace("minutes: 10\n", f'minutes: 10\nsource: {{lang: en, hash: "{digest}"}}\n')
    )
    before = Tree({**tree, CASE: case.encode(), f"{LESSON}.my.md": burmese.encode()})
    after = Tree(
        {
            **before,
            CASE: case.replace(EN, "Three laws on one river").encode(),
            f"{LESSON}.en.md": english.replace("nobody asks the capital", "somebody asks the capital").encode(),
        }
    )
    return before, after


@pytest.fixture
def at_desk(sample: Shelved, browser: Browser, ei: Account) -> Browser:
    """Give the browser of the administrator; the sample is loaded."""
    assert sample.code
    return browser.sign_in(ei)


def send(browser: Browser, sample: Shelved, body: bytes, *, expect: int = 303) -> Page:
    """Send a file as it comes back."""
    return browser.post(
        "translating.send", {"file": (io.BytesIO(body), "texts.docx")}, course=sample.code, expect=expect
    )


def answer(sample: Shelved, write: Write) -> bytes:
    """Return the file of what readers see now, filled in."""
    return returned(tree_now(sample), write, code=sample.code)


def tree_now(sample: Shelved) -> Tree:
    head = catalog.head(sample.session, sample.course)
    assert head is not None
    return catalog.tree(sample.session, head)


def title(line: object) -> str:
    """Write another title for the case."""
    return NEW if getattr(line, "source", "") == EN else str(getattr(line, "target", ""))


def revisions(db: Session) -> int:
    return db.scalar(select(func.count()).select_from(Revision)) or 0


def test_an_administrator_sees_every_course_and_how_far_it_is(at_desk: Browser) -> None:
    page = at_desk.get("translating.courses", queries=QUERIES)

    assert all(words in page for words in ("Burmese", "English", "missing", "stale"))


def test_a_trainer_sees_the_courses_given_to_them(sample: Shelved, browser: Browser, ba: Account, db: Session) -> None:
    browser.sign_in(ba)
    assert "No course is given to you yet" in browser.get("translating.courses")
    browser.get("translating.texts", course=sample.code, expect=404)
    accounts.give_grant(
        db,
        account=db.merge(ba),
        role=Role.TRAINER,
        scope=Scope.COURSE,
        scope_uid=sample.course.uid,
        by_uid="",
        now=NOON,
        tz=TZ,
    )
    db.commit()
    browser.sign_in(ba)

    assert sample.code in browser.get("translating.courses")
    browser.get("translating.texts", course=sample.code, queries=4)


def test_a_course_in_which_all_is_done_says_so(at_desk: Browser, sample: Shelved) -> None:
    page = at_desk.get("translating.texts", course=sample.code, into="my", queries=QUERIES)

    assert "Everything here is translated" in page


def test_texts_are_listed_by_state_and_module(at_desk: Browser, sample: Shelved, db: Session) -> None:
    before, after = stale()
    load(db, before)
    load(db, after)
    db.commit()

    def listed(state: str = "", module: str = "") -> str:
        return at_desk.get(
            "translating.texts", course=sample.code, into="my", state=state, module=module, queries=QUERIES
        )

    assert "To look at: 2" in listed()
    assert "Three laws on one river" in listed()
    assert "Three laws on one river" not in listed(state="missing")
    assert "Three laws on one river" in listed(state="stale", module="1")
    assert "Sharing power" not in listed(state="all", module="1")


def test_what_changed_in_the_original_is_shown_word_by_word(at_desk: Browser, sample: Shelved, db: Session) -> None:
    before, after = stale()
    load(db, before)
    load(db, after)
    db.commit()
    listed = at_desk.get("translating.texts", course=sample.code, into="my")
    links = [each.get("href") for each in listed.all("a") if "text=" in each.get("href")]
    assert len(links) == 2
    pages = [at_desk.get(link, queries=QUERIES + 1) for link in links]

    shown = "".join(pages)
    assert "<del>Two </del><ins>Three </ins>laws on one river" in shown
    assert "<del>nobody </del><ins>somebody </ins>" in shown
    assert "Who decides where" in shown


def test_an_original_that_was_never_here_is_said_to_be_unknown(at_desk: Browser, sample: Shelved, db: Session) -> None:
    before, _after = stale()
    load(db, Tree({**before, CASE: before[CASE].replace(hash_of(EN).encode(), b"0123456789ab")}))
    db.commit()
    listed = at_desk.get("translating.texts", course=sample.code, into="my")
    (link,) = [each.get("href") for each in listed.all("a") if "text=" in each.get("href")]

    assert "was never on this site" in at_desk.get(link, queries=QUERIES + 1)


def test_the_file_of_a_list_can_be_read_back(at_desk: Browser, sample: Shelved) -> None:
    answered = at_desk.client.get(at_desk.address("translating.file", course=sample.code) + "?into=my&state=all")

    assert answered.headers["Content-Disposition"] == 'attachment; filename="texts.docx"'
    assert docx_in.rows_of(answered.data)[0][0].startswith(f"{sample.code} en my ")


def test_there_is_no_file_of_nothing(at_desk: Browser, sample: Shelved) -> None:
    at_desk.get("translating.file", course=sample.code, into="my", expect=422)


def test_a_file_is_looked_at_before_it_changes_anything(at_desk: Browser, sample: Shelved, db: Session) -> None:
    there = revisions(db)
    send(at_desk, sample, answer(sample, title))
    page = at_desk.follow()
    assert "မြစ်<del>တစ်စင်း </del><ins>နှင့် </ins>ဥပဒေ<del>နှစ်ခု</del>" in page
    assert "Rows that change: 1" in page
    assert revisions(db) == there

    take(at_desk, page)
    db.expire_all()
    head = catalog.head(db, sample.course)
    assert head is not None
    assert (head.origin, revisions(db)) == (Origin.IMPORT, there + 1)
    assert NEW in tree_now(sample)[CASE].decode()
    assert db.scalar(select(func.count()).select_from(Returned)) == 0
    entry = db.scalars(select(Entry).order_by(Entry.id.desc())).first()
    assert entry is not None
    assert (entry.role, entry.action, entry.uid) == ("admin", "course.translate", sample.course.uid)


def take(browser: Browser, page: Page, *, expect: int = 303) -> Page:
    """Press the button that takes everything over."""
    (seen,) = [field.get("value") for field in page.all("input") if field.get("name") == "seen"]
    return browser.post(page.path, {"seen": seen, "take": "1"}, expect=expect)


def test_nothing_is_taken_over_into_a_course_that_moved_on(sample: Shelved, db: Session) -> None:
    head = catalog.head(db, sample.course)
    assert head is not None
    load(db, stale()[0])
    db.commit()
    there = revisions(db)
    tree = Tree({**tree_now(sample), "LICENSE": b"free"})
    with pytest.raises(courses.ChangedMeanwhile):
        service.take(db, returned="", ready=ready(tree), base_id=head.id, by=None, today=TODAY)

    assert revisions(db) == there


def test_what_was_taken_over_can_be_taken_back(at_desk: Browser, sample: Shelved, db: Session) -> None:
    before = tree_now(sample)
    send(at_desk, sample, answer(sample, title))
    take(at_desk, at_desk.follow())
    page = at_desk.get("translating.back", course=sample.code)
    (seen,) = [field.get("value") for field in page.all("input") if field.get("name") == "seen"]
    at_desk.post("translating.back", {"seen": seen}, course=sample.code)
    db.expire_all()

    assert tree_now(sample).digest == before.digest
    at_desk.post("translating.back", {"seen": seen}, course=sample.code, expect=409)


def test_there_is_nothing_to_take_back_of_a_course_that_was_loaded(at_desk: Browser, sample: Shelved) -> None:
    assert "There is nothing to take back" in at_desk.get("translating.back", course=sample.code)


def test_a_file_can_be_dropped(at_desk: Browser, sample: Shelved, db: Session) -> None:
    there = revisions(db)
    send(at_desk, sample, answer(sample, title))
    page = at_desk.follow()
    at_desk.post(page.path, {"drop": "1"})

    assert (revisions(db), db.scalar(select(func.count()).select_from(Returned))) == (there, 0)
    at_desk.get(page.path, expect=404)


def test_refused_rows_are_named_with_their_way_out(at_desk: Browser, sample: Shelved) -> None:
    send(at_desk, sample, answer(sample, lambda line: "**" if line.source.startswith("The captain") else line.target))
    page = at_desk.follow()

    assert "“**” stands alone" in page
    assert "No changed row can be taken." in page
    assert not [button for button in page.all("button") if button.get("name") == "take"]


def test_a_file_that_changes_nothing_says_so(at_desk: Browser, sample: Shelved) -> None:
    send(at_desk, sample, answer(sample, untouched))

    assert "The file changes nothing" in at_desk.follow()


def test_a_course_that_changed_since_the_page_was_shown_is_not_written_over(
    at_desk: Browser, sample: Shelved, db: Session
) -> None:
    send(at_desk, sample, answer(sample, title))
    page = at_desk.follow()
    load(db, stale()[0])
    db.commit()

    take(at_desk, page, expect=409)


@pytest.mark.parametrize("body", [b"", b"words", b"PK\x03\x04" + b"x" * 1000])
def test_what_is_no_file_of_ours_is_refused_beside_the_field(at_desk: Browser, sample: Shelved, body: bytes) -> None:
    page = send(at_desk, sample, body, expect=422)

    assert "not a Word document" in page or "Choose the file" in page


def test_a_file_of_another_course_is_refused(at_desk: Browser, sample: Shelved) -> None:
    send(at_desk, sample, returned(sample_tree(), title, code="zzzzzz"))

    at_desk.follow(expect=422)


def test_twenty_files_wait_and_no_more(at_desk: Browser, sample: Shelved) -> None:
    body = answer(sample, untouched)
    for _each in range(service.MOST_WAITING):
        send(at_desk, sample, body)

    send(at_desk, sample, body, expect=409)


def test_a_file_that_nobody_looked_at_is_deleted(sample: Shelved, db: Session, ground: Ground) -> None:
    service.keep(db, course_id=sample.course.id, by_uid="", body=b"x", today=NOON.date())
    db.commit()
    config: Config = ground.config

    assert service.sweep(db, config, NOON + timedelta(days=1)) == 0
    assert service.sweep(db, config, NOON + timedelta(days=2)) == 1
