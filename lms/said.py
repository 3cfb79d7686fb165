"""A sentence that is made where no language is known and can be translated where it is shown."""


class Said(str):
    """An English sentence that remembers its template and what was put in.

    `str()` of it is the English; `gettext(said.msgid) % said.params` is the translation. The catalogue's extractor
    looks for calls of `say`.
    """

    __slots__ = ("msgid", "params")
    msgid: str
    params: dict[str, object]


def say(msgid: str, **params: object) -> Said:
    """Return `msgid` with its `%(name)s` places filled in."""
    said = Said(msgid % params if params else msgid)
    said.msgid = msgid
    said.params = params
    return said
