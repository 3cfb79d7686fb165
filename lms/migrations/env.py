"""What Alembic runs: on the connection it is given, in its transaction."""

from alembic import context

from lms.models import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, compare_type=True)
with context.begin_transaction():
    context.run_migrations()
