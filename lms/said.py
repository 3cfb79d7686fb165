"""A sentence that is made where no language is known and can be translated where it is shown."""

from collections.abc import Callable


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
    """Return `msgid` with its `%(name)s` places filled in; a percent sign is written `%%`."""
    said = Said(msgid % params)
    said.msgid = msgid
    said.params = params
    return said
