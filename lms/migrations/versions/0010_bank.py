"""The bank: whether a question is a draft, ready or retired (those of courses that are here were all ready), and an
index by which it is counted how often one was asked.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the column and the index."""
    op.add_column("revision_question", sa.Column("state", sa.String(length=8), server_default="ready", nullable=False))
    op.create_index(op.f("ix_slot_question_id"), "slot", ["question_id"])
