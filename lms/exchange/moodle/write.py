"""Questions as Moodle XML: every type, in one language or several."""

import base64
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from xml.sax.saxutils import escape, quoteattr

from lms.exchange.found import Content
from lms.exchange.html_out import together, words_of
from lms.exchange.moodle import types_out
from lms.exchange.moodle.pictures import PLACE
from lms.exchange.moodle.xml import Xml
from lms.exchange.tags import tags_of
from lms.exchange.written import CannotSay, Source, Written
from lms.said import say

_CATEGORY = '<question type="category"><category><text>$course$/top/{}</text></category></question>\n'


def write(sources: Iterable[Source], langs: Sequence[str], media: Mapping[str, bytes]) -> Written:
    """Return a Moodle XML file.

    :param media: the course's pictures, by their names.
    """
    made = Written()
    pieces = ['<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n']
    module = ""
    for source in sources:
        try:
            text = _question(source, langs, media, made)
        except CannotSay as refusal:
            made.left.append((source, refusal.why))
            continue
        if source.module != module:
            module = source.module
            pieces.append(_CATEGORY.format(escape(module)))
        pieces.append(text)
        made.count += 1
    made.body = "".join([*pieces, "</quiz>\n"]).encode()
    return made


def _question(source: Source, langs: Sequence[str], media: Mapping[str, bytes], made: Written) -> str:
    content = source.content
    if not any(words_of(content["stem"], lang) for lang in langs):
        raise CannotSay(say("It is not written in this language."))
    xml = Xml(langs)
    kind = types_out.write(xml, content, lambda said: made.left.append((source, said)))
    out = Xml(langs)
    out.text("name", content["id"])
    picture, file = _picture(content, langs, media)
    if "sound" in content:
        made.left.append((source, say("Its recording is left out: the file can't hold one.")))
    out.html("questiontext", xml.stem + picture, file)
    out.html("generalfeedback", together(content.get("feedback"), langs, one_line=False))
    is_marked = kind != "description" and content["type"] != "scale"
    out.plain("defaultgrade", content.get("weight", 1) if is_marked else 0)
    out.plain("penalty", f"{float(Fraction(str(content.get('penalty', '1/3')))):.7f}")
    out.plain("hidden", 0)
    out.plain("idnumber", content["id"])
    combined = content.get("combined", {})
    for name, key in (("correct", "right"), ("partiallycorrect", "partly"), ("incorrect", "wrong")):
        out.html(f"{name}feedback", together(combined.get(key), langs, one_line=True))
    out.lines += xml.lines
    for hint in content.get("hints", ()):
        flags = ("<shownumcorrect/>" if hint.get("count_right") else "") + (
            "<clearwrong/>" if hint.get("clear_wrong") else ""
        )
        out.html("hint", together(hint["text"], langs, one_line=True), flags)
    tags = "".join(f"<tag><text>{escape(tag)}</text></tag>" for tag in tags_of(content))
    if tags:
        out.lines.append(f"<tags>{tags}</tags>")
    inside = "\n".join(out.lines)
    return f"<question type={quoteattr(kind)}>\n{inside}\n</question>\n"


def _picture(content: Content, langs: Sequence[str], media: Mapping[str, bytes]) -> tuple[str, str]:
    """Return the picture as HTML, and as a file of the question."""
    if "picture" not in content:
        return "", ""
    name = content["picture"]["file"]
    alts = {lang: words_of(content["picture"]["alt"], lang) for lang in langs}
    shown = [(lang, f'<p><img src="{PLACE}{name}" alt={quoteattr(alt)}/></p>') for lang, alt in alts.items() if alt]
    html = "".join(f'<span lang="{lang}" class="multilang">{each}</span>' for lang, each in shown)
    body = base64.b64encode(media[name]).decode()
    return (
        html if len(shown) > 1 else "".join(each for _, each in shown)
    ), f'<file name="{name}" path="/" encoding="base64">{body}</file>'
