"""A file between being sent and being taken over: its bytes behind one line that says how it is to be read."""

import json
from dataclasses import dataclass

_MARK = b"questions 1 "


@dataclass(frozen=True)
class Kept:
    """A file, and what its sender said of it.

    :param format: one of `formats`, or `formats.AUTO`.
    :param lang: the language of texts that name none.
    :param module: the folder of the module for questions whose category names none.
    """

    data: bytes
    format: str
    lang: str
    module: str

    def packed(self) -> bytes:
        """Return it as it is stored among the files that wait."""
        said = json.dumps({"format": self.format, "lang": self.lang, "module": self.module})
        return _MARK + said.encode() + b"\n" + self.data


def unpacked(body: bytes) -> Kept | None:
    """Return the file in a body that was packed here; None where it is another's."""
    head, line, data = body.partition(b"\n")
    if not head.startswith(_MARK) or not line:
        return None
    return Kept(data, **json.loads(head.removeprefix(_MARK)))
