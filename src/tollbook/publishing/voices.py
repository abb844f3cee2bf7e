"""Voices as data: who speaks, under which names, and whom they pass on."""

from __future__ import annotations

from typing import Any

from tollbook.model.voice import RelayCount, Revision, VoiceEntry, VoiceProfile
from tollbook.publishing.shape import Shape, pick

COLUMNS = (
    *("key", "name", "kind", "entity", "sort", "aliases", "statements", "passed_on", "documents"),
    *("first", "last"),
)
"""The header of the flat table. New columns are added at the end."""


def to_json(entry: VoiceEntry) -> dict[str, Any]:
    """A voice in a list as a record that JSON can hold."""
    return {
        "key": entry.key,
        "name": entry.name,
        "kind": entry.kind,
        "entity": entry.entity,
        "sort": entry.sort or None,
        "aliases": list(entry.aliases),
        "statements": entry.statements,
        "passed_on": entry.passed_on,
        "documents": entry.documents,
        "first": entry.first.isoformat() if entry.first else None,
        "last": entry.last.isoformat() if entry.last else None,
    }


def profile_json(profile: VoiceProfile) -> dict[str, Any]:
    """The same with whom it passes on, who passes it on, its claims and the numbers it revised."""
    return to_json(profile.entry) | {
        "passes_on": list(map(_relay, profile.passes_on)),
        "passed_on_by": list(map(_relay, profile.passed_on_by)),
        "claims": [claim.id for claim in profile.claims],
        "revisions": list(map(_revision, profile.revisions)),
    }


def _relay(relay: RelayCount) -> dict[str, Any]:
    return {"name": relay.name, "key": relay.key, "statements": relay.statements}


def _revision(revision: Revision) -> dict[str, Any]:
    return {
        "kind": revision.link.kind,
        "rule": revision.link.rule,
        "before": revision.before.id if revision.before else None,
        "after": revision.after.id,
    }


VOICES: Shape[VoiceEntry] = Shape(
    to_json=to_json,
    columns=COLUMNS,
    to_rows=lambda entry: (pick(to_json(entry), COLUMNS),),
    days=frozenset({"first", "last"}),
)
"""Voices as data."""
