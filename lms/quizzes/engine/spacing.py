"""When a question comes back for practice: after 2 days, then a week, then four weeks, each time it was known.

What is called to mind again after a pause stays longer than what is read again at once (Latimier, Peyre and Ramus,
"A Meta-Analytic Review of the Benefit of Spacing out Retrieval Practice Episodes on Retention", 2021: g = 0.74 over 29
studies). A question that was not known goes back to the first pause, as in the box of cards of Leitner, "So lernt man
lernen", 1972.
"""

from datetime import date, timedelta

PAUSES = (timedelta(days=2), timedelta(weeks=1), timedelta(weeks=4))
"""How long a question rests before each time it is asked."""


def due(rung: int, today: date) -> date:
    """Return the day on which a question on this rung is asked again.

    :param rung: 0, 1 or 2: how many times in a row it was known in practice.
    """
    return today + PAUSES[rung]


def next_rung(rung: int, *, known: bool) -> int | None:
    """Return the rung after an answer in practice; None: it was known each time, and does not come back."""
    if not known:
        return 0
    return rung + 1 if rung + 1 < len(PAUSES) else None
