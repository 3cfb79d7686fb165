"""Pages about the texts of a course in its languages."""

from flask import Blueprint

bp = Blueprint("translating", __name__, url_prefix="/<lang:lang>")

from lms.translating.views import back, courses, returned, texts  # noqa: E402, F401
