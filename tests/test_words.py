"""Every sentence that reaches a person is in the catalogue, in both languages."""

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tools import template_words, words

ROOT = words.ROOT
QUOTERS = frozenset({"say", "_", "_l", "ngettext", "gettext", "lazy_gettext"})
"""What puts texts into a sentence."""
SPEAKERS = frozenset({"flash", "ValidationError", "Words"})
"""What is called with a sentence for a person."""


def test_the_catalogue_is_whole() -> None:
    assert list(words.faults()) == []


def test_updating_the_catalogue_changes_nothing_that_is_current(tmp_path: Path) -> None:
    root = _copy(tmp_path)
    before = words.catalogue_file(root).read_bytes()
    words.update(root)

    assert words.catalogue_file(root).read_bytes() == before


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ('msgstr "%(group)s"', "placeholders"),
        ('msgstr ""', "not translated"),
        ('msgstr "%(group)s. %(group)s"', "placeholders"),
        ('msgstr "\u1025\u102e %(group)s %(place)s"', "not NFC"),
        ('msgstr " %(group)s %(place)s"', "spaces"),
        ("#, fuzzy", "uncertain"),
    ],
)
def test_a_faulty_translation_is_found(tmp_path: Path, changed: str, found: str) -> None:
    (tmp_path / "lms").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "lms" / "one.py").write_text('_("To %(group)s in %(place)s")')
    words.update(tmp_path)
    file = words.catalogue_file(tmp_path)
    file.write_text(file.read_text() + "\n")
    assert words.apply({"To %(group)s in %(place)s": "%(place)s %(group)s"}, tmp_path) == []
    assert list(words.faults(tmp_path)) == []

    if changed.startswith("#"):
        file.write_text(file.read_text().replace('msgid "To', changed + '\nmsgid "To'))
    else:
        file.write_text(file.read_text().replace('msgstr "%(place)s %(group)s"', changed))
    assert any(found in fault for fault in words.faults(tmp_path))


def test_the_glossary_of_the_interface_and_its_sentences_agree() -> None:
    terms = dict(glossary((ROOT / "docs" / "interface-words.md").read_text("utf-8")))
    sentences = {
        message.id if isinstance(message.id, str) else message.id[0]: words.one_form(message.string)
        for message in words.read(words.catalogue_file())
        if message.id
    }

    assert len(terms) >= 20
    assert list(strangers(terms, sentences)) == []
    assert all(any(is_said(term, english) for english in sentences) for term in terms)


def test_a_sentence_that_has_another_word_than_the_glossary_is_found() -> None:
    terms = dict(
        glossary("| English | Burmese | |\n|---|---|---|\n| group, place | အတန်း, နေရာ | also အုပ်စု, as here |\n")
    )

    assert terms == {"group": ["အတန်း", "အုပ်စု"], "place": ["နေရာ", "အုပ်စု"]}
    assert list(strangers(terms, {"Groups": "အတန်း များ", "A %(group)s": "က", "Your group": "သင့်အသင်း"})) == [
        "“group” is အတန်း or အုပ်စု, not so in 'Your group': သင့်အသင်း"
    ]


def glossary(page: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each English term of docs/interface-words.md, and the Burmese words that may stand for it."""
    for line in page.split("\n"):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 3 and cells[0] not in {"English", "---"}:
            also = re.findall("[\u1000-\u109f]+", cells[2].partition("also ")[2])
            english = re.sub(r"\(.*?\)", "", cells[0]).split(",")
            burmese = [word.strip().removesuffix("ရန်") for word in cells[1].split(",")]
            yield from ((term.strip(), [word, *also]) for term, word in zip(english, burmese, strict=True))


def strangers(terms: dict[str, list[str]], sentences: dict[str, str]) -> Iterator[str]:
    """Yield the sentences that say a term in English and none of its words in Burmese."""
    for term, allowed in terms.items():
        for english, burmese in sentences.items():
            plain = burmese.replace(" ", "")
            if is_said(term, english) and not any(word.replace(" ", "") in plain for word in allowed):
                yield f"“{term}” is {' or '.join(allowed)}, not so in {english!r}: {burmese}"


def is_said(term: str, english: str) -> bool:
    """Tell whether a sentence has a term, in the singular or plural; names of placeholders are none."""
    return re.search(rf"\b{term}s?\b", re.sub(r"%\(\w+\)[sd]", "", english), re.IGNORECASE) is not None


def test_a_sentence_that_is_not_gathered_yet_is_found(tmp_path: Path) -> None:
    (tmp_path / "lms").mkdir()
    (tmp_path / "templates").mkdir()
    words.update(tmp_path)
    (tmp_path / "templates" / "one.html").write_text('{{ _("Never seen before") }}')

    assert any("lacks 'Never seen before'" in fault for fault in words.faults(tmp_path))


def test_a_catalogue_that_is_begun_may_lack_sentences_but_not_placeholders(tmp_path: Path) -> None:
    root = _copy(tmp_path)
    words.update(root, "shn")
    assert words.begun(root) == ["my", "shn"]
    assert list(words.faults(root)) == []

    file = words.catalogue_file(root, "shn")
    said = file.read_text()
    assert 'msgid "Save"\nmsgstr ""' in said
    assert "Plural-Forms: nplurals=1; plural=0;" in said
    at = said.index('msgid "%(done)s of %(all)s')
    end = said.index('msgstr ""', at)
    file.write_text(said[:end] + 'msgstr "x"' + said[end + len('msgstr ""') :])

    assert [fault[:4] for fault in words.faults(root)] == ["shn:"]


def test_a_plural_has_one_burmese_form(tmp_path: Path) -> None:
    (tmp_path / "lms").mkdir()
    (tmp_path / "lms" / "one.py").write_text('ngettext("%(num)d day", "%(num)d days", 3)')
    words.apply({"%(num)d day": "%(num)d ရက်"}, tmp_path)

    catalogue = words.read(words.catalogue_file(tmp_path))
    assert isinstance(catalogue, Catalog)
    assert catalogue["%(num)d day"].string == ("%(num)d ရက်",)
    assert list(words.faults(tmp_path)) == []


def test_no_template_holds_a_sentence_of_its_own() -> None:
    assert template_words.main() == 0


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>{{ _('Good') }}</p>", []),
        ("<p>{{ _('Good') }} day</p>", ["day"]),
        ('<a title="Go on">{{ x }}</a>', ["Go on"]),
        ('<img alt="A hill {{ thing }}">', ["A hill"]),
        ('<img alt="{{ _("A hill") }}" src="a hill.png">', []),
        ('{{ "Save" }}', ["Save"]),
        ('{{ x or "Save it" }}', ["Save it"]),
        ('{{ "Save" if x else "Send" }}', ["Save", "Send"]),
        ('{{ _("Save" if x else "Send") }}', []),
        ('{{ field(form.name, hint=_("Write it")) }}', []),
        ("{# A remark. #}{% if x %}yes{% endif %}", []),
        ("<p>{% raw %}{{ Good }}{% endraw %}</p>", ["{{ Good }}"]),
        ("<style>a{color:red}</style><script>let word = 1</script>", []),
        ("<p>ကောင်း</p>", ["ကောင်း"]),
        ('<{{ tag }} placeholder="Write">{{ x }}</{{ tag }}>', ["Write"]),
    ],
)
def test_a_bare_sentence_in_a_template_is_found(template: str, found: list[str]) -> None:
    assert [words for _line, words in template_words.bare(template)] == found


def test_a_bare_sentence_is_named_with_its_line() -> None:
    assert list(template_words.bare("{% if x %}\n{{ _('a') }}\n{# b\nc #}\n<p>Good</p>{% endif %}")) == [(5, "Good")]


def test_no_code_says_a_bare_sentence() -> None:
    found = [f"{file}:{line}" for file in sorted(ROOT.glob("lms/**/*.py")) for line in _said_bare(file.read_text())]

    assert found == []


def test_a_bare_sentence_in_code_is_found() -> None:
    assert list(_said_bare('flash(_("Saved."))\nflash("Saved.")')) == [2]
    assert list(_said_bare("class Wrong(LmsError):\n    message = 'No.'")) == [2]


def test_no_sentence_quotes_a_text_that_was_cut_between_letters() -> None:
    found = [f"{file}:{line}" for file in sorted(ROOT.glob("lms/**/*.py")) for line in _cut_inside(file.read_text())]

    assert found == []


def test_a_text_that_is_cut_between_letters_is_found() -> None:
    assert list(_cut_inside('say("%(a)s", a=cut(text, 40))\nsay("%(a)s", a=text[:40])\n_("%(a)s", a=text[:40])')) == [
        2,
        3,
    ]


def _said_bare(code: str) -> Iterator[int]:
    """Yield the lines where a person would be told a text that no catalogue holds."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SPEAKERS:
            texts = list(node.args[: 3 if getattr(node.func, "id", "") == "Words" else 1])
            yield from (arg.lineno for arg in texts if isinstance(arg, ast.Constant) and arg.value)
        if isinstance(node, ast.ClassDef) and any(getattr(base, "id", "").endswith("Error") for base in node.bases):
            for line in node.body:
                if isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") == "message":
                    yield from [line.lineno] if isinstance(line.value, ast.Constant) and line.value.value else []


def _cut_inside(code: str) -> Iterator[int]:
    """Yield the lines where a sentence is given a slice of a text: `lms.text.syllables.cut` cuts between syllables."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in QUOTERS:
            given = [keyword.value for keyword in node.keywords]
            yield from (
                value.lineno
                for value in given
                if isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Slice)
            )


def _copy(to: Path) -> Path:
    for folder in ("lms", "templates", "translations", "courses"):
        shutil.copytree(ROOT / folder, to / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return to
