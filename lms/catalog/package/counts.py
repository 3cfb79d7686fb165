"""What a module holds, in numbers that its author can hold against the common shape."""

from dataclasses import dataclass, field


@dataclass
class LessonsRow:
    """The lessons of a module in one language. Words of Burmese are counted as syllables.

    :param words: the fewest and the most in a lesson.
    :param median: of the lengths of all sentences; 0 where there is none.
    :param longest: sentence.
    :param most_bytes: of the heaviest page on the wire, about; None where it was not weighed.
    """

    lessons: int = 0
    words: tuple[int, int] = (0, 0)
    median: float = 0
    longest: int = 0
    pictures: int = 0
    checks: int = 0
    most_bytes: int | None = None


@dataclass
class ModuleRow:
    """A module: its lessons by language, and its bank.

    :param key_share: of the questions with one right answer, the part that has it at the same place; None without any.
    :param longest_share: the part of the questions with options whose longest option is right, by language.
    :param sources: how many are cited in the module, and how many of them somebody has read.
    """

    name: str
    lessons: dict[str, LessonsRow] = field(default_factory=dict)
    questions: int = 0
    cases: int = 0
    key_share: float | None = None
    longest_share: dict[str, float] = field(default_factory=dict)
    sources: tuple[int, int] = (0, 0)
