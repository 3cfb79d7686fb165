"""The forms of a page, as a test fills them in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.support.actors import World
from tests.support.cast import HANDLES, PASSPHRASE
from tests.support.page import Element, Page


@dataclass
class Form:
    """One form: where it goes, and what it would send as it stands."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    """What kind of control each field is: text, hidden, radio, select, submit, …"""

    @property
    def typed(self) -> list[str]:
        """Return the fields that a person types into or that stand hidden: those that may hold anything."""
        return [name for name, kind in self.kinds.items() if kind not in {"submit"}]


def forms_of(page: Page) -> Iterator[Form]:
    """Yield the forms that post, without the quick exit of every page."""
    for element in page.all("form"):
        if element.get("method").lower() == "post" and element.get("class") != "leave":
            yield _read(page, element)


def _read(page: Page, element: Element) -> Form:
    form = Form(element.get("action"))
    for control in page.all("input", "textarea", "select", "button"):
        name = control.get("name")
        # Two forms to one address may be equal; this one is meant.
        if not name or not any(outer is element for outer in control.inside):
            continue
        kind = control.get("type") or {"input": "text", "button": "submit"}.get(control.name, control.name)
        form.kinds.setdefault(name, kind)
        if kind in {"radio", "checkbox"} and "checked" not in control.attributes:
            continue
        if control.name == "select":
            options = [option for option in page.all("option") if control in option.inside]
            chosen = [option for option in options if "selected" in option.attributes] or options[:1]
            form.fields[name] = chosen[0].get("value") if chosen else ""
        elif control.name == "textarea":
            # A browser drops the line end that opens a text area.
            form.fields[name] = re.sub(r"\A\r?\n", "", control.words)
        elif kind != "submit":
            form.fields[name] = control.get("value")
    return form


GOOD = {
    "own_handle": "green hill 77",
    "name": "Another name",
    "names": "green hill 78\ngreen hill 79",
    "seats": "20",
    "starts_day": "2026-06-15",
    "ends_day": "2026-08-15",
    "last_join_day": "2026-07-01",
    "passphrase": PASSPHRASE,
    "old_passphrase": PASSPHRASE,
    "passphrase_again": PASSPHRASE,
    "role": "trainer",
    "tz": "Asia/Yangon",
}
"""What a person would write into a field of this name, so that most forms are accepted."""


def filled(form: Form, world: World) -> dict[str, str]:
    """Return a form as a person would send it."""
    known = {**GOOD, "handle": HANDLES["aye"], "where": f"cohort {world.uids['near']['cohort']}"}
    return {name: known.get(name) or form.fields.get(name) or "" for name in form.kinds if form.kinds[name] != "submit"}
