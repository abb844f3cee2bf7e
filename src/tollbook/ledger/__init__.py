"""The ledger: documents and statements in one file, append-only and chained.

`docs/ledger.md` describes the file, so that others can read and verify it without Tollbook.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tollbook.ledger.ledger import Ledger
    from tollbook.ledger.queries import Counts, Filter, fits
    from tollbook.ledger.refused import IdTakenError, RefusedError
    from tollbook.ledger.row import Row
    from tollbook.ledger.run import Run
    from tollbook.ledger.search import has_words
    from tollbook.ledger.verification import Verification
    from tollbook.ledger.writing import Outcome

# Loaded when first asked for: who extracts without a ledger waits for no database.
_HOMES = {
    "Counts": "queries",
    "Filter": "queries",
    "IdTakenError": "refused",
    "Ledger": "ledger",
    "Outcome": "writing",
    "RefusedError": "refused",
    "Row": "row",
    "Run": "run",
    "Verification": "verification",
    "fits": "queries",
    "has_words": "search",
}

__all__ = [
    "Counts",
    "Filter",
    "IdTakenError",
    "Ledger",
    "Outcome",
    "RefusedError",
    "Row",
    "Run",
    "Verification",
    "fits",
    "has_words",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'tollbook.ledger' has no attribute {name!r}")
    return getattr(import_module(f"tollbook.ledger.{_HOMES[name]}"), name)
