"""Estimates as data: a record an estimate; a flat row an estimate, and one for each left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tollbook.model.claim import Claim
from tollbook.model.estimate import Ends, Estimate, Estimates
from tollbook.publishing.estimates.export import estimate_record
from tollbook.publishing.shape import Shape, pick
from tollbook.publishing.visible import one_line

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
    "low_claims",
    "best_claims",
    "high_claims",
    "counted",
)


def estimate_shape(estimates: Estimates) -> Shape[Estimate]:
    """The estimates of an answer as data.

    In flat rows `without` names the origin that is left out; it is None where none is.
    """
    at = estimates.at.isoformat() if estimates.at else None

    def to_rows(estimate: Estimate) -> Iterator[tuple[Any, ...]]:
        yield from (pick({"at": at} | row, COLUMNS) for row in _rows(estimate))

    return Shape(
        to_json=lambda estimate: {"at": at} | estimate_record(estimate),
        columns=COLUMNS,
        to_rows=to_rows,
        days=frozenset({"at"}),
    )


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
        "reason": one_line(estimate.reason) or None,
        "low_claims": _ids(estimate.low_by),
        "best_claims": _ids(estimate.best_by),
        "high_claims": _ids(estimate.high_by),
        "counted": _ids(estimate.counted),
    }
    for item in estimate.without:
        yield {**asked, "without": one_line(item.name), **_ends(item.ends)}


def _ends(ends: Ends | None) -> dict[str, Any]:
    if ends is None:
        return {}
    return {"low": ends.low, "best": ends.best, "high": ends.high, "open": ends.high is None}


def _names(claims: tuple[Claim, ...]) -> str | None:
    return one_line("; ".join(claim.origin.name for claim in claims)) or None


def _ids(claims: tuple[Claim, ...]) -> list[str]:
    return [claim.id for claim in claims]
