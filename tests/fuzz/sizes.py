"""Values of every size up to what the application takes, and beyond."""

from collections.abc import Iterator

from lms.app import MOST_BYTES, MOST_FORM_BYTES

MOST = MOST_BYTES + 70_000
LIMITS = (40, 41, 60, 100, 101, 256, 257, 1000, 1001, 5000, 5001)
"""What fields take, and one more."""

BURMESE = "မြန်မာနိုင်ငံ "
BENT = "က္ြွှေိုံ့း"
"""Marks in an order that has to be put right."""


def large() -> Iterator[bytes]:
    """Yield long values: around the limits of fields, then around those of the whole request."""
    for size in LIMITS:
        yield b"x" * size
        yield ("က" * size).encode()
    for text in (
        "x",
        BURMESE,
        BENT,
        "\u1031",
        "\u1039",
        "\u200b",
        "<",
        "&#",
        "%",
        "ﷺ",
        "e\u0301",
        "👩‍👩‍👧",
        "\n",
        " ",
        "9",
        "၉",
        "[",
    ):
        for size in (20_000, 90_000):
            yield (text * (size // len(text.encode()) + 1)).encode()[:size]
    for size in (MOST_FORM_BYTES // 3, MOST_FORM_BYTES - 2000, MOST_FORM_BYTES + 1):
        yield b"x" * size
    yield (BENT * (MOST_FORM_BYTES // (3 * len(BENT.encode())))).encode()
    yield (BURMESE * (MOST_FORM_BYTES // (3 * len(BURMESE.encode())))).encode()
    yield b"x" * MOST
