"""Pages of administration: its first page, the settings, the audit."""

from flask import Blueprint

bp = Blueprint("site", __name__, url_prefix="/<lang:lang>")

from lms.site.views import audit, home, settings  # noqa: E402, F401
