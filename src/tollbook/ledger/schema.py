"""The tables, as the newest migration leaves them; `docs/ledger.md` says what each is for.

Rows are only ever added. A run, a source, a version and so on are numbered by the entry of the
chain that added them. Columns are plain text, whole numbers and bytes, which every database has;
days and times are ISO 8601.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

REVISION = "0008"
"""The migration that makes exactly these tables."""

VERSION_TABLE = "tollbook_schema"
"""Where Alembic notes the revision; a database with this table is a Tollbook ledger."""

WHOLE = BigInteger().with_variant(Integer(), "sqlite")
TEXT = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that every database sorts alike, by code point."""

STRICT: dict[str, Any] = {"sqlite_strict": True}

metadata = MetaData()


def _text(name: str, *args: Any, optional: bool = False) -> Column[str]:
    return Column(name, TEXT, *args, nullable=optional)


def _whole(name: str, *args: Any, optional: bool = False) -> Column[int]:
    return Column(name, WHOLE, *args, nullable=optional)


def _number(name: str = "entry") -> Column[int]:
    """A primary key that is the number of an entry."""
    return Column(name, WHOLE, ForeignKey("entries.seq"), primary_key=True, autoincrement=False)


entries = Table(
    "entries",
    metadata,
    Column("seq", WHOLE, primary_key=True, autoincrement=False),
    _text("kind"),
    _text("payload"),
    Column("previous", TEXT, nullable=False, unique=True),  # a chain never forks
    Column("hash", TEXT, nullable=False, unique=True),
    **STRICT,
)

blobs = Table(
    "blobs",
    metadata,
    Column("sha256", TEXT, primary_key=True, nullable=False),
    _whole("size"),
    Column("packed", LargeBinary, nullable=False),
    **STRICT,
)

runs = Table(
    "runs",
    metadata,
    _number(),
    Column("digest", TEXT, nullable=False, unique=True),
    _text("tollbook"),
    _text("model"),
    _text("model_digest"),
    _text("settings"),
    _text("settings_digest"),
    _text("lexicon_digest"),
    _text("aliases_digest"),
    **STRICT,
)

versions = Table(
    "versions",
    metadata,
    _number(),
    _text("document"),
    _whole("number"),
    _text("digest"),
    _text("sha256", ForeignKey("blobs.sha256")),
    _text("text"),
    _text("blocks"),
    _text("source_map"),
    _text("format"),
    _text("address"),
    _text("encoding"),
    _text("title", optional=True),
    _text("publisher", optional=True),
    _text("url", optional=True),
    _text("published", optional=True),
    _text("language"),
    _text("read_at"),
    UniqueConstraint("document", "number"),
    Index("ix_versions_published", "published"),
    Index("ix_versions_sha256", "sha256"),
    **STRICT,
)

sources = Table(
    "sources",
    metadata,
    _number(),
    _text("source"),
    _text("document"),
    UniqueConstraint("source", "document"),
    Index("ix_sources_document", "document"),
    **STRICT,
)

given = Table(
    "given",
    metadata,
    _number(),
    _text("document"),
    _text("language", optional=True),
    _text("published", optional=True),
    _text("publisher", optional=True),
    Index("ix_given_document", "document"),
    **STRICT,
)

readings = Table(
    "readings",
    metadata,
    _number(),
    _whole("version", ForeignKey("versions.entry")),
    _whole("run", ForeignKey("runs.entry")),
    _text("read_at"),
    Index("ix_readings_version", "version"),
    **STRICT,
)

statements = Table(
    "statements",
    metadata,
    Column("reading", WHOLE, ForeignKey("readings.entry"), primary_key=True, autoincrement=False),
    Column("position", WHOLE, primary_key=True, autoincrement=False),
    _text("id"),
    _text("kind"),
    _text("measures"),
    _text("origin"),
    _text("origin_entity", optional=True),
    _text("population"),
    _text("side", optional=True),
    _text("place"),
    _whole("low", optional=True),
    _whole("high", optional=True),
    _text("period_start", optional=True),
    _text("period_end", optional=True),
    _text("record"),
    UniqueConstraint("reading", "id"),
    Index("ix_statements_measures", "measures"),
    Index("ix_statements_origin_entity", "origin_entity"),
    **STRICT,
)

evidence = Table(
    "evidence",
    metadata,
    Column("reading", WHOLE, primary_key=True, autoincrement=False),
    Column("position", WHOLE, primary_key=True, autoincrement=False),
    Column("part", TEXT, primary_key=True, nullable=False),
    _whole("start"),
    _whole("end"),
    _text("quote"),
    ForeignKeyConstraint(["reading", "position"], ["statements.reading", "statements.position"]),
    sqlite_with_rowid=False,
    **STRICT,
)

decisions = Table(
    "decisions",
    metadata,
    _number(),
    _text("kind"),
    _text("subject"),
    _text("value"),
    _text("by"),
    _text("reason"),
    _text("at"),
    _text("data"),
    **STRICT,
)

entities = Table(
    "entities",
    metadata,
    Column("entity", TEXT, primary_key=True, nullable=False),
    Column("name", TEXT, primary_key=True, nullable=False),
    _whole("reading", ForeignKey("readings.entry")),
    sqlite_with_rowid=False,
    **STRICT,
)

second_readings = Table(
    "second_readings",
    metadata,
    _number(),
    _whole("version", ForeignKey("versions.entry")),
    _text("model"),
    _text("prompt_digest"),
    _text("parameters"),
    _text("tollbook"),
    _text("value_policy"),
    _text("fault", optional=True),
    _text("refusals"),
    _text("exchanges_sha256"),
    _whole("exchanges_size"),
    Column("exchanges", LargeBinary, nullable=False),
    _text("read_at"),
    Index("ix_second_readings_version", "version"),
    **STRICT,
)

second_statements = Table(
    "second_statements",
    metadata,
    Column(
        "reading", WHOLE, ForeignKey("second_readings.entry"), primary_key=True, autoincrement=False
    ),
    Column("position", WHOLE, primary_key=True, autoincrement=False),
    _text("id"),
    _text("record"),
    UniqueConstraint("reading", "id"),
    **STRICT,
)
