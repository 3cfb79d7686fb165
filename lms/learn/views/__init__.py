"""Pages for everybody who learns: the first page, courses, and their steps."""

from flask import Blueprint, Flask

from lms.learn.kept_pages import KeptPages

bp = Blueprint("learn", __name__, url_prefix="/<lang:lang>")

from lms.learn.views import (  # noqa: E402
    attempt,  # noqa: F401
    case,  # noqa: F401
    check,  # noqa: F401
    course,  # noqa: F401
    done,  # noqa: F401
    home,
    mine,  # noqa: F401
    practice,  # noqa: F401
    quiz,  # noqa: F401
    reflection,  # noqa: F401
    search,  # noqa: F401
    step,  # noqa: F401
)


def init_app(app: Flask) -> None:
    """Serve the address without a language, and give `app` room for kept pages."""
    app.add_url_rule("/", "learn.root", home.root, methods=["GET"])
    app.extensions["lms.kept_pages"] = KeptPages()
