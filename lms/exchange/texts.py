"""Texts of a file as texts of a package: by language, in our Markdown, in Unicode."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from lms.exchange import html_in, languages_in
from lms.exchange.found import MOST_SIGNS, CannotKeep
from lms.exchange.html_in import Image
from lms.exchange.markdown_out import with_gaps
from lms.markup.limits import TooMuch, hold
from lms.markup.tidy import tidy
from lms.said import Said, say
from lms.text.zawgyi import judge
from lms.text.zawgyi.judge import Verdict

Text = dict[str, str]
"""Words by language."""

HTML, MARKDOWN, PLAIN, AUTO = "html", "markdown", "plain_text", "moodle_auto_format"
"""How words are written in a file; `AUTO` is HTML in which line ends count."""
LINE, PROSE = 1_000, 8_000
"""Signs that a text of a line, or of paragraphs, may have in a course."""
FORMATS = frozenset({HTML, MARKDOWN, PLAIN, AUTO})

_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_ANY_TAG = re.compile(r"<[a-zA-Z/!]")
_MOST_JUDGED = 200_000
"""Signs of one file that are looked at for Zawgyi: as much as a whole course."""
_MOST_MARKDOWN = 300_000
"""Signs of one file that are read as Markdown, of which 15,000 may take half a second."""


@dataclass
class Patience:
    """How much of a file may still be judged: the time for one file has an end."""

    left: int = _MOST_JUDGED
    markdown: int = _MOST_MARKDOWN


@dataclass
class Texts:
    """Reads the texts of one question.

    :param lang: the language of what names none.
    :param notes: what was left away or changed, each said once.
    :param images: the pictures that stood in texts of paragraphs.
    """

    lang: str
    patience: Patience = field(default_factory=Patience)
    notes: list[Said] = field(default_factory=list)
    images: list[dict[str, Image]] = field(default_factory=list)

    def note(self, said: Said) -> None:
        """Remember what was left away."""
        if said not in self.notes:
            self.notes.append(said)

    def prose(self, raw: str, how: str = HTML) -> Text:
        """Return a text of paragraphs; empty where it says nothing.

        :raises CannotKeep: it is too long, or too dense to be shown.
        """
        return self._text(raw, how, one_line=False)

    def line(self, raw: str, how: str = HTML) -> Text:
        """Return a text of a line or two; empty where it says nothing.

        :raises CannotKeep: it is too long, too dense, or a picture.
        """
        return self._text(raw, how, one_line=True)

    def typed(self, raw: str) -> str:
        """Return words that somebody types as an answer: they are no text, and of no language."""
        said = languages_in.split(raw, self.lang)
        return self._in_unicode(tidy(said.get(self.lang) or next(iter(said.values()))).strip(), "my")

    def _text(self, raw: str, how: str, *, one_line: bool) -> Text:
        if len(raw) > MOST_SIGNS:
            raise CannotKeep(say("One of its texts is longer than %(most)d signs.", most=MOST_SIGNS))
        found: Text = {}
        images: dict[str, list[Image]] = {}
        for lang, words in languages_in.split(raw, self.lang).items():
            if how == MARKDOWN:
                self._hold_markdown(len(words))
            converted = html_in.markdown(html_of(words, how), self.note, one_line=one_line)
            images[lang] = converted.images
            if len(converted.text) > (most := LINE if one_line else PROSE):
                raise CannotKeep(
                    say("One of its answers, hints or feedbacks is longer than %(most)d signs.", most=most)
                    if one_line
                    else say("Its text is longer than %(most)d signs.", most=most)
                )
            if converted.text:
                found[lang] = with_gaps(self._in_unicode(converted.text, lang))
        self._see(images, one_line=one_line)
        return found

    def _hold_markdown(self, signs: int) -> None:
        self.patience.markdown -= signs
        if self.patience.markdown < 0:
            raise CannotKeep(say("There is too much Markdown in the file. Divide it."))

    def _see(self, images: dict[str, list[Image]], *, one_line: bool) -> None:
        if not any(images.values()):
            return
        if one_line:
            raise CannotKeep(say("A picture stands in an answer or in feedback. Only what is asked can have one."))
        for number in range(max(map(len, images.values()))):
            self.images.append({lang: there[number] for lang, there in images.items() if number < len(there)})

    def _in_unicode(self, words: str, lang: str) -> str:
        if lang != "my" or self.patience.left < len(words):
            return words
        self.patience.left -= len(words)
        verdict = judge.verdict(words, lang=lang)
        if verdict is Verdict.CONVERT:
            self.note(say("It was typed with a Zawgyi keyboard and is in Unicode now: read it."))
            return judge.converted(words)
        if verdict is Verdict.ASK:
            self.note(say("Some of it may be typed with a Zawgyi keyboard: read it."))
        return words


def html_of(words: str, how: str) -> str:
    """Return words as HTML.

    :param how: one of `FORMATS`.
    :raises CannotKeep: it is Markdown too dense to be read in bounded time.
    """
    words = _without_steering(words)
    if how == HTML:
        return words
    if how == MARKDOWN:
        try:
            if len(words) > 2 * PROSE:
                raise CannotKeep(say("Its text is longer than %(most)d signs.", most=PROSE))
            hold(words)
        except TooMuch as much:
            raise CannotKeep(say("%(what)s %(how)s", what=much.what, how=much.how)) from None
        from markdown import markdown as to_html  # Loaded where a file holds some.

        return str(to_html(words, extensions=["tables"]))
    if how == PLAIN or not _ANY_TAG.search(words):
        return "".join(f"<p>{escape(each)}</p>" for each in _paragraphs(words)).replace("\n", "<br>")
    return "".join(f"<p>{each}</p>" for each in _paragraphs(words)).replace("\n", "<br>")


def _paragraphs(words: str) -> Iterable[str]:
    return (each for each in _BLANK_LINE.split(words.strip()) if each)


def _without_steering(words: str) -> str:
    """Return words without signs that mean something on their way through here; names of gaps are marked later."""
    return words.replace("\x0b", " ").replace("\x0c", " ")


def first_words(text: str, lang: str, most: int = 60) -> str:
    """Return the beginning of HTML in a language, as a title for what has none."""
    said = languages_in.split(text[: most * 50], lang)
    words = html_in.plain_text(said.get(lang) or next(iter(said.values())))
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
