"""Every table, gathered: whoever needs the whole schema imports this."""

from lms.accounts import models as accounts
from lms.audit import models as audit
from lms.board import models as board
from lms.catalog import models as catalog
from lms.choices import Choice
from lms.cohorts import models as cohorts
from lms.db import Base
from lms.due import Lease
from lms.enrolment import models as enrolment
from lms.media import models as media
from lms.progress import models as progress
from lms.quizzes import handed
from lms.quizzes import models as quizzes
from lms.translating import models as translating
from lms.writing import models as writing

__all__ = [
    "Base",
    "Choice",
    "Lease",
    "accounts",
    "audit",
    "board",
    "catalog",
    "cohorts",
    "enrolment",
    "handed",
    "media",
    "progress",
    "quizzes",
    "translating",
    "writing",
]

metadata = Base.metadata
