"""Decisions in the ledger: entered at the end of the chain, and given back in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import get_args

from sqlalchemy import Connection, insert, select

from tollbook.ledger.canonical import canonical
from tollbook.ledger.chain import append, last_entry, last_time
from tollbook.ledger.damage import decision_of
from tollbook.ledger.refused import RefusedError
from tollbook.ledger.rows import Row, Stored, after, in_utc, unstorable
from tollbook.ledger.schema import decisions
from tollbook.model.decision import REVIEW_KINDS, Decision, DecisionKind

_TEXTS = ("kind", "subject", "value", "by", "reason")

Finish = Callable[[Decision, Sequence[Decision]], Decision]
"""What a caller still does within the transaction: from a decision with its entry, and those that
were made since the caller last looked, to the decision as it is stored. It may refuse."""


def check(decision: Decision) -> Row:
    """The columns of a decision, all but `entry`.

    Raises:
        RefusedError: it has no author, it has no reason, or it can't be written.
        ValueError: its kind is not known, its time has no time zone or its data is not JSON.
    """
    if decision.kind not in get_args(DecisionKind):
        raise ValueError(f"no kind of decision is called {decision.kind!r}")
    speaks_for_itself = decision.kind in ("confirm", "code")
    for name in ("by",) if speaks_for_itself else ("by", "reason"):
        if not getattr(decision, name).strip():
            raise RefusedError(f"a decision needs its {name}: say who settles it, and why")
    row = {name: getattr(decision, name) for name in _TEXTS}
    row |= {"at": in_utc(decision.at), "data": canonical(decision.data)}
    if fault := unstorable(row):
        raise RefusedError(f"a decision on {decision.subject!r}: {fault}")
    return row


def decide(
    connection: Connection,
    made: Iterable[Decision],
    seen: int = 0,
    finish: Finish | None = None,
) -> Iterator[Decision]:
    """Enter decisions within the transaction of `connection`; each comes back with its entry.

    `finish` is given each of them with what others decided after the entry `seen`, which nobody
    can add to until the transaction ends.
    """
    newer = tuple(all_decisions(connection, None, seen)) if finish else ()
    time = last_time(connection)
    for item in made:
        decision = item
        if finish is not None:
            last = last_entry(connection)
            decision = finish(replace(item, entry=last.seq + 1 if last else 1), newer)
        row = check(decision)
        row["at"] = time = max(row["at"], time)
        entry = append(connection, "decision", row)
        connection.execute(insert(decisions), row | {"entry": entry})
        yield replace(decision, entry=entry, at=datetime.fromisoformat(time))


def decision_payload(row: Stored) -> Row:
    """What the entry of a decision says of its row."""
    return {name: row[name] for name in (*_TEXTS, "at", "data")}


def all_decisions(
    connection: Connection, known_on: date | None, after_entry: int = 0
) -> Iterator[Decision]:
    """Every decision behind an entry and up to the end of a day (UTC), the earliest first."""
    query = select(decisions).order_by(decisions.c.entry).where(decisions.c.entry > after_entry)
    if known_on is not None:
        query = query.where(decisions.c.at < after(known_on))
    for row in connection.execute(query).mappings():
        yield decision_of(row)


def has_reviews(connection: Connection, known_on: date | None) -> bool:
    """Whether anybody has decided on what was read, up to the end of a day (UTC)."""
    query = select(decisions.c.entry).where(decisions.c.kind.in_(REVIEW_KINDS)).limit(1)
    if known_on is not None:
        query = query.where(decisions.c.at < after(known_on))
    return connection.execute(query).first() is not None
