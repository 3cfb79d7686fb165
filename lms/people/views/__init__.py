"""Pages of those who look after people, and the one on which a person erases the own account."""

from flask import Blueprint

bp = Blueprint("people", __name__, url_prefix="/<lang:lang>")

from lms.people.views import adding, directory, erasing, looking_after, new_person, places, roles, roster  # noqa: E402, F401
