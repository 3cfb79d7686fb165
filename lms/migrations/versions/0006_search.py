"""Searching: what of a course can be found, and where its words stand."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables. They are filled when the site starts, with everything else that is made out of courses."""
    op.create_table(
        "search_entry",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=6), nullable=False),
        sa.Column("name", sa.String(length=130), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("lang", sa.String(length=3), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("spans", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_search_entry_course_id_course")),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_search_entry_step_id_step")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_search_entry")),
    )
    op.create_index(op.f("ix_search_entry_course_id"), "search_entry", ["course_id"], unique=False)
    op.create_table(
        "search_word",
        sa.Column("token", sa.String(length=200), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("sound", sa.String(length=200), nullable=False),
        sa.Column("places", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_search_word_course_id_course")),
        sa.PrimaryKeyConstraint("token", "course_id", name=op.f("pk_search_word")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_search_word_sound"), "search_word", ["sound"], unique=False)
