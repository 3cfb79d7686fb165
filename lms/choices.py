"""The settings in force: the environment's word, else what was chosen in the browser, else the default."""

import time
from dataclasses import dataclass, replace

from flask import Flask, current_app
from sqlalchemy import String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from lms import db
from lms.config import SETTINGS, Config, Setting
from lms.privacy import public

FRESH_S = 5.0
"""How long a process believes what it read: another process's change is seen after that at the latest."""

ON_PAGE = {setting.name: setting for setting in SETTINGS if setting.on_page}


class Choice(db.Base):
    """A setting chosen in the browser. The environment has the last word."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String(40), primary_key=True, info=public("which setting"))
    value: Mapped[str] = mapped_column(Text, info=public("what was chosen"))


@dataclass
class _Read:
    config: Config
    at_s: float


def apply(session: Session, config: Config) -> Config:
    """Return `config` with what was chosen in the browser, where the environment is silent."""
    chosen: dict[str, object] = {}
    for choice in session.scalars(select(Choice)):
        setting = ON_PAGE.get(choice.name)
        if setting is not None and choice.name not in config.chosen:
            chosen[choice.name] = setting.parse(choice.value)
    return replace(config, **chosen)  # type: ignore[arg-type]


def in_force() -> Config:
    """Return the settings for this request, at most five seconds old."""
    read = current_app.extensions.get("lms.choices")
    if not isinstance(read, _Read) or time.monotonic() - read.at_s > FRESH_S:
        read = _Read(apply(db.session(), current_app.extensions["lms.config"]), time.monotonic())
        current_app.extensions["lms.choices"] = read
    return read.config


def forget(app: Flask) -> None:
    """Read the choices anew at the next request."""
    app.extensions.pop("lms.choices", None)


def choose(session: Session, *, setting: Setting, value: str) -> None:
    """Remember a choice.

    :raises ValueError: the setting does not take this value; the message says what it takes.
    """
    setting.parse(value)
    found = session.get(Choice, setting.name)
    if found is None:
        session.add(Choice(name=setting.name, value=value))
    else:
        found.value = value
