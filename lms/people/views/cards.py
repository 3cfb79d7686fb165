"""The sheet of sign-in cards: shown once, for the codes are stored as keyed hashes only."""

from dataclasses import dataclass

import segno
from flask import render_template, url_for
from markupsafe import Markup

from lms.hosts import site_address
from lms.people.making import Card

SMALL_ENOUGH = "m"
"""The QR code stays readable with a seventh of it creased or dirty."""


@dataclass(frozen=True)
class Printed:
    """A card as it is printed. `code` is None where the card was used already; then there is no drawing."""

    handle: str
    code: str | None
    drawing: Markup | None


def sheet(cards: list[Card], *, back_url: str, back_label: str) -> str:
    """Return the page with these cards, ready to print."""
    printed = [Printed(card.account.name, card.code, _drawing(card)) for card in cards]
    return render_template(
        "people/cards.html",
        cards=printed,
        address=site_address() + url_for("accounts.card"),
        back={"url": back_url, "label": back_label},
    )


def _drawing(card: Card) -> Markup | None:
    if card.code is None:
        return None
    # After "#" nothing is sent to the server by a browser, so the code stands in no log.
    address = f"{site_address()}{url_for('accounts.card', lang=card.account.language)}#{card.code}"
    drawn = segno.make(address, error=SMALL_ENOUGH, micro=False)
    return Markup(drawn.svg_inline(border=2, omitsize=True))  # noqa: S704
