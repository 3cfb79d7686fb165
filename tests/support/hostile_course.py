"""Courses whose every text is a string of the corpus, or many where there is room. Each has a number before it."""

import re
from collections.abc import Iterator
from itertools import count
from typing import Any
from xml.sax.saxutils import escape

import yaml

from lms.catalog.package.course import Package, read_package
from lms.catalog.package.texts import Text, texts
from lms.catalog.package.tree import Tree
from lms.markup.limits import excesses
from tests.support.sample_package import sample_tree

NUMBER = re.compile(r"N(\d+)N")
PROSE_SIGNS = 4_000
BODY_SIGNS = 12_000
DRAWINGS = 12
_MORE_OF_A_SOURCE = {"section": 119, "quote": 399, "read_at": 499}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class HostileCourse:
    """The sample package with other words. `laid` says which string has which number, and `places` where it stands."""

    def __init__(self, strings: Iterator[str], numbers: Iterator[int] | None = None) -> None:
        """Fill every text, in every language, with the next strings.

        :param strings: never ends.
        """
        self.laid: dict[int, str] = {}
        self.places: dict[int, str] = {}
        self._place = ""
        self._strings, self._numbers = strings, numbers or count(1)
        package = read_package(sample_tree())
        values = {path: document.value for path, document in package.documents.items() if path.endswith(".yaml")}
        files = dict(sample_tree())
        for text in texts(package):
            self._place = f"{text.file}: {text.name}"
            if text.kind == "lesson":
                files |= self._lessons(package, text)
            else:
                self._fill(values[text.file], text)
        self._more(values)
        files |= {path: _yaml(value) for path, value in values.items()}
        self._place = "bad drawings"
        files |= {f"media/bad-{number}.svg": self._drawing() for number in range(DRAWINGS)}
        self._place = "media/two-rules.svg"
        files["media/two-rules.svg"] = self._good_drawing()
        self.tree = Tree(files)
        read = read_package(self.tree)
        assert [path for path in values if not read.sound(path)] == []

    def _next(self, most: int, *, bounded: bool = True) -> tuple[int, str]:
        """Return the next string that a text of `most` signs has room for, and its number."""
        string = next(one for one in self._strings if len(one) < most - 12 and not (bounded and [*excesses(one)]))
        number = next(self._numbers)
        self.laid[number], self.places[number] = string, self._place
        return number, string

    def _one(self, most: int) -> str:
        number, string = self._next(most)
        return f"N{number}N {string}"

    def _many(self, signs: int) -> str:
        written: list[str] = []
        while sum(map(len, written)) < signs:
            number, string = self._next(signs)
            written.append(f"N{number}N\n\n{string}")
        return "\n\n".join(written)

    def _fill(self, value: Any, text: Text) -> None:
        for part in text.at:
            value = value[part]
        for lang in text.written:
            value[lang] = self._many(PROSE_SIGNS) if text.kind == "prose" else self._one(299)

    def _more(self, values: dict[str, Any]) -> None:
        """Fill what is text in no language."""
        for source in values["sources.yaml"]["sources"]:
            for key, most in _MORE_OF_A_SOURCE.items():
                self._place = f"sources.yaml: {key}"
                source[key] = self._one(most)
        self._place = "glossary.yaml: forms"
        for term in values["glossary.yaml"]["terms"]:
            term["forms"] = {"en": [self._one(99)]}

    def _lessons(self, package: Package, text: Text) -> Iterator[tuple[str, bytes]]:
        name, _, module = text.name, None, text.file.partition("/")[0] if "/" in text.file else ""
        for lang, page in package.lesson(module, name).items():
            front = page.front.value | {"title": self._one(299), "summary": self._one(299)}
            pictures = "\n\n".join(
                f'![{self._in_brackets()}](bad-{number}.svg "{self._in_brackets()}")' for number in range(DRAWINGS)
            )
            body = f"{page.body}\n\n{pictures}\n\n{self._many(BODY_SIGNS)}\n"
            yield f"{module}/{name}.{lang}.md".lstrip("/"), b"---\n" + _yaml(front) + b"---\n" + body.encode()

    def _in_brackets(self) -> str:
        """Return a string that can stand in the line of a picture without ending it."""
        number, string = self._next(299)
        return f"N{number}N " + re.sub(r"[\n\r\[\]\"]", " ", string)

    def _drawing(self) -> bytes:
        """Return a drawing with a string in it as it is: most are refused as a whole."""
        _, string = self._next(299, bounded=False)
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/>{string}</svg>'.encode()

    def _good_drawing(self) -> bytes:
        """Return a drawing whose words are strings."""
        words = "".join(
            f'<{tag} lang="{lang}">{escape(_NOT_XML.sub("", self._one(150)))}</{tag}>'
            for tag in ("title", "text", "text", "text")
            for lang in ("en", "my")
        )
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{words}</svg>'.encode()


def _yaml(value: Any) -> bytes:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=200).encode()
