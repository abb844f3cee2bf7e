"""Estimates as one JSON record: the answers, the claims they rest on, and every step between.

`docs/estimates.md` describes the keys. `recompute.py` derives every number of it again, so that no
number stands in it that doesn't follow from another.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from tollbook.model.claim import Claim
from tollbook.model.estimate import Allowed, Ends, Estimate, Estimates, LeftOut, Step, Without
from tollbook.publishing.reviews import state_json

FORMAT = "tollbook.estimate/1"


def to_json(estimates: Estimates) -> dict[str, Any]:
    """The estimates as a record that JSON can hold, its keys in a fixed order."""
    case = estimates.case
    settings = {"about_tolerance": estimates.about_tolerance} if estimates.steps else {}
    return {
        "format": FORMAT,
        "case": {"name": case.name, "title": case.title} if case else None,
        "at": _day(estimates.at),
        "since": _day(estimates.since),
        "known_on": _day(estimates.known_on),
        "policies": list(estimates.policies),
        "merged": list(estimates.merged),
        "settings": settings,
        "estimates": [
            estimate_record(estimate)
            for answer in estimates.answers
            for estimate in answer.estimates
        ],
        "left_out": [
            {"measure": answer.measure, **_left_out(item)}
            for answer in estimates.answers
            for item in answer.left_out
        ],
        "claims": {claim.id: _claim(claim, estimates) for claim in estimates.claims},
        "steps": [_step(step, estimates.about_tolerance) for step in estimates.steps],
    }


def estimate_record(estimate: Estimate) -> dict[str, Any]:
    """One estimate, its claims by id, its keys in a fixed order."""
    return {
        "measure": estimate.measure,
        "policy": estimate.policy,
        "kinds": list(estimate.kinds),
        **_ends(estimate.ends),
        "reason": estimate.reason,
        "step": estimate.step,
        "counted": _ids(estimate.counted),
        "low_by": _ids(estimate.low_by),
        "best_by": _ids(estimate.best_by),
        "high_by": _ids(estimate.high_by),
        "left_out": [_left_out(item) for item in estimate.left_out],
        "without": [_without(estimate, item) for item in estimate.without],
    }


def _without(estimate: Estimate, item: Without) -> dict[str, Any]:
    return {
        "origin": item.origin,
        "name": item.name,
        **_ends(item.ends),
        "moves": moves(estimate.ends, item.ends),
        "step": item.step,
    }


def moves(ends: Ends | None, other: Ends | None) -> dict[str, int | None]:
    """How far low and high move from one estimate to another; None where an end is open or gone."""
    if ends is None or other is None:
        return {"low": None, "high": None}
    open_top = ends.high is None or other.high is None
    high = None if open_top else (other.high or 0) - (ends.high or 0)
    return {"low": other.low - ends.low, "high": high}


def _ends(ends: Ends | None) -> dict[str, Any]:
    if ends is None:
        return {"low": None, "best": None, "high": None, "open": False}
    return {**asdict(ends), "open": ends.high is None}


def _left_out(item: LeftOut) -> dict[str, Any]:
    return {
        "claim": item.claim.id,
        "origin": item.claim.origin.name,
        "statements": list(item.claim.statements),
        "reason": item.reason,
    }


def _claim(claim: Claim, estimates: Estimates) -> dict[str, Any]:
    figure = claim.figure
    return {
        "origin": claim.origin.key,
        "name": claim.origin.name,
        "measure": claim.measure,
        "as_of": _day(claim.as_of),
        "since": _day(claim.since),
        "total": claim.id in estimates.totals,
        "modifier": figure.modifier,
        "low": figure.low,
        "high": figure.high,
        "statements": [
            {
                "id": item.id,
                "document": item.document,
                "quote": item.evidence.quote,
                "review": state_json(estimates.reviews.get(item.id)),
            }
            for item in claim.figures
        ],
    }


def _step(step: Step, tolerance: float) -> dict[str, Any]:
    value = asdict(step.value) if isinstance(step.value, Allowed | Ends) else step.value
    record: dict[str, Any] = {
        "id": step.id,
        "operation": step.operation,
        "inputs": list(step.inputs),
    }
    if step.operation == "allow":
        record["about_tolerance"] = tolerance
    if step.operation == "latest":
        record["passed_over"] = dict(step.passed_over)
    return record | {"value": value}


def _ids(claims: tuple[Claim, ...]) -> list[str]:
    return [claim.id for claim in claims]


def _day(day: Any) -> str | None:
    return None if day is None else str(day)
