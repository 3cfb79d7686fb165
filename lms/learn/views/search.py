"""Searching. The words travel in the body of a POST: an address stays in the history of a phone."""

from dataclasses import dataclass

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup, escape

from lms import choices, db, i18n
from lms.catalog import queries as catalog
from lms.catalog.derived.entries import EntryKind
from lms.guard import can, public, visitor
from lms.learn.forms import SearchForm
from lms.learn.views import bp, shown
from lms.permissions import Permission
from lms.search import queries as searching
from lms.search.hits import Hit
from lms.search.scope import Scope


@dataclass(frozen=True)
class Line:
    """A hit as the page shows it. `others` are the languages in which it can be read too, with their addresses."""

    hit: Hit
    url: str
    title: Markup
    others: list[tuple[str, str]]


@bp.route("/search", methods=["GET", "POST"])
@public
def search() -> ResponseReturnValue:
    """Show the search box; after a POST, what was found, at once: there is no address to lead on to."""
    form = SearchForm(request.form)
    members_only = choices.in_force().catalogue == "members" and visitor() is None
    found, lines = None, []
    if form.accepted() and not members_only:
        session = db.session()
        found = searching.results(session, typed=form.q.data, scope=_scope(), page=form.page.data)
        lines = [_line(hit) for hit in found.hits]
    page = render_template("learn/search.html", form=form, members_only=members_only, found=found, lines=lines)
    return page, 422 if form.errors else 200


def _scope() -> Scope:
    """Return what this reader may find: what they may read."""
    readings = catalog.readings(db.session())
    readable = {slug: reading for slug, reading in readings.items() if can(Permission.READ_COURSE, reading)}
    return Scope(readable, i18n.current(), members=visitor() is not None)


def _line(hit: Hit) -> Line:
    title = _own(hit.title, hit.lang) or escape(_untitled(hit))
    others = [(lang, _address(hit, lang)) for lang in hit.also if lang in i18n.offered()]
    return Line(hit, _address(hit, hit.lang), title, others)


def _own(words: Markup, lang: str) -> Markup:
    return words if lang == i18n.current() or not words else Markup('<span lang="{}">{}</span>').format(lang, words)


def _untitled(hit: Hit) -> object:
    return shown.UNTITLED.get(hit.name) or (shown.KINDS[hit.step_kind] if hit.step_kind else hit.name)


def _address(hit: Hit, lang: str) -> str:
    """Return where a hit can be read; in a language that the interface does not speak, in the reader's."""
    lang = lang if lang in i18n.offered() else i18n.current()
    if hit.kind == EntryKind.STEP:
        return url_for("learn.step", course=hit.course_code, step=hit.step_code, lang=lang)
    return url_for("learn.words" if hit.kind == EntryKind.TERM else "learn.course", course=hit.course_code, lang=lang)
