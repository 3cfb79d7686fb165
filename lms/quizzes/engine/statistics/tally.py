"""Attempts taken one by one, of which only counts are kept: so many of them need no more memory than few."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from lms.quizzes.engine.statistics import items, quiz
from lms.quizzes.engine.statistics.items import ItemStatistics
from lms.quizzes.engine.statistics.quiz import QuizStatistics
from lms.quizzes.engine.statistics.sums import packed, paired


class Tally:
    """Counts of attempts; what is asked of it is what `item_statistics` and `quiz_statistics` say of all of them."""

    def __init__(self) -> None:
        self._grades: Counter[int] = Counter()
        self._wholes: Counter[int] = Counter()
        self._pairs: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self._places: list[Counter[int]] = []
        self._lengths: set[int] = set()

    def add(self, grade: int, names: Sequence[str], marks: Sequence[int]) -> None:
        """Take an attempt.

        :param grade: its points.
        :param names: the questions that were asked and are marked, each once, in their places.
        :param marks: their points.
        """
        total = sum(marks)
        base = packed(0, total)
        self._grades[grade] += 1
        self._wholes[total] += 1
        self._lengths.add(len(marks))
        while len(self._places) < len(marks):
            self._places.append(Counter())
        for name, mark, place in zip(names, marks, self._places, strict=False):
            self._pairs[name][base + mark] += 1
            place[mark] += 1

    @property
    def count(self) -> int:
        """Return how many attempts there are."""
        return self._grades.total()

    def items(self) -> dict[str, ItemStatistics]:
        """Return the statistics of each question."""
        return {name: items.of_pairs(pairs) for name, pairs in self._pairs.items()}

    def quiz(self) -> QuizStatistics:
        """Return the statistics of the quiz.

        Its consistency is that of the questions where everybody was asked the same ones, else that of the places;
        where attempts are of unlike length it is not known.
        """
        if len(self._lengths) != 1:
            return quiz.of_counts(self._grades)
        if len(self._pairs) == len(self._places):
            parts = [paired(pairs).marks for pairs in self._pairs.values()]
            return quiz.of_counts(self._grades, parts, self._wholes)
        return quiz.of_counts(self._grades, self._places, self._wholes)
