"""Pages about programmes and cohorts: the trainer's, the staff's, the administrator's."""

from flask import Blueprint

bp = Blueprint("cohorts", __name__, url_prefix="/<lang:lang>")

from lms.cohorts.views import programmes, staff, trainer  # noqa: E402, F401
