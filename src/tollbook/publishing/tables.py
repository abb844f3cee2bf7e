"""Statements as a table that fits a narrow terminal: one heading a document, one row a statement.

All cells are `Text`, never markup, so a page can't style or link anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from tollbook.model.review import Review
from tollbook.model.second import SecondOpinion
from tollbook.model.statement import Figure, Statement
from tollbook.publishing.phrases import number_of, said_by, says, where_and_when, whom
from tollbook.publishing.reviews import state_in_words
from tollbook.publishing.second import second_in_words
from tollbook.publishing.visible import one_line

COLOURS = {
    "killed": "red",
    "injured": "yellow",
    "casualties": "magenta",
    "missing": "cyan",
    "captured": "cyan",
    "surrendered": "cyan",
    "displaced": "blue",
    "deployed": "blue",
}
_OTHER_KINDS = "green"


def colour_of(statement: Statement) -> str:
    """The colour of a statement wherever it is shown: by its measure, or one for all others."""
    return COLOURS[statement.measure] if isinstance(statement, Figure) else _OTHER_KINDS


def heading(
    identity: str,
    published: date | datetime | None = None,
    publisher: str | None = None,
    title: str | None = None,
) -> Text:
    """Two lines above a document's statements: its id, day and publisher; and its title."""
    day = published.strftime("%Y-%m-%d") if published else "no date"
    first = "  ".join(one_line(part) for part in (identity, day, publisher) if part)
    lines = Text(first, style="bold", overflow="fold")
    return lines.append(f"\n{one_line(title)}", style="not bold italic") if title else lines


def statement_table(
    statements: Iterable[Statement],
    reviews: Mapping[str, Review] | None = None,
    second: Mapping[str, SecondOpinion] | None = None,
) -> Table:
    """One row a statement: its number, what it says, of whom, who says it, where and when.

    `reviews` are those of the statements that people have looked at, by id; the others are the
    machine's proposals. `second` says how a second reader's word on them compares.
    """
    table = Table(
        box=SIMPLE_HEAD, expand=True, show_edge=False, padding=(0, 1, 0, 0), header_style="dim"
    )
    table.add_column("#", justify="right", no_wrap=True)
    for name, ratio in (("says", 6), ("of whom", 4), ("said by", 5), ("where, when", 4)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for statement in statements:
        said = Text(says(statement), style=colour_of(statement))
        if state := state_in_words((reviews or {}).get(statement.id)):
            said.append(f"\n{state}", style="default dim")
        if compared := second_in_words((second or {}).get(statement.id)):
            said.append(f"\n{compared}", style="default dim")
        table.add_row(
            Text(number_of(statement.id), style="dim"),
            said,
            Text(whom(statement)),
            Text(said_by(statement)),
            Text(where_and_when(statement)),
        )
    return table
