"""Every page leaves with its syllables whole: the words of the interface, names of groups and people, whatever was
typed. What authors wrote was looked after when it was loaded.
"""

from contextlib import suppress

from flask import Flask, Response

from lms import i18n
from lms.markup.keep import keep


def init_app(app: Flask) -> None:
    """Look over the pages of `app` before they are packed: call it after that of the headers."""

    @app.after_request
    def keep_syllables(response: Response) -> Response:
        if 300 <= response.status_code < 400:
            return response  # It says nothing.
        if response.mimetype == "text/html" and "Content-Encoding" not in response.headers and not response.is_streamed:
            with suppress(UnicodeDecodeError):  # No page of ours; it leaves as it came.
                response.set_data(keep(response.get_data(as_text=True), i18n.spoken()))
        return response
