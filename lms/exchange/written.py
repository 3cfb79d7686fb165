"""A file for another system: its bytes, and what could not be put into it."""

from dataclasses import dataclass, field

from lms.exchange.found import Content
from lms.said import Said


@dataclass(frozen=True)
class Source:
    """A question on its way out: as the course has it, the module it stands in, and where."""

    content: Content
    module: str
    line: int


@dataclass
class Written:
    """A file, and of which questions what was left out.

    :param count: the questions that are in it.
    :param left: the id of a question, and what of it, or why all of it, is not in the file.
    """

    body: bytes = b""
    count: int = 0
    left: list[tuple[Source, Said]] = field(default_factory=list)


class CannotSay(ValueError):
    """A format has no way to say what a question says."""

    def __init__(self, why: Said) -> None:
        """Keep the sentence."""
        super().__init__(why)
        self.why = why
