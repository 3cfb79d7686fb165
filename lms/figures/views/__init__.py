"""Pages of figures."""

from flask import Blueprint

bp = Blueprint("figures", __name__, url_prefix="/<lang:lang>")

from lms.figures.views import item, overview, quiz, remark  # noqa: E402, F401
