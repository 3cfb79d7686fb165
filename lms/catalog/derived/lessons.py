"""Lessons and the action plan: a text of their own in each language."""

import re
from typing import Any

from markupsafe import Markup

from lms import markup
from lms.catalog.derived.glosses import with_glosses
from lms.catalog.derived.questions import asked
from lms.catalog.derived.shelves import CHECK_CLOSE, CHECK_OPEN
from lms.catalog.derived.voice import Voice
from lms.catalog.package.course import Package, Page
from lms.catalog.package.texts import is_stale, lesson_text

_CHECK = re.compile(f"{CHECK_OPEN}([a-z0-9-]+){CHECK_CLOSE}")

Question = dict[str, Any]


def written_page(voice: Voice, pages: dict[str, Page]) -> tuple[str, Page]:
    """Return the language in which a reader gets a lesson, and its page."""
    lang = next(each for each in [*voice.chain, *pages] if each in pages)
    return lang, pages[lang]


def title(voice: Voice, pages: dict[str, Page]) -> Markup:
    """Return a lesson's title for an outline."""
    return voice.plain({lang: page.front.value["title"] for lang, page in pages.items()})


def lesson(voice: Voice, pages: dict[str, Page], objectives: dict[str, Any], checks: list[Question]) -> dict[str, Any]:
    """Return what the page of a lesson shows.

    :param pages: the lesson by language.
    :param objectives: the module's, by id.
    :param checks: the questions of its `.check.yaml`.
    :returns: "parts" are HTML and the check questions between, as {"html": …} and {"check": id}.
    """
    lang, page = written_page(voice, pages)
    voice = voice.within(lang)
    front = page.front.value
    body = markup.render(page.body, lang=lang, shelf=voice.shelves.of(lang)).html
    content = {
        "lang": lang,
        "title": markup.plain(front["title"], lang=lang),
        "summary": markup.plain(front["summary"], lang=lang),
        "minutes": front["minutes"],
        "objectives": voice.lines(objectives[name]["text"] for name in front.get("objectives", ())),
        "parts": list(_parts(body)),
        "checks": {question["id"]: asked(voice, question) for question in checks},
    }
    return with_glosses(content, voice)


def older_than(package: Package, folder: str, stem: str, lang: str) -> str:
    """Return the language from which a lesson was translated that has changed since; empty where none has."""
    text = lesson_text(stem, package.lesson(folder, stem))
    written = text.written.get(lang)
    return written.source[0] if written and written.source and is_stale(text, written) else ""


def _parts(body: Markup) -> list[dict[str, str]]:
    pieces = _CHECK.split(str(body))
    parts = [{"html": piece.strip()} if number % 2 == 0 else {"check": piece} for number, piece in enumerate(pieces)]
    return [part for part in parts if part.get("html") != ""]
