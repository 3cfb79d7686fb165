"""Addresses as squares that a phone's camera reads."""

from markupsafe import Markup


def drawing(address: str, *, error: str, border: int, scale: int = 1) -> Markup:
    """Return a QR code (ISO/IEC 18004) as SVG for a page.

    The library is loaded with the first drawing: hardly any page has one.

    :param error: how much of it may be unreadable: "l", "m", "q" or "h", 7 to 30 %.
    :param border: white modules around it.
    :param scale: how many pixels a module is wide.
    """
    import segno

    drawn = segno.make(address, error=error, micro=False)
    return Markup(drawn.svg_inline(scale=scale, border=border, omitsize=True))  # noqa: S704 - drawn from no markup
