"""A question's page of an attempt, as a browser reads it and fills it in."""

from collections.abc import Collection
from dataclasses import dataclass

from tests.support.page import Page

CHOSEN = "a.values"
"""The field of a question with options."""

Post = dict[str, list[str]]


@dataclass(frozen=True)
class Sheet:
    """What a page lets one choose, and what it would send."""

    page: Page

    @property
    def options(self) -> list[str]:
        """Return the options in their order."""
        return [each.get("value") for each in self.page.all("input") if each.get("name") == CHOSEN]

    @property
    def chosen(self) -> list[str]:
        """Return the options that are chosen on the page."""
        named = (each for each in self.page.all("input") if each.get("name") == CHOSEN)
        return [each.get("value") for each in named if "checked" in each.attributes]

    @property
    def several(self) -> bool:
        """Tell whether more than one option may be chosen."""
        return any(each.get("type") == "checkbox" for each in self.page.all("input"))

    @property
    def uid(self) -> str:
        """Return what was made with the page."""
        return self.hidden["uid"][0]

    @property
    def seq(self) -> int:
        """Return what the page counts."""
        return int(self.hidden["seq"][0])

    @property
    def hidden(self) -> Post:
        """Return what the page sends without being seen."""
        found: Post = {}
        for each in self.page.all("input"):
            if each.get("type") == "hidden":
                found.setdefault(each.get("name"), []).append(each.get("value"))
        return found

    def filled(self, chosen: Collection[str] | None = None, to: str = "") -> Post:
        """Return what is sent with these options chosen, else with those that are, and a button pressed."""
        return {**self.hidden, CHOSEN: list(self.chosen if chosen is None else chosen), "to": [to]}
