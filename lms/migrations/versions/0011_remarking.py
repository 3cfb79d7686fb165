"""Marking again: what an answer was worth before its question was mended."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the table, and the day that the learner's page says."""
    op.create_table(
        "former_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("until_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_former_mark_slot_id_slot"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_former_mark_question_id_question")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_mark")),
    )
    op.create_index(op.f("ix_former_mark_slot_id"), "former_mark", ["slot_id"])
    op.add_column("slot", sa.Column("marked_again_day", sa.Date(), nullable=True))
