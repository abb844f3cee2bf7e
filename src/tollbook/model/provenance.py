"""Provenance: which version of a document the ledger shows, and what read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the statements of a document come from.

    `version` counts from 1; `reading` is the number of the entry that let them in; `tollbook` is
    the program that read them (version and digest of its code), `run` the digest of all that
    decides what is read; `read_at` is when.
    """

    version: int
    reading: int
    tollbook: str
    run: str
    read_at: datetime
