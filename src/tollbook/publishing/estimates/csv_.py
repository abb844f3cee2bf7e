"""Estimates as CSV for spreadsheets: one row an estimate, and one for each origin left out."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from tollbook.model.claim import Claim
from tollbook.model.estimate import Ends, Estimate, Estimates
from tollbook.publishing.csv_ import guard
from tollbook.publishing.visible import Sink, one_line

COLUMNS = (
    "measure",
    "policy",
    "kinds",
    "at",
    "without",
    "low",
    "best",
    "high",
    "open",
    "low_by",
    "best_by",
    "high_by",
    "reason",
)


def write_csv(estimates: Estimates, stream: Sink) -> None:
    """Write a heading and the rows; `without` names the origin left out, empty where none is."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for answer in estimates.answers:
        for estimate in answer.estimates:
            for row in _rows(estimate):
                at = estimates.at.isoformat() if estimates.at else ""
                writer.writerow([row.get(name, at if name == "at" else "") for name in COLUMNS])


def _rows(estimate: Estimate) -> Iterator[dict[str, Any]]:
    asked = {
        "measure": estimate.measure,
        "policy": estimate.policy,
        "kinds": " ".join(estimate.kinds),
    }
    yield {
        **asked,
        **_ends(estimate.ends),
        "low_by": _names(estimate.low_by),
        "best_by": _names(estimate.best_by),
        "high_by": _names(estimate.high_by),
        "reason": _cell(estimate.reason),
    }
    for item in estimate.without:
        yield {**asked, "without": _cell(item.name), **_ends(item.ends)}


def _ends(ends: Ends | None) -> dict[str, Any]:
    if ends is None:
        return {}
    best = "" if ends.best is None else ends.best
    high = "" if ends.high is None else ends.high
    return {
        "low": ends.low,
        "best": best,
        "high": high,
        "open": "true" if ends.high is None else "false",
    }


def _names(claims: tuple[Claim, ...]) -> str:
    return _cell("; ".join(claim.origin.name for claim in claims))


def _cell(text: str) -> str:
    return guard(one_line(text))
