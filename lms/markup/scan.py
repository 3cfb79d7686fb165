"""What a text refers to and what may not stand in it, line by line, without converting it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from lms.markup.blocks import BOXES, REFERRING, Block, blocks
from lms.markup.limits import Found, excesses
from lms.markup.tidy import tidy
from lms.said import Said, say
from lms.text.syllables import cut

Kind = Literal["plain", "line", "prose", "lesson"]
"""How a text is shown: as it is; one line with emphasis; paragraphs and boxes; all of it, with
pictures and questions.
"""

TERM = r"(?<!\\)\[\[(?P<ref>[^\[\]|\n]{1,100})(?:\|(?P<words>[^\[\]|\n]{1,200}))?\]\]"
SOURCE = r"(?<!\\)\[@(?P<ref>[a-z0-9-]{1,60})\]"

_TERM = re.compile(TERM)
_SOURCE = re.compile(SOURCE)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>?|<[!?]|<https?:")
_LINK = re.compile(r"(?<!\\)\](?:\(|\[)|^ {0,3}\[[^\]\n]*\]:")
_PICTURE = re.compile(r"(?<!\\)!\[")
_OPEN = re.compile(r"(?<!\\)\[(?:\[|@)")
_TITLE = re.compile(r" {0,3}#(?!#)")


UseKind = Literal["term", "source", "picture", "sound", "check"]
MOST_USES = 500
_USED: dict[str, UseKind] = {"law": "source", "audio": "sound", "check": "check", "figure": "picture"}
_MOST_TROUBLES = 100


@dataclass(frozen=True, slots=True)
class Use:
    """A text refers to something: a term, source, picture, sound or check, by `ref`, on `line`;
    `words` is what it shows.
    """

    kind: UseKind
    ref: str
    line: int
    words: str = ""


@dataclass
class Scan:
    """Everything found in a text, in order."""

    uses: list[Use] = field(default_factory=list)
    troubles: list[Found] = field(default_factory=list)

    def use(self, kind: UseKind, ref: str, line: int, words: str = "") -> None:
        """Note a reference; that there are too many is noted once."""
        if len(self.uses) < MOST_USES:
            self.uses.append(Use(kind, ref, line, words))
            if len(self.uses) == MOST_USES:
                self.trouble(
                    line,
                    say("The text refers to more than %(most)d terms, sources and pictures.", most=MOST_USES),
                    say("Divide it."),
                )

    def trouble(self, line: int, what: Said, how: Said) -> None:
        """Note what is wrong; of a text that is wrong throughout, the first hundred places."""
        if len(self.troubles) < _MOST_TROUBLES:
            self.troubles.append((line, what, how))


def scan(source: str, kind: Kind = "prose") -> Scan:
    """Return what `source` refers to and what is wrong with it. Lines are counted from 1 in
    `source`.
    """
    found = Scan()
    if kind == "plain":
        return found
    source = tidy(source)
    for excess in islice(excesses(source), _MOST_TROUBLES):
        found.trouble(*excess)
    if found.troubles:
        return found
    if kind == "line":
        _inline(found, source, 1)
        return found
    for block in blocks(source):
        _block(found, block, kind)
    return found


def _block(found: Scan, block: Block, kind: Kind) -> None:
    trouble = _wrong_place(block, kind)
    if trouble is not None:
        found.trouble(block.line, *trouble)
        return
    if block.kind in _USED:
        found.use(_USED[block.kind], block.ref, block.line, block.body if block.kind == "figure" else "")
    if block.kind == "figure":
        _inline(found, block.title, block.line)
        return
    if block.kind != "prose" and any(inner.kind != "prose" for inner in blocks(block.body)):
        found.trouble(block.body_line, say("A box stands inside a box."), say("Put one after the other."))
    _inline(found, block.title, block.line)
    _inline(found, block.body, block.body_line)


def _wrong_place(block: Block, kind: Kind) -> tuple[Said, Said] | None:
    if block.kind == "unclear":
        return (
            say("This line begins with !!! and can't be read."),
            say(
                'Write it so: !!! note "Title". Known are: %(known)s.',
                known=", ".join((*BOXES, *REFERRING)),
            ),
        )
    if kind != "lesson" and block.kind in ("figure", "audio", "check"):
        return (
            say("Pictures, sound and questions can stand in lessons only."),
            say("Use the key “picture” where there is one."),
        )
    if block.kind in REFERRING and not block.ref:
        return (
            say("This box does not say what it shows."),
            say("Write the name after the word: !!! %(kind)s NAME", kind=block.kind),
        )
    if block.kind in BOXES and block.ref:
        return (
            say("The title of a box stands in quotes."),
            say('Write it so: !!! %(kind)s "Title"', kind=block.kind),
        )
    if block.kind in ("law", "audio", *BOXES) and not block.body.strip():
        return (
            say("The box is empty."),
            say("Its text stands on the next line, four spaces in: of a recording, what is said in it."),
        )
    if block.kind == "check" and block.body.strip():
        return (
            say("Text stands under a check question."),
            say("Take the four spaces away, or put the text into the question."),
        )
    return None


def _inline(found: Scan, text: str, first: int) -> None:
    for number, line in enumerate(text.split("\n"), first):
        if len(found.troubles) >= _MOST_TROUBLES:
            return
        for match in _TERM.finditer(line):
            found.use("term", match["ref"].strip(), number, match["words"] or "")
        for match in _SOURCE.finditer(line):
            found.use("source", match["ref"], number)
        rest = _SOURCE.sub("", _TERM.sub("", line))
        for trouble in _troubles(rest):
            found.trouble(number, *trouble)


def _troubles(line: str) -> Iterator[tuple[Said, Said]]:
    tag = _TAG.search(line)
    if tag:
        yield (
            say("HTML is not part of the format: “%(tag)s”.", tag=cut(tag.group(), 40)),
            say("Use Markdown; for the sign itself write “\\<” or put a space after it."),
        )
    if _PICTURE.search(line):
        yield (
            say("A picture does not stand as it should."),
            say('Put it on a line of its own: ![what it shows](file.svg "Caption")'),
        )
    elif _LINK.search(line):
        yield (
            say("Links are not part of the format."),
            say("Name what was read in sources.yaml and write [@its-id]."),
        )
    elif _OPEN.search(line):
        yield (
            say("“[[” or “[@” is not closed on the same line, or has a sign inside that it can't have."),
            say("Write [[term]], [[term|other words]] or [@source-id]."),
        )
    if _TITLE.match(line):
        yield (
            say("The largest heading is the lesson's title."),
            say("Begin headings with ##."),
        )
