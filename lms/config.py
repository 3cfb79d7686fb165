"""Settings: read once from the environment, then frozen."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lms import languages
from lms.errors import ConfigError
from lms.folders import SITE as SITE


def _text(raw: str) -> str:
    return raw.strip()


def _path(raw: str) -> Path:
    return Path(raw).expanduser().absolute()


def _zone(raw: str) -> str:
    try:
        ZoneInfo(raw)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError("write a time zone's name, as in Asia/Yangon") from error
    return raw


def _names(raw: str) -> tuple[str, ...]:
    return tuple(name.strip().lower() for name in raw.split(",") if name.strip())


def _languages(raw: str) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(_names(raw)))
    if not codes or not set(codes) <= set(languages.KNOWN):
        raise ValueError("write codes of these, with commas: " + ", ".join(languages.KNOWN))
    return codes


def _one_of(*words: str) -> Callable[[str], str]:
    def parse(raw: str) -> str:
        if raw not in words:
            raise ValueError("write one of " + ", ".join(words))
        return raw

    return parse


def _number(low: int, high: int) -> Callable[[str], int]:
    def parse(raw: str) -> int:
        if not raw.isdecimal() or not low <= int(raw) <= high:
            raise ValueError(f"write a whole number from {low} to {high}")
        return int(raw)

    return parse


@dataclass(frozen=True)
class Setting:
    """One thing an administrator may choose.

    `on_page`: may also be chosen in the browser, where the environment does not say.
    """

    name: str
    default: str
    parse: Callable[[str], object]
    help: str
    secret: bool = False
    on_page: bool = False

    @property
    def variable(self) -> str:
        """Return the name in the environment."""
        return "LMS_" + self.name.upper()


DEFAULT_INSTANCE = Path.cwd() / "instance" if SITE.name == "_site" else SITE / "instance"

SETTINGS: tuple[Setting, ...] = (
    Setting("instance", str(DEFAULT_INSTANCE), _path, "Folder of database, media, keys and logs."),
    Setting(
        "database_url",
        "",
        _text,
        "SQLAlchemy URL; empty: SQLite in the instance folder.",
        secret=True,
    ),
    Setting("site_name_my", "သင်ယူရေး", _text, "Neutral name of the site, in Burmese.", on_page=True),
    Setting("site_name_en", "Learning", _text, "Neutral name of the site, in English.", on_page=True),
    Setting("catalogue", "open", _one_of("open", "members"), "Who sees the catalogue.", on_page=True),
    Setting(
        "sign_up",
        "open",
        _one_of("open", "code", "closed"),
        "Who may make an account: anyone, holders of a join code, nobody.",
        on_page=True,
    ),
    Setting(
        "languages",
        ",".join(languages.WHOLE),
        _languages,
        "Languages of the interface, with commas; the first is for visitors who ask for none of them.",
    ),
    Setting("time_zone", "Asia/Yangon", _zone, "Time zone of what belongs to no programme."),
    Setting(
        "hosts",
        "",
        _names,
        "Names this site is reached by, with commas. Numbers and localhost always work.",
    ),
    Setting(
        "address",
        "",
        _text,
        "Address printed on cards, https://…; empty: the one the page was asked at.",
    ),
    Setting(
        "proxies",
        "0",
        _number(0, 3),
        "Reverse proxies in front whose X-Forwarded-Proto and -Host are believed.",
    ),
    Setting(
        "second_step",
        "required",
        _one_of("required", "offered"),
        "Whether staff and administrators must use a second step at sign-in.",
    ),
    Setting(
        "idle_days",
        "180",
        _number(30, 3650),
        "Days without a sign-in after which an account is erased.",
    ),
    Setting("audit_days", "90", _number(30, 3650), "Days an audit entry is kept before it is folded."),
    Setting("backup_days", "14", _number(1, 365), "Days a copy made before a migration is kept."),
    Setting("log_days", "7", _number(1, 90), "Days the error log is kept."),
    Setting("threads", "64", _number(1, 256), "Most threads of `lms serve` for pages, and as many for forms."),
)


@dataclass(frozen=True)
class Config:
    """The settings in force. `chosen` names those that the environment gave."""

    instance: Path
    database_url: str
    site_name_my: str
    site_name_en: str
    catalogue: str
    sign_up: str
    languages: tuple[str, ...]
    time_zone: str
    hosts: tuple[str, ...]
    address: str
    proxies: int
    second_step: str
    idle_days: int
    audit_days: int
    backup_days: int
    log_days: int
    threads: int
    chosen: frozenset[str]

    @property
    def is_sqlite(self) -> bool:
        """Tell whether the database is a file of this machine."""
        return self.database_url.startswith("sqlite")

    @classmethod
    def read(cls, environ: Mapping[str, str] = os.environ) -> "Config":
        """Return the settings that `environ` asks for, defaults for the rest.

        :raises ConfigError: a value is not one that the setting takes, or a name beginning LMS_ is unknown.
        """
        known = {setting.variable for setting in SETTINGS}
        for name in sorted(environ):
            if name.startswith("LMS_") and name not in known:
                raise ConfigError(f"{name}: no such setting; `lms config` lists them all")
        values: dict[str, object] = {}
        for setting in SETTINGS:
            raw = environ.get(setting.variable, setting.default)
            try:
                values[setting.name] = setting.parse(raw)
            except ValueError as error:
                raise ConfigError(f"{setting.variable}: {error}") from error
        if not values["database_url"]:
            values["database_url"] = f"sqlite:///{values['instance']}/lms.db"
        chosen = frozenset(s.name for s in SETTINGS if s.variable in environ)
        return cls(**values, chosen=chosen)  # type: ignore[arg-type]
