"""Migrations, run by Alembic when a ledger is opened for writing."""
