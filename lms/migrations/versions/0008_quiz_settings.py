"""Settings of quizzes: the clock of an attempt, how each question stands, and what holds for a cohort or a person."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the columns, and say of what was marked at once how right it was."""
    for name in ("ends_at", "late_at", "closes_at"):
        op.add_column("attempt", sa.Column(name, MOMENT, nullable=True))
    op.add_column("attempt", sa.Column("most", sa.Integer(), nullable=True))
    op.add_column("attempt", sa.Column("reached", sa.Integer(), server_default="1", nullable=False))
    op.create_index(op.f("ix_attempt_late_at"), "attempt", ["late_at"])
    op.add_column("slot", sa.Column("certainty", sa.Integer(), nullable=True))
    op.add_column("slot", sa.Column("stage", sa.String(length=13), server_default="todo", nullable=False))
    op.add_column("slot", sa.Column("tries", sa.Integer(), server_default="0", nullable=False))
    op.add_column("slot", sa.Column("told", sa.Integer(), server_default="0", nullable=False))
    op.add_column("answer", sa.Column("act", sa.String(length=9), server_default="save", nullable=False))
    op.add_column("answer", sa.Column("certainty", sa.Integer(), nullable=True))
    slot = sa.table("slot", *map(sa.column, ("stage", "tries", "told", "seq", "points")))
    stage = sa.case((slot.c.points >= 10_000, "right"), (slot.c.points > 0, "partly"), else_="wrong")
    op.execute(slot.update().where(slot.c.points.is_not(None)).values(stage=stage, tries=1, told=slot.c.seq))
    op.create_table(
        "quiz_override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=26), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("opens_at", MOMENT, nullable=True),
        sa.Column("closes_at", MOMENT, nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("by_uid", sa.String(length=26), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_quiz_override_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_quiz_override_cohort_id_cohort"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_quiz_override_step_id_step")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_override")),
        sa.UniqueConstraint("uid", name=op.f("uq_quiz_override_uid")),
        sa.UniqueConstraint(
            "step_id", "cohort_id", "account_id", name=op.f("uq_quiz_override_step_id_cohort_id_account_id")
        ),
    )
    op.create_index(op.f("ix_quiz_override_account_id"), "quiz_override", ["account_id"])
    op.create_index(op.f("ix_quiz_override_cohort_id"), "quiz_override", ["cohort_id"])
