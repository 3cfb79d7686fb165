"""Pages on which trainers bring questions in and give them out."""

from flask import Blueprint

bp = Blueprint("exchange", __name__, url_prefix="/<lang:lang>")

from lms.exchange.views import bring, look  # noqa: E402, F401
