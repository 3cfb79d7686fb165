"""create_app: the one page where everything is joined."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from lms import (
    assets,
    breaks,
    crosssite,
    db,
    errorpages,
    frame,
    guard,
    headers,
    health,
    hosts,
    i18n,
    ids,
    incoming,
    notices,
    signin,
    spoken,
    turns,
)
from lms.accounts import service as accounts
from lms.accounts import sessions, throttling
from lms.accounts import views as accounts_views
from lms.audit import service as audit
from lms.backup import service as backup
from lms.bank import views as bank_views
from lms.board import keeping as boards
from lms.board import views as board_views
from lms.cohorts import views as cohorts_views
from lms.config import SITE, Config
from lms.db import Database
from lms.due import Job
from lms.enrolment import service as enrolment
from lms.enrolment import views as enrolment_views
from lms.exchange import views as exchange_views
from lms.figures import views as figures_views
from lms.learn import views as learn_views
from lms.marking import views as marking_views
from lms.media import service as media
from lms.media import views as media_views
from lms.people import erasing
from lms.people import views as people_views
from lms.quizzes import service as quizzes
from lms.quizzes import views as quizzes_views
from lms.quizzes import works
from lms.seal import load_keys
from lms.site import views as site_views
from lms.translating import service as translating
from lms.translating import views as translating_views
from lms.writing import service as writing
from lms.writing import views as writing_views

JOBS = (
    Job("sessions", sessions.sweep),
    Job("codes", accounts.sweep_codes, deletes=True),
    Job("throttle", throttling.sweep),
    Job("writing", writing.sweep, deletes=True),
    Job("handed", works.sweep, deletes=True),
    Job("waiting", enrolment.fill_all),
    Job("audit", audit.fold, deletes=True),
    Job("attempts", quizzes.hand_in_overdue),
    Job("idle", erasing.erase_idle, deletes=True),
    Job("media", media.sweep, deletes=True),
    Job("copies", backup.sweep, deletes=True),
    Job("boards", boards.keep_all),
    Job("translations", translating.sweep),
)
"""What `lms due` does, in this order."""

BLUEPRINTS = (
    accounts_views.bp,
    enrolment_views.bp,
    cohorts_views.bp,
    people_views.bp,
    board_views.bp,
    figures_views.bp,
    learn_views.bp,
    quizzes_views.bp,
    site_views.bp,
    translating_views.bp,
    exchange_views.bp,
    marking_views.bp,
    bank_views.bp,
    media_views.bp,
    writing_views.bp,
)

MOST_BYTES = 640 * 1024
"""Of a request. A view that takes files asks for more by itself."""
MOST_FORM_BYTES = 512 * 1024
MOST_FORM_PARTS = 2000

NO_TOKEN = frozenset({"accounts.leave"})
"""Posts that may come from anywhere: leaving quickly harms nobody."""


def create_app(config: Config | None = None) -> Flask:
    """Return the application, joined and checked; it does not touch the database before the first request.

    :raises ConfigError: a setting can't be used.
    :raises RuntimeError: a view says neither who may see it nor that anybody may.
    """
    config = config or Config.read()
    app = Flask("lms", root_path=str(SITE), static_folder=None, template_folder="templates")
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_FORM_BYTES,
        MAX_FORM_PARTS=MOST_FORM_PARTS,
        SESSION_COOKIE_NAME="notices",
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_ENABLED=False,
    )
    keys = load_keys(config.instance)
    app.secret_key = keys.key_for("notices")
    app.extensions.update({"lms.config": config, "lms.keys": keys, "lms.no_token": NO_TOKEN})
    # A new account may take a place with its join code; the room of accounts lies below that of places.
    app.extensions["lms.join"] = enrolment.join_with_code
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.url_map.converters["uid"] = ids.UidConverter
    app.url_map.converters["short"] = ids.ShortConverter
    app.url_map.converters["int"] = ids.NumberConverter
    incoming.init_app(app)

    headers.init_app(app)
    breaks.init_app(app)
    db.init_app(app, Database(config.database_url))
    i18n.init_app(app, config.languages)
    spoken.init_app(app)
    hosts.init_app(app, config)
    if config.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=0, x_proto=config.proxies, x_host=config.proxies)  # type: ignore[method-assign]
    crosssite.init_app(app)
    signin.init_app(app, config)
    errorpages.init_app(app)
    frame.init_app(app)
    notices.init_app(app)
    assets.init_app(app)
    health.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    learn_views.init_app(app)
    writing_views.init_app(app)
    turns.init_app(app)
    guard.assert_all_marked(app)
    return app
