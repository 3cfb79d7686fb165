"""Boards of large groups are kept: their lines, and how many learners are alike. What one learner did is not looked for
by the course any more: hundreds of thousands of rows have the same one, and SQLite took that way.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def _of_board(table: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f(f"fk_{table}_cohort_id_cohort"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f(f"fk_{table}_course_id_course")),
    ]


def upgrade() -> None:
    """Make the tables, which the minute's work fills, and drop two indexes."""
    op.drop_index("ix_step_progress_course_id", table_name="step_progress")
    op.drop_index("ix_course_progress_course_id", table_name="course_progress")
    op.create_table(
        "kept_board",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        *_of_board("kept_board"),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_kept_board_revision_id_revision")),
        sa.PrimaryKeyConstraint("cohort_id", "course_id", name=op.f("pk_kept_board")),
    )
    op.create_table(
        "kept_line",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("handle", sa.String(length=200), nullable=False),
        sa.Column("handle_key", sa.String(length=400), nullable=False),
        sa.Column("states", sa.Text(), nullable=False),
        sa.Column("needed_done", sa.Integer(), nullable=False),
        sa.Column("modules_done", sa.Integer(), nullable=False),
        sa.Column("next_place", sa.Integer(), nullable=True),
        sa.Column("stuck_place", sa.Integer(), nullable=True),
        sa.Column("stuck_tries", sa.Integer(), nullable=False),
        sa.Column("quiz_points", sa.Integer(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.Column("results", sa.String(length=20), nullable=False),
        *_of_board("kept_line"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_kept_line_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("cohort_id", "course_id", "account_id", name=op.f("pk_kept_line")),
    )
    op.create_index(op.f("ix_kept_line_account_id"), "kept_line", ["account_id"], unique=False)
    op.create_index(
        "ix_kept_line_cohort_id_course_id_handle_key",
        "kept_line",
        ["cohort_id", "course_id", "handle_key"],
        unique=False,
    )
    op.create_table(
        "kept_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("needed_done", sa.Integer(), nullable=False),
        sa.Column("modules_done", sa.Integer(), nullable=False),
        sa.Column("stuck", sa.Boolean(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.Column("learners", sa.Integer(), nullable=False),
        sa.Column("band_0", sa.Integer(), nullable=False),
        sa.Column("band_1", sa.Integer(), nullable=False),
        sa.Column("band_2", sa.Integer(), nullable=False),
        sa.Column("band_3", sa.Integer(), nullable=False),
        *_of_board("kept_count"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_count")),
    )
    op.create_index("ix_kept_count_cohort_id_course_id", "kept_count", ["cohort_id", "course_id"], unique=False)
