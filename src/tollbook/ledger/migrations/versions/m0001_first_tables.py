"""The first tables: entries, blobs, runs, versions, readings, statements, evidence, entities."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from tollbook.ledger.database import dialect_of

revision = "0001"
down_revision = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make all tables and guard them against change."""
    for make in (_chain, _documents, _readings, _statements):
        make()
    for table in (
        "entries",
        "blobs",
        "runs",
        "versions",
        "readings",
        "statements",
        "evidence",
        "entities",
    ):
        for command in dialect_of(op.get_bind()).append_only(table):
            op.execute(command)


def _chain() -> None:
    op.create_table(
        "entries",
        _key("seq"),
        _text("kind"),
        _text("payload"),
        _text("previous", unique=True),
        _text("hash", unique=True),
        sqlite_strict=True,
    )
    op.create_table(
        "runs",
        _key("entry", sa.ForeignKey("entries.seq")),
        _text("digest", unique=True),
        *map(_text, ("tollbook", "model", "model_digest")),
        *map(_text, ("settings", "settings_digest", "lexicon_digest", "aliases_digest")),
        sqlite_strict=True,
    )


def _documents() -> None:
    op.create_table(
        "blobs",
        _text("sha256", primary_key=True),
        _whole("size"),
        sa.Column("packed", sa.LargeBinary, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "versions",
        _key("entry", sa.ForeignKey("entries.seq")),
        _text("document"),
        _whole("number"),
        _text("digest"),
        _text("sha256", sa.ForeignKey("blobs.sha256")),
        *map(_text, ("text", "blocks", "source_map", "format", "address", "encoding")),
        *(_text(name, nullable=True) for name in ("title", "publisher", "url", "published")),
        *map(_text, ("language", "read_at")),
        sa.UniqueConstraint("document", "number"),
        sqlite_strict=True,
    )
    op.create_index("ix_versions_published", "versions", ["published"])


def _readings() -> None:
    op.create_table(
        "readings",
        _key("entry", sa.ForeignKey("entries.seq")),
        _whole("version", sa.ForeignKey("versions.entry")),
        _whole("run", sa.ForeignKey("runs.entry")),
        _text("read_at"),
        sqlite_strict=True,
    )
    op.create_index("ix_readings_version", "readings", ["version"])
    op.create_table(
        "entities",
        _text("entity", primary_key=True),
        _text("name", primary_key=True),
        _whole("reading", sa.ForeignKey("readings.entry")),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )


def _statements() -> None:
    op.create_table(
        "statements",
        _key("reading", sa.ForeignKey("readings.entry")),
        _key("position"),
        *map(_text, ("id", "kind", "measures", "origin")),
        _text("origin_entity", nullable=True),
        _text("population"),
        _text("side", nullable=True),
        _text("place"),
        *(_whole(name, nullable=True) for name in ("low", "high")),
        *(_text(name, nullable=True) for name in ("period_start", "period_end")),
        _text("record"),
        sa.UniqueConstraint("reading", "id"),
        sqlite_strict=True,
    )
    op.create_index("ix_statements_measures", "statements", ["measures"])
    op.create_index("ix_statements_origin_entity", "statements", ["origin_entity"])
    op.create_table(
        "evidence",
        _key("reading"),
        _key("position"),
        _text("part", primary_key=True),
        *map(_whole, ("start", "end")),
        _text("quote"),
        sa.ForeignKeyConstraint(
            ["reading", "position"], ["statements.reading", "statements.position"]
        ),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )


def _key(name: str, *args: Any) -> sa.Column[int]:
    return sa.Column(name, WHOLE, *args, primary_key=True, autoincrement=False)


def _whole(name: str, *args: Any, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, WHOLE, *args, nullable=nullable)


def _text(name: str, *args: Any, nullable: bool = False, **options: Any) -> sa.Column[str]:
    return sa.Column(name, TEXT, *args, nullable=nullable, **options)
