"""The signs that mean something in GIFT, and those that stand for themselves behind a backslash."""

import re

_SIGNS = "~=#{}:\\"
_FIRST = 0xE100
_ESCAPE = re.compile(r"\\([~=#{}:\\n])")
_HIDDEN = re.compile(f"[{chr(_FIRST)}-{chr(_FIRST + len(_SIGNS))}]")
_MEANING = re.compile(r"[~=#{}:\\]")
_LANGUAGE = re.compile(r"(?<!\\)\{\s{0,3}mlang[^{}\\]{0,60}\}|<span\s[^<>\\]{0,200}\bmultilang\b[^<>\\]{0,200}>")
_SHOWN = {chr(_FIRST + place): sign for place, sign in enumerate(_SIGNS)} | {chr(_FIRST + len(_SIGNS)): "\n"}
_HIDE = {sign: hidden for hidden, sign in _SHOWN.items()} | {"n": chr(_FIRST + len(_SIGNS))}


def hidden(text: str) -> str:
    """Return a text in which signs behind a backslash can't be taken for those that mean something.

    Nor can the braces of {mlang en} and the signs inside of a span that names a language.
    """
    text = _LANGUAGE.sub(lambda found: _MEANING.sub(lambda sign: _HIDE[sign[0]], found[0]), text)
    return _ESCAPE.sub(lambda found: _HIDE[found[1]], text)


def shown(text: str) -> str:
    """Return the words of a text whose signs were `hidden`."""
    return _HIDDEN.sub(lambda found: _SHOWN[found[0]], text).strip()


def escaped(text: str) -> str:
    """Return words that stand for themselves, on one line."""
    return _MEANING.sub(r"\\\g<0>", text).replace("\n", "\\n")
