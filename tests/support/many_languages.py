"""A site that offers every language there is, on the ground of the run."""

import copy

import pytest
from sqlalchemy.orm import Session

from lms import languages
from lms.app import create_app
from lms.config import Config
from tests.support.browser import Browser
from tests.support.ground import Ground


def offering_all(ground: Ground) -> Ground:
    """Return the ground with another application on it."""
    wide = copy.copy(ground)
    environ = {"LMS_INSTANCE": str(ground.config.instance), "LMS_DATABASE_URL": ground.config.database_url}
    wide.config = Config.read({**environ, "LMS_LANGUAGES": ",".join(languages.KNOWN)})
    wide.app = create_app(wide.config)
    wide.app.extensions["lms.db"] = ground.database
    return wide


@pytest.fixture
def wide(ground: Ground, db: Session) -> Browser:
    """Give a browser before a site that offers every language."""
    return Browser(offering_all(ground), db)
