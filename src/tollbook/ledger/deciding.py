"""Decisions in the ledger: entered at the end of the chain, and given back in their order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import get_args

from sqlalchemy import Connection, insert, select

from tollbook.ledger.canonical import canonical
from tollbook.ledger.chain import append
from tollbook.ledger.refused import RefusedError
from tollbook.ledger.rows import Row, Stored, after, in_utc, unstorable
from tollbook.ledger.schema import decisions
from tollbook.model.decision import Decision, DecisionKind

_TEXTS = ("kind", "subject", "value", "by", "reason")


def check(decision: Decision) -> Row:
    """The columns of a decision, all but `entry`.

    Raises:
        RefusedError: it has no author, it has no reason, or it can't be written.
        ValueError: its kind is not known, its time has no time zone or its data is not JSON.
    """
    if decision.kind not in get_args(DecisionKind):
        raise ValueError(f"no kind of decision is called {decision.kind!r}")
    for name in ("by", "reason"):
        if not getattr(decision, name).strip():
            raise RefusedError(f"a decision needs its {name}: say who settles it, and why")
    row = {name: getattr(decision, name) for name in _TEXTS}
    row |= {"at": in_utc(decision.at), "data": canonical(decision.data)}
    if fault := unstorable(row):
        raise RefusedError(f"a decision on {decision.subject!r}: {fault}")
    return row


def decide(connection: Connection, row: Row) -> None:
    """Enter a decision that was checked, within the transaction of `connection`."""
    connection.execute(insert(decisions), row | {"entry": append(connection, "decision", row)})


def decision_payload(row: Stored) -> Row:
    """What the entry of a decision says of its row."""
    return {name: row[name] for name in (*_TEXTS, "at", "data")}


def all_decisions(connection: Connection, known_on: date | None) -> Iterator[Decision]:
    """Every decision up to the end of a day (UTC), the earliest first."""
    query = select(decisions).order_by(decisions.c.entry)
    if known_on is not None:
        query = query.where(decisions.c.at < after(known_on))
    for row in connection.execute(query).mappings():
        yield Decision(
            **{name: row[name] for name in _TEXTS},
            at=datetime.fromisoformat(row["at"]),
            data=json.loads(row["data"]),
        )
