"""A statement with the values that a person gave it in place of those that were read."""

from __future__ import annotations

from typing import Any

from tollbook.model.decision import Decision
from tollbook.model.statement import Statement
from tollbook.model.wire import JsonObject, from_json, to_json
from tollbook.reasoning.reviews.locate import STATEMENT, Locator
from tollbook.reasoning.reviews.relocate import move_spans, shift_of

FIELDS = "fields"
"""The key of a decision's data with new values, by the names of the wire format."""

WORDS = "words"
"""The key of a decision's data with the spans that show the new values."""

COUNTED = frozenset({"measure", "low", "high", "modifier", "number"})
"""The fields that `found_by` and `confidence` speak of."""

_LINKS = ("part_of", "same_as")
_MACHINE_ALONE = {"id", "document", "kind", "found_by", "confidence"}


def change(now: Statement, decision: Decision, locator: Locator) -> Statement:
    """The statement with the fields that a `correct` gives it.

    Raises:
        ValueError: the words that it rests on are gone, or its values don't go together.
    """
    text = locator.machine.documents[now.document].text
    before = decision.data.get(STATEMENT)
    shift = (before and shift_of(before, text)) or 0
    given = {FIELDS: decision.data.get(FIELDS, {}), WORDS: decision.data.get(WORDS, {})}
    moved, lost = move_spans(given, text, shift)
    if lost:
        raise ValueError(f"“{lost[0]}” no longer stands in {now.document}")
    fields = dict(moved[FIELDS])
    for name in _LINKS:
        if fields.get(name) is not None:
            fields[name] = locator.find_id(decision, fields[name])
    return from_json(with_fields(to_json(now), fields))


def confirmed_as(now: Statement, decision: Decision, locator: Locator) -> Statement:
    """The statement as it was confirmed, whatever newer code reads in the same words.

    Raises:
        ValueError: the page no longer says what was confirmed.
    """
    record = decision.data.get(STATEMENT)
    if record is None:
        return now
    read = to_json(now)
    if record == read:
        return now
    moved = locator.record(decision)
    if moved is None:
        if all(read.get(name) == record.get(name) for name in COUNTED - {"number"}):
            return now
        raise ValueError("the page no longer says what was confirmed")
    links = {
        name: moved[name] and locator.find_id(decision, moved[name])
        for name in _LINKS
        if name in moved
    }
    confirmed = {
        name: value for name, value in (moved | links).items() if name not in _MACHINE_ALONE
    }
    if _voices(confirmed) == _voices(read):
        del confirmed["attribution"]  # only how sure the machine is has changed
    different = {name: value for name, value in confirmed.items() if read.get(name) != value}
    return from_json(with_fields(read, different)) if different else now


def with_fields(record: JsonObject, fields: JsonObject) -> JsonObject:
    """The record of a statement with new values; the machine's certainty is not theirs.

    `origin` stands for the last voice of the chain, None for a page that speaks for itself;
    `relayers` for the voices between the page and the origin.
    """
    fields = dict(fields)
    changed = record | {k: v for k, v in fields.items() if k not in ("origin", "relayers")}
    if "origin" in fields or "relayers" in fields:
        changed["attribution"] = _chain(changed["attribution"], fields)
    if not COUNTED.isdisjoint(fields) and "found_by" in changed:
        changed |= {"found_by": None, "confidence": None}
    return changed


def _chain(chain: list[JsonObject], fields: JsonObject) -> list[JsonObject]:
    publisher, *others = chain
    relayers = [voice for voice in others if voice["role"] == "relayer"]
    origins = [voice for voice in others if voice["role"] == "origin"]
    if "relayers" in fields:
        relayers = fields["relayers"]
    if "origin" in fields:
        origins = [fields["origin"]] if fields["origin"] else []
    return [publisher, *relayers, *origins]


def _voices(record: JsonObject) -> list[dict[str, Any]]:
    return [{**voice, "confidence": None} for voice in record["attribution"]]
