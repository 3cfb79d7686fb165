"""Courses: revisions as trees of files, steps and questions that stay, and what is made out of a revision."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""

    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
    )
    op.create_table(
        "course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=26), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
        sa.UniqueConstraint("code", name=op.f("uq_course_code")),
        sa.UniqueConstraint("slug", name=op.f("uq_course_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_course_uid")),
    )
    op.create_table(
        "programme_course",
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_programme_course_course_id_course")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_programme_course_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("programme_id", "course_id", name=op.f("pk_programme_course")),
    )
    op.create_index(op.f("ix_programme_course_course_id"), "programme_course", ["course_id"], unique=False)
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_question_course_id_course")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("course_id", "name", "version", name=op.f("uq_question_course_id_name_version")),
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=26), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("by_uid", sa.String(length=26), nullable=False),
        sa.Column("languages", sa.String(length=120), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("made_with", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_revision_course_id_course")),
        sa.ForeignKeyConstraint(["parent_id"], ["revision.id"], name=op.f("fk_revision_parent_id_revision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("course_id", "number", name=op.f("uq_revision_course_id_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_revision_uid")),
    )
    op.create_index(op.f("ix_revision_digest"), "revision", ["digest"], unique=False)
    op.create_table(
        "step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=130), nullable=False),
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_step_course_id_course")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step")),
        sa.UniqueConstraint("course_id", "code", name=op.f("uq_step_course_id_code")),
        sa.UniqueConstraint("course_id", "name", name=op.f("uq_step_course_id_name")),
    )
    op.create_table(
        "course_folder",
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_course_folder_course_id_course")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_course_folder_revision_id_revision")),
        sa.PrimaryKeyConstraint("course_id", "mark", name=op.f("pk_course_folder")),
    )
    op.create_table(
        "course_head",
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_course_head_course_id_course")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_course_head_revision_id_revision")),
        sa.PrimaryKeyConstraint("course_id", name=op.f("pk_course_head")),
    )
    op.create_table(
        "outline",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("lang", sa.String(length=3), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_outline_revision_id_revision")),
        sa.PrimaryKeyConstraint("revision_id", "lang", name=op.f("pk_outline")),
    )
    op.create_table(
        "parallel_text",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=130), nullable=False),
        sa.Column("field", sa.String(length=300), nullable=False),
        sa.Column("lang", sa.String(length=3), nullable=False),
        sa.Column("hash", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("source_lang", sa.String(length=3), nullable=False),
        sa.Column("source_hash", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_parallel_text_revision_id_revision")),
        sa.PrimaryKeyConstraint("revision_id", "owner", "field", "lang", name=op.f("pk_parallel_text")),
    )
    op.create_table(
        "question_page",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("lang", sa.String(length=3), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_question_page_question_id_question")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_question_page_revision_id_revision")),
        sa.PrimaryKeyConstraint("revision_id", "question_id", "lang", name=op.f("pk_question_page")),
    )
    op.create_table(
        "revision_file",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=161), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_revision_file_revision_id_revision")),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name=op.f("fk_revision_file_sha256_blob")),
        sa.PrimaryKeyConstraint("revision_id", "path", name=op.f("pk_revision_file")),
    )
    op.create_index(op.f("ix_revision_file_sha256"), "revision_file", ["sha256"], unique=False)
    op.create_table(
        "revision_question",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("module", sa.String(length=60), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_revision_question_question_id_question")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_revision_question_revision_id_revision")
        ),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_revision_question_step_id_step")),
        sa.PrimaryKeyConstraint("revision_id", "question_id", name=op.f("pk_revision_question")),
    )
    op.create_index(op.f("ix_revision_question_step_id"), "revision_question", ["step_id"], unique=False)
    op.create_table(
        "revision_step",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_revision_step_revision_id_revision")),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_revision_step_step_id_step")),
        sa.PrimaryKeyConstraint("revision_id", "step_id", name=op.f("pk_revision_step")),
    )
    op.create_table(
        "step_page",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("lang", sa.String(length=3), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_step_page_revision_id_revision")),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_step_page_step_id_step")),
        sa.PrimaryKeyConstraint("revision_id", "step_id", "lang", name=op.f("pk_step_page")),
    )
