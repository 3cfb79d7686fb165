"""What a person marks by: Moodle has no rubric in a quiz, so ours leaves in the information for graders, and comes back
from there. The files that may be handed in.
"""

import re
from collections.abc import Sequence

from lms.exchange import questions_in, shares
from lms.exchange.found import CannotKeep, Content
from lms.exchange.html_out import together
from lms.exchange.moodle.tree import Node
from lms.exchange.questions_in import some
from lms.exchange.texts import Texts
from lms.quizzes.engine.types.upload import MOST_FILES, MOST_KB, FileType
from lms.said import say
from lms.text.syllables import cut

_LARGEST = 20_000


def read(html: str, texts: Texts) -> list[Content]:
    """Return the rubric in the information for graders; that there is other information is noted."""
    if not html.strip():
        return []
    found = html.split("<h4>")[1:] if html.lstrip().startswith("<h4>") else []
    if not found or len(html) > _LARGEST:
        texts.note(say("The information for graders was left out: write it as a rubric."))
        return []
    return [_criterion(place, each, texts) for place, each in enumerate(found)]


def _criterion(place: int, html: str, texts: Texts) -> Content:
    head, _, rest = html.partition("</h4>")
    weight, _, words = head.partition(" × ")
    levels = [each.partition("</li>")[0].partition(": ") for each in rest.split("<li>")[1:]]
    return {
        **questions_in.thing(place, texts.line(words)),
        **({"weight": int(weight)} if weight.isascii() and weight.isdecimal() and int(weight[:9]) > 1 else {}),
        "levels": [
            {**questions_in.thing(number, texts.line(said)), "share": _share(share)}
            for number, (share, _, said) in enumerate(levels)
        ],
    }


def write(rubric: Sequence[Content], langs: Sequence[str]) -> str:
    """Return a rubric as HTML for graders."""
    return "\n".join(
        f"<h4>{each.get('weight', 1)} × {together(each['text'], langs, one_line=True)}</h4>\n<ul>"
        + "".join(
            f"<li>{level['share']}: {together(level['text'], langs, one_line=True)}</li>" for level in each["levels"]
        )
        + "</ul>"
        for each in rubric
    )


def files(node: Node, texts: Texts) -> Content:
    """Return which files may be handed in."""
    most = node.said("attachments").strip()
    count = MOST_FILES if most == "-1" else int(shares.number(most))
    if count > MOST_FILES:
        texts.note(say("Of its files %(most)d may be handed in.", most=MOST_FILES))
    wanted = re.split(r"[\s,;]+", node.said("filetypeslist").strip().lower())
    known = [kind for name in wanted if (kind := _KINDS.get(name.lstrip(".")))]
    other = [name for name in wanted if name and name.lstrip(".") not in _KINDS]
    if other:
        texts.note(say("Files of the type %(names)s can't be handed in here.", names=cut(", ".join(other), 100)))
    size = node.said("maxbytes").strip()
    kb = int(shares.number(size)) // 1000 if size not in ("", "0") else 0
    return {
        **some(types=list(dict.fromkeys(known))),
        **({"most_files": min(count, MOST_FILES)} if count != 1 else {}),
        **({"most_kb": min(kb, MOST_KB)} if kb and kb != 1000 else {}),
    }


def _share(text: str) -> shares.Share:
    try:
        top, _, below = text.partition("/")
        return shares.written(shares.number(top) / (shares.number(below) if below else 1))
    except ZeroDivisionError:
        raise CannotKeep(say("“%(text)s” is not a number.", text=text)) from None


_KINDS = {kind.value: kind.value for kind in FileType} | {"jpeg": "jpg", "oga": "ogg"}
