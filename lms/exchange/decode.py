"""The bytes of a file as text."""

from lms.exchange.found import MOST_BYTES, NoSuchFile
from lms.said import say

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def decoded(data: bytes) -> str:
    """Return a file as text with plain line ends.

    :param data: UTF-8, with or without a mark; or UTF-16 with one, as Word saves "Unicode text".
    :raises NoSuchFile: it is larger than it may be, or no text.
    """
    if len(data) > MOST_BYTES:
        raise NoSuchFile(say("The file is larger than %(most)d MB. Divide it.", most=MOST_BYTES // 1024 // 1024))
    try:
        text = data.decode("utf-16" if data.startswith(_UTF16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NoSuchFile(say("The file is not text in UTF-8. Save it again, with the encoding UTF-8."), line) from None
    if "\0" in text:
        raise NoSuchFile(
            say("The file is not text in UTF-8. Save it again, with the encoding UTF-8."),
            text.count("\n", 0, text.index("\0")) + 1,
        )
    if not text.strip():
        raise NoSuchFile(say("The file is empty."))
    return text.replace("\r\n", "\n").replace("\r", "\n")
