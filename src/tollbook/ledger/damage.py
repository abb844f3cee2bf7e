"""Rows that can't be what Tollbook wrote: one sentence that names the entry, not a traceback."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tollbook.ledger.row import Row
from tollbook.ledger.rows import to_document, to_published
from tollbook.model.decision import Decision
from tollbook.model.document import Document
from tollbook.model.problem import LedgerError
from tollbook.model.statement import Statement
from tollbook.model.wire import from_json

_FAULTS = (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError)


class DamagedError(LedgerError):
    """A row is not what Tollbook wrote."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} is damaged; run 'tollbook verify' to see how far the damage goes, and go back "
            "to a backup copy"
        )


def row_of(row: Any) -> Row:
    """A statement with what a table shows of its document.

    Raises:
        DamagedError: its record or the document's day can't be read.
    """
    try:
        statement = from_json(json.loads(row.record))
    except _FAULTS as error:
        raise DamagedError(f"entry {row.reading}, statement {row.id},") from error
    try:
        published = to_published(row.published)
    except ValueError as error:
        raise DamagedError(f"document {row.document}") from error
    return Row(statement, row.document, row.title, row.publisher, published)


def document_of(row: Mapping[Any, Any], original: bytes = b"") -> Document:
    """The document of a row of `versions`, with its original bytes if they are given.

    Raises:
        DamagedError: its blocks, its source map or its day can't be read.
    """
    try:
        document = to_document(row, original)
        if any(not 0 <= one.start <= one.end <= len(document.text) for one in document.blocks):
            raise ValueError("a block reaches beyond the text")
    except _FAULTS as error:
        raise DamagedError(f"entry {row['entry']}, document {row['document']},") from error
    return document


def decision_of(row: Mapping[Any, Any]) -> Decision:
    """The decision of a row.

    Raises:
        DamagedError: its time or its data can't be read.
    """
    try:
        return Decision(
            **{name: row[name] for name in ("kind", "subject", "value", "by", "reason")},
            at=datetime.fromisoformat(row["at"]),
            data=json.loads(row["data"]),
            entry=row["entry"],
        )
    except _FAULTS as error:
        raise DamagedError(f"entry {row['entry']}, a decision of {row['by']},") from error


def check_quotes(statement: Statement, document: Document | None) -> None:
    """Refuse a statement whose words do not stand in its document.

    Raises:
        DamagedError: they don't, or there is no such document.
    """
    spans = (statement.evidence, statement.content)
    if document is None or any(document.text[s.start : s.end] != s.quote for s in spans):
        raise DamagedError(f"statement {statement.id}")
