"""Words and sentences counted, in Burmese by syllables."""

import re

from lms.markup.scan import SOURCE, TERM
from lms.text.syllables import syllables

_MYANMAR = re.compile("[\u1000-\u103f\u104c-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f]+")
_WORD = re.compile(r"\w+(?:['’\-.,]\w+)*")
_TERM = re.compile(TERM)
_SOURCE = re.compile(SOURCE)
# Every repetition is bounded or can't meet itself: the time is linear in any text.
_HEADING = re.compile(r"^[ \t]*#+(.*)$", re.MULTILINE)
_PICTURE = re.compile(r"^!\[([^\[\]\n]*)\]\([^\s()\"“”]+(?:[ \t]+[\"“](.*)[\"”])?\)[ \t]*$", re.MULTILINE)
_OPENS = re.compile(r"^[ \t]*(?:!!!.*$|!\[.*$|[-+*] |>|\||[0-9]{1,9}[.)] )", re.MULTILINE)
_MARKS = re.compile(r"\*+")
_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s|(?<=။)|\n[ \t]*\n|\||:[ \t]*\n")


def bare(text: str) -> str:
    """Return what a reader reads or hears of a text: no marks; of a picture what it shows, and its caption; of a term
    the words shown.
    """
    text = _PICTURE.sub(lambda picture: f"\n\n{picture[1]}\n\n{picture[2] or ''}\n\n", text)
    text = _TERM.sub(lambda term: term["words"] or term["ref"], _SOURCE.sub("", text))
    # What opens a line (an item, a row) ends the sentence before it, and a heading is one of its own.
    return _MARKS.sub("", _OPENS.sub("\n\n", _HEADING.sub(r"\n\n\1\n\n", text)))


def count(text: str) -> int:
    """Return how many words a text has; each syllable in Myanmar script counts as one."""
    found = sum(len(syllables(run)) for run in _MYANMAR.findall(text))
    return found + len(_WORD.findall(_MYANMAR.sub(" ", text)))


def sentences(text: str) -> list[int]:
    """Return the length of each sentence of a text without marks, in words or syllables."""
    lengths = (count(sentence) for sentence in _END.split(text) if sentence)
    return [length for length in lengths if length]
