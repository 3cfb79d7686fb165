"""Every text of a course in every language: how far it is, and from what it was translated."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lms.catalog.models import TextState
from lms.catalog.package.course import Package
from lms.catalog.package.layout import stable_name
from lms.catalog.package.texts import Text, hash_of, is_stale, texts
from lms.catalog.package.yaml_lines import Path

LESSON_FIELD = "page"


@dataclass(frozen=True)
class TextRow:
    """One text in one language.

    :param owner: the file by stable names: `power-shared/bank`, `power-shared/why-share-power`, `course`.
    :param field: where in the file, by ids: `questions.well-1.options.self.text`; `page` for a lesson.
    :param hash: of the words; empty where they are missing.
    :param source_lang: the language it was translated from; empty where it was written first.
    :param path: the file it stands in; of a lesson that is missing, the one it would stand in.
    :param position: its place among all texts of the course, in the order of files.
    """

    owner: str
    field: str
    lang: str
    hash: str
    state: TextState
    source_lang: str
    source_hash: str
    path: str
    position: int


def rows(package: Package) -> Iterator[TextRow]:
    """Yield every text in every language of the course, the missing ones too."""
    # By folder and file, so a module's texts stand together; by their own order inside of one.
    for position, text in enumerate(sorted(texts(package), key=lambda text: text.file.replace(".check.", "."))):
        owner, field = name_of(package, text)
        for lang in (*package.languages, *package.partial):
            yield _row(text, owner, field, lang, position)


def name_of(package: Package, text: Text) -> tuple[str, str]:
    """Return owner and field of a text, as `TextRow` has them."""
    return _owner(package, text), _field(package.value(text.file), text.at) if text.at else LESSON_FIELD


def path_of(text: Text, lang: str) -> str:
    """Return the file in which a text stands in a language, or would."""
    return text.file if text.at else f"{text.file.rsplit('.', 2)[0]}.{lang}.md"


def _row(text: Text, owner: str, field: str, lang: str, position: int) -> TextRow:
    written = text.written.get(lang)
    path = path_of(text, lang)
    if written is None or not written.words.strip():
        return TextRow(owner, field, lang, "", TextState.MISSING, "", "", path, position)
    source_lang, source_hash = written.source or ("", "")
    state = TextState.STALE if is_stale(text, written) else TextState(written.state)
    return TextRow(owner, field, lang, hash_of(written.words), state, source_lang, source_hash, path, position)


def _owner(package: Package, text: Text) -> str:
    place = package.places[text.file]
    stem = text.file.rpartition("/")[2].removesuffix(".yaml") if text.at else stable_name(place.stem)
    return "/".join(filter(None, (stable_name(place.module), stable_name(stem))))


def _field(value: Any, at: Path) -> str:
    """Return the path of a text, an item of a list by its id where it has one: its place may change."""
    named = []
    for part in at:
        value = value[part]
        named.append(
            str(value["id"]) if isinstance(part, int) and isinstance(value, dict) and "id" in value else str(part)
        )
    return ".".join(named)
