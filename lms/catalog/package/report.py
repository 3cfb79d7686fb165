"""What a check found: problems with their places, and what each course holds."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from lms.catalog.package.counts import ModuleRow
from lms.said import Said

MOST_PROBLEMS = 1_000
"""More are not listed: a person mends some and asks again."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend.

    :param file: the path as the person gave it, or the path inside the package.
    :param line: counted from 1.
    :param what: what is wrong, one sentence.
    :param how: what to do about it, one sentence.
    """

    file: str
    line: int
    what: Said
    how: Said

    def __str__(self) -> str:
        """Return `file:line: what how`, as compilers do, so that editors can go there."""
        return f"{self.file}:{self.line}: {self.what} {self.how}"

    def under(self, folder: str) -> "Problem":
        """Return the same problem with its file below `folder`."""
        return Problem(f"{folder}/{self.file}" if self.file else folder, self.line, self.what, self.how)


@dataclass(frozen=True)
class StaleText:
    """A translation that is older than what it was translated from: `text` in `lang`, made from `source_lang`."""

    file: str
    line: int
    text: str
    lang: str
    source_lang: str

    def under(self, folder: str) -> "StaleText":
        """Return the same with its file below `folder`."""
        return replace(self, file=f"{folder}/{self.file}")


@dataclass
class LanguageCount:
    """How much of a course exists in one language; words of Burmese are counted as syllables."""

    lessons: int = 0
    words: int = 0
    missing: int = 0
    stale: int = 0


@dataclass
class CourseReport:
    """What one course holds. `questions` counts bank items only; `code` is None where the course is
    not installed.
    """

    slug: str
    code: str | None = None
    modules: int = 0
    questions: int = 0
    texts: dict[str, LanguageCount] = field(default_factory=dict)
    table: list[ModuleRow] = field(default_factory=list)
    stale: list[StaleText] = field(default_factory=list)


@dataclass(frozen=True)
class Report:
    """The answer of one check: all problems in order of file and line, warnings apart."""

    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    courses: tuple[CourseReport, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the document of `lms course check --json` (contract, section 3)."""
        return {
            "problems": [
                {"file": each.file, "line": each.line, "what": f"{each.what} {each.how}"} for each in self.problems
            ],
            "courses": [
                {
                    "slug": course.slug,
                    "code": course.code,
                    "modules": course.modules,
                    "questions": course.questions,
                    "texts": {lang: vars(count) for lang, count in course.texts.items()},
                    "stale": [asdict(each) for each in course.stale],
                }
                for course in self.courses
            ],
        }


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return each problem once, by file and line, at most `MOST_PROBLEMS` of them."""
    return tuple(sorted(set(problems))[:MOST_PROBLEMS])
