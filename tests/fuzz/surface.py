"""What can be asked of the site: each route, each method, and the parameters that each reads.

Fields are found three ways: on the pages as each reader sees them, in the classes of the forms, and by watching what a
view asks of a request.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar
from urllib.parse import urlsplit

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import Rule
from wtforms.fields.core import UnboundField

from lms import assets
from lms.forms import Form as LmsForm
from tests.support.browser import SAME_ORIGIN
from tests.support.crawl import READERS, Crawler
from tests.support.forms import Form, filled

ACTORS = ("anonymous", "learner", "trainer", "staff", "admin")
ANSWERED = {200, 409, 422}
"""What a view says that was reached: it has read then what it reads."""
CHANGES = ("INSERT", "UPDATE", "DELETE")
"""What a statement that changes something begins with."""
SENDS = ("POST", "PUT", "PATCH", "DELETE")


class Noting(ImmutableMultiDict[str, Any]):
    """A query or a form that remembers what was asked of it."""

    noted: ClassVar[set[str]] = set()

    def __getitem__(self, key: str) -> Any:
        """Return the first value."""
        self.noted.add(str(key))
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        """Tell whether there is one."""
        self.noted.add(str(key))
        return super().__contains__(key)

    def getlist(self, key: str, type: Any = None) -> list[Any]:  # noqa: A002
        """Return all values."""
        self.noted.add(str(key))
        return super().getlist(key) if type is None else super().getlist(key, type)


class Watched(Request):
    """A request whose query and form remember."""

    parameter_storage_class = Noting


@dataclass(frozen=True)
class Sent:
    """A form as somebody finds it, filled in so that it would be taken."""

    endpoint: str
    actor: str
    action: str
    good: dict[str, str]
    names: tuple[str, ...]
    """Its fields, and others that its view asks for."""


@dataclass
class Surface:
    """Everything that can be asked."""

    rules: list[Rule]
    forms: list[Sent] = field(default_factory=list)
    read: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    """What a view asked for, by endpoint and method."""

    def methods(self, rule: Rule) -> list[str]:
        """Return the methods of a route that are worth asking by: its own."""
        return sorted(set(rule.methods or ()) - {"OPTIONS", "HEAD"})


def address(crawler: Crawler, actor: str, rule: Rule, side: str = "near") -> dict[str, str]:
    """Return good values for what stands in the address of a rule."""
    style = assets.all_assets()[assets.STYLESHEET].name
    known = {"lang": "en", "filename": style}
    return {name: known.get(name) or crawler.world.uid(actor, name, side) for name in sorted(rule.arguments)}


def survey(crawler: Crawler) -> Surface:
    """Look at every page as every reader, and watch what each view asks for."""
    app = crawler.ground.app
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))
    surface = Surface(rules)
    plain, app.request_class = app.request_class, Watched
    try:
        for rule in rules:
            for method in surface.methods(rule):
                for actor in ("admin", "staff", "trainer", "learner", "half", "choosing", "anonymous"):
                    if _watch(crawler, surface, actor, rule, method) in ANSWERED:
                        break
        found = [(actor, form) for actor in READERS for form in crawler.forms(actor)]
        for actor, form in found:
            _send(crawler, surface, actor, form)
    finally:
        app.request_class = plain
    surface.forms = [_with_what_is_read(surface, sent) for sent in surface.forms]
    return surface


def fields_of_classes() -> dict[str, set[str]]:
    """Return the fields of every class of form, by its name."""
    return {cls.__name__: set(_fields(cls)) for cls in _below(LmsForm) if cls.__module__.startswith("lms.")}


def _below(cls: type) -> Iterator[type]:
    below: list[type] = type.__subclasses__(cls)
    for each in below:
        yield each
        yield from _below(each)


def _fields(cls: type) -> Iterator[str]:
    for owner in cls.__mro__:
        yield from (name for name, value in vars(owner).items() if isinstance(value, UnboundField))


def _watch(crawler: Crawler, surface: Surface, actor: str, rule: Rule, method: str) -> int:
    path = crawler.ground.app.url_map.bind("localhost").build(rule.endpoint, address(crawler, actor, rule))
    return _asked(crawler, surface, actor, (rule.endpoint, method), path, {})


def _send(crawler: Crawler, surface: Surface, actor: str, form: Form) -> None:
    path = urlsplit(form.action).path
    endpoint, _values = crawler.ground.app.url_map.bind("localhost").match(path, "POST")
    good = filled(form, crawler.world)
    _asked(crawler, surface, actor, (endpoint, "POST"), form.action, good)
    surface.forms.append(Sent(endpoint, actor, form.action, good, tuple(form.kinds)))


def _asked(
    crawler: Crawler, surface: Surface, actor: str, view: tuple[str, str], path: str, data: dict[str, str]
) -> int:
    """Ask a view, note what it reads, and return its status."""
    crawler.ground.statements.clear()
    Noting.noted.clear()
    answer = crawler.as_actor(actor).client.open(path, method=view[1], data=data or None, headers=SAME_ORIGIN)
    answer.close()
    surface.read.setdefault(view, set()).update(Noting.noted)
    if any(said.startswith(CHANGES) for said in crawler.ground.statements):
        crawler.lay()
    return answer.status_code


def _with_what_is_read(surface: Surface, sent: Sent) -> Sent:
    read = surface.read.get((sent.endpoint, "POST"), set()) - set(sent.names)
    return Sent(sent.endpoint, sent.actor, sent.action, sent.good, (*sent.names, *sorted(read)))
