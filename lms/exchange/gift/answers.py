"""What stands between the braces of a GIFT question."""

import re
from fractions import Fraction

from lms.exchange import questions_in, shares
from lms.exchange.found import CannotKeep, Content
from lms.exchange.gift.signs import shown
from lms.exchange.questions_in import Choice, Fitting, some
from lms.exchange.texts import PLAIN, Text, Texts
from lms.quizzes.engine import numerals
from lms.quizzes.engine.refusal import NotAnAnswer
from lms.said import say
from lms.text.syllables import cut

_WEIGHT = re.compile(r"\s*%\s*([+-]?[0-9.]{1,20})\s*%")
_FORMAT = re.compile(r"\s*\[(html|markdown|plain|moodle)\]", re.IGNORECASE)
_SPLIT = re.compile(r"(?=[=~])")
_TRUE, _FALSE = frozenset({"T", "TRUE"}), frozenset({"F", "FALSE"})
_MOST = 100


def read(answer: str, texts: Texts, form: str) -> Content:
    """Return the type of a question and what is answered.

    :param answer: what stands in the braces, its escaped signs hidden.
    :param form: how the question's text is written; its answers are written so too.
    :raises CannotKeep: it is none that GIFT has.
    """
    own, said, general = answer.partition("####")
    body = _Answers(texts, form).read(own.strip())
    return {**body, **some(feedback=texts.prose(shown(general), form) if said else {})}


class _Answers:
    def __init__(self, texts: Texts, form: str) -> None:
        self.texts, self.form = texts, form

    def read(self, text: str) -> Content:
        if not text:
            return {"type": "essay"}
        if text.startswith("#"):
            return self._number(text[1:].strip())
        word, *feedback = text.split("#")
        if shown(word).upper() in _TRUE | _FALSE:
            return self._truth(shown(word).upper() in _TRUE, feedback)
        if text[0] not in "=~":
            raise CannotKeep(say("An answer begins with “=” where it is right and with “~” where it is wrong."))
        parts = [part for part in _SPLIT.split(text) if part.strip()]
        if len(parts) > _MOST:
            raise CannotKeep(say("It has more than %(most)d answers.", most=_MOST))
        if any(part.startswith("~") for part in parts):
            return self._choice(parts)
        if "->" in text:
            return self._matching(parts)
        answers = questions_in.accepted(self._fitting(part) for part in parts)
        return {"type": "shorttext", "answers": answers}

    def _line(self, raw: str) -> Text:
        how = _FORMAT.match(raw)
        form = (
            {"plain": PLAIN, "moodle": "moodle_auto_format"}.get(how[1].lower(), how[1].lower()) if how else self.form
        )
        return self.texts.line(shown(raw[how.end() :] if how else raw), form)

    def _truth(self, answer: bool, feedback: list[str]) -> Content:
        """Return a question of true or false: the first feedback is for who is wrong, the second for who is right."""
        wrong, right = ([self._line(each) for each in feedback] + [{}, {}])[:2]
        said = (right, wrong) if answer else (wrong, right)
        return {"type": "truefalse", "answer": answer, **some(if_true=said[0], if_false=said[1])}

    def _weighted(self, part: str, plain: Fraction) -> tuple[Fraction, str, str]:
        """Return what an answer is worth, its words, and its feedback."""
        rest = part[1:]
        weight = _WEIGHT.match(rest)
        share = shares.of_percent(weight[1]) if weight else plain
        words, _, feedback = (rest[weight.end() :] if weight else rest).partition("#")
        return share, words.strip(), feedback.strip()

    def _choice(self, parts: list[str]) -> Content:
        several = not any(part.startswith("=") for part in parts)
        choices = []
        for part in parts:
            share, words, feedback = self._weighted(part, Fraction(part.startswith("=")))
            choices.append(Choice(self._line(words), share, self._line(feedback)))
        if several and any(each.share == 1 for each in choices) and sum(each.share > 0 for each in choices) == 1:
            several = False
        return {
            "type": "multiple" if several else "single",
            "options": questions_in.options(choices, several=several),
        }

    def _fitting(self, part: str) -> Fitting:
        share, words, feedback = self._weighted(part, Fraction(1))
        return Fitting(self.texts.typed(shown(words)), share, self._line(feedback))

    def _matching(self, parts: list[str]) -> Content:
        items: list[Content] = []
        matches: list[Content] = []
        for part in parts:
            left, arrow, right = part[1:].partition("->")
            right, _, feedback = right.partition("#")
            if not arrow:
                raise CannotKeep(say("In a matching question each answer has “->” between what belongs together."))
            text = self._line(right.strip())
            there = next((each["id"] for each in matches if each["text"] == text), "")
            if not there:
                matches.append({**questions_in.thing(len(matches), text), "id": f"m{len(matches) + 1}"})
                there = matches[-1]["id"]
            if left.strip():
                item = questions_in.thing(len(items), self._line(left.strip()), self._line(feedback.strip()))
                items.append({**item, "match": there})
        return {"type": "matching", "items": items, "matches": matches}

    def _number(self, text: str) -> Content:
        parts = [part for part in _SPLIT.split(text) if part.strip()] if text[:1] in ("=", "~") else [f"={text}"]
        answers: list[Content] = []
        wrong: Text = {}
        for part in parts[:_MOST]:
            share, words, feedback = self._weighted(part, Fraction(1))
            if part.startswith("~") or words == "*":
                wrong = self._line(feedback)
                continue
            value, tolerance = _range(shown(words))
            answers.append(questions_in.measured(len(answers), value, tolerance, share, self._line(feedback)))
        return {"type": "number", "answers": answers, **some(combined=some(wrong=wrong))}


def _range(text: str) -> tuple[Fraction, Fraction]:
    """Return a number and how far off is right: 3.14:0.005, or 3.135..3.145."""
    low, dots, high = text.partition("..")
    if dots:
        least, most = sorted((_value(low), _value(high)))
        return (least + most) / 2, (most - least) / 2
    value, _, tolerance = text.partition(":")
    return _value(value), abs(_value(tolerance)) if tolerance.strip() else Fraction(0)


def _value(text: str) -> Fraction:
    try:
        number, rest = numerals.read(text)
    except NotAnAnswer:
        rest = text or "?"
    if rest:
        raise CannotKeep(say("“%(text)s” is not a number.", text=cut(text.strip(), 40)))
    return number
