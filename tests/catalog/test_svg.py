"""Drawings are made anew from what is allowed: all that is good stays, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.catalog.svg import read_svg
from lms.catalog.svg_allowed import ELEMENTS
from tests.support.safe_html import assert_safe
from tests.support.sample_package import SAMPLE
from tests.support.xss import payloads

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60">'
TWO_RULES = (SAMPLE / "media/two-rules.svg").read_bytes()


def drawn(inside: str, lang: str = "en") -> str:
    """Return what becomes of a drawing that is good."""
    drawing, troubles = read_svg(f"{HEAD}{inside}</svg>".encode())
    assert drawing is not None, troubles
    return str(drawing.html(alt="shown", lang=lang))


def test_each_language_gets_its_own_words() -> None:
    drawing, troubles = read_svg(TWO_RULES)

    assert troubles == []
    assert drawing is not None
    english, burmese = (str(drawing.html(alt="", lang=lang)) for lang in ("en", "my"))
    assert ">both</text>" in english
    assert "နှစ်ခုလုံး" not in english
    assert ">နှစ်ခုလုံး</text>" in burmese
    assert "both" not in burmese
    assert 'aria-label="Two circles that overlap"' in english
    # Said once: as a title it would also hang under every finger.
    assert "<title" not in english + burmese
    assert english.count("<circle ") == burmese.count("<circle ") == 2


def test_the_words_of_the_place_of_use_name_the_drawing() -> None:
    drawing, _ = read_svg(TWO_RULES)

    assert drawing is not None
    assert 'aria-label="Two &#34;circles&#34;"' in str(drawing.html(alt='Two "circles"', lang="en"))


def test_ids_are_the_drawings_own_and_references_follow() -> None:
    arrow = '<defs><marker id="m"><path d="M0 0L9 9"/></marker></defs><line x1="1" marker-end="url(#m)"/>'
    first, second = drawn(arrow), drawn(arrow + "<g/>")

    ids = [html.split('id="')[1].split('"')[0] for html in (first, second)]
    assert ids[0] != ids[1]
    for html, own in zip((first, second), ids, strict=True):
        assert f'marker-end="url(#{own})"' in html


def test_numbers_need_no_language_and_words_do() -> None:
    assert "12 %" in drawn("<text>12 %</text>")
    _, troubles = read_svg(f"{HEAD}\n<text>north</text></svg>".encode())
    assert [line for line, _, _ in troubles] == [2]


@pytest.mark.parametrize("element", [name for name in ELEMENTS if name not in ("svg", "title", "desc")])
def test_every_element_that_is_allowed_stays(element: str) -> None:
    assert f"<{element}" in drawn(f"<{element}/>")


BAD = [
    "<script>alert(1)</script>",
    "<SCRIPT>alert(1)</SCRIPT>",
    '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
    '<script xmlns="">alert(1)</script>',
    "<style>*{fill:url(//example.org)}</style>",
    '<g onclick="alert(1)"/>',
    '<g style="fill:red"/>',
    '<g class="primary"/>',
    '<a href="javascript:alert(1)"><text lang="en">x</text></a>',
    '<use href="#a"/>',
    '<image href="https://example.org/a.png"/>',
    '<animate attributeName="href" values="javascript:alert(1)"/>',
    '<set attributeName="onload" to="alert(1)"/>',
    '<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>',
    '<filter id="f"><feImage href="https://example.org"/></filter>',
    '<rect fill="url(https://example.org/#a)"/>',
    '<rect fill="url(#a) url(https://example.org)"/>',
    '<rect fill="url(&quot;//example.org&quot;)"/>',
    '<rect width="expression(1)"/>',
    '<rect fill="url(#nowhere)"/>',
    '<g id="a"/><g id="a"/>',
    '<svg viewBox="0 0 1 1"/>',
    '<g xml:base="https://example.org"/>',
    '<g xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="#a"/>',
    '<marker id="m"><path marker-end="url(#m)"/></marker>',
    "<?xml-stylesheet href='https://example.org/x.css'?>",
    "<g>" * 20 + "</g>" * 20,
    "<g/>" * 401,
    f'<text lang="en">{"long " * 200}</text>',
    "loose words",
    "<g>",
    "&undefined;",
]


@pytest.mark.parametrize("inside", BAD)
def test_what_is_not_allowed_is_refused(inside: str) -> None:
    drawing, troubles = read_svg(f"{HEAD}{inside}</svg>".encode())

    assert drawing is None
    assert troubles


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg/>",
        b"\xff\xfe<svg/>",
        HEAD.encode(),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        f"{HEAD}</svg>".encode("utf-16"),
        b'<?xml version="1.0" encoding="utf-7"?>+ADw-svg/+AD4-',
        f'<!DOCTYPE svg SYSTEM "https://example.org/a.dtd">{HEAD}</svg>'.encode(),
        f"{HEAD}<!--{'x' * 9_000}--></svg>".encode(),
    ],
)
def test_what_is_no_drawing_is_refused(data: bytes) -> None:
    drawing, troubles = read_svg(data)

    assert drawing is None
    assert troubles


def test_no_payload_survives_in_a_drawing() -> None:
    read = 0
    for payload in payloads():
        for inside in (payload, f'<text lang="en">{payload}</text>', f'<g fill="{payload}"/>'):
            drawing, _ = read_svg(f"{HEAD}{inside}</svg>".encode("utf-8", "replace"))
            if drawing is not None:
                read += 1
                assert_safe(str(drawing.html(alt=payload, lang="en")), inside)
    assert read > 0


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fail(data: bytes) -> None:
    drawing, troubles = read_svg(HEAD.encode() + data + b"</svg>")

    assert (drawing is None) == bool(troubles)
