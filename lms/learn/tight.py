"""A page without the line ends that only its templates have a use for."""

import re

_BLOCK = (
    r"</?(?:html|head|title|meta|link|body|header|nav|main|footer|article|section|aside|div|p|h[1-4]|ul|ol|li|dl|dt|dd"
    r"|table|thead|tbody|tr|t[hd]|blockquote|figure|figcaption|form|fieldset|hr)\b[^<>]*>"
)
_LINE_ENDS = re.compile(rf"({_BLOCK})\n+|\n+(?={_BLOCK})")
_KEEPS_LINES = re.compile(r"<(?:pre|textarea)\b")


def tight(page: str) -> str:
    """Return a page without the line ends before and after its blocks: no browser shows them.

    Those between words and inside of sentences are spaces, and stay.

    Source: CSS Text 3, section 4.1.1: spaces at the beginning and end of a line are removed.
    """
    return page if _KEEPS_LINES.search(page) else _LINE_ENDS.sub(r"\1", page)
