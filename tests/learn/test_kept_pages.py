"""Kept pages: within bounds, and whole whichever thread asks."""

import gzip
import threading
from collections.abc import Callable

import brotli
import pytest

from lms.learn.kept_pages import KeptPages, pack

PAGE = "<!doctype html><p>ရေတွင်း</p>" * 50


class Press:
    """Makes pages, and remembers which."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def make(self, key: str) -> Callable[[], str]:
        def page() -> str:
            self.made.append(key)
            return PAGE

        return page


def test_a_page_comes_back_in_each_packing() -> None:
    page = pack(PAGE)

    assert brotli.decompress(page.body("br")).decode() == PAGE
    assert gzip.decompress(page.body("gzip")).decode() == PAGE
    assert page.body(None).decode() == PAGE


def test_a_page_is_made_once() -> None:
    pages, press = KeptPages(), Press()

    for _ in range(3):
        assert pages.get("key", press.make("key")).body(None).decode() == PAGE
    assert press.made == ["key"]


def test_of_many_who_ask_at_once_one_makes_it() -> None:
    pages, press, line = KeptPages(), Press(), threading.Barrier(8)

    def ask() -> None:
        line.wait()
        assert pages.get("key", press.make("key")).body(None).decode() == PAGE

    askers = [threading.Thread(target=ask) for _ in range(8)]
    for each in askers:
        each.start()
    for each in askers:
        each.join()
    assert press.made == ["key"]


def test_one_that_can_not_be_made_is_not_kept() -> None:
    pages = KeptPages()
    with pytest.raises(ZeroDivisionError):
        pages.get("key", lambda: str(1 // 0))

    assert len(pages) == 0
    assert pages.get("key", lambda: PAGE).body(None).decode() == PAGE


def test_they_stay_within_their_bound_and_the_longest_unread_goes() -> None:
    size = pack(PAGE).size_bytes
    pages = KeptPages(most_bytes=3 * size)
    for key in "abc":
        pages.get(key, lambda: PAGE)
    pages.get("a", lambda: PAGE)
    pages.get("d", lambda: PAGE)

    assert pages.size_bytes == 3 * size
    press = Press()
    for key in "acdb":
        pages.get(key, press.make(key))
    assert press.made == ["b"]


def test_a_page_larger_than_the_bound_is_sent_and_not_kept() -> None:
    pages = KeptPages(most_bytes=10)

    assert pages.get("key", lambda: PAGE).body(None).decode() == PAGE
    assert (len(pages), pages.size_bytes) == (0, 0)


def test_threads_that_ask_at_once_leave_the_sum_right() -> None:
    size = pack(PAGE).size_bytes
    pages = KeptPages(most_bytes=4 * size)

    def ask() -> None:
        for number in range(60):
            pages.get(number % 9, lambda: PAGE)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert pages.size_bytes == len(pages) * size <= 4 * size
