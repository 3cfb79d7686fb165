"""Texts as pages show them: Markdown as authors write it, and nothing that could run or fetch."""

import re
import time
from collections.abc import Iterator
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from lms.catalog.package.course import read_package
from lms.catalog.package.texts import texts
from lms.markup import Picture, Shelf, Term, folded, line, plain, render
from lms.markup.keep import keep, usual
from lms.markup.limits import TooMuch
from lms.markup.scan import scan
from lms.markup.tidy import tidy
from tests.support.safe_html import assert_safe
from tests.support.sample_package import sample_tree
from tests.support.xss import payloads

SHELF = Shelf(
    terms={"self-rule": Term("self-rule", "self-rule"), folded("Rule themselves"): Term("self-rule", "self-rule")},
    sources={"panglong": "Panglong Agreement, 1947", "known": "A law"},
    pictures={"two-rules.svg": Picture("/m/ab12", 90, 60)},
    sounds={"greeting.mp3": "/m/cd34"},
    checks={"well-1": Markup("<form>a question</form>")},
)
MARKS = st.text(alphabet="ab က္ခ်ာ။*_[]|!()<>&\\#->\n\t1.@:\"'`=~\u200b\ue000\x02", max_size=300)
PIECES = st.lists(
    st.sampled_from(
        ["[[", "]]", "[[self-rule]]", "[@known]", "**", "*", "_", "|", "\n", "\n\n", "    ", "- ", "1. ", "> ", "## ",
         "!!! note \"x\"\n", "!!! law known\n", "!!! check well-1\n", "![x](two-rules.svg \"y\")\n",
         "<b>", "&lt;", "\\",
         "က္က", "word ", "|a|b|\n|-|-|\n", "---\n", "***\n", "klzzwxh:0001"]
    ),
    max_size=60,
).map("".join)  # fmt: skip


def shown(source: str, lang: str = "en") -> str:
    """Return the HTML of a text that refers to the shelf."""
    return str(render(source, lang=lang, shelf=SHELF).html)


def words(html: str) -> str:
    """Return what a reader sees of some HTML."""
    return unescape(re.sub(r"<[^>]*>", "", html)).replace("\u200b", "")


def source(name: str, number: int) -> str:
    """Return the link to a source."""
    return f'<sup><a class="s" href="#s-{name}">{number}</a></sup>'


class TestFormat:
    """What authors may write, and what becomes of it."""

    @pytest.mark.parametrize(
        ("written", "becomes"),
        [
            ("**a** *b*", "<p><strong>a</strong> <em>b</em></p>"),
            ("# a\n\n###### b", "<h2>a</h2>\n<h4>b</h4>"),
            ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
            ("3. a", '<ol start="3">\n<li>a</li>\n</ol>'),
            ("9999. a", '<ol start="9999">\n<li>a</li>\n</ol>'),
            ("10000. a", "<ol>\n<li>a</li>\n</ol>"),
            ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
            ("a  \nb", "<p>a<br>\nb</p>"),
            ("a\n---", "<p>a</p>\n<hr>"),
            ("[[self-rule]]", '<p><a class="t" href="#t-self-rule">self-rule</a></p>'),
            ("[[self-rule|one's own]]", '<p><a class="t" href="#t-self-rule">one&#39;s own</a></p>'),
            ("[[Rule  Themselves]]", '<p><a class="t" href="#t-self-rule">Rule  Themselves</a></p>'),
            ("[[unknown]]", "<p>unknown</p>"),
            ("[[unknown|words]]", "<p>words</p>"),
            (
                "a[@panglong] b[@known] c[@panglong]",
                f"<p>a{source('panglong', 1)} b{source('known', 2)} c{source('panglong', 1)}</p>",
            ),
            ("a[@unknown]", "<p>a</p>"),
            ("\\[[self-rule]]", "<p>[[self-rule]]</p>"),
            (
                '!!! note "A *b*"\n    c',
                '<aside class="admonition note"><p class="admonition-title">A <em>b</em></p><p>c</p></aside>',
            ),
            (
                "!!! law known\n    c",
                f'<blockquote class="law"><p>c</p><footer>A law{source("known", 1)}</footer></blockquote>',
            ),
            (
                '!!! audio greeting.mp3 "Hi"\n    c',
                (
                    '<figure class="audio"><figcaption>Hi</figcaption>'
                    '<audio controls preload="none" src="/m/cd34"></audio>'
                    "<details><summary>Transcript</summary><p>c</p></details></figure>"
                ),
            ),
            ("!!! check well-1", "<form>a question</form>"),
            ("!!! check other", ""),
            (
                '![a "b"](two-rules.svg "c")',
                (
                    '<figure><img src="/m/ab12" alt="a &#34;b&#34;" width="90" height="60" loading="lazy"'
                    ' decoding="async"><figcaption>c</figcaption></figure>'
                ),
            ),
            (
                '![a](two-rules.svg "What “shared” means")',
                (
                    '<figure><img src="/m/ab12" alt="a" width="90" height="60" loading="lazy"'
                    ' decoding="async"><figcaption>What “shared” means</figcaption></figure>'
                ),
            ),
            (
                "![a](two-rules.svg ”c“)",
                "<p>![a](two-rules.svg ”c“)</p>",
            ),
            *(
                (
                    f"!!! note {title}\n    c",
                    f'<aside class="admonition note"><p class="admonition-title">{shown}</p><p>c</p></aside>',
                )
                for title, shown in (
                    ("“A”", "A"),
                    ('"A”', "A"),
                    ('“A"', "A"),
                    ('"“A” or “B”?"', "“A” or “B”?"),
                    ('"A”, she says"', "A”, she says"),
                )
            ),
            ("![what it shows](other.svg)", "<p>what it shows</p>"),
            ("a\n!!! note\n    b\nc", '<p>a</p>\n<aside class="admonition note"><p>b</p></aside>\n<p>c</p>'),
        ],
    )
    def test_it_becomes(self, written: str, becomes: str) -> None:
        assert shown(written) == becomes

    @pytest.mark.parametrize(
        "written",
        [
            "<b>x</b>",
            "[x](https://outside.invalid)",
            "<https://outside.invalid>",
            "`x`",
            "    x",
            "&amp;x",
            "[x][y]",
            "!!! foo",
        ],
    )
    def test_what_is_no_part_of_the_format_is_shown_as_it_was_typed(self, written: str) -> None:
        html = shown(f"a\n\n{written}")

        assert set(re.findall(r"<(\w+)", html)) == {"p"}
        assert words(html).strip().endswith(unescape(written).strip())

    def test_a_table_may_hold_a_term_with_its_own_words(self) -> None:
        html = shown("| a | b |\n|:--|--:|\n| [[self-rule|x]] | 1 |")

        assert '<td align="left"><a class="t" href="#t-self-rule">x</a></td>' in html
        assert '<td align="right">1</td>' in html

    def test_it_says_what_was_shown_in_order(self) -> None:
        rendered = render("b[@known] [[self-rule]] a[@panglong]\n\n!!! check well-1", lang="en", shelf=SHELF)

        assert rendered.terms == ("self-rule",)
        assert rendered.sources == ("known", "panglong")
        assert rendered.checks == ("well-1",)

    @pytest.mark.parametrize(
        "text", ["1. Yes", "- no", "# 3", "> 5", "a | b", "* star", "+ plus", "two\n\nparts", "---"]
    )
    def test_one_line_has_no_blocks(self, text: str) -> None:
        html = str(line(text, lang="en"))

        assert "<" not in html
        assert words(html).split() == text.split()

    def test_one_line_has_emphasis_terms_and_sources(self) -> None:
        assert str(line("*a* [[self-rule]][@known]", lang="en", shelf=SHELF)) == (
            '<em>a</em> <a class="t" href="#t-self-rule">self-rule</a><sup><a class="s" href="#s-known">1</a></sup>'
        )


class TestSyllables:
    """Where a browser would tear a word apart."""

    def test_burmese_keeps_what_a_browser_would_tear_and_nothing_else(self) -> None:
        assert str(plain("ကမ္ဘာ့ အကောင့် ပြည်ထောင်စု", lang="my")) == "<i>ကမ္ဘာ့</i> အ<i>ကောင့်</i> ပြည်ထောင်စု"

    def test_a_usual_syllable_before_an_unusual_one_is_kept_too(self) -> None:
        assert {"မြန်", "မာ"} <= usual()
        assert "ဇွာ" not in usual()
        assert str(plain("မြန်မာ မြန်ဇွာ", lang="my")) == "မြန်မာ <i>မြန်</i>ဇွာ"

    def test_attributes_are_no_words(self) -> None:
        assert keep('<td title="ကမ္ဘာ့">ကမ္ဘာ့</td>', "my") == '<td title="ကမ္ဘာ့"><i>ကမ္ဘာ့</i></td>'

    def test_shan_keeps_every_syllable_and_may_break_between_them(self) -> None:
        kept = "<i>လွတ်ႈ</i>\u200b<i>လႅဝ်း</i>"
        assert str(plain("လွတ်ႈလႅဝ်း", lang="shn")) == kept
        assert str(plain("လွတ်ႈလႅဝ်း", lang="my")) == kept

    def test_a_page_is_kept_but_for_what_can_hold_no_element(self) -> None:
        for held in (
            "<title>ကမ္ဘာ့</title>",
            "<option>ကမ္ဘာ့</option>",
            '<textarea name="a">ကမ္ဘာ့</textarea>',
            '<svg role="img"><text>ကမ္ဘာ့</text></svg>',
            "<i>ကမ္ဘာ့</i>",
            '<img alt="ကမ္ဘာ့">',
        ):
            assert keep(held + "<p>ကမ္ဘာ့</p>", "my") == held + "<p><i>ကမ္ဘာ့</i></p>"

    @given(st.text(alphabet="ကခဂမ္်ာိုျြွှ့းႈၵ။ ab၁", max_size=60), st.sampled_from(["en", "my", "shn"]))
    def test_a_page_that_was_kept_stays_as_it_is(self, text: str, lang: str) -> None:
        kept = keep(f"<p>{text}</p>", lang)
        assert keep(kept, lang) == kept

    @given(st.text(alphabet="ကခဂမ္်ာိုျြွှ့း။ ab<>&၁", max_size=60), st.sampled_from(["en", "my", "shn", "ksw"]))
    def test_no_letter_is_added_or_lost(self, text: str, lang: str) -> None:
        assert words(str(plain(text, lang=lang))) == text

    def test_gaps_that_were_typed_are_taken_out(self) -> None:
        assert str(plain("က\u200bခ\u2060ဂ", lang="my")) == "ကခဂ"


class TestSafety:
    """Whatever is typed, nothing runs and nothing is fetched."""

    def test_no_payload_survives_in_any_way_of_showing(self) -> None:
        for payload in payloads():
            for lang in ("en", "shn"):
                assert_safe(str(plain(payload, lang=lang)), payload)
            for show in (render, line):
                try:
                    html = show(payload, lang="en", shelf=SHELF)
                except TooMuch:
                    continue
                assert_safe(str(html if isinstance(html, Markup) else html.html), payload)

    def test_no_payload_survives_on_the_shelf(self) -> None:
        text = '[[a]] [[a|b]][@s]\n\n!!! law s\n    x\n\n![a](p.svg "c")\n\n!!! audio a.mp3 "t"\n    x\n'
        for payload in payloads()[::3]:
            shelf = Shelf(
                terms={"a": Term("a", payload)},
                sources={"s": payload},
                pictures={"p.svg": Picture("/m/ab12", 1, 1)},
                sounds={"a.mp3": "/m/cd34"},
                transcript=payload,
            )
            assert_safe(str(render(text, lang="my", shelf=shelf).html), payload)

    def test_no_payload_survives_in_any_text_of_a_course(self) -> None:
        """Every text of the sample takes its turn with payloads, shown as its kind is shown."""
        turns = iter_forever(payloads())
        count = 0
        for _ in range(40):
            for text in texts(read_package(sample_tree())):
                for lang, written in text.written.items():
                    payload = next(turns)
                    spoilt = f"{written.words} {payload}"
                    count += 1
                    if text.kind == "plain":
                        html = plain(spoilt, lang=lang)
                    elif text.kind == "line":
                        html = line(spoilt, lang=lang, shelf=SHELF)
                    else:
                        html = render(spoilt, lang=lang, shelf=SHELF).html
                    assert_safe(str(html), payload)
        assert count > len(payloads())

    @given(MARKS | PIECES, st.sampled_from(["en", "my", "shn"]))
    def test_any_text_is_shown_safely(self, text: str, lang: str) -> None:
        try:
            html = shown(text, lang)
        except TooMuch:
            return
        assert_safe(html, text)

    @given(MARKS)
    def test_any_line_is_shown_safely_and_keeps_its_letters(self, text: str) -> None:
        try:
            html = str(line(text, lang="en"))
        except TooMuch:
            return
        assert_safe(html, text)
        letters = re.compile("[abက-ာ]")
        assert letters.findall(words(html)) == letters.findall(tidy(text))

    @given(MARKS | PIECES)
    def test_what_the_scan_calls_good_is_shown_whole(self, text: str) -> None:
        """What refers to something refers to it on the page: the scan and the page read alike."""
        found = scan(text, "lesson")
        if found.troubles:
            return
        rendered = render(text, lang="en", shelf=SHELF)
        asked = {use.ref for use in found.uses if use.kind == "source" and use.ref in SHELF.sources}
        assert set(rendered.sources) == asked


class TestBounds:
    """Texts made to be slow are refused, and the worst that is let in is shown in time that grows with its length."""

    @pytest.mark.parametrize(
        ("text", "at"),
        [
            ("a\n\n" + "[" * 5_000, 3),
            ("[[a|" * 3_000, 1),
            ("a\n" + "[" * 201, 2),
            ("> > > > a", 1),
            ("- - - - a", 1),
            ("a\n" + " " * 40 + "- b", 2),
            ("|" * 40, 1),
            ("a" * 10_001, 1),
            ("---\n" * 201, 201),
            ("!!! note\n\n" * 201, 401),
            ("က" * 40_000, 1),
        ],
    )
    def test_it_is_refused_with_its_line(self, text: str, at: int) -> None:
        with pytest.raises(TooMuch) as refused:
            render(text, lang="en")
        assert refused.value.line == at
        assert scan(text).troubles[0][0] == at

    def test_a_single_line_is_bounded_too(self) -> None:
        with pytest.raises(TooMuch):
            line("*" * 401, lang="en")

    def test_more_references_than_a_page_can_explain_are_said_once(self) -> None:
        found = scan("\n\n".join(["[@a] " * 100] * 7))

        assert len(found.uses) == 500
        assert [line for line, _what, _how in found.troubles] == [9]

    def test_twice_the_text_takes_about_twice_the_time(self) -> None:
        for unit in worst_paragraphs():
            short, long = (time_of("\n\n".join([unit] * times)) for times in (3, 12))
            print(f"{long * 1000:6.0f} ms  {unit[:12]!r}")
            assert long < 16 * max(short, 0.002), unit[:20]


def iter_forever(items: tuple[str, ...]) -> Iterator[str]:
    """Yield the items again and again."""
    while True:
        yield from items


def worst_paragraphs() -> Iterator[str]:
    """Yield paragraphs as dense with marks as the bounds let through."""
    for mark in ("*a**b ", "*_", "**_", "**a", "_a ", "\\*", "&", "<a", "[[a]]", "![", "a_b*c "):
        marks = sum(sign in "*_[]\\&<!>" for sign in mark)
        yield mark * (390 // marks)


def time_of(text: str) -> float:
    """Return the processor time of showing a text, the better of two."""
    times = []
    for _ in range(2):
        begun = time.process_time()
        render(text, lang="en")
        times.append(time.process_time() - begun)
    return min(times)
