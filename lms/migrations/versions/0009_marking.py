"""Marking: answers that wait for a person, and the marks that were given."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the tables. Until now no quiz asked what a person marks, so nothing waits."""
    op.create_table(
        "handed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=26), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("two", sa.Boolean(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_handed_attempt_id_attempt"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_handed_slot_id_slot"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_handed_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_handed_course_id_course")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_handed_revision_id_revision")),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_handed_question_id_question")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handed")),
        sa.UniqueConstraint("slot_id", name=op.f("uq_handed_slot_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_handed_uid")),
    )
    op.create_index("ix_handed_course_id_state", "handed", ["course_id", "state"])
    op.create_index(op.f("ix_handed_attempt_id"), "handed", ["attempt_id"])
    op.create_index(op.f("ix_handed_account_id"), "handed", ["account_id"])
    op.create_table(
        "given_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=26), nullable=False),
        sa.Column("handed_id", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("by_uid", sa.String(length=26), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("levels", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handed_id"], ["handed.id"], name=op.f("fk_given_mark_handed_id_handed"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_given_mark")),
        sa.UniqueConstraint("handed_id", "turn", name=op.f("uq_given_mark_handed_id_turn")),
        sa.UniqueConstraint("uid", name=op.f("uq_given_mark_uid")),
    )
    op.create_index(op.f("ix_given_mark_by_uid"), "given_mark", ["by_uid"])
