"""Pages for everybody who learns: the first page, courses, and their steps."""

from flask import Blueprint, Flask

from lms.learn.kept_pages import KeptPages

bp = Blueprint("learn", __name__, url_prefix="/<lang:lang>")

from lms.learn.views import attempt, case, check, course, done, home, mine, practice, quiz, reflection, step  # noqa: E402, F401


def init_app(app: Flask) -> None:
    """Serve the address without a language, and give `app` room for kept pages."""
    app.add_url_rule("/", "learn.root", home.root, methods=["GET"])
    app.extensions["lms.kept_pages"] = KeptPages()
