"""Kept boards in pieces by handle, each counted: a page in the middle is reached without a walk over all before it."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the pieces. A board that is kept already is one piece, until it is kept anew."""
    op.add_column("kept_line", sa.Column("stretch", sa.Integer(), server_default="0", nullable=False))
    op.create_index("ix_kept_line_stretch", "kept_line", ["cohort_id", "course_id", "stretch", "handle_key"])
    op.create_table(
        "kept_stretch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("stretch", sa.Integer(), nullable=False),
        sa.Column("learners", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_kept_stretch_cohort_id_cohort"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_kept_stretch_course_id_course")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_stretch")),
    )
    op.create_index("ix_kept_stretch_cohort_id_course_id", "kept_stretch", ["cohort_id", "course_id"])
    op.execute(
        "INSERT INTO kept_stretch (cohort_id, course_id, stretch, learners) "
        "SELECT cohort_id, course_id, 0, count(*) FROM kept_line GROUP BY cohort_id, course_id"
    )
