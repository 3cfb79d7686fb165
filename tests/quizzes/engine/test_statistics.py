"""Statistics of questions, quizzes and what was learned, against an independent computation."""

import time
from collections.abc import Callable
from fractions import Fraction
from math import isclose, sqrt
from operator import sub
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.quizzes.engine.statistics.gain import Finding, gain
from lms.quizzes.engine.statistics.intervals import fisher, wilson
from lms.quizzes.engine.statistics.items import FEWEST, ItemStatistics, item_statistics
from lms.quizzes.engine.statistics.options import Weakness, option_statistics
from lms.quizzes.engine.statistics.quiz import QuizStatistics, quiz_statistics
from lms.quizzes.engine.statistics.student import t_for, t_within
from lms.quizzes.engine.statistics.sums import Paired, packed, paired, totals, unpacked
from lms.quizzes.engine.statistics.tally import Tally

WHOLE = 10_000
Columns = dict[str, list[int | None]]
MOST_SECONDS = 2.0


def made(attempts: int, items: int, seed: int = 1, *, holes: bool = False) -> Columns:
    """Return marks as learners of unlike strength would get them."""
    random = Random(seed)
    strong = [random.gauss(0, 1) for _ in range(attempts)]

    def mark(each: float, item: int) -> int | None:
        if holes and random.random() < 0.2:
            return None
        reached = each + random.gauss(0, 1) - (item / items - 0.5)
        return WHOLE if reached > 0.3 else random.choice([0, 3333, 5000]) if reached > -0.5 else 0

    return {f"q{item}": [mark(each, item) for each in strong] for item in range(items)}


def near(found: float | None, other: float) -> bool:
    """Tell whether two values are one to a billionth."""
    return found is not None and isclose(found, float(other), rel_tol=1e-9, abs_tol=1e-9)


def both_near(found: tuple[float, float] | None, others: tuple[float, float]) -> bool:
    """Tell whether the bounds of two intervals are one to a billionth."""
    return found is not None and all(map(near, found, others))


@pytest.fixture(scope="module")
def scipy() -> Any:
    """An independent computation; it is installed with the development tools."""
    return pytest.importorskip("scipy.stats", reason="SciPy is not installed: it is one of the development tools")


@pytest.fixture(scope="module")
def numpy() -> Any:
    """Columns of numbers; it comes with SciPy."""
    return pytest.importorskip("numpy", reason="NumPy is not installed: it comes with the development tools")


@pytest.mark.parametrize("holes", [False, True])
@pytest.mark.parametrize("attempts", [12, 31, 500])
def test_items_are_as_an_independent_computation_has_them(scipy: Any, numpy: Any, attempts: int, holes: bool) -> None:
    columns = made(attempts, 7, seed=attempts, holes=holes)
    found = item_statistics(columns)
    rows = [sum(each or 0 for each in row) for row in zip(*columns.values(), strict=True)]

    for name, column in columns.items():
        own = numpy.array([mark for mark in column if mark is not None]) / WHOLE
        rest = numpy.array([row - mark for row, mark in zip(rows, column, strict=True) if mark is not None]) / WHOLE
        assert found[name].count == len(own)
        assert near(found[name].facility, own.mean())
        assert near(found[name].spread, own.std(ddof=1))
        if len(set(own)) > 1 and len(set(rest)) > 1:
            assert near(found[name].discrimination, scipy.pearsonr(own, rest).statistic)
            within = scipy.pearsonr(own, rest).confidence_interval(0.95)
            assert both_near(found[name].discrimination_within, within)
            best = numpy.cov(numpy.sort(own), numpy.sort(rest))[0][1]
            assert near(found[name].efficiency, numpy.cov(own, rest)[0][1] / best)
        else:
            assert found[name].discrimination is None
        if set(own) <= {0, 1}:
            mean = scipy.binomtest(int(own.sum()), len(own)).proportion_ci(0.95, method="wilson")
        else:
            mean = scipy.ttest_1samp(own, 0).confidence_interval(0.95)
        assert both_near(found[name].facility_within, (mean.low, min(1.0, mean.high)))


def test_of_right_and_wrong_it_is_the_point_biserial_correlation(scipy: Any) -> None:
    columns: Columns = {name: [WHOLE if mark == WHOLE else 0 for mark in own] for name, own in made(200, 5).items()}
    rows = totals(list(columns.values()))

    for name, column in columns.items():
        rest = [row - (mark or 0) for row, mark in zip(rows, column, strict=True)]
        point = scipy.pointbiserialr([mark == WHOLE for mark in column], rest).statistic
        assert near(item_statistics(columns)[name].discrimination, point)


@pytest.mark.parametrize("attempts", [4, 25, 1000])
def test_a_quiz_is_as_an_independent_computation_has_it(scipy: Any, numpy: Any, attempts: int) -> None:
    columns = [[mark or 0 for mark in column] for column in made(attempts, 6, seed=attempts).values()]
    grades = [row // 6 for row in totals(columns)]
    found = quiz_statistics(grades, columns)
    shares = numpy.array(grades) / WHOLE

    assert found.count == attempts
    assert near(found.mean, shares.mean())
    assert near(found.median, numpy.median(shares))
    assert near(found.deviation, shares.std(ddof=1))
    assert near(found.skewness, scipy.skew(shares, bias=False))
    assert near(found.kurtosis, scipy.kurtosis(shares, bias=False))
    table = numpy.array(columns)
    alpha = 6 / 5 * (1 - table.var(axis=1, ddof=1).sum() / table.sum(axis=0).var(ddof=1))
    assert near(found.consistency, alpha)
    assert near(found.error, shares.std(ddof=1) * sqrt(1 - alpha))


@pytest.mark.parametrize("attempts", [10, 11, 40, 400])
def test_a_gain_is_as_the_paired_t_test_has_it(scipy: Any, numpy: Any, attempts: int) -> None:
    random = Random(attempts)
    before = [random.randrange(0, 8000) for _ in range(attempts)]
    after = [min(WHOLE, mark + random.randrange(-2000, 4000)) for mark in before]
    found = gain(zip(before, after, strict=True))
    differences = (numpy.array(after) - numpy.array(before)) / WHOLE

    test = scipy.ttest_rel(numpy.array(after) / WHOLE, numpy.array(before) / WHOLE).confidence_interval(0.95)
    assert near(found.before, numpy.mean(before) / WHOLE)
    assert near(found.after, numpy.mean(after) / WHOLE)
    assert near(found.mean, differences.mean())
    assert near(found.low, test.low)
    assert near(found.high, test.high)


def test_intervals_of_shares_are_wilsons(scipy: Any) -> None:
    for of in (1, 2, 7, 30, 1000):
        for count in {0, 1, of // 2, of - 1, of}:
            other = scipy.binomtest(count, of).proportion_ci(0.95, method="wilson")
            low, high = wilson(count, of)
            assert near(low, other.low)
            assert near(high, other.high)


@pytest.mark.parametrize("confidence", [0.0, 0.5, 0.9, 0.95, 0.999])
def test_students_t_is_his(scipy: Any, confidence: float) -> None:
    for freedom in (1, 2, 3, 9, 10, 29, 99, 1000, 100_000):
        assert near(t_for(confidence, freedom), scipy.t.ppf((1 + confidence) / 2, freedom))
        for t in (0.0, 0.1, 1.0, 2.5, 40.0):
            assert near(t_within(t, freedom), scipy.t.cdf(t, freedom) - scipy.t.cdf(-t, freedom))


def test_options_are_as_an_independent_computation_has_them(scipy: Any) -> None:
    random = Random(5)
    chosen = [random.choice([("a",), ("b",), ("a", "b"), ("c",), None]) for _ in range(300)]
    rests = [random.randrange(0, 60_000) for _ in chosen]
    answered = [(picks, rest) for picks, rest in zip(chosen, rests, strict=True) if picks is not None]

    found = option_statistics("abc", {"a"}, chosen, rests)
    for option in found:
        picks = [option.id in each for each, _ in answered]
        assert option.count == sum(picks)
        assert near(option.share, sum(picks) / len(answered))
        assert near(option.discrimination, scipy.pointbiserialr(picks, [rest for _, rest in answered]).statistic)
        assert option.right is (option.id == "a")


def of_two(picks: int, *, rest: Callable[[int], int], answers: int = 100) -> list[Weakness | None]:
    """Return the weaknesses of a right and a wrong option, where the first `picks` chose the wrong one."""
    chosen = [("wrong",) if number < picks else ("right",) for number in range(answers)]
    found = option_statistics(["right", "wrong"], {"right"}, chosen, [rest(number) for number in range(answers)])
    return [each.weakness for each in found]


def test_a_weak_option_is_named_with_its_reason() -> None:
    assert of_two(1, rest=lambda number: number, answers=200) == [None, Weakness.RARELY_CHOSEN]
    assert of_two(40, rest=lambda number: number) == [None, None]
    assert of_two(40, rest=lambda number: -number) == [Weakness.REPELS_THE_STRONG, Weakness.DRAWS_THE_STRONG]
    assert of_two(40, rest=lambda number: number % 2) == [None, None]
    assert of_two(40, rest=lambda _: 7) == [None, None]


def test_where_few_answered_or_chose_nothing_is_said_of_options() -> None:
    assert of_two(20, rest=lambda number: -number, answers=FEWEST - 1) == [None, None]
    assert of_two(20, rest=lambda number: -number, answers=FEWEST)[1] == Weakness.DRAWS_THE_STRONG
    assert of_two(4, rest=lambda number: -number, answers=40)[1] is None
    assert of_two(5, rest=lambda number: -number, answers=40)[1] == Weakness.DRAWS_THE_STRONG
    (nobody,) = option_statistics(["a"], {"a"}, [None], [1])
    assert (nobody.count, nobody.share, nobody.low, nobody.high, nobody.discrimination) == (0, 0.0, 0.0, 1.0, None)


def test_what_the_answers_do_not_define_is_none() -> None:
    assert item_statistics({"a": [None], "b": [WHOLE]}) == {
        "a": ItemStatistics(0, None, None, None, None),
        "b": ItemStatistics(1, 1.0, None, None, None, wilson(1, 1)),
    }
    same = item_statistics({"a": [5000] * 30, "b": [0, WHOLE] * 15})
    assert (same["a"].discrimination, same["a"].efficiency, same["b"].discrimination) == (None, None, None)
    assert same["a"].enough
    assert not item_statistics({"a": [5000] * 29})["a"].enough
    assert quiz_statistics([]) == QuizStatistics(0, None, None, None, None, None, None, None)
    assert quiz_statistics([5000]) == QuizStatistics(1, 0.5, 0.5, None, None, None, None, None)
    assert quiz_statistics([0, WHOLE]).skewness is None
    assert quiz_statistics([0, WHOLE, WHOLE]).kurtosis is None
    assert quiz_statistics([0, WHOLE, WHOLE]).skewness is not None
    assert quiz_statistics([7] * 9).skewness is quiz_statistics([7] * 9).kurtosis is None
    assert quiz_statistics([7, 8], [[7, 8]]).consistency is None
    assert quiz_statistics([7, 7], [[3, 4], [4, 3]]).consistency is None
    assert (paired({packed(1, 2): 1}).correlation, paired({}).efficiency) == (None, None)


def test_too_few_pairs_say_nothing_of_a_gain() -> None:
    assert gain([]).finding == Finding.TOO_FEW
    few = gain([(0, WHOLE)] * 9)
    assert (few.count, few.before, few.after, few.mean, few.low, few.finding) == (9, 0, 1, 1, None, Finding.TOO_FEW)
    assert gain([(0, WHOLE)] * 10).finding == Finding.ROSE
    assert gain([(WHOLE, 0)] * 10).finding == Finding.FELL
    assert gain([(5000, 5000)] * 10).finding == Finding.UNSURE
    assert gain([(5000, 6000), (5000, 4000)] * 9).finding == Finding.UNSURE
    assert gain([(5000, 6000 + each) for each in range(10)]).finding == Finding.ROSE
    assert gain([(6000 + each, 5000) for each in range(10)]).finding == Finding.FELL


@given(st.lists(st.lists(st.sampled_from([0, 3333, 5000, WHOLE]), min_size=3, max_size=3), min_size=2, max_size=40))
def test_correlations_lie_between_minus_one_and_one(rows: list[list[int]]) -> None:
    columns = {str(place): list(column) for place, column in enumerate(zip(*rows, strict=True))}

    for found in item_statistics(columns).values():
        assert found.facility is not None
        assert 0 <= found.facility <= 1
        for value in (found.discrimination, found.efficiency):
            assert value is None or value <= 1 + 1e-12
        assert found.discrimination is None or found.discrimination >= -1 - 1e-12


def test_a_facility_with_certainty_may_be_above_the_whole() -> None:
    certain = item_statistics({"a": [3 * WHOLE, 2 * WHOLE] * 20})["a"]

    assert certain.facility == 2.5
    assert certain.facility_within == pytest.approx((2.338, 2.662), abs=0.001)


def test_the_order_of_attempts_does_not_matter() -> None:
    columns = made(60, 4, holes=True)
    order = list(range(60))
    Random(3).shuffle(order)

    assert item_statistics(columns) == item_statistics({n: [own[at] for at in order] for n, own in columns.items()})


def test_a_correlation_without_spread_is_none() -> None:
    assert Paired({}, Fraction(0), Fraction(1), Fraction(0), Fraction(0)).correlation is None
    assert Paired({}, Fraction(1), Fraction(0), Fraction(0), Fraction(0)).correlation is None
    assert fisher(1.0, 40) is fisher(0.5, 3) is None


_MARK = st.sampled_from([-10_000, -6666, 0, 3333, 5000, WHOLE])


@given(st.lists(st.dictionaries(st.sampled_from("abcde"), _MARK, min_size=1), max_size=30), st.randoms())
def test_attempts_taken_one_by_one_say_the_same_as_columns(rows: list[dict[str, int]], random: Random) -> None:
    tally, grades = Tally(), [sum(row.values()) // len(row) for row in rows]
    for grade, row in zip(grades, rows, strict=True):
        names = sorted(row, key=lambda _: random.random())
        tally.add(grade, names, [row[name] for name in names])
    columns: Columns = {name: [row.get(name) for row in rows] for name in {name for row in rows for name in row}}

    assert tally.items() == item_statistics(columns)
    whole = all(None not in column for column in columns.values())
    if whole:
        assert tally.quiz() == quiz_statistics(grades, list(columns.values()))  # type: ignore[arg-type]
    elif len({len(row) for row in rows}) > 1:
        assert tally.quiz() == quiz_statistics(grades)
    assert tally.count == len(rows)


def test_where_everybody_was_asked_others_the_consistency_is_that_of_places() -> None:
    tally = Tally()
    for number in range(40):
        first, second = WHOLE * (number % 2), WHOLE * (number % 3 == 0)
        tally.add((first + second) // 2, "ab" if number % 4 else "cb", [first, second])

    places = [[WHOLE * (number % 2) for number in range(40)], [WHOLE * (number % 3 == 0) for number in range(40)]]
    assert tally.quiz() == quiz_statistics([row // 2 for row in totals(places)], places)


@given(st.integers(-500_000, 500_000), st.integers(-(10**9), 10**9))
def test_a_mark_and_its_total_come_out_of_one_number_again(mark: int, total: int) -> None:
    assert unpacked(packed(mark, total)) == (mark, total)


@pytest.mark.slow
def test_a_hundred_thousand_attempts_take_two_seconds() -> None:
    some = {name: [mark or 0 for mark in own] for name, own in made(100_000, 10).items()}
    columns = {f"{name}-{copy}": own for copy in range(6) for name, own in some.items()}
    grades = [row // 60 for row in totals(list(columns.values()))]
    chosen = [("a",) if mark else ("b",) for mark in some["q0"]]
    given_: dict[str, Any] = {**columns}
    begun = time.process_time()
    items = item_statistics(given_)
    quiz = quiz_statistics(grades, list(columns.values()))
    took = time.process_time() - begun
    option_statistics("abcd", {"a"}, chosen, list(map(sub, grades, some["q0"])))
    one = time.process_time() - begun - took

    print(f"{took:.2f} s for 100,000 attempts of 60 questions, {one:.2f} s for the options of one")
    assert items["q0-0"].count == quiz.count == 100_000
    assert took <= MOST_SECONDS
    assert one <= MOST_SECONDS / 10
