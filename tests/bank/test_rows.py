"""Rows of a form are added, moved and taken out, and everything that was typed stays."""

from tests.support.bank_desk import Desk, Fields, sendable


def pressed(desk: Desk, name: str, fields: Fields, order: str) -> Fields:
    return sendable(desk.save(name, fields, do=order, expect=200))


def texts(fields: Fields, name: str = "options") -> list[str]:
    found = sorted(key for key in fields if key.startswith(f"{name}-") and key.endswith("text-en"))
    return [fields[key][0] for key in found]


def test_a_row_more_keeps_what_is_typed_and_has_an_id_of_its_own(desk: Desk) -> None:
    fields = desk.open("q-single") | {"stem-en": ["Half typ"], "options-1-text-en": ["new words"]}
    after = pressed(desk, "q-single", fields, "add options")

    assert texts(after) == ["a", "new words", "c", ""]
    assert after["stem-en"] == ["Half typ"]
    assert after["options-3-id"] == ["option-1"]


def test_rows_change_places_and_one_goes(desk: Desk) -> None:
    fields = desk.open("q-single")
    up = pressed(desk, "q-single", fields, "up options-2")
    assert texts(up) == ["a", "c", "b"]
    down = pressed(desk, "q-single", up, "down options-0")
    assert texts(down) == ["c", "a", "b"]
    assert texts(pressed(desk, "q-single", down, "up options-0")) == ["c", "a", "b"]
    out = pressed(desk, "q-single", down, "out options-1")
    assert texts(out) == ["c", "b"]
    desk.save("q-single", out)

    assert [option["id"] for option in desk.bank[4]["options"]] == ["c", "b"]
    assert desk.bank[4]["options"][1]["right"] is True


def test_a_gap_comes_with_its_place_in_the_text_and_goes_with_it(desk: Desk) -> None:
    fields = desk.open("q-cloze")
    more = pressed(desk, "q-cloze", fields, "add gaps single")
    assert more["gaps-3-type"] == ["single"]
    assert more["stem-en"][0].endswith("of them. {{gap-1}}")
    inner = pressed(desk, "q-cloze", more, "add gaps-3-options")
    assert [key for key in inner if key.startswith("gaps-3-options-3")]
    less = pressed(desk, "q-cloze", inner, "out gaps-3")
    assert less["stem-en"] == fields["stem-en"]
    assert not [key for key in less if key.startswith("gaps-3")]


def test_an_order_that_makes_no_sense_changes_nothing(desk: Desk) -> None:
    fields = desk.open("q-single")
    for order in (
        "add",
        "add nothing",
        "add gaps single",
        "out options",
        "up options-9",
        "out options-x",
        "dance options-1",
    ):
        assert pressed(desk, "q-single", fields, order) == fields, order


def test_a_list_that_is_full_has_no_button_for_more(desk: Desk) -> None:
    fields = desk.open("q-single")
    for _ in range(7):
        fields = pressed(desk, "q-single", fields, "add options")
    page = desk.save("q-single", fields, do="add options", expect=200)

    assert len(texts(sendable(page))) == 10
    assert not [button for button in page.all("button") if button.get("value") == "add options"]
