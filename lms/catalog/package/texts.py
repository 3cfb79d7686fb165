"""Every text of a course in every language: what is missing, what is stale, what can't stand."""

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from lms.catalog.package.course import Package, Page
from lms.catalog.package.languages import KNOWN
from lms.catalog.package.report import CourseReport, LanguageCount, Problem, StaleText
from lms.catalog.package.words import bare, count
from lms.catalog.package.yaml_lines import Path
from lms.markup.scan import Kind
from lms.quizzes.engine.definition import State
from lms.said import say
from lms.text.zawgyi.judge import Judge

_HASH_DIGITS = 12


@dataclass(frozen=True)
class Written:
    """A text in one language. `line` is where it is named, `words_line` where its words begin."""

    words: str
    file: str
    line: int
    words_line: int
    source: tuple[str, str] | None = None
    state: str = "reviewed"


@dataclass(frozen=True)
class Text:
    """One text in all its languages. `name` is the key or the lesson's name; `kind` is how it is
    shown; `at` is where it stands in the YAML, nothing for a lesson.
    """

    name: str
    kind: Kind
    file: str
    line: int
    written: dict[str, Written]
    at: Path = ()


def hash_of(words: str) -> str:
    """Return the hash by which a translation remembers what it was made from."""
    return hashlib.sha256(unicodedata.normalize("NFC", words).strip().encode()).hexdigest()[:_HASH_DIGITS]


def texts(package: Package) -> Iterator[Text]:
    """Yield every text of the course, lessons as one text each: title, summary and body."""
    for path, seen in package.seen.items():
        for at, kind, value in seen.texts:
            if isinstance(value, dict):
                document = package.documents[path]
                written = {
                    lang: Written(
                        words,
                        path,
                        document.line((*at, lang)),
                        document.text_line((*at, lang, "text") if isinstance(inner, dict) else (*at, lang)),
                        source,
                        state,
                    )
                    for lang, inner in value.items()
                    for words, source, state in [_parts(inner)]
                }
                yield Text(str(at[-1]) if at else "", kind, path, document.line(at), written, at)
    for (_, stem), pages in package.lessons.items():
        yield lesson_text(stem, pages)


def lesson_text(stem: str, pages: dict[str, Page]) -> Text:
    """Return a lesson as one text, by its pages in each language."""
    first = next(iter(pages.values()))
    return Text(stem, "lesson", first.path, 1, {lang: _page(page) for lang, page in pages.items()})


def _parts(inner: object) -> tuple[str, tuple[str, str] | None, str]:
    if isinstance(inner, dict):
        words, source = inner.get("text"), inner.get("source")
        pair = (str(source.get("lang")), str(source.get("hash"))) if isinstance(source, dict) else None
        return words if isinstance(words, str) else "", pair, str(inner.get("state", "reviewed"))
    return inner if isinstance(inner, str) else "", None, "reviewed"


def _page(page: Page) -> Written:
    front = page.front.value if isinstance(page.front.value, dict) else {}
    words = "\n".join((str(front.get("title", "")), str(front.get("summary", "")), page.body))
    _, source, state = _parts({**front, "text": ""})
    return Written(words, page.path, page.front.line(("source",)), page.body_line - 2, source, state)


def problems(package: Package, all_texts: list[Text]) -> Iterator[Problem]:
    """Yield texts that are missing, in a language the course has not, typed in Zawgyi, or
    translated from nothing.
    """
    judge = Judge()
    for text in all_texts:
        yield from _missing(package, text)
        for lang, written in text.written.items():
            yield from _language(package, text, lang, written)
            if lang == "my":
                yield from _zawgyi(judge, written)
            yield from _source(text, lang, written)


def stale(all_texts: list[Text]) -> Iterator[Problem]:
    """Yield translations whose original has changed since."""
    for text in all_texts:
        for lang, written in text.written.items():
            if is_stale(text, written) and written.source is not None:
                origin, _ = written.source
                yield Problem(
                    written.file,
                    written.line,
                    say(
                        "The %(lang)s is older than the %(origin)s it was translated from.",
                        lang=KNOWN.get(lang, lang),
                        origin=KNOWN.get(origin, origin),
                    ),
                    say(
                        'Read both, mend the translation, then write hash: "%(hash)s".',
                        hash=hash_of(text.written[origin].words),
                    ),
                )


def tally(package: Package, all_texts: list[Text], report: CourseReport) -> None:
    """Put what exists in each language into `report`."""
    languages = [*package.languages, *package.partial]
    report.texts = {lang: LanguageCount() for lang in languages}
    for text in all_texts:
        for lang, found in report.texts.items():
            written = text.written.get(lang)
            if written is None or not written.words.strip():
                found.missing += 1
                continue
            found.words += count(bare(written.words))
            found.lessons += text.kind == "lesson" and text.name != "plan"
            if is_stale(text, written) and written.source is not None:
                found.stale += 1
                report.stale.append(StaleText(written.file, written.line, text.name, lang, written.source[0]))


def _missing(package: Package, text: Text) -> Iterator[Problem]:
    if _is_draft(package, text):
        return
    for lang in package.languages:
        written = text.written.get(lang)
        if written is not None and written.words.strip():
            continue
        language = KNOWN.get(lang, lang)
        if text.kind == "lesson":
            file = f"{text.file.removesuffix('.md').rpartition('.')[0]}.{lang}.md"
            if written is None and file in package.places:
                continue
            yield Problem(
                file,
                1,
                say("“%(name)s” is missing in %(language)s.", name=text.name, language=language),
                say("Write this file, or name the language under “partial” in course.yaml."),
            )
        else:
            yield Problem(
                text.file,
                text.line if written is None else written.line,
                say("“%(name)s” is missing in %(language)s.", name=text.name, language=language),
                say("Add “%(lang)s: …”.", lang=lang),
            )


def _is_draft(package: Package, text: Text) -> bool:
    """Tell whether a text belongs to a question that is a draft: nobody is asked it before it is whole."""
    if text.at[:1] != ("questions",) or len(text.at) < 2:
        return False
    question = package.documents[text.file].value["questions"][text.at[1]]
    return bool(question.get("state") == State.DRAFT)


def _language(package: Package, text: Text, lang: str, written: Written) -> Iterator[Problem]:
    if package.languages and lang not in package.languages and lang not in package.partial:
        yield Problem(
            written.file,
            written.line,
            say(
                "“%(name)s” is written in “%(lang)s”, which the course does not have.",
                name=text.name,
                lang=lang,
            ),
            say("Add the language to course.yaml, or correct the letters."),
        )


def _source(text: Text, lang: str, written: Written) -> Iterator[Problem]:
    if written.source is None:
        return
    origin, known = written.source
    original = text.written.get(origin)
    if origin == lang or original is None:
        yield Problem(
            written.file,
            written.line,
            say(
                "The text says that it was translated from “%(lang)s”, which is not there.",
                lang=origin,
            ),
            say("Correct “lang”, or take “source” out."),
        )
    elif known == "?":
        yield Problem(
            written.file,
            written.line,
            say("The hash of the original is still to be filled in."),
            say('Write hash: "%(hash)s"', hash=hash_of(original.words)),
        )


def older_than(value: object, lang: str) -> str:
    """Return the language from which some text inside a YAML part was translated that has changed since; else nothing.

    :param value: a mapping, list or text, as deep as it may be.
    """
    if isinstance(value, list):
        return next(filter(None, (older_than(inner, lang) for inner in value)), "")
    if not isinstance(value, dict):
        return ""
    _, source, _ = _parts(value.get(lang))
    if source is not None:
        original, _, _ = _parts(value.get(source[0]))
        return source[0] if source[1] not in ("?", hash_of(original)) else ""
    return next(filter(None, (older_than(inner, lang) for inner in value.values())), "")


def is_stale(text: Text, written: Written) -> bool:
    """Say whether what a text was translated from has changed since."""
    if written.source is None or written.source[1] == "?":
        return False
    original = text.written.get(written.source[0])
    return original is not None and hash_of(original.words) != written.source[1]


def _zawgyi(judge: Judge, written: Written) -> Iterator[Problem]:
    for number, line in enumerate(written.words.split("\n"), written.words_line):
        if judge.is_zawgyi(line):
            yield Problem(
                written.file,
                number,
                say("This seems to be typed with a Zawgyi keyboard."),
                say("Run “lms text fix” on the file and read the text again."),
            )
