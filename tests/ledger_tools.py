"""For tests: a report with its statements, and a way into a ledger's file past the ledger."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from alembic import command

from factories import a_change, a_custody, a_document, a_figure, a_prediction, a_span
from tollbook.ledger import Run, migrate, sqlite, writing
from tollbook.ledger.schema import metadata
from tollbook.model.decision import Decision
from tollbook.model.statement import Place, Population
from tollbook.settings import Settings

AT = datetime(2025, 1, 15, 8, 30, tzinfo=UTC)
RUN = Run.of(Settings(), model="small", model_digest="m1", lexicon_digest="w1")

BRIEFING = a_document(
    "The spy agency said some 300 North Korean soldiers have been killed in Kursk and 2,700 hurt. "
    "That more than tripled since December. Kim will likely visit Moscow. Two men are held.",
    id="briefing",
    title="Losses in Kursk",
)
STATEMENTS = [
    a_figure(
        BRIEFING,
        "some 300 North Korean soldiers have been killed in Kursk",
        n=1,
        modifier="about",
        number="some 300",
        population=Population(
            mention=a_span(BRIEFING, "North Korean soldiers"), side="KP", status="combatant"
        ),
        place=Place(mention=a_span(BRIEFING, "Kursk"), name="Kursk", country="RU", lat=51.73),
        period=(None, date(2025, 1, 13)),
        origin="National Intelligence Service",
        entity="kr-nis",
        cue="said",
    ),
    a_figure(BRIEFING, "2,700 hurt", n=2, measure="injured", low=2700, origin="the spy agency"),
    a_change(BRIEFING, "more than tripled", n=3, measures=("killed", "injured"), factor_low=3.0),
    a_prediction(BRIEFING, "Kim will likely visit Moscow", n=4, likelihood="likely"),
    a_custody(BRIEFING, "Two men are held", n=5, origin=None),
]
APART = Decision(
    kind="separate",
    subject="briefing#1\nbriefing#2",
    value="yes",
    by="Ines",
    reason="one counts the dead, the other the wounded",
    at=AT,
    data={"share": 0.5},
)


def a_ledger_of_before(path: Path) -> None:
    """A ledger with the briefing in it, as the first Tollbook made them."""
    engine = sqlite.engine(path, writable=True)
    with engine.execution_options(writes=True).begin() as connection:
        config = migrate._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        writing.add(connection, [writing.check(BRIEFING, STATEMENTS, RUN, AT)])
    engine.dispose()


def ask(path: Path, query: str) -> list[tuple[object, ...]]:
    """The rows that a query finds."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def tamper(path: Path, *commands: str) -> None:
    """Run commands on the file as a forger would, its guards taken away first."""
    with closing(sqlite3.connect(path)) as connection:
        for (name,) in ask(path, "SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            connection.execute(f"DROP TRIGGER {name}")
        for command in commands:
            connection.execute(command)
        connection.commit()


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    return {
        table: ask(path, f"SELECT * FROM {table}")  # noqa: S608 - the names of our own tables
        for table in sorted(metadata.tables)
    }
