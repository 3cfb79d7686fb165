"""GIFT into questions."""

import re

from lms.exchange.found import MOST_SIGNS, Brought, CannotKeep, Content, Reading
from lms.exchange.gift import answers
from lms.exchange.gift.blocks import Block, blocks
from lms.exchange.gift.signs import hidden, shown
from lms.exchange.markdown_out import gap
from lms.exchange.tags import with_tags
from lms.exchange.texts import AUTO, HTML, MARKDOWN, PLAIN, Patience, Text, Texts, first_words
from lms.markup.tidy import tidy
from lms.said import say

_TITLE = re.compile(r"::(.*?)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|markdown|plain|moodle)\]", re.IGNORECASE)
_FORMATS = {"html": HTML, "markdown": MARKDOWN, "plain": PLAIN, "moodle": AUTO}
GAP = "gap"
"""The name of the gap where a missing word is asked."""
_BLANK = "_____"
_MOST_SIGNS = 4 * MOST_SIGNS


def read(text: str, lang: str) -> Reading:
    """Return the questions of a GIFT file.

    :param lang: the language of texts that name none.
    """
    reading, patience = Reading(), Patience()
    for block in blocks(tidy(text)):
        if reading.full:
            reading.more += 1
            continue
        title = _title(block, lang)
        try:
            reading.take(_question(block, Texts(lang, patience)))
        except CannotKeep as refusal:
            reading.refuse(refusal.line or block.line, title, refusal.why)
    return reading


def _title(block: Block, lang: str) -> str:
    source = hidden(block.text[:_MOST_SIGNS])
    found = _TITLE.match(source)
    return first_words(shown(found[1] if found else source.partition("{")[0]), lang)


def _question(block: Block, texts: Texts) -> Brought:
    if len(block.text) > _MOST_SIGNS:
        raise CannotKeep(say("It is longer than %(most)d signs.", most=_MOST_SIGNS))
    source = hidden(block.text)
    named = _TITLE.match(source)
    title = shown(named[1]) if named else ""
    rest = source[named.end() :] if named else source
    how = _FORMAT.match(rest)
    form = _FORMATS[how[1].lower()] if how else AUTO
    rest = rest[how.end() :] if how else rest
    before, answer, after = _parts(rest)
    body = answers.read(answer, texts, form) if answer is not None else {"type": "information"}
    stem = before.rstrip()
    if after.strip():
        place, body = _missing(body)
        stem = f"{stem} {place} {after.strip()}" if after[:1].isspace() else f"{stem} {place}{after.strip()}"
    content = {"type": body.pop("type"), "stem": _stem(texts, stem, form), **body}
    found = Brought(
        block.line, title or first_words(shown(before), texts.lang), block.name or title, content, block.category
    )
    found.notes = texts.notes
    return with_tags(found, block.tags)


def _parts(text: str) -> tuple[str, str | None, str]:
    """Return what stands before, in and behind the braces."""
    before, opened, rest = text.partition("{")
    if not opened:
        return text, None, ""
    answer, closed, after = rest.partition("}")
    if not closed:
        raise CannotKeep(say("“{” is not closed before the empty line. Write “}” behind the last answer."))
    if "{" in answer or "{" in after:
        raise CannotKeep(say("There is a second “{”. Write “\\{” for the sign itself."))
    return before, answer, after


def _missing(body: Content) -> tuple[str, Content]:
    """Return what stands in the text for a word that is missing, and the question with it as a gap."""
    mark = gap(GAP)
    kind = body["type"]
    kept: Content = {key: body[key] for key in ("feedback", "weight", "combined") if key in body}
    if kind == "single":
        return mark, {"type": "gapselect", **kept, "gaps": [{"id": GAP, "options": body["options"]}]}
    if kind in ("multiple", "shorttext", "number"):
        own = {key: value for key, value in body.items() if key not in ("type", *kept)}
        return mark, {"type": "cloze", **kept, "gaps": [{"id": GAP, "type": kind, **own}]}
    return _BLANK, body


def _stem(texts: Texts, raw: str, form: str) -> Text:
    stem = texts.prose(shown(raw), form)
    if texts.images:
        raise CannotKeep(say("It shows a picture, which a text file can't hold. Bring it as Moodle XML."))
    if not stem:
        raise CannotKeep(say("Nothing is asked: the text before the answers is empty."))
    return stem
