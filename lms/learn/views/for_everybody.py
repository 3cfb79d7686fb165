"""Pages that hold nothing of their reader: rendered as for nobody, and kept packed."""

from collections.abc import Callable
from typing import Any

from flask import Response, current_app, render_template, request, url_for
from flask_babel import gettext as _

from lms import assets, headers, i18n
from lms.catalog.queries import StepReading
from lms.frame import LanguageLink, Link, site_name
from lms.learn.kept_pages import KeptPages
from lms.learn.tight import tight
from lms.markup.keep import keep


def kept(reading: StepReading, place: object, make: Callable[[], str]) -> Response:
    """Answer with a page of a step, made by `make` if it is not kept.

    :param place: which of the step's pages; with the revision it names everything that the page says.
    """
    pages = current_app.extensions["lms.kept_pages"]
    assert isinstance(pages, KeptPages)
    look = (i18n.current(), i18n.digits(), assets.is_stylesheet_fetched(), site_name())
    page = pages.get((reading.revision_uid, reading.step_code, place, *look), make)
    encoding = request.accept_encodings.best_match(["br", "gzip"])
    answer = Response(page.body(encoding), mimetype="text/html")
    if encoding is not None:
        answer.headers["Content-Encoding"] = encoding
    answer.headers["Content-Security-Policy"] = headers.policy(headers.READING_POLICY)
    return answer


def render(template: str, **context: Any) -> str:
    """Return a page that is the same for all: no menu of one's own, no message; only language and digits."""
    page = render_template(
        template,
        navigation=_menu,
        language_switch=lambda: languages(str(request.endpoint), **(request.view_args or {})),
        get_flashed_messages=lambda **_kinds: [],
        visitor=lambda: None,
        can=lambda *_asked: False,
        **context,
    )
    return tight(keep(page, i18n.spoken()))


def languages(endpoint: str, **values: Any) -> list[LanguageLink]:
    """Return the languages, each leading to an address that says nothing more than `values`."""
    return [
        LanguageLink(code, language.name, url_for(endpoint, **{**values, "lang": code}), code == i18n.current())
        for code, language in i18n.offered().items()
    ]


def _menu() -> list[Link]:
    links = [("learn.home", _("Courses")), ("accounts.me", _("My account"))]
    return [Link(url_for(name), label, current=False) for name, label in links]
