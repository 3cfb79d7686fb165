"""Requests as the pages read them."""

from collections.abc import Iterable
from typing import cast

from flask import Flask
from flask import Request as FlaskRequest


class Request(FlaskRequest):
    """Leaves out the parts of a form that have no name: no page makes such, and everything else expects one."""

    def _load_form_data(self) -> None:
        super()._load_form_data()
        fields = cast("Iterable[tuple[str | None, str]]", self.form.items(multi=True))
        named = [(name, value) for name, value in fields if name is not None]
        if len(named) < sum(map(len, self.form.listvalues())):
            self.__dict__["form"] = self.parameter_storage_class(named)


def init_app(app: Flask) -> None:
    """Let `app` read its requests so."""
    app.request_class = Request
