"""The lesson and the quiz that both sites of a comparison show: the Declaration in Burmese, its first 5,400 letters."""

import shutil
from html import escape
from pathlib import Path

from lms.text.canonical import tidy
from tests.support.sample_package import LESSON, SAMPLE

DECLARATION = Path(__file__).parent.parent / "data" / "udhr" / "my.txt"
LETTERS = 5400
"""The Burmese twin of six hundred English words is about as long."""
LONGEST_HEADING = 30

Part = tuple[bool, str]
"""Whether it is a heading, and its words."""

QUESTIONS = 10
OPTIONS = 4


def parts() -> list[Part]:
    """Return the lesson's headings and paragraphs in their order."""
    found: list[Part] = []
    letters = 0
    for line in tidy(DECLARATION.read_text("utf-8")).splitlines()[1:]:
        if letters >= LETTERS:
            break
        letters += len(line)
        found.append((len(line) <= LONGEST_HEADING, line))
    return found


def html() -> str:
    """Return the lesson as the floor keeps it."""
    return "\n".join(f"<{tag}>{escape(said)}</{tag}>" for head, said in parts() for tag in ["h2" if head else "p"])


def questions() -> list[tuple[str, list[str]]]:
    """Return ten questions with four options each; the first option is right."""
    lines = [line[:120] for line in DECLARATION.read_text("utf-8").splitlines() if len(line) > LONGEST_HEADING]
    return [
        (lines[number], [lines[(number + place * 3 + 1) % len(lines)] for place in range(OPTIONS)])
        for number in range(QUESTIONS)
    ]


def package(folder: Path) -> Path:
    """Write the sample course with this lesson in it to `folder`; return where it is."""
    course = folder / "sample"
    shutil.copytree(SAMPLE, course)
    file = course / f"{LESSON}.my.md"
    front = file.read_text("utf-8").split("---\n")[1]
    words = "\n\n".join(f"## {said}" if head else said for head, said in parts())
    file.write_text(f"---\n{front}---\n{words}\n\n!!! check well-1\n", "utf-8")
    return course
