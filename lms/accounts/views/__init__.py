"""Pages for signing in and up, leaving, and one's own account."""

from flask import Blueprint

bp = Blueprint("accounts", __name__, url_prefix="/<lang:lang>")

from lms.accounts.views import leaving, me, papers, second_step, sign_in, sign_up  # noqa: E402, F401
