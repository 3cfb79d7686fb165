"""English words without their endings, so that "votes" finds "voting".

Only plurals, -ed and -ing go: an ending that makes another word of it (federal, federalism; universal, university)
stays, for whoever looks for the one does not mean the other. After M. F. Porter, "An algorithm for suffix stripping",
steps 1a and 1b, made so that a word and its forms meet: no last e but in a short word, no doubled consonant last.
"""

import re

SHORTEST = 3
"""Letters of a word that loses no ending, and of what stays of any other."""

_ALONE = {
    "women": "woman",
    "children": "child",
    "wives": "wife",
    "lives": "life",
    "leaves": "leave",
    "buses": "bus",
    "lost": "lose",
    "taught": "teach",
    "chose": "choose",
    "chosen": "choose",
}
_VOWEL = re.compile("[aeiouy]")
_HISSING = re.compile("(?:ss|x|zz|ch|sh)es$")
_DOUBLED = re.compile(r"([bdfgmnprtz])\1$")
_SHORT = re.compile("[^aeiouy][aeiou][^aeiouwxy]")


def stem(word: str) -> str:
    """Return what a word has in common with its plural and its -ed and -ing forms. It is a key, not a word to show.

    :param word: small letters a to z.
    """
    word = _ALONE.get(word, word)
    if len(word) <= SHORTEST:
        return word
    word = _without_tense(_without_plural(word))
    word = _DOUBLED.sub(r"\1", word)
    return word[:-1] if len(word) > SHORTEST + 1 and word.endswith("e") else word


def _without_plural(word: str) -> str:
    if word.endswith("ies") and len(word) > SHORTEST + 1:
        return word[:-3] + "y"
    if _HISSING.search(word):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _without_tense(word: str) -> str:
    for ending in ("ing", "ed"):
        kept = word.removesuffix(ending)
        if kept != word and not word.endswith("eed") and len(kept) >= SHORTEST and _VOWEL.search(kept):
            if kept.endswith("i"):
                return kept[:-1] + "y"
            return kept + "e" if _SHORT.fullmatch(kept) else kept
    return word
