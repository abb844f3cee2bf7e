"""Alembic runs this: migrate over the connection that `tollbook.ledger.migrate` hands in."""

from __future__ import annotations

from alembic import context

from tollbook.ledger.schema import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
)
context.run_migrations()
