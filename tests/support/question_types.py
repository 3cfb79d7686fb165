"""One question of each type, as a package writes it, with an answer that is right and one that is not."""

from typing import Any

Fields = dict[str, list[str]]


def text(words: str) -> dict[str, str]:
    """Return the same words in both languages, so that gaps stand in both."""
    return {"en": words, "my": words}


def options(*names: str, right: str) -> list[dict[str, Any]]:
    """Return options, those named in `right` with `right: true`."""
    return [
        {"id": name, "text": text(name), "feedback": text("why"), **({"right": True} if name in right.split() else {})}
        for name in names
    ]


TYPES: dict[str, tuple[dict[str, Any], Fields, Fields]] = {
    "single": ({"options": options("a", "b", "c", right="b")}, {"values": ["b"]}, {"values": ["a"]}),
    "multiple": (
        {"options": options("a", "b", "c", "d", right="a c")},
        {"values": ["a", "c"]},
        {"values": ["b", "d"]},
    ),
    "truefalse": (
        {"answer": True, "if_true": text("yes"), "if_false": text("no")},
        {"values": ["true"]},
        {"values": ["false"]},
    ),
    "matching": (
        {
            "items": [
                {"id": "well", "text": text("A well"), "match": "village", "feedback": text("It is near.")},
                {"id": "army", "text": text("An army"), "match": "union"},
            ],
            "matches": [
                {"id": "village", "text": text("The village")},
                {"id": "union", "text": text("The union")},
                {"id": "state", "text": text("The state")},
            ],
        },
        {"well": ["village"], "army": ["union"]},
        {"well": ["union"], "army": ["state"]},
    ),
    "ordering": (
        {"items": [{"id": name, "text": text(name)} for name in ("one", "two", "three")]},
        {"one": ["1"], "two": ["2"], "three": ["3"]},
        {"one": ["2"], "two": ["3"], "three": ["1"]},
    ),
    "shorttext": (
        {
            "answers": [
                {"id": "panglong", "accept": ["Panglong*", "ပင်လုံ*"], "feedback": text("Yes.")},
                {"id": "near", "accept": ["Loilem"], "share": 0.5, "feedback": text("The district is right.")},
            ]
        },
        {"text": ["ပင်လုံမြို့"]},
        {"text": ["Yangon"]},
    ),
    "number": (
        {
            "answers": [{"id": "height", "value": 5881, "tolerance": {"by": 10}}],
            "units": [{"id": "m", "names": ["m", "မီတာ"]}, {"id": "km", "names": ["km"], "factor": 1000}],
            "unit": "needed",
        },
        {"number": ["၅.၈၈၁"], "unit": ["km"]},
        {"number": ["5000"], "unit": ["m"]},
    ),
    "gapselect": (
        {
            "stem": text("The {{who}} decides about the {{what}}."),
            "gaps": [
                {"id": "who", "options": options("village", "union", right="village")},
                {"id": "what", "options": options("well", "army", right="well")},
            ],
        },
        {"who.values": ["village"], "what.values": ["well"]},
        {"who.values": ["union"], "what.values": ["army"]},
    ),
    "cloze": (
        {
            "stem": text("In {{year}} they met at {{place}}, {{who}} of them."),
            "gaps": [
                {"id": "year", "type": "number", "answers": [{"id": "y", "value": 1947}], "weight": 2},
                {"id": "place", "type": "shorttext", "answers": [{"id": "p", "accept": ["Panglong"]}]},
                {"id": "who", "type": "single", "options": options("few", "all", right="few")},
            ],
        },
        {"year.number": ["1947"], "place.text": ["panglong"], "who.values": ["few"]},
        {"year.number": ["1950"], "place.text": ["Yangon"], "who.values": ["all"]},
    ),
    "calculated": (
        {
            "stem": text("A field is {{a}} by {{b}} m. How large is it?"),
            "variables": [{"id": "a", "least": 7, "most": 7}, {"id": "b", "least": 0.5, "most": 0.5, "step": 0.1}],
            "answers": [{"id": "area", "formula": "a * b"}],
        },
        {"number": ["3.5"]},
        {"number": ["7.5"]},
    ),
    "scale": (
        {"points": [{"id": "no", "text": text("No")}, {"id": "yes", "text": text("Yes")}]},
        {"point": ["no"]},
        {},
    ),
    "essay": (
        {
            "rubric": [
                {
                    "id": "clear",
                    "text": text("It is clear."),
                    "levels": [
                        {"id": "no", "text": text("no"), "share": 0},
                        {"id": "yes", "text": text("yes"), "share": 1},
                    ],
                }
            ],
            "longest": 200,
        },
        {"text": ["A well."]},
        {},
    ),
    "upload": (
        {"types": ["pdf"], "most_files": 2},
        {"hash": ["ab"], "name": ["plan.pdf"], "type": ["pdf"], "bytes": ["1000"]},
        {},
    ),
    "information": ({}, {}, {}),
}
"""The name of a type to the keys of its own, a right (or, where nobody marks, good) answer, and a wrong one."""


def content(kind: str, **more: Any) -> dict[str, Any]:
    """Return a question of a type, with further keys."""
    own, _, _ = TYPES[kind]
    return {"id": f"q-{kind}", "type": kind, "stem": text("What is it?"), **own, **more}


def right(kind: str) -> Fields:
    """Return the right answer to it."""
    return TYPES[kind][1]


def wrong(kind: str) -> Fields:
    """Return a wholly wrong answer to it."""
    return TYPES[kind][2]
