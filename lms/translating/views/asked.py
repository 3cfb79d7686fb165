"""Which texts of a course a page is about, as its address says it."""

from collections.abc import Iterable
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from lms.catalog.models import TextState
from lms.catalog.queries import Reading
from lms.translating.queries import TextEntry

OPEN = "open"
"""All that somebody has to look at: missing, stale, draft."""
ALL = "all"


@dataclass(frozen=True)
class Asked:
    """What a reader chose: from which language into which, in which state, of which module.

    :param state: a state, `OPEN` or `ALL`.
    :param module: the number of a module, from 1; 0 for all.
    """

    origin: str
    into: str
    state: str
    module: int

    @property
    def states(self) -> frozenset[TextState]:
        """Return the states that are shown."""
        if self.state == ALL:
            return frozenset(TextState)
        if self.state == OPEN:
            return frozenset(TextState) - {TextState.REVIEWED}
        return frozenset({TextState(self.state)})

    def arguments(self, **other: object) -> dict[str, str]:
        """Return what stands in the address of the same list, with something other."""
        chosen = {"from": self.origin, "into": self.into, "state": self.state, "module": self.module, **other}
        return {name: str(value) for name, value in chosen.items() if value not in ("", 0, OPEN)}

    def folder(self, entries: Iterable[TextEntry]) -> str:
        """Return the folder of the module; empty for all."""
        folders = modules(entries)
        return folders[self.module - 1] if 0 < self.module <= len(folders) else ""


def modules(entries: Iterable[TextEntry]) -> list[str]:
    """Return the folders of the modules, in order."""
    return list(dict.fromkeys(entry.module for entry in entries if entry.module))


def asked(reading: Reading, said: "MultiDict[str, str]", lang: str) -> Asked:
    """Return what an address says; where it says nothing, the reader's own language and all that is open."""
    spoken = reading.languages
    into = _one_of(said.get("into", ""), spoken) or _one_of(lang, spoken) or spoken[0]
    others = [each for each in spoken if each != into] or [into]
    origin = _one_of(said.get("from", ""), others) or others[0]
    state = _one_of(said.get("state", ""), (OPEN, ALL, *TextState)) or OPEN
    module = said.get("module", "")
    return Asked(origin, into, state, int(module) if module.isascii() and module.isdecimal() and len(module) < 4 else 0)


def _one_of(word: str, known: Iterable[str]) -> str:
    return next((str(each) for each in known if each == word), "")
