"""Questions as Aiken: single choices with one right answer, in plain words and one language."""

from collections.abc import Iterable, Sequence
from string import ascii_uppercase

from lms.exchange.found import Content
from lms.exchange.html_in import plain_text
from lms.exchange.html_out import line, prose, words_of
from lms.exchange.written import CannotSay, Source, Written
from lms.said import say


def write(sources: Iterable[Source], langs: Sequence[str]) -> Written:
    """Return an Aiken file in the first of these languages."""
    made, lines = Written(), list[str]()
    for source in sources:
        try:
            lines.append(_question(source, langs[0], made))
            made.count += 1
        except CannotSay as refusal:
            made.left.append((source, refusal.why))
    made.body = "\n".join(lines).encode()
    return made


def _question(source: Source, lang: str, made: Written) -> str:
    content = source.content
    if content["type"] != "single" or any("share" in option for option in content["options"]):
        raise CannotSay(say("Aiken has only questions with one right answer. Moodle XML has the others."))
    if any(key in content for key in ("feedback", "combined", "hints", "picture", "sound")) or any(
        "feedback" in option for option in content["options"]
    ):
        made.left.append((source, say("Feedback, hints and pictures are left out: Aiken has none.")))
    stem = _plain(content["stem"], lang, one_line=False)
    options = [_plain(option["text"], lang, one_line=True) for option in content["options"]]
    right = next(place for place, option in enumerate(content["options"]) if option.get("right"))
    lines = [f"{letter}. {words}" for letter, words in zip(ascii_uppercase, options, strict=False)]
    return "\n".join([stem, *lines, f"ANSWER: {ascii_uppercase[right]}", ""])


def _plain(text: Content, lang: str, *, one_line: bool) -> str:
    words = words_of(text, lang)
    if not words:
        raise CannotSay(say("It is not written in this language."))
    return plain_text(line(words) if one_line else prose(words))
