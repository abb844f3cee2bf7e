"""The history of accounts: what was done to each, when and by whom; the database keeps all of it.

It is a table of its own and not entries of the chain. The chain is evidence: its head is published,
it is copied to others and compared with theirs. Who was given access to one installation is none of
that, and a new password must not change the head that somebody wrote down.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from tollbook.accounts.tables import history
from tollbook.accounts.times import as_text, as_time
from tollbook.model.account import AccountEvent


def note(
    connection: Connection, at: datetime, by: str, action: str, subject: str, **data: Any
) -> None:
    """Enter what was done."""
    connection.execute(
        insert(history),
        {
            "at": as_text(at),
            "by": by,
            "action": action,
            "subject": subject,
            "data": json.dumps(data, sort_keys=True, ensure_ascii=False),
        },
    )


def all_events(connection: Connection) -> tuple[AccountEvent, ...]:
    """All that was done, the earliest first."""
    return tuple(
        AccountEvent(
            at=as_time(row.at),
            by=row.by,
            action=row.action,
            subject=row.subject,
            data=json.loads(row.data),
        )
        for row in connection.execute(select(history).order_by(history.c.number))
    )
