"""The lines of kept boards by what is done and by the last day."""

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add an index for each."""
    op.create_index("ix_kept_line_needed_done", "kept_line", ["cohort_id", "course_id", "needed_done", "handle_key"])
    op.create_index("ix_kept_line_last_day", "kept_line", ["cohort_id", "course_id", "last_day", "handle_key"])
