"""What the frame of every page asks: the site's name, the languages, the menu, what the reader may do."""

from dataclasses import dataclass

from flask import Flask, g, request, url_for
from flask_babel import gettext as _

from lms import choices, i18n, paging
from lms.guard import can, config, visitor
from lms.permissions import Permission

NAMED_IN = ("my", "en")
"""The languages in which a site has a name, as `lms.config` asks for it."""


@dataclass(frozen=True)
class Link:
    """One link of a menu."""

    url: str
    label: str
    current: bool


@dataclass(frozen=True)
class LanguageLink:
    """The way to this page in another language."""

    code: str
    name: str
    url: str
    current: bool


def site_name() -> str:
    """Return the site's neutral name in the language of the page."""
    settings = config() if g.get("database_down") else choices.in_force()
    return str(getattr(settings, f"site_name_{i18n.current_among(NAMED_IN)}"))


def language_switch() -> list[LanguageLink]:
    """Return the languages, each leading to the same place; from an error, to the first page."""
    return [
        LanguageLink(code, language.name, _same_place(code), code == i18n.current())
        for code, language in i18n.offered().items()
    ]


def _same_place(lang: str) -> str:
    # An error page must not differ by the address that was asked for: "not yours" and "absent" are the same bytes.
    if g.get("on_error_page") or request.endpoint is None or "lang" not in _arguments():
        return url_for("learn.home", lang=lang)
    return paging.here(lang=lang)


def _arguments() -> set[str]:
    return set(request.url_rule.arguments) if request.url_rule else set()


def navigation() -> list[Link]:
    """Return the main menu, as far as the reader may go."""
    if g.get("database_down"):
        return []
    who = visitor()
    if who is None:
        links = [("learn.home", _("Courses")), ("accounts.sign_in", _("Sign in"))]
    else:
        links = [("learn.home", _("Courses"))]
        if can(Permission.SEE_OWN_COHORTS):
            links.append(("cohorts.taught", _("My groups")))
        if can(Permission.SEE_STAFF_PAGES):
            links.append(("cohorts.staff_home", _("Programmes")))
        if can(Permission.ADMINISTER):
            links.append(("site.home", _("Administration")))
        links.append(("accounts.me", _("My account")))
    return [Link(url_for(name), label, request.endpoint == name) for name, label in links]


def init_app(app: Flask) -> None:
    """Give every template of `app` what the frame asks."""

    @app.context_processor
    def frame() -> dict[str, object]:
        return {
            "lang": i18n.spoken(),
            "reader_lang": i18n.current(),
            "site_name": site_name(),
            "language_switch": language_switch,
            "navigation": navigation,
            "can": can,
            "Permission": Permission,
            "visitor": visitor,
        }
