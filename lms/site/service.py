"""Choosing settings in the browser."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from lms import choices
from lms.audit import service as audit
from lms.audit.service import Actor


def choose(session: Session, *, chosen: Mapping[str, str], by: Actor) -> None:
    """Remember settings, each with an entry of its own in the audit.

    :param chosen: only those that changed, by name; none that the environment gives.
    """
    for name, value in chosen.items():
        choices.choose(session, setting=choices.ON_PAGE[name], value=value)
        audit.note(session, by, action="setting.change", kind="setting", uid=name)
