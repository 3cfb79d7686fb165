"""An installation that was lived in, and what tests of backups look at in it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.accounts import queries
from lms.backup import snapshot
from lms.media import service as media
from lms.media.models import Owner
from lms.writing import service as writing
from lms.writing.models import Writing
from tests.support import populate
from tests.support.cast import HANDLES, TODAY, fill
from tests.support.installation import Installation

WORDS = "ကျွန်မ ရေးခဲ့တာ: the river behind our school"
PICTURE = b"picture " * 500


@pytest.fixture
def lived_in(installation: Installation) -> Installation:
    """Give an installation with the cast, words of Aye's, and a picture."""
    sha256 = media.store(installation.folder / "media", PICTURE)
    with installation.database().transaction() as session:
        fill(session, installation.keys)
        aye = queries.by_handle(session, HANDLES["aye"])
        assert aye is not None
        until = TODAY + timedelta(days=400)
        writing.write(
            session, installation.keys, account=aye, kind="note", about="", words=WORDS, today=TODAY, until_day=until
        )
        media.keep(
            session,
            sha256=sha256,
            size_bytes=len(PICTURE),
            mimetype="image/png",
            owner=Owner.PERSON,
            owner_uid=aye.uid,
            today=TODAY,
        )
    installation.close()
    return installation


def rows(installation: Installation) -> populate.Rows:
    """Return every row that a backup carries."""
    with installation.database().engine.connect() as connection:
        found = populate.rows(connection)
    installation.close()
    # The audit tells of the backup and of the restore: it is looked at apart.
    return {name: rows for name, rows in found.items() if name not in {*snapshot.LEFT_OUT, "audit_entry", "audit_head"}}


def words_of_aye(installation: Installation) -> str:
    """Return what Aye wrote, opened with the keys that are there."""
    with installation.database().session() as session:
        found = writing.words_of(session, installation.keys, session.scalars(select(Writing)).one())
    installation.close()
    return found
