"""The ledger: documents and statements in one file, append-only and chained.

`docs/ledger.md` describes the file, so that others can read and verify it without Tollbook.
"""

from tollbook.ledger.ledger import Ledger
from tollbook.ledger.queries import Counts, Filter, Row
from tollbook.ledger.refused import IdTakenError, RefusedError
from tollbook.ledger.run import Run
from tollbook.ledger.verification import Verification
from tollbook.ledger.writing import Outcome

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
]
