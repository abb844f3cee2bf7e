"""The formats of others: one file each, and the list of them by which they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tollbook.publishing.formats import csv_files
from tollbook.publishing.formats.bundle import Bundle
from tollbook.publishing.formats.written import Written

__all__ = ["FORMATS", "Bundle", "Format", "Written"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what it is called, what it is in a few words, and how it is written.

    `write` writes a bundle into a folder that is there and empty, and says what it wrote.
    """

    name: str
    what: str
    write: Callable[[Bundle, Path], Written]


_ALL = (Format("csv", "a CSV file a table, for R, Excel, pandas", csv_files.write),)

FORMATS: Mapping[str, Format] = {one.name: one for one in _ALL}
"""The formats by their names."""
