"""Moodle XML into questions: what every question has; `types` reads what is its own."""

from collections.abc import Iterator

from lms.exchange import shares
from lms.exchange.found import Brought, CannotKeep, Content, Reading
from lms.exchange.moodle import pictures, types
from lms.exchange.moodle.tree import Node
from lms.exchange.moodle.tree import read as read_tree
from lms.exchange.moodle.words import line, prose
from lms.exchange.questions_in import some
from lms.exchange.tags import with_tags
from lms.exchange.texts import Patience, Texts, first_words
from lms.markup.tidy import tidy
from lms.quizzes.engine.definition import MOST_HINTS, MOST_WEIGHT
from lms.said import say

_THIRD = "1/3"


def read(text: str, lang: str) -> Reading:
    """Return the questions of a Moodle XML file.

    :param lang: the language of texts that name none.
    :raises NoSuchFile: it is not such a file.
    """
    reader = _Reader(lang)
    read_tree(tidy(text), reader.take, wanted=lambda: not reader.reading.full)
    return reader.reading


class _Reader:
    def __init__(self, lang: str) -> None:
        self.lang, self.patience = lang, Patience()
        self.reading = Reading()
        self.category = ""

    def take(self, node: Node) -> None:
        """Add a question, or say why it can't be taken."""
        if self.reading.full:
            self.reading.more += 1
            return
        kind = node.attributes.get("type", "")
        if kind == "category":
            self.category = node.said("category").strip()
            return
        title = first_words(node.said("name") or node.said("questiontext"), self.lang)
        try:
            self.reading.take(self._question(node, kind, title))
        except CannotKeep as refusal:
            self.reading.refuse(refusal.line or node.line, title, refusal.why)

    def _question(self, node: Node, kind: str, title: str) -> Brought:
        texts = Texts(self.lang, self.patience)
        own = types.read(kind, node, texts)
        shown, files = pictures.picture(texts, _files(node))
        content = {**own, **_around(node, texts), **some(picture=shown)}
        if content["type"] in ("information", "scale"):
            content.pop("weight", None)
        name = node.said("idnumber").strip() or title
        found = Brought(node.line, title, name, content, self.category, files, texts.notes)
        return with_tags(found, [tag.words.strip() for each in node.all("tags") for tag in each.all("tag")][:50])


def _files(node: Node) -> Iterator[Node]:
    asked = node.one("questiontext")
    return asked.all("file") if asked else iter(())


def _around(node: Node, texts: Texts) -> Content:
    """Return the keys that every question may have."""
    combined = some(
        right=line(node.one("correctfeedback"), texts),
        partly=line(node.one("partiallycorrectfeedback"), texts),
        wrong=line(node.one("incorrectfeedback"), texts),
    )
    penalty = node.said("penalty").strip()
    share = shares.written(shares.meant(shares.number(penalty))) if penalty else _THIRD
    return some(
        feedback=prose(node.one("generalfeedback"), texts),
        combined=combined,
        hints=_hints(node, texts),
        weight=_weight(node, texts),
    ) | ({} if share == _THIRD else {"penalty": share})


def _hints(node: Node, texts: Texts) -> list[Content]:
    hints = []
    for each in node.all("hint"):
        said = line(each, texts)
        if said:
            flags = {"clear_wrong": each.one("clearwrong"), "count_right": each.one("shownumcorrect")}
            hints.append({"text": said, **{key: True for key, flag in flags.items() if flag is not None}})
    if len(hints) > MOST_HINTS:
        texts.note(say("Of its hints the first %(most)d were kept.", most=MOST_HINTS))
    return hints[:MOST_HINTS]


def _weight(node: Node, texts: Texts) -> int | None:
    given = node.said("defaultgrade").strip()
    if not given:
        return None
    grade = shares.number(given)
    weight = min(MOST_WEIGHT, max(1, round(grade)))
    if grade != weight and node.attributes.get("type") != "description" and grade:
        texts.note(say("Its grade of %(grade)s became the weight %(weight)d.", grade=given, weight=weight))
    return weight if weight > 1 else None
