"""A Frictionless Data Package (version 2): the CSV tables with a description machines read.

Standard: datapackage.org, Data Package 2.0 (2024), with Table Schema and CSV Dialect.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from tollbook.publishing.formats import csv_files
from tollbook.publishing.formats.bundle import Bundle
from tollbook.publishing.formats.columns import TABLES, Column, TableName, columns
from tollbook.publishing.formats.written import Written

SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"

_KEYS: dict[TableName, str] = {
    "statements": "id",
    "claims": "id",
    "findings": "key",
    "predictions": "id",
    "decisions": "entry",
    "documents": "id",
}
"""What each row is known by, where a table has such a column."""

_FROM_DOCUMENT: tuple[TableName, ...] = ("statements", "claims")
"""The tables with a document in every row."""


def write(bundle: Bundle, folder: Path) -> Written:
    """Write the tables and datapackage.json."""
    written = csv_files.write(bundle, folder)
    path = folder / "datapackage.json"
    described = json.dumps(_package(bundle, folder), ensure_ascii=False, indent=2)
    path.write_text(f"{described}\n", encoding="utf-8", newline="\n")
    return Written((*written.files, path), written.notes)


def _package(bundle: Bundle, folder: Path) -> dict[str, Any]:
    about = bundle.about()
    return {
        "$schema": SCHEMA,
        "name": bundle.file_name.lower(),
        "title": bundle.title,
        "description": "Who said how many, in which words, and what follows from it.",
        "version": (bundle.head or "")[:12] or "0",
        "tollbook": about,
        "resources": [_resource(name, folder / f"{name}.csv") for name in TABLES],
    }


def _resource(name: TableName, path: Path) -> dict[str, Any]:
    data = path.read_bytes()
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in columns()[name]],
        "missingValues": [""],
    }
    if name in _KEYS:
        schema["primaryKey"] = [_KEYS[name]]
    if name in _FROM_DOCUMENT:
        documents = {"resource": "documents", "fields": ["id"]}
        schema["foreignKeys"] = [{"fields": ["document"], "reference": documents}]
    return {
        "name": name,
        "type": "table",
        "path": path.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type}
    field["description"] = column.meaning
    if column.unit:
        field["unit"] = column.unit
    if column.required:
        field["constraints"] = {"required": True}
    return field
