"""What the last act led to, said on the next page: Flask's flashed messages, few enough for a cookie."""

from flask import Flask, message_flashed, session

MOST = 5
"""Notices that wait for the next page. A browser drops a cookie of more than 4 KB, and the notices with it."""


def init_app(app: Flask) -> None:
    """Keep those that wait few: the newest, and each once, however often a form was sent."""

    @message_flashed.connect_via(app)
    def keep_few(_app: Flask, **_notice: object) -> None:
        newest_first = dict.fromkeys(map(tuple, reversed(session["_flashes"])))
        session["_flashes"] = list(newest_first)[:MOST][::-1]
