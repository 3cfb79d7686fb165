"""Texts to try functions with: everything that could be typed, and much that could not."""

from hypothesis import strategies as st

from tests.text import samples

BLOCKS = ((0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F), (0x116D0, 0x116FF), (0xA900, 0xA92F))
"""Myanmar, its extensions B, A and C, Kayah Li."""

MYANMAR = st.one_of(*(st.characters(min_codepoint=first, max_codepoint=last) for first, last in BLOCKS))
MARKS = st.characters(min_codepoint=0x102B, max_codepoint=0x103E)
BURMESE = st.characters(min_codepoint=0x1000, max_codepoint=0x104F)
UNSEEN = st.sampled_from("\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e\u0301\u0323\u034f\x00\r\n\t \u2028")
LATIN = st.characters(max_codepoint=0x024F)
LINES = st.sampled_from([line for name in ("news", "udhr") for pair in samples.pairs(name) for line in pair])

TYPED = st.one_of(
    st.text(MYANMAR, max_size=40),
    st.text(st.one_of(BURMESE, MARKS, UNSEEN), max_size=40),
    st.text(st.one_of(MYANMAR, MARKS, UNSEEN, LATIN, st.sampled_from("၀၁႐0129ဝရ၇၄၎")), max_size=60),
    st.text(MARKS, max_size=60),
    st.text(max_size=40),
    st.builds(lambda line, at, sign: line[:at] + sign + line[at + 1 :], LINES, st.integers(0, 60), MYANMAR),
    st.builds(lambda sign, count, tail: sign * count + tail, MYANMAR, st.integers(1, 80), MARKS),
)
"""Letters of all blocks, mixed scripts, signs without letters, real lines with one sign broken, long runs."""
