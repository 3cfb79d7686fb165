"""Forms that may come twice."""

import pytest
from werkzeug.datastructures import MultiDict

from lms import once
from lms.forms import Form
from lms.ids import UidConverter
from lms.seal import Keys
from lms.text.codes import ALPHABET

KEYS = Keys(b"1" * 32)


class Sheet(Form):
    """A form with a name."""

    form = once.OnceField()


def test_a_form_makes_the_same_thing_of_the_same_and_another_of_another() -> None:
    uids = [once.uid_for(KEYS, name, about) for name in ("a" * 22, "b" * 22) for about in ("mya", "su")]

    assert len(set(uids)) == 4
    assert uids[0] == once.uid_for(KEYS, "a" * 22, "mya")
    assert all(len(uid) == 26 and set(uid) <= set("abcdefghijklmnopqrstuvwxyz234567") for uid in uids)
    assert UidConverter.regex == "[a-z2-7]{26}"


def test_what_is_made_can_not_be_told_from_the_form_without_the_key() -> None:
    assert once.uid_for(KEYS, "a" * 22, "mya") != once.uid_for(Keys(b"2" * 32), "a" * 22, "mya")


def test_a_code_has_nothing_in_common_with_the_uid_of_the_same() -> None:
    code = once.code_for(KEYS, 12, "a" * 22, "mya")

    assert len(code) == 12
    assert set(code) <= set(ALPHABET)
    assert code != once.code_for(KEYS, 12, "a" * 22, "su")


def test_every_page_gets_a_form_with_another_name() -> None:
    assert Sheet().form.data != Sheet().form.data


def test_a_name_is_kept_as_it_was_sent() -> None:
    name = once.new_name()

    assert Sheet(MultiDict({"form": name})).form.data == name


@pytest.mark.parametrize("sent", ["", "short", "x" * 23, "x" * 21 + "\n", "x" * 21 + "é"])
def test_what_is_no_name_gets_a_new_one(sent: str) -> None:
    first, second = (Sheet(MultiDict({"form": sent})).form.data for _ in range(2))

    assert sent not in (first, second)
    assert first != second
