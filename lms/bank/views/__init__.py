"""Pages about the questions of a course."""

from flask import Blueprint

bp = Blueprint("bank", __name__, url_prefix="/<lang:lang>")

from lms.bank.views import back, draws, edit, history, listing, preview, remove, state  # noqa: E402, F401
