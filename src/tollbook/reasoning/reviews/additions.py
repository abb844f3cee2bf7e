"""A statement that a person adds over a stretch of a document."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from tollbook.model.problem import DecisionError
from tollbook.model.values import KINDS
from tollbook.model.wire import JsonObject, from_json
from tollbook.reasoning.reviews.fields import Page, Words, check_fields
from tollbook.reasoning.reviews.overlay import with_fields
from tollbook.reasoning.reviews.relocate import NOWHERE

_BLANK: dict[str, JsonObject] = {
    "figure": {
        "measure": None,
        "low": None,
        "high": None,
        "modifier": "exact",
        "number": None,
        "population": None,
        "scope": "incident",
        "part_of": None,
        "same_as": None,
        "place": None,
        "period": None,
        "by": None,
        "cause": None,
        "basis": "unknown",
        "found_by": None,
        "confidence": None,
    },
    "change": {
        "measures": None,
        "direction": None,
        "factor_low": None,
        "factor_high": None,
        "amount_low": None,
        "amount_high": None,
        "baseline": None,
    },
    "prediction": {"event": None, "actor": None, "window": None, "likelihood": None},
    "custody": {"low": None, "high": None, "population": None, "holder": None, "unit": None},
}
_NEEDED = ("measure", "measures", "low", "direction", "event")


def new_statement(
    fields: Mapping[str, Any],
    words: Mapping[str, Words],
    start: int,
    end: int,
    page: Page,
) -> JsonObject:
    """The record of a new statement, complete but for its id.

    Raises:
        DecisionError: there is no such stretch, a field can't be as given or a needed one is
            missing.
    """
    given = dict(fields)
    kind = given.pop("kind", "figure")
    if kind not in KINDS:
        near = get_close_matches(str(kind), KINDS, n=1)
        advice = f"did you mean {near[0]}?" if near else f"it is one of {', '.join(KINDS)}"
        raise DecisionError(f"no kind of statement is called {kind!r}; {advice}")
    evidence = page.span({"start": start, "end": end}, "evidence")
    blank: JsonObject = {
        "id": "",
        "document": page.document.id,
        "kind": kind,
        "evidence": evidence,
        "content": evidence,
        "attribution": [
            {
                "role": "publisher",
                "name": page.document.publisher_name,
                **NOWHERE,
                "cue": None,
                "carried": False,
                "entity": None,
                "confidence": None,
            }
        ],
        "modality": "asserted",
        **_BLANK.get(kind, {}),
    }
    checked, _ = check_fields(given, words, blank, page)
    if "low" in blank and "high" not in given:
        checked["high"] = checked.get("low")
    if blank.get("number", "") is None and "number" not in checked:
        checked["number"] = _number(checked.get("low"), evidence)
    record = with_fields(blank, checked)
    missing = [name for name in _NEEDED if name in record and record[name] is None]
    if missing:
        raise DecisionError(f"a new {kind.replace('_', ' ')} needs its {' and '.join(missing)}")
    try:
        from_json(record)
    except ValueError as error:
        raise DecisionError(str(error)) from error
    return record


def _number(low: int | None, evidence: JsonObject) -> JsonObject | None:
    """Where the number stands in the evidence, if it does in digits."""
    for digits in (f"{low:,}", str(low)) if low is not None else ():
        at = evidence["quote"].find(digits)
        if at >= 0:
            start = evidence["start"] + at
            return {"start": start, "end": start + len(digits), "quote": digits}
    return None
