"""Aiken: questions with one right answer, as people type them. Source: docs.moodle.org, "Aiken format"."""

import re
from collections.abc import Iterator
from fractions import Fraction

from lms.exchange import questions_in
from lms.exchange.found import Brought, CannotKeep, Reading
from lms.exchange.questions_in import Choice
from lms.exchange.texts import PLAIN, Patience, Texts, first_words
from lms.markup.tidy import tidy
from lms.said import say
from lms.text.syllables import cut

_OPTION = re.compile(r"([A-Z])[.)](?:\s+(.*)|$)")
_ANSWER = re.compile(r"ANSWER:\s*(.*)")
KNOWN_BY = re.compile(r"^\s*ANSWER:\s*[A-Z]\s*$", re.MULTILINE)
_MOST_LINES = 200

Block = tuple[int, list[str]]
"""The line at which a question begins, and its lines down to its ANSWER."""


def read(text: str, lang: str) -> Reading:
    """Return the questions of an Aiken file.

    :param lang: the language of texts that name none.
    """
    reading, patience = Reading(), Patience()
    for line, lines in _blocks(tidy(text)):
        if reading.full:
            reading.more += 1
            continue
        try:
            reading.take(_question(line, lines, Texts(lang, patience)))
        except CannotKeep as refusal:
            reading.refuse(line, first_words(lines[0], lang), refusal.why)
    return reading


def _blocks(text: str) -> Iterator[Block]:
    lines: list[str] = []
    begin = 0
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if not line:
            continue
        begin = begin or number
        if len(lines) < _MOST_LINES:
            lines.append(line)
        if line.startswith("ANSWER:"):
            lines[-1] = line
            yield begin, lines
            lines, begin = [], 0
    if lines:
        yield begin, lines


def _question(line: int, lines: list[str], texts: Texts) -> Brought:
    stem, letters, options = list[str](), "", list[str]()
    for each in lines[:-1]:
        option = _OPTION.match(each)
        if option:
            letters, options = letters + option[1], [*options, option[2] or ""]
        elif options:
            options[-1] = f"{options[-1]} {each}".strip()
        else:
            stem.append(each)
    answer = _ANSWER.match(lines[-1])
    if answer is None:
        raise CannotKeep(say("The line “ANSWER:” is missing behind its options."))
    if not stem:
        raise CannotKeep(say("Nothing is asked: the text before the answers is empty."))
    if len(options) < 2:
        raise CannotKeep(say("It has fewer than two options. Write each on a line of its own: “A. Yes”."))
    right = answer[1].strip()
    if len(right) != 1 or letters.count(right) != 1:
        raise CannotKeep(
            say("“ANSWER: %(right)s” names no option. Write the letter of exactly one.", right=cut(right, 20))
        )
    choices = [
        Choice(texts.line(words, PLAIN), Fraction(letter == right), {})
        for letter, words in zip(letters, options, strict=True)
    ]
    content = {
        "type": "single",
        "stem": texts.prose("\n".join(stem), PLAIN),
        "options": questions_in.options(choices, several=False),
    }
    return Brought(line, first_words(" ".join(stem), texts.lang), "", content, notes=texts.notes)
