"""Lists in pages of fifty: which page was asked for, and the way to the ones beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from flask import request, url_for
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from lms.text.digits import whole_number

T = TypeVar("T")

PER_PAGE = 50
_LONGEST = 6
"""Digits of a page number that are read; more are nonsense."""


@dataclass(frozen=True)
class Paging:
    """One page of a list of `count` rows: `number` is from 1 to `pages`."""

    number: int
    pages: int
    count: int

    @classmethod
    def of(cls, count: int) -> "Paging":
        """Return the page that `?page=` asks for, of a list of `count` rows; the nearest there is."""
        pages = max(1, -(-count // PER_PAGE))
        number = whole_number(request.args.get("page", "1"), _LONGEST) or 1
        return cls(min(max(number, 1), pages), pages, count)

    @property
    def offset(self) -> int:
        """Return how many rows lie before this page."""
        return (self.number - 1) * PER_PAGE

    @property
    def prev_url(self) -> str | None:
        """Return the address of the page before, if there is one."""
        return self._url(self.number - 1) if self.number > 1 else None

    @property
    def next_url(self) -> str | None:
        """Return the address of the page after, if there is one."""
        return self._url(self.number + 1) if self.number < self.pages else None

    def _url(self, number: int) -> str:
        return here([(name, value) for name, value in request.args.items() if name != "page"] + [("page", str(number))])


def here(asked: Iterable[tuple[str, str]] | None = None, **others: str) -> str:
    """Return the address of this page.

    :param asked: what stands behind the question mark; what stands there now, where nothing is said. It is put there
        by hand: to `url_for`, `?_scheme=` and the like would be orders.
    :param others: what stands in the path instead of what is there.
    """
    assert request.endpoint is not None
    path = url_for(request.endpoint, **{**(request.view_args or {}), **others})
    query = urlencode(list(request.args.items(multi=True) if asked is None else asked), safe="!$'()*,/:;?@")
    return f"{path}?{query}" if query else path


def cut(session: Session, wanted: Select[T]) -> tuple[list[T], Paging]:
    """Return the rows of the page that was asked for, and where that page lies."""
    count = session.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0
    paging = Paging.of(count)
    return list(session.scalars(wanted.limit(PER_PAGE).offset(paging.offset)).unique()), paging
