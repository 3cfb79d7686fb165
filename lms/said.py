"""A sentence that is made where no language is known and can be translated where it is shown."""

from collections.abc import Callable

MOST_SHOWN = 500


class Said(str):
    """An English sentence that remembers its template and what was put in.

    The catalogue's extractor looks for calls of `say`.
    """

    __slots__ = ("msgid", "params")
    msgid: str
    params: dict[str, object]

    def into(self, gettext: Callable[[str], str]) -> str:
        """Return the sentence in another language; sentences inside of it are translated too."""
        params = {
            name: value.into(gettext) if isinstance(value, Said) else value for name, value in self.params.items()
        }
        return gettext(self.msgid) % params


def say(msgid: str, **params: object) -> Said:
    """Return `msgid` with its `%(name)s` places filled in; a percent sign is written `%%`.

    What is filled in may come from a file somebody sent: it is made `printable`.
    """
    shown = {
        name: printable(value) if isinstance(value, str) and not isinstance(value, Said) else value
        for name, value in params.items()
    }
    said = Said(msgid % shown)
    said.msgid = msgid
    said.params = shown
    return said


def printable(text: str) -> str:
    """Return `text` so that it can be shown on a terminal: signs that steer are written as their numbers."""
    shown = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text[:MOST_SHOWN])
    return shown.encode("utf-8", "backslashreplace").decode("utf-8")
