"""Our Markdown as HTML for other systems, and texts of several languages as one."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import escape

from lms.markup import convert
from lms.markup.blocks import Block, blocks
from lms.markup.tidy import tidy

Text = Mapping[str, Any]


def words_of(text: Text | None, lang: str) -> str:
    """Return what a text says in a language; nothing where it stands for want of a translation."""
    inner = (text or {}).get(lang, "")
    if not isinstance(inner, Mapping):
        return str(inner)
    words = str(inner.get("text", ""))
    origin = inner.get("source", {}).get("lang", "")
    is_copy = inner.get("state") == "draft" and origin != lang and words_of(text, origin) == words
    return "" if is_copy and words else words


def line(words: str) -> str:
    """Return a text of a line or two as HTML. Of a term its words stay, of a source nothing."""
    return _filled(tidy(words), one_line=True).removeprefix("<p>").removesuffix("</p>")


def prose(words: str) -> str:
    """Return a text of paragraphs as HTML; a box becomes a quote."""
    return "\n".join(_block(block) for block in blocks(tidy(words)))


def _block(block: Block) -> str:
    if block.kind == "prose":
        return _filled(block.body)
    title = f"<p><strong>{line(block.title)}</strong></p>" if block.title else ""
    body = _filled(block.body) if block.body else str(escape(block.ref))
    return f"<blockquote>{title}{body}</blockquote>"


def _filled(source: str, *, one_line: bool = False) -> str:
    html, embeds = convert.convert(source, one_line=one_line)
    return convert.fill(html, embeds, _shown)


def _shown(embed: convert.Embed) -> str:
    kind, ref, words = embed
    return str(escape(words or ref)) if kind == "term" else ""


def joined(by_lang: Mapping[str, str], langs: Sequence[str], *, named: bool = False) -> str:
    """Return HTML in several languages as one text; what is the same in all stands once.

    :param named: each language is named all the same: what is asked says in which languages the question is.
    """
    said = {lang: by_lang[lang] for lang in langs if by_lang.get(lang)}
    if not said or len(langs) < 2 or (len(set(said.values())) == 1 and not named):
        return next(iter(said.values()), "")
    return "".join(f'<span lang="{lang}" class="multilang">{html}</span>' for lang, html in said.items())


def together(text: Text | None, langs: Sequence[str], *, one_line: bool, named: bool = False) -> str:
    """Return a text of a package as one HTML text in these languages."""
    make = line if one_line else prose
    return joined({lang: make(words) for lang in langs if (words := words_of(text, lang))}, langs, named=named)
