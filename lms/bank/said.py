"""A text in several languages said otherwise: what its translations then are."""

from collections.abc import Mapping
from typing import Any

from lms.bank.flat import words_of
from lms.catalog.package.texts import hash_of

Text = Mapping[str, Any]


def said_otherwise(before: Text | None, words: Mapping[str, str], *, spelling: bool) -> dict[str, Any]:
    """Return a text with these words.

    A language in which nothing changed keeps what stands there, to the sign. What was translated from words that
    change is then older than its original, and says so; but for `spelling`, where the meaning stayed.

    :param before: the text as it was; None: there was none.
    :param words: by language; empty: nothing is said in it.
    :returns: the text by language; empty where nothing is said in any.
    """
    was = before or {}
    changed = {lang for lang, said in words.items() if said != words_of(was.get(lang, ""))}
    if not changed:
        return dict(was)
    order = [*(lang for lang in was if lang in words), *(lang for lang in words if lang not in was)]
    result: dict[str, Any] = {lang: inner for lang, inner in was.items() if lang not in words}
    for lang in order:
        if words[lang]:
            inner = was.get(lang)
            new = _changed(inner, words, lang) if lang in changed else inner
            result[lang] = new if lang in changed else _kept(new, lang, was, words, changed, spelling=spelling)
    return result


def _changed(inner: Any, words: Mapping[str, str], lang: str) -> Any:
    """Return what was written anew: whoever did it had the other languages before them."""
    if not isinstance(inner, Mapping):
        return words[lang]
    source = inner.get("source")
    if not isinstance(source, Mapping) or not words.get(source["lang"]):
        return {**{key: value for key, value in inner.items() if key != "source"}, "text": words[lang]}
    return {**inner, "text": words[lang], "source": {**source, "hash": hash_of(words[source["lang"]])}}


def _kept(inner: Any, lang: str, was: Text, words: Mapping[str, str], changed: set[str], *, spelling: bool) -> Any:
    """Return what stays as it is, while its original changes."""
    source = inner.get("source") if isinstance(inner, Mapping) else None
    if source is not None:
        fresh = source["lang"] in changed and source["hash"] == hash_of(words_of(was.get(source["lang"], "")))
        if spelling and fresh and words.get(source["lang"]):
            return {**inner, "source": {**source, "hash": hash_of(words[source["lang"]])}}
        return inner
    origin = next((each for each in words if each in changed and _is_original(was.get(each)) and words[each]), "")
    if spelling or not origin:
        return inner
    own = dict(inner) if isinstance(inner, Mapping) else {"text": inner}
    before = hash_of(words_of(was[origin]))
    return {"text": own.pop("text"), "source": {"lang": origin, "hash": before}, **own}


def _is_original(inner: Any) -> bool:
    """Tell whether words were there, and translated from nothing."""
    return bool(words_of(inner)) and not (isinstance(inner, Mapping) and "source" in inner)
