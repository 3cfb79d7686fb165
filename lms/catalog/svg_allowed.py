"""What may stand in a drawing: elements, their attributes, and the shape of each value."""

import re

_NUMBER = r"[-+]?(?:[0-9]{1,6}(?:\.[0-9]{0,6})?|\.[0-9]{1,6})(?:e[-+]?[0-9])?"
_LENGTH = rf"{_NUMBER}(?:px|em|%)?"
_NAME = r"[a-zA-Z][a-zA-Z0-9_-]{0,39}"
LOCAL = rf"url\(#({_NAME})\)"
_COLOUR = rf"#[0-9a-fA-F]{{3,8}}|none|currentColor|transparent|[a-z]{{3,20}}|rgb\([0-9., %]{{5,40}}\)|{LOCAL}"


def _words(*words: str) -> str:
    return "|".join(words)


_SHAPES: dict[str, str] = {
    **dict.fromkeys(
        [
            "x",
            "y",
            "x1",
            "y1",
            "x2",
            "y2",
            "cx",
            "cy",
            "r",
            "rx",
            "ry",
            "fx",
            "fy",
            "dx",
            "dy",
            "width",
            "height",
            "refX",
            "refY",
            "markerWidth",
            "markerHeight",
            "offset",
            "stroke-width",
            "stroke-dashoffset",
            "font-size",
            "letter-spacing",
            "textLength",
        ],
        _LENGTH,
    ),
    **dict.fromkeys(("opacity", "fill-opacity", "stroke-opacity", "stop-opacity", "stroke-miterlimit"), _NUMBER),
    **dict.fromkeys(("fill", "stroke", "stop-color", "color"), _COLOUR),
    **dict.fromkeys(("marker-start", "marker-mid", "marker-end"), rf"none|{LOCAL}"),
    "id": _NAME,
    "lang": r"[a-z]{2,3}",
    "viewBox": rf"{_NUMBER}(?:[ ,]+{_NUMBER}){{3}}",
    "d": r"[MmLlHhVvCcSsQqTtAaZz0-9eE.,+\- \n]{0,4000}",
    "points": r"[0-9eE.,+\- \n]{0,4000}",
    "transform": rf"(?:(?:translate|scale|rotate|matrix|skewX|skewY)\({_NUMBER}(?:[ ,]+{_NUMBER}){{0,5}}\)\s*){{1,4}}",
    "gradientTransform": rf"(?:(?:translate|scale|rotate|matrix)\({_NUMBER}(?:[ ,]+{_NUMBER}){{0,5}}\)\s*){{1,4}}",
    "stroke-dasharray": rf"none|{_NUMBER}(?:[ ,]+{_NUMBER}){{0,9}}",
    "stroke-linecap": _words("butt", "round", "square"),
    "stroke-linejoin": _words("miter", "round", "bevel"),
    "fill-rule": _words("nonzero", "evenodd"),
    "text-anchor": _words("start", "middle", "end"),
    "dominant-baseline": _words("auto", "middle", "central", "hanging"),
    "font-weight": _words("normal", "bold", "[1-9]00"),
    "font-style": _words("normal", "italic"),
    "orient": rf"auto|auto-start-reverse|{_NUMBER}",
    "markerUnits": _words("strokeWidth", "userSpaceOnUse"),
    "gradientUnits": _words("userSpaceOnUse", "objectBoundingBox"),
    "spreadMethod": _words("pad", "reflect", "repeat"),
    "preserveAspectRatio": r"x(?:Min|Mid|Max)Y(?:Min|Mid|Max)(?: meet)?",
}
RULES = {name: re.compile(shape) for name, shape in _SHAPES.items()}
"""Attribute to the shape its whole value has."""
POINTS_TO = re.compile(LOCAL)
"""A value that names another element of the same drawing; the first group is its id."""

_PAINT = frozenset(
    [
        "fill",
        "stroke",
        "color",
        "opacity",
        "fill-opacity",
        "stroke-opacity",
        "stroke-width",
        "stroke-dasharray",
        "stroke-dashoffset",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-miterlimit",
        "fill-rule",
        "transform",
        "id",
        "lang",
    ]
)
_ENDS = frozenset({"marker-start", "marker-mid", "marker-end"})
_LETTERS = frozenset({"font-size", "font-weight", "font-style", "text-anchor", "dominant-baseline", "letter-spacing"})
_GRADIENT = frozenset({"id", "gradientUnits", "gradientTransform", "spreadMethod"})

ELEMENTS: dict[str, frozenset[str]] = {
    "svg": _PAINT | _LETTERS | {"viewBox", "width", "height", "preserveAspectRatio"},
    "g": _PAINT | _LETTERS,
    "defs": frozenset(),
    "title": frozenset({"lang"}),
    "desc": frozenset({"lang"}),
    "path": _PAINT | _ENDS | {"d"},
    "rect": _PAINT | {"x", "y", "width", "height", "rx", "ry"},
    "circle": _PAINT | {"cx", "cy", "r"},
    "ellipse": _PAINT | {"cx", "cy", "rx", "ry"},
    "line": _PAINT | _ENDS | {"x1", "y1", "x2", "y2"},
    "polyline": _PAINT | _ENDS | {"points"},
    "polygon": _PAINT | _ENDS | {"points"},
    "text": _PAINT | _LETTERS | {"x", "y", "dx", "dy", "textLength"},
    "tspan": _PAINT | _LETTERS | {"x", "y", "dx", "dy"},
    "marker": frozenset({"id", "refX", "refY", "markerWidth", "markerHeight", "orient", "viewBox", "markerUnits"}),
    "linearGradient": _GRADIENT | {"x1", "y1", "x2", "y2"},
    "radialGradient": _GRADIENT | {"cx", "cy", "r", "fx", "fy"},
    "stop": frozenset({"offset", "stop-color", "stop-opacity"}),
}
"""Element to the attributes it may have. No `use`: a few that name each other unfold without end.
"""
WITH_WORDS = frozenset({"text", "tspan", "title", "desc"})
"""Elements that may hold words."""
