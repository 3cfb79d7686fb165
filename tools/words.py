"""The words of the interface: gather them, fill in a language, look them over.

python -m tools.words update           gather every sentence from code and templates into the catalogues
python -m tools.words apply FILE.json  fill in translations: {"English sentence": "Burmese sentence"}
python -m tools.words begin CODE       begin the catalogue of another language; its folder and profile are there
python -m tools.words check            refuse a catalogue that lacks a sentence, or changes a placeholder
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from unicodedata import is_normalized

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from lms.languages import KNOWN, Language

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "translations"
LANGUAGE = "my"
METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2")]
OPTIONS = {"jinja2": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
KEYWORDS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "say": None,
}
"""What is whole. Other languages may have a catalogue that is begun only."""
HEADER = """\
# The words of the interface in {english}.
# Made by tools/words.py from code and templates.
msgid ""
msgstr ""
"Language: {code}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")


def gathered(root: Path = ROOT) -> Catalog:
    """Return every sentence that code and templates show, with the notes for translators, sorted."""
    found = Catalog(fuzzy=False)
    for folder in ("lms", "templates"):
        options = {pattern: OPTIONS.get(method, {}) for pattern, method in METHODS}
        for _file, _line, words, notes, _context in extract_from_dir(
            root / folder, METHODS, options, KEYWORDS, comment_tags=["Translators:"], strip_comment_tags=False
        ):
            found.add(words, auto_comments=notes)
    for sentence in _of_schemas(root):
        found.add(sentence)
    return found


def _of_schemas(root: Path) -> Iterator[str]:
    """Yield how a value is to be written that does not fit its pattern: the check of courses says it."""
    parts: list[object] = [json.loads(file.read_text()) for file in sorted(root.glob("courses/*.schema.json"))]
    while parts:
        part = parts.pop()
        if isinstance(part, dict):
            if "pattern" in part and "description" in part:
                yield part["description"].replace("%", "%%")
            parts.extend(part.values())
        elif isinstance(part, list):
            parts.extend(part)


def catalogue_file(root: Path = ROOT, lang: str = LANGUAGE) -> Path:
    """Return where the catalogue of a language lies."""
    return root / "translations" / lang / "LC_MESSAGES" / "messages.po"


def begun(root: Path = ROOT) -> list[str]:
    """Return the languages that have a catalogue; the one that is whole comes first, whether it is there or not."""
    there = sorted(file.parents[1].name for file in root.glob("translations/*/LC_MESSAGES/messages.po"))
    return list(dict.fromkeys([LANGUAGE, *there]))


def read(file: Path) -> Catalog:
    """Return a catalogue as it stands in its file; an empty one where there is none."""
    if not file.exists():
        return _empty(file)
    with file.open("rb") as stream:
        return read_po(stream, locale=_language(file).locale)


def write(catalogue: Catalog, file: Path) -> None:
    """Write a catalogue: sorted, without line numbers or dates, so that a change shows as a change."""
    file.parent.mkdir(parents=True, exist_ok=True)
    language = _language(file)
    with file.open("wb") as stream:
        head = HEADER.format(code=language.code, english=language.english, plurals=language.plurals)
        stream.write(head.encode())
        write_po(stream, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)


def update(root: Path = ROOT, lang: str = LANGUAGE) -> Catalog:
    """Bring a catalogue to the sentences there are now. What was translated stays; what is gone goes."""
    file = catalogue_file(root, lang)
    old, new = read(file), gathered(root)
    merged = _empty(file)
    for message in new:
        if message.id:
            known = old.get(_key(message))
            kept = known.string if known is not None and isinstance(known.string, tuple) else None
            string = one_form(known.string) if known is not None else ""
            merged.add(message.id, kept or _as_forms(message, string), auto_comments=message.auto_comments)
    write(merged, file)
    return merged


def apply(words: dict[str, str], root: Path = ROOT) -> list[str]:
    """Fill in translations and return the sentences of `words` that no code or template has.

    :param words: Burmese by English; of a plural, by its singular.
    """
    file = catalogue_file(root)
    catalogue = update(root)
    unknown = []
    for english, translated in words.items():
        message = catalogue.get(english)
        if message is None:
            unknown.append(english)
        else:
            message.string = _as_forms(message, translated)
    write(catalogue, file)
    return unknown


def faults(root: Path = ROOT) -> Iterator[str]:
    """Yield what is wrong with the catalogues, each as a sentence."""
    sentences = [message for message in gathered(root) if message.id]
    known = {_key(message) for message in sentences}
    for lang in begun(root):
        catalogue = read(catalogue_file(root, lang))
        for message in sentences:
            for fault in _faults_of(message, catalogue.get(_key(message)), whole=lang == LANGUAGE):
                yield fault if lang == LANGUAGE else f"{lang}: {fault}"
        for message in catalogue:
            if message.id and _key(message) not in known:
                yield f"no code or template says {_key(message)!r}: run `python -m tools.words update`"


def _faults_of(asked: Message, found: Message | None, *, whole: bool) -> Iterator[str]:
    english = _key(asked)
    if found is None or not one_form(found.string).strip():
        if whole and found is None:
            yield f"the catalogue lacks {english!r}: run `python -m tools.words update`"
        elif whole:
            yield f"not translated: {english!r}"
        return
    burmese = one_form(found.string)
    if found.fuzzy:
        yield f"marked as uncertain: {english!r}"
    for one in [asked.id] if isinstance(asked.id, str) else asked.id:
        if sorted(PLACEHOLDER.findall(one)) != sorted(PLACEHOLDER.findall(burmese)):
            yield f"the placeholders of {one!r} and {burmese!r} differ"
    if not is_normalized("NFC", burmese):
        yield f"not NFC: {burmese!r}"
    if english[:1].isspace() != burmese[:1].isspace() or english[-1:].isspace() != burmese[-1:].isspace():
        yield f"the spaces around {english!r} and {burmese!r} differ"


def _empty(file: Path) -> Catalog:
    language = _language(file)
    catalogue = Catalog(locale=language.locale, fuzzy=False)
    catalogue.mime_headers = [("Plural-Forms", language.plurals)]
    return catalogue


def _language(file: Path) -> Language:
    return KNOWN[file.parents[1].name]


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def one_form(string: str | tuple[str, ...] | list[str] | None) -> str:
    """Return a translation, of a plural its one form; empty where there is none."""
    return string if isinstance(string, str) else (string or [""])[0]


def _as_forms(message: Message, translated: str) -> str | tuple[str, ...]:
    return translated if isinstance(message.id, str) else (translated,)


def main() -> int:
    """Do what the command line asks; 0 when all is well, 1 when something was found wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("update", help="gather every sentence from code and templates")
    commands.add_parser("check", help="look the catalogue over")
    commands.add_parser("apply", help="fill in translations").add_argument("files", nargs="+", type=Path)
    commands.add_parser("begin", help="begin the catalogue of a language").add_argument("code", choices=list(KNOWN))
    asked = parser.parse_args()
    if asked.command == "update":
        for lang in begun():
            update(lang=lang)
    elif asked.command == "begin":
        update(lang=asked.code)
    elif asked.command == "apply":
        for file in asked.files:
            for english in apply(json.loads(file.read_text(encoding="utf-8"))):
                print(f"{file}: nothing says {english!r}", file=sys.stderr)
    if asked.command == "check":
        found = list(faults())
        for fault in found:
            print(fault, file=sys.stderr)
        return 1 if found else 0
    for lang in begun():
        catalogue = read(catalogue_file(lang=lang))
        done = sum(bool(message.id and one_form(message.string)) for message in catalogue)
        print(f"{lang}: {done} of {len(catalogue)} sentences are translated")
    return 0


if __name__ == "__main__":
    sys.exit(main())
