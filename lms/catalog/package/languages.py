"""The languages a course may be written in."""

KNOWN = {
    "en": "English",
    "my": "Burmese",
    "shn": "Shan",
    "ksw": "S'gaw Karen",
    "pwo": "Pwo Karen",
    "kjp": "Eastern Pwo Karen",
    "kac": "Jinghpaw",
    "mnw": "Mon",
    "cnh": "Hakha Chin",
    "ctd": "Tedim Chin",
    "cfm": "Falam Chin",
    "rki": "Rakhine",
    "kyu": "Western Kayah",
    "blk": "Pa'o",
}
"""ISO 639 code to English name, for the messages of the check. The interface's own languages are
another list. The order is part of what a search reads: add at the end.
"""
