"""The sheet of sign-in cards: shown once, for the codes are stored as keyed hashes only."""

from dataclasses import dataclass

from flask import render_template, url_for
from markupsafe import Markup

from lms import qr
from lms.hosts import site_address
from lms.people.making import Card

CREASED = "m"
"""The QR code stays readable with a seventh of it creased or dirty."""


@dataclass(frozen=True)
class Printed:
    """A card as it is printed. `code` is None where the card was used already; then there is no drawing."""

    handle: str
    code: str | None
    address: str
    """Where the code is typed, in the holder's language."""
    drawing: Markup | None


def sheet(cards: list[Card], *, back_url: str, back_label: str) -> str:
    """Return the page with these cards, ready to print."""
    back = {"url": back_url, "label": back_label}
    return render_template("people/cards.html", cards=[_printed(card) for card in cards], back=back)


def _printed(card: Card) -> Printed:
    address = site_address() + url_for("accounts.card", lang=card.account.language)
    # After "#" nothing is sent to the server by a browser, so the code stands in no log.
    drawing = qr.drawing(f"{address}#{card.code}", error=CREASED, border=2) if card.code else None
    return Printed(card.account.name, card.code, address, drawing)
