"""Reading the fields of a form: bounded, and nothing that was not asked for."""

from collections.abc import Collection, Iterator

from lms.quizzes.engine.refusal import NotAnAnswer, Reason
from lms.quizzes.engine.task import Fields


def known(fields: Fields, names: Collection[str]) -> None:
    """Refuse fields that are not asked for.

    :raises NotAnAnswer: there is one.
    """
    for name in fields:
        if name not in names:
            raise NotAnAnswer(Reason.NOT_THERE, name[:60])


def one(fields: Fields, name: str, *, most: int) -> str:
    """Return what a field of one value holds; empty where it is not sent.

    :param most: as many signs it may have.
    :raises NotAnAnswer: several values, or a longer one.
    """
    values = fields.get(name, ())
    if len(values) > 1:
        raise NotAnAnswer(Reason.TOO_MANY, name)
    value = values[0] if values else ""
    if len(value) > most:
        raise NotAnAnswer(Reason.TOO_LONG, name)
    return value


def picked(fields: Fields, names: Collection[str], choices: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield what was picked in each field, in the order of the names; where nothing was, nothing.

    :raises NotAnAnswer: nothing at all was picked, something that is no choice, or in a field that is none.
    """
    known(fields, names)
    empty = True
    for name in names:
        value = fields.get(name, ("",))
        if len(value) > 1:
            raise NotAnAnswer(Reason.TOO_MANY, name)
        if not value or not value[0]:
            continue
        if value[0] not in choices:
            raise NotAnAnswer(Reason.NOT_THERE, name)
        empty = False
        yield name, value[0]
    if empty:
        raise NotAnAnswer(Reason.NOTHING)
