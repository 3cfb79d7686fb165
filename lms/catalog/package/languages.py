"""The languages a course may be written in: those there is a folder of."""

from lms import languages

KNOWN = {code: language.english for code, language in languages.KNOWN.items()}
"""ISO 639 code to English name, for the messages of the check."""
