"""The application for another server: `gunicorn --workers 2 --threads 8 lms.wsgi:app`.

The minute's work is done by `lms due`, from cron or a timer; where it runs twice, a lease lets one do it.
"""

from contextlib import ExitStack

from flask import abort, request

from lms import hosts
from lms.config import Config
from lms.server import has_demo, prepared

_held = ExitStack()
app = _held.enter_context(prepared(Config.read()))


if has_demo(app.extensions["lms.db"]):

    @app.before_request
    def only_on_this_machine() -> None:
        """Show the demo, whose passphrases stand in a file, to nobody but this machine."""
        if request.remote_addr and not hosts.is_loopback(request.remote_addr):
            abort(403)


# Workers that are forked from here may not share the connections that were opened to make ready.
app.extensions["lms.db"].engine.dispose(close=False)
