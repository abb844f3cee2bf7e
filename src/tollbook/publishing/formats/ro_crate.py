"""RO-Crate 1.2: the CSV tables with a description that repositories and search engines read.

The specification is https://w3id.org/ro/crate/1.2. The crate says what each file is, its size and
SHA-256, which program made it and from which ledger. It states no licence: whoever publishes the
crate has to, and a note says so.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from tollbook.publishing.formats import csv_files
from tollbook.publishing.formats.bundle import Bundle
from tollbook.publishing.formats.written import Written

NAME = "ro-crate-metadata.json"

WHAT = {
    "statements": "what the reports say, a statement a row, with its words",
    "claims": "the same assertion by the same origin once, wherever it is repeated",
    "estimates": "low, best and high by policy, with the claims that each end rests on",
    "series": "what each origin said of one measure over time",
    "findings": "what the checks found: contradictions, slips, and how they were judged",
    "predictions": "what was predicted, and what became of it",
    "decisions": "what people decided, when and why",
    "documents": "the reports themselves: publisher, date, title, address, digest",
}
"""What each table holds."""

_NO_LICENCE = (
    "The crate states no licence: put one into ro-crate-metadata.json before you publish it."
)


def write(bundle: Bundle, folder: Path) -> Written:
    """Write the CSV tables, and `ro-crate-metadata.json` around them."""
    tables = csv_files.write(bundle, folder)
    path = folder / NAME
    crate = {
        "@context": "https://w3id.org/ro/crate/1.2/context",
        "@graph": [
            {
                "@id": NAME,
                "@type": "CreativeWork",
                "conformsTo": {"@id": "https://w3id.org/ro/crate/1.2"},
                "about": {"@id": "./"},
            },
            _root(bundle, tables.files),
            *map(_file, tables.files),
            *_context(bundle, tables.files),
        ],
    }
    text = json.dumps(crate, ensure_ascii=False, indent=1)
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    return tables + Written((path,), (_NO_LICENCE,))


def _root(bundle: Bundle, files: tuple[Path, ...]) -> dict[str, Any]:
    facts = "; ".join(f"{name}: {value}" for name, value in bundle.about().items() if value)
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": bundle.title,
        "description": f"Who said how many, from a Tollbook ledger. {facts}",
        "license": {"@id": "#licence"},
        "hasPart": [{"@id": path.name} for path in files],
        "mentions": {"@id": "#export"},
    }
    if bundle.record.today is not None:  # the day that is asked for: reasoning has no clock
        root["datePublished"] = bundle.record.today.isoformat()
    if bundle.head:
        root["identifier"] = f"urn:tollbook:head:{bundle.head}"
    return root


def _file(path: Path) -> dict[str, Any]:
    written = path.read_bytes()
    return {
        "@id": path.name,
        "@type": "File",
        "name": path.stem,
        "description": WHAT.get(path.stem, "what lies here, and how to read it"),
        "encodingFormat": "text/csv" if path.suffix == ".csv" else "text/plain",
        "contentSize": str(len(written)),
        "sha256": hashlib.sha256(written).hexdigest(),
    }


def _context(bundle: Bundle, files: tuple[Path, ...]) -> list[dict[str, Any]]:
    """The program, the export and the missing licence."""
    return [
        {
            "@id": "#tollbook",
            "@type": "SoftwareApplication",
            "name": "Tollbook",
            "version": bundle.version,
        },
        {
            "@id": "#export",
            "@type": "CreateAction",
            "name": "Export from the ledger",
            "instrument": {"@id": "#tollbook"},
            "result": [{"@id": path.name} for path in files],
        },
        {
            "@id": "#licence",
            "@type": "CreativeWork",
            "name": "No licence stated",
            "description": "Whoever publishes this crate has to say what others may do with it.",
        },
    ]
