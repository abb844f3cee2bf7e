"""The changes feed: what each entry of the ledger added, changed or withdrew, a line an entry.

Whoever keeps a copy asks for what came after the last entry that it has, and applies the lines in
their order; `replay` does that. Nothing disappears without a line that says who withdrew it, when
and why.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from tollbook.model.change import Change, EntryChanges, ReviewedStatement
from tollbook.model.decision import Decision
from tollbook.model.document import Document
from tollbook.model.wire import JsonObject, to_json
from tollbook.publishing import decisions, documents
from tollbook.publishing.formats.bundle import Bundle
from tollbook.publishing.formats.written import Written
from tollbook.publishing.profiles import Discretion
from tollbook.publishing.reviews import state_json

_IDS = ("id", "document", "part_of", "same_as")

Copy = dict[str, dict[str, JsonObject]]
"""What a copy holds: the records of "document", "statement" and "decision", each by id."""


NAME = "changes.jsonl"


def write(bundle: Bundle, folder: Path, *, since: int = 0) -> Written:
    """Write `changes.jsonl`; with `since` what came after that entry alone."""
    path = folder / NAME
    later = (one for one in bundle.changes() if one.entry > since)
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(change_lines(later, bundle.discretion))
    return Written((path,))


def change_lines(entries: Iterable[EntryChanges], discretion: Discretion) -> Iterator[str]:
    """The feed, a JSON object a line, each with the number and the hash of its entry."""
    for one in entries:
        decision = discretion.decision(one.decision) if one.decision else None
        record = {
            "entry": one.entry,
            "hash": one.hash,
            "at": one.at.isoformat(),
            "by": decision.by if decision else one.by,
            "reason": discretion.hide(decision.reason if decision else one.reason),
            "changes": [_change(change, discretion) for change in one.changes],
        }
        yield f"{json.dumps(record, ensure_ascii=False)}\n"


def _change(change: Change, discretion: Discretion) -> JsonObject:
    is_decision = change.of == "decision"
    return {
        "change": change.kind,
        "of": change.of,
        "id": change.id if is_decision else discretion.id(change.id),
        "record": _record(change, discretion),
    }


def _record(change: Change, discretion: Discretion) -> JsonObject | None:
    match change.now:
        case Document() as document:
            record = documents.to_json(document) | {
                "address": discretion.address(document),
                "text": document.text if discretion.shows("full_texts") else None,
            }
        case ReviewedStatement(statement, review):
            state = state_json(review)
            by = discretion.person(state["by"]) if state["by"] else None
            record = to_json(statement) | {"review": state | {"by": by}}
        case Decision() as decision:
            record = decisions.to_json(discretion.decision(decision))
        case None:
            return None
    ids = {name: discretion.id(record[name]) for name in _IDS if record.get(name)}
    shown: JsonObject = discretion.hide_all(record)
    return shown | ids


def replay(lines: Iterable[str], copy: Copy | None = None) -> Copy:
    """A copy brought up to date by the lines of a feed, from the start or from an earlier copy.

    Raises:
        ValueError: a line is not one of a changes feed.
    """
    held: Copy = {"document": {}, "statement": {}, "decision": {}}
    for of, records in (copy or {}).items():
        held[of] = dict(records)
    for number, line in enumerate(lines, start=1):
        try:
            for change in json.loads(line)["changes"]:
                records = held[change["of"]]
                if change["change"] == "withdrawn":
                    records.pop(change["id"], None)
                else:
                    records[change["id"]] = change["record"]
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"line {number} is no line of a changes feed") from error
    return held
