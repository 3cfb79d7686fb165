"""Questions as GIFT: those it has a type for."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from lms.exchange import shares
from lms.exchange.found import Content
from lms.exchange.gift.signs import escaped
from lms.exchange.html_out import together, words_of
from lms.exchange.tags import tags_of
from lms.exchange.written import CannotSay, Source, Written
from lms.quizzes.engine.definition import load
from lms.quizzes.engine.types.choice import Choice
from lms.said import say

_NO_TYPE = say("GIFT has no such question. Moodle XML has.")
_ONE_GAP = say("GIFT has texts with one gap at most. Moodle XML has more.")


def write(sources: Iterable[Source], langs: Sequence[str]) -> Written:
    """Return a GIFT file in one language or several."""
    made, lines, module = Written(), list[str](), ""
    for source in sources:
        try:
            text = _Writer(langs, made, source).question()
        except CannotSay as refusal:
            made.left.append((source, refusal.why))
            continue
        if source.module != module:
            module = source.module
            lines.append(f"$CATEGORY: $course$/top/{module}\n")
        lines.append(text)
        made.count += 1
    made.body = "\n".join(lines).encode()
    return made


class _Writer:
    def __init__(self, langs: Sequence[str], made: Written, source: Source) -> None:
        self.langs, self.made, self.source = langs, made, source
        self.content = source.content

    def question(self) -> str:
        content = self.content
        if not any(words_of(content["stem"], lang) for lang in self.langs):
            raise CannotSay(say("It is not written in this language."))
        self._left_out()
        stem = escaped(together(content["stem"], self.langs, one_line=False, named=True))
        body = self._body(content)
        tags = "".join(f" [tag:{tag}]" for tag in tags_of(content))
        head = f"// [id:{content['id']}]{tags}\n::{escaped(content['id'])}::[html]"
        if content["type"] in ("gapselect", "cloze"):
            before, _, after = stem.partition(escaped("{{" + content["gaps"][0]["id"] + "}}"))
            return f"{head}{before}{{{body}}}{after}\n"
        return f"{head}{stem}\n" if body is None else f"{head}{stem}{{{body}}}\n"

    def _left_out(self) -> None:
        content = self.content
        for key, what in (
            ("picture", say("Its picture is left out: a text file can't hold one.")),
            ("sound", say("Its recording is left out: the file can't hold one.")),
            ("hints", say("Its hints are left out: GIFT has none.")),
            ("rubric", say("Its rubric is left out: GIFT has none.")),
            ("units", say("Its units are left out: GIFT has none.")),
        ):
            if key in content:
                self.made.left.append((self.source, what))
        if content["type"] != "number" and "combined" in content:
            self.made.left.append((self.source, say("Feedback for right, partly right and wrong is left out.")))

    def _body(self, content: Content) -> str | None:
        own = getattr(self, f"_{content['type']}", None)
        if own is None:
            raise CannotSay(_NO_TYPE)
        body = own(content)
        general = self._line(content.get("feedback"), one_line=False)
        if body is None:
            return None
        return f"{body}####{general}" if general else str(body)

    def _line(self, text: Any, *, one_line: bool = True) -> str:
        return escaped(together(text, self.langs, one_line=one_line))

    def _said(self, thing: Content) -> str:
        feedback = self._line(thing.get("feedback"))
        return f"#{feedback}" if feedback else ""

    def _single(self, content: Content) -> str:
        return self._options(content["options"], _shares(content), several=False)

    def _multiple(self, content: Content) -> str:
        return self._options(content["options"], _shares(content), several=True)

    def _options(self, options: list[Content], worth: dict[str, Fraction], *, several: bool) -> str:
        lines = []
        for option in options:
            share = worth[option["id"]]
            sign = "=" if share == 1 and not several else "~"
            weight = "" if sign == "=" or (not share and not several) else f"%{shares.percent(share)}%"
            lines.append(f"\n{sign}{weight}{self._line(option['text'])}{self._said(option)}")
        return "".join(lines) + "\n"

    def _truefalse(self, content: Content) -> str:
        said = [self._line(content.get(key)) for key in ("if_true", "if_false")]
        right, wrong = said if content["answer"] else said[::-1]
        return ("T" if content["answer"] else "F") + (f"#{wrong}#{right}" if right or wrong else "")

    def _shorttext(self, content: Content) -> str:
        if content.get("case"):
            self.made.left.append((self.source, say("That large and small letters differ is left out.")))
        return "\n" + "".join(
            f"={_weight(answer)}{escaped(words)}{self._said(answer)}\n"
            for answer in content["answers"]
            for words in answer["accept"]
        )

    def _matching(self, content: Content) -> str:
        words = {each["id"]: self._line(each["text"]) for each in content["matches"]}
        used = {item["match"] for item in content["items"]}
        if any("feedback" in item for item in content["items"]):
            self.made.left.append((self.source, say("Feedback for each pair is left out.")))
        pairs = [(self._line(item["text"]), words[item["match"]]) for item in content["items"]]
        pairs += [("", words[each["id"]]) for each in content["matches"] if each["id"] not in used]
        return "\n" + "".join(f"={left} -> {right}\n" for left, right in pairs)

    def _number(self, content: Content) -> str:
        wrong = self._line(content.get("combined", {}).get("wrong"))
        lines = [
            f"={_weight(answer)}{_measured(answer, self._differs)}{self._said(answer)}\n"
            for answer in content["answers"]
        ]
        return "#\n" + "".join(lines) + (f"~#{wrong}\n" if wrong else "")

    def _differs(self) -> None:
        self.made.left.append((self.source, say("What is tolerated is written as a distance: GIFT has no other.")))

    def _essay(self, _content: Content) -> str:
        return ""

    def _information(self, content: Content) -> None:
        if "feedback" in content:
            self.made.left.append((self.source, say("Feedback is left out.")))

    def _gapselect(self, content: Content) -> str:
        if len(content["gaps"]) > 1:
            raise CannotSay(_ONE_GAP)
        self._once(content)
        return self._single({"type": "single", "id": "gap", **content["gaps"][0]})

    def _cloze(self, content: Content) -> str:
        (gap, *more) = content["gaps"]
        if more or gap["type"] == "truefalse":
            raise CannotSay(_ONE_GAP)
        self._once(content)
        return str(getattr(self, f"_{gap['type']}")(gap))

    def _once(self, content: Content) -> None:
        if sum(lang in content["stem"] for lang in self.langs) > 1:
            raise CannotSay(say("A text with a gap leaves as GIFT in one language only. Say which one."))


def _shares(content: Content) -> dict[str, Fraction]:
    task = load({"stem": {}, **content}).task
    assert isinstance(task, Choice), content
    return task.shares


def _weight(answer: Content) -> str:
    share = Fraction(str(answer.get("share", 1)))
    return "" if share == 1 else f"%{shares.percent(share)}%"


def _measured(answer: Content, differs: Any) -> str:
    value = Fraction(str(answer["value"]))
    distance, exact = shares.distance(value, answer.get("tolerance", {}))
    if not exact:
        differs()
    return f"{shares.decimal(value)}:{shares.decimal(distance)}"
