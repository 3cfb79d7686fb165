"""The forms of a page, as a test fills them in."""

from collections.abc import Iterator
from dataclasses import dataclass, field

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
        if element not in control.inside or not name:
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
            form.fields[name] = control.words
        elif kind != "submit":
            form.fields[name] = control.get("value")
    return form
