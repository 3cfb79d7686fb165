"""The page of a lesson: its text, what it explains, and nothing of its reader."""

import pytest
from sqlalchemy.orm import Session

from lms import assets, i18n
from lms.accounts.models import Account, Role, State
from lms.catalog.package.tree import Tree
from lms.cohorts.models import Cohort
from lms.text.canonical import digits_to_ascii
from tests.support.browser import Browser
from tests.support.cast import give
from tests.support.courses import LESSON, MODULE, Shelved, changed, load, shelved
from tests.support.ground import Ground
from tests.support.page import Page
from tests.support.sample_package import sample_tree

LONG_AHEAD = "Fri, 31 Dec 2060 00:00:00 GMT"
STYLESHEET = assets.all_assets()["site.css"]


def lesson(browser: Browser, course: Shelved) -> Page:
    return browser.get("learn.step", course=course.code, step=course.step(LESSON))


def test_it_shows_the_text_with_all_that_is_in_it(browser: Browser, sample: Shelved) -> None:
    page = lesson(browser, sample)

    assert page.words_of("h1") == "Why share power?"
    assert page.words_of("title") == "1.1 · Learning"
    assert "10 minutes" in page
    assert "Define self-rule and shared rule." in page
    assert "Who decides where a well is dug?" in page
    assert page.words_of("figcaption") == "What is decided alone, and what together"
    assert page.words_of("summary") == "Transcript"
    assert [audio.get("src") for audio in page.all("audio")] == ["/m/" + sample_tree().hashes["media/greeting.mp3"]]
    assert page.words_of("blockquote").startswith("The words of the document")


def test_a_drawing_stands_in_the_page_with_the_words_of_its_language(browser: Browser, sample: Shelved) -> None:
    for lang, own, other in (("en", "both", "နှစ်ခုလုံး"), ("my", "နှစ်ခုလုံး", "both")):
        browser.lang = lang
        page = lesson(browser, sample)
        (drawing,) = [e for e in page.all("svg") if e.get("role") == "img"]
        said = [e.words for e in page.all("text") if drawing in e.inside]
        assert said == [own]
        assert other not in page.split("<svg role")[1].split("</svg>")[0]


def test_terms_and_sources_are_explained_at_the_foot_and_lead_back(browser: Browser, sample: Shelved) -> None:
    page = lesson(browser, sample)

    ids = {e.get("id") for e in page.elements}
    links = [a.get("href") for a in page.all("a") if a.get("href").startswith("#")]
    assert [link for link in links if link != "#main"] == ["#t1", "#t1", "#s1", "#s1", "#w1", "#r1"]
    assert {link[1:] for link in links} <= ids
    assert page.words_of("dt") == "self-rule · ကိုယ်ပိုင်အုပ်ချုပ်မှု"
    assert page.words_of("dd").startswith("A unit decides some matters by itself.")
    assert "Panglong Agreement, signatures, 12 February 1947." in page
    assert "not yet checked" in page


def test_a_term_that_a_meaning_names_is_explained_too(browser: Browser, db: Session, ground: Ground) -> None:
    further = "  - {id: unit, term: {en: unit, my: ယူနစ်}, meaning: {en: A part of a union., my: အစိတ်အပိုင်း။}}\n"
    tree = changed(sample_tree(), "glossary.yaml", "en: A unit decides", "en: A [[unit]] decides")
    tree = Tree({**tree, "glossary.yaml": tree["glossary.yaml"] + further.encode()})
    page = lesson(browser, shelved(db, ground, tree))

    assert [dt.words.split(" · ")[0] for dt in page.all("dt")] == ["self-rule", "unit"]
    assert "A part of a union." in page


@pytest.mark.parametrize("kind", ["law", "treaty", "court", "book"])
def test_where_law_is_cited_it_says_that_this_is_not_advice(
    browser: Browser, db: Session, ground: Ground, kind: str
) -> None:
    course = shelved(db, ground, changed(sample_tree(), "sources.yaml", "kind: agreement", f"kind: {kind}"))

    assert ("This is not advice" in lesson(browser, course)) is (kind != "book")


def test_it_leads_to_the_step_before_and_after(browser: Browser, sample: Shelved) -> None:
    page = lesson(browser, sample)
    assert [a.get("rel") for a in page.all("a") if a.get("rel")] == ["prev", "next"]

    after = browser.get(next(a.get("href") for a in page.all("a") if a.get("rel") == "next"))
    assert after.words_of("h1") == "Two laws on one river"
    assert [a.get("href") for a in after.all("a") if a.get("rel") == "prev"] == [page.path]


def test_the_last_step_leads_back_to_all_of_them(browser: Browser, sample: Shelved) -> None:
    page = browser.get("learn.step", course=sample.code, step=sample.step("plan"))

    assert "next" not in [a.get("rel") for a in page.all("a")]
    assert page.all("a")[-2].get("href") == f"/en/c/{sample.code}"


class TestFallback:
    """A lesson that is not written in the language asked for."""

    @pytest.fixture
    def half(self, db: Session, ground: Ground) -> Shelved:
        """Give the course in Burmese, its English in the making: the lesson is not there yet."""
        tree = changed(sample_tree(), "course.yaml", "languages: [my, en]", "languages: [my]\npartial: [en]")
        return shelved(
            db, ground, Tree({path: data for path, data in tree.items() if not path.endswith("power.en.md")})
        )

    def test_the_next_language_stands_in_and_the_page_says_so(self, browser: Browser, half: Shelved) -> None:
        page = lesson(browser, half)

        assert page.all("html")[0].get("lang") == "en"
        assert "This text is not in this language yet. You read it in: Burmese." in page
        assert page.words_of("h1") == "အာဏာကို ဘာကြောင့် ခွဲဝေကြသလဲ"
        in_burmese = [e for e in page.elements if e.get("lang") == "my"]
        for element in page.all("h1", "h2", "p", "li", "dt", "dd", "label"):
            words = element.words + "".join(e.words for e in page.elements if element in e.inside)
            if any("\u1000" <= sign <= "\u109f" for sign in words):
                around = [element, *element.inside, *(e for e in page.elements if element in e.inside)]
                assert any(one in in_burmese for one in around), f"{element}: {words[:60]}"

    def test_in_its_own_language_nothing_is_said(self, browser: Browser, half: Shelved) -> None:
        browser.lang = "my"
        page = lesson(browser, half)

        assert "This text is not" not in page
        assert [e.get("lang") for e in page.elements if e.get("lang")] == ["my", "en", "en", "en"]

    def test_a_language_that_no_page_of_the_site_speaks_does_no_harm(
        self, browser: Browser, db: Session, ground: Ground
    ) -> None:
        tree = changed(sample_tree(), "course.yaml", "languages: [my, en]", "languages: [my, en]\npartial: [shn]")

        assert lesson(browser, shelved(db, ground, tree)).words_of("h1") == "Why share power?"


class TestSameForAll:
    """The page holds nothing of its reader."""

    def test_everybody_gets_the_same_bytes(
        self, browser: Browser, sample: Shelved, db: Session, aye: Account, ba: Account, chit: Account, ei: Account
    ) -> None:
        give(db, ba, Role.ADMIN)
        pages = [str(lesson(browser.another(), sample))]
        pages += [str(lesson(browser.another().sign_in(who), sample)) for who in (aye, chit, ei)]
        dead = browser.another().sign_in(aye)
        dead.client.post("/en/leave")
        pages.append(str(lesson(dead, sample)))

        assert len(set(pages)) == 1

    def test_only_digits_differ_where_somebody_chose_others(
        self, browser: Browser, sample: Shelved, aye: Account, ei: Account
    ) -> None:
        latin = str(lesson(browser.another().sign_in(aye), sample))
        aye.digits = ei.digits = "mymr"
        burmese = {str(lesson(browser.another().sign_in(who), sample)) for who in (aye, ei)}

        assert len(burmese) == 1
        assert latin not in burmese
        assert {digits_to_ascii(page) for page in burmese} == {latin}
        assert str(lesson(browser.another(), sample)) == latin

    @pytest.mark.parametrize("first", ["aye", "ei", "anonymous"])
    def test_whoever_is_first(self, browser: Browser, sample: Shelved, aye: Account, ei: Account, first: str) -> None:
        readers = {
            "aye": browser.another().sign_in(aye),
            "ei": browser.another().sign_in(ei),
            "anonymous": browser.another(),
        }
        page = lesson(readers[first], sample)

        assert "aye 21" not in page
        assert "ei 25" not in page
        assert [link.get("href") for link in page.all("a") if link.lies_in("nav")][:2] == ["/en/", "/en/me"]

    def test_what_stands_behind_a_question_mark_is_not_kept(self, browser: Browser, sample: Shelved) -> None:
        plain = browser.address("learn.step", course=sample.code, step=sample.step(LESSON))
        first = browser.get(f"{plain}?from=elsewhere")

        assert "elsewhere" not in first
        assert browser.get(plain) == first

    def test_a_message_that_waits_is_kept_for_a_page_of_its_own(
        self, browser: Browser, sample: Shelved, dway: Account, cohort: Cohort
    ) -> None:
        browser.sign_in(dway).post("enrolment.join", {"code": cohort.code})
        assert "Your place is saved" not in lesson(browser, sample)

        assert "Your place is saved" in browser.get("learn.home")

    def test_no_script_may_run_in_it(self, browser: Browser, sample: Shelved) -> None:
        assert "script-src" in browser.get("learn.course", course=sample.code).headers["Content-Security-Policy"]

        policy = lesson(browser, sample).headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none';style-src 'self'")
        assert "script" not in policy

    def test_no_browser_and_no_proxy_may_store_it(self, browser: Browser, sample: Shelved) -> None:
        page = lesson(browser, sample)

        assert page.headers["Cache-Control"] == "no-store"
        again = browser.get(page.path, headers={"If-None-Match": "*", "If-Modified-Since": LONG_AHEAD})
        assert again == page
        assert not {"ETag", "Last-Modified", "Vary"} & set(again.headers)


class TestKept:
    """The page is made once."""

    def test_the_second_reader_costs_one_question(self, browser: Browser, sample: Shelved, ground: Ground) -> None:
        path = browser.address("learn.step", course=sample.code, step=sample.step(LESSON))
        browser.get(path, queries=2)
        browser.get(path, queries=1)

        assert "step_page" not in "".join(ground.statements)

    def test_a_new_revision_is_seen_at_once(self, browser: Browser, sample: Shelved, db: Session) -> None:
        lesson(browser, sample)
        load(db, changed(sample_tree(), "01-power-shared/01-why-share-power.en.md", "dug? In", "dug? At night in"))

        assert "At night in" in lesson(browser, sample)

    def test_each_language_and_each_look_has_its_own(self, browser: Browser, sample: Shelved) -> None:
        seen = set()
        for lang in i18n.LANGUAGES:
            for look in ("", STYLESHEET.digest):
                fresh = browser.another()
                fresh.lang = lang
                fresh.client.set_cookie("look", look)
                page = lesson(fresh, sample)
                assert bool(page.all("style")) is not bool(look)
                seen.add(str(page))
        assert len(seen) == 4

    def test_the_sites_name_is_seen_as_soon_as_it_changes(self, browser: Browser, sample: Shelved) -> None:
        path = lesson(browser, sample).path
        browser.choose("site_name_en", "School")

        assert "<title>1.1 · School</title>" in browser.client.get(path).get_data(as_text=True)

    def test_a_page_that_is_kept_is_still_guarded(
        self, browser: Browser, members_course: Shelved, db: Session, aye: Account
    ) -> None:
        path = browser.address("learn.step", course=members_course.code, step=members_course.step(LESSON))
        member = browser.another().sign_in(aye)
        assert "Why share power?" in member.get(path)

        assert "Why share power?" not in browser.get(path, expect=303)
        browser.client.set_cookie("lms", "forged")
        assert "Why share power?" not in browser.get(path, expect=303)
        other = browser.another().sign_in(aye)
        member.post("accounts.leave")
        member.get(path, expect=303)
        other.get(path)
        aye.state = State.LOCKED
        other.get(path, expect=303)

    def test_a_course_that_closes_is_closed_although_it_is_kept(
        self, browser: Browser, sample: Shelved, db: Session
    ) -> None:
        path = lesson(browser, sample).path
        load(db, changed(sample_tree(), "course.yaml", "open: true", "open: false"))

        browser.get(path, expect=303)

    def test_a_step_that_is_gone_is_gone_although_it_is_kept(
        self, browser: Browser, sample: Shelved, db: Session, aye: Account
    ) -> None:
        path = browser.get("learn.step", course=sample.code, step=sample.step(f"{MODULE}/reflection")).path
        tree = Tree({name: data for name, data in sample_tree().items() if not name.endswith("reflection.yaml")})
        load(db, changed(tree, "01-power-shared/module.yaml", ", reflection,", ","))

        browser.sign_in(aye).get(path, expect=404)

    @pytest.mark.parametrize(
        ("asked", "sent"),
        [("br", "br"), ("gzip", "gzip"), ("gzip, deflate, br", "br"), ("identity", None), ("gzip;q=0", None)],
    )
    def test_it_is_packed_as_the_browser_takes_it(
        self, browser: Browser, sample: Shelved, asked: str, sent: str | None
    ) -> None:
        path = lesson(browser, sample).path
        answer = browser.client.get(path, headers={"Accept-Encoding": asked})

        assert answer.headers.get("Content-Encoding") == sent
        assert int(answer.headers["Content-Length"]) == len(answer.data)
        if sent is None:
            assert "Why share power?" in answer.get_data(as_text=True)


def test_a_phone_that_has_the_stylesheet_gets_a_lesson_in_four_kilobytes(browser: Browser, sample: Shelved) -> None:
    browser.client.set_cookie("look", STYLESHEET.digest)

    assert lesson(browser, sample).size_bytes <= 4000
