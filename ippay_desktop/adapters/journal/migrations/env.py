"""Alembic's entry: runs the steps on the connection that `upgrade.migrate` hands over."""

from alembic import context

from ippay_desktop.adapters.journal.schema import METADATA

# SQLite's schema changes are transactional once the driver stops committing behind our back, which
# it does here; so an upgrade happens whole or not at all.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
