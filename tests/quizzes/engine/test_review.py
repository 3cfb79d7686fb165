"""What may be seen of an attempt, cell by cell."""

from datetime import UTC, datetime, timedelta

import pytest

from lms.quizzes.engine.rules.review import PRESETS, Item, Moment, Review, moment_at

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CELLS = [(moment, item) for moment in Moment for item in Item]
INNER = {Item.CORRECTNESS, Item.SPECIFIC, Item.GENERAL, Item.RIGHT_ANSWER}


def test_there_are_four_moments_and_seven_items() -> None:
    assert (len(Moment), len(Item), len(CELLS)) == (4, 7, 28)


@pytest.mark.parametrize(("moment", "item"), CELLS)
def test_a_cell_that_is_set_shows_its_item_and_no_other(moment: Moment, item: Item) -> None:
    table = Review.of({str(moment): [str(item)]})
    shown = {(when, what) for when, what in CELLS if table.shows(when, what)}

    always = {(Moment.DURING, Item.ATTEMPT)}
    hidden = (moment == Moment.DURING and item == Item.OVERALL) or (moment != Moment.DURING and item in INNER)
    assert shown == (always if hidden else always | {(moment, item)})


@pytest.mark.parametrize(("moment", "item"), CELLS)
def test_a_cell_that_is_not_set_hides_its_item_and_what_hangs_on_it(moment: Moment, item: Item) -> None:
    full = {str(when): [str(what) for what in Item if (when, what) != (moment, item)] for when in Moment}
    table = Review.of(full)
    hidden = {(when, what) for when, what in CELLS if not table.shows(when, what)}

    never = {(Moment.DURING, Item.OVERALL)}
    if moment == Moment.DURING and item == Item.ATTEMPT:
        assert hidden == never
    elif item == Item.ATTEMPT:
        assert hidden == never | {(moment, item)} | {(moment, what) for what in INNER}
    else:
        assert hidden == never | {(moment, item)}


@pytest.mark.parametrize("item", Item)
def test_nothing_is_told_during_an_attempt_where_the_behaviour_tells_nothing(item: Item) -> None:
    assert PRESETS["at-once"].shows(Moment.DURING, item, told_during=False) is (item == Item.ATTEMPT)


def test_the_three_words_of_a_quiz_file_stand_for_tables() -> None:
    shown = {
        name: {(moment, item) for moment, item in CELLS if table.shows(moment, item)} for name, table in PRESETS.items()
    }
    during = {(Moment.DURING, Item.ATTEMPT)}

    assert shown["at-once"] == set(CELLS) - {(Moment.DURING, Item.OVERALL)}
    assert shown["at-end"] == during | {cell for cell in CELLS if cell[0] != Moment.DURING}
    own = {Item.ATTEMPT, Item.MARKS, Item.OVERALL}
    before = {(moment, item) for moment in (Moment.JUST_AFTER, Moment.LATER) for item in own}
    assert shown["after-close"] == during | before | {(Moment.AFTER_CLOSE, item) for item in Item}


def test_a_table_is_written_as_it_is_read() -> None:
    for table in PRESETS.values():
        assert Review.of(table.written()) == table
    assert Review.of({}).written() == {str(moment): [] for moment in Moment}


@pytest.mark.parametrize("written", [{"never": []}, {"later": ["everything"]}])
def test_a_table_of_other_words_is_refused(written: dict[str, list[str]]) -> None:
    with pytest.raises(ValueError, match="not a valid"):
        Review.of(written)


@pytest.mark.parametrize(
    ("handed_in", "closes", "now", "moment"),
    [
        (None, None, 0, Moment.DURING),
        (None, 0, 10, Moment.DURING),
        (0, None, 1.99, Moment.JUST_AFTER),
        (0, None, 2, Moment.LATER),
        (0, 1, 0.99, Moment.JUST_AFTER),
        (0, 1, 1, Moment.AFTER_CLOSE),
        (0, 9, 8.99, Moment.LATER),
        (0, 9, 9, Moment.AFTER_CLOSE),
    ],
)
def test_which_moment_it_is(handed_in: float | None, closes: float | None, now: float, moment: Moment) -> None:
    def at(minutes: float | None) -> datetime | None:
        return None if minutes is None else NOON + timedelta(minutes=minutes)

    found = moment_at(handed_in_at=at(handed_in), closes_at=at(closes), now=NOON + timedelta(minutes=now))
    assert found == moment
