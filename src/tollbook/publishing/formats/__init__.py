"""The formats of others: one file each, and the list of them by which they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tollbook.publishing.formats import (
    changes,
    csv_files,
    event_tables,
    excel,
    hxl,
    package,
    parquet,
    prov,
    ro_crate,
    schema_org,
    sqlite_file,
    web_annotation,
)
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


_ALL = (
    Format("csv", "a CSV file a table, for R, Excel, pandas", csv_files.write),
    Format("xlsx", "an Excel workbook, a sheet a table", excel.write),
    Format("parquet", "a Parquet file a table, with types", parquet.write),
    Format("datapackage", "a Frictionless Data Package: the CSV files, described", package.write),
    Format("ged", "events in the shape of UCDP GED", event_tables.write_ged),
    Format("acled", "events in the shape of ACLED", event_tables.write_acled),
    Format("airwars", "events in the shape of Airwars' tables", event_tables.write_airwars),
    Format("sqlite", "all tables in one SQLite file, for Datasette, R, pandas", sqlite_file.write),
    Format("hxl", "the claims as CSV with HXL hashtags", hxl.write),
    Format(
        "annotations", "W3C Web Annotations: every statement on its words", web_annotation.write
    ),
    Format("schema-org", "schema.org Claim and ClaimReview, as JSON-LD", schema_org.write),
    Format("prov", "PROV-O: how each number came about, as JSON-LD", prov.write),
    Format("ro-crate", "an RO-Crate 1.2 around the CSV tables", ro_crate.write),
    Format("changes", "what each entry of the ledger changed, to keep a copy", changes.write),
)

FORMATS: Mapping[str, Format] = {one.name: one for one in _ALL}
"""The formats by their names."""
