"""Translating: files that came back, and in which file of a course each text stands."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the table. In which files texts stand is made anew with the other derived rows when the site starts."""
    op.create_table(
        "returned",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=26), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("by_uid", sa.String(length=26), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_returned_course_id_course")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returned")),
        sa.UniqueConstraint("uid", name=op.f("uq_returned_uid")),
    )
    op.add_column(
        "parallel_text", sa.Column("path", sa.String(length=161), server_default=sa.text("''"), nullable=False)
    )
    op.add_column("parallel_text", sa.Column("position", sa.Integer(), server_default="0", nullable=False))
