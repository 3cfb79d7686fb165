"""The bank: whether a question is a draft, ready or retired. Those of courses that are here were all ready."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0007"


def upgrade() -> None:
    """Add the column."""
    op.add_column("revision_question", sa.Column("state", sa.String(length=8), server_default="ready", nullable=False))
