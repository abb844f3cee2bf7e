"""Cases for a terminal, a table of them and one in full; and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from tollbook.model.case import Case, CaseEntry
from tollbook.publishing.shape import Shape, pick
from tollbook.publishing.visible import one_line
from tollbook.reasoning.corpus import Corpus
from tollbook.resolution.countries import country_name

_WIDTH = 11


def case_table(entries: Iterable[CaseEntry]) -> Table:
    """One row a case: its name, its question, how many statements belong to it."""
    table = Table(
        box=SIMPLE_HEAD, expand=True, show_edge=False, padding=(0, 1, 0, 0), header_style="dim"
    )
    table.add_column("case", ratio=3, overflow="fold")
    table.add_column("question", ratio=4, overflow="fold")
    table.add_column("statements", justify="right", no_wrap=True)
    table.add_column("from", no_wrap=True)
    for entry in entries:
        table.add_row(
            Text(one_line(entry.case.name), style="bold"),
            Text(one_line(entry.case.title)),
            Text(f"{entry.statements:,}"),
            Text(entry.kind, style="dim"),
        )
    return table


def case_lines(case: Case, corpus: Corpus) -> Iterator[Text]:
    """What a case asks, a line each; `corpus` is what it holds."""
    yield Text(one_line(case.title), style="bold")
    if case.automatic:
        yield Text("an automatic case, made from what the ledger counts most")
    facts = (
        (
            "whom",
            ", ".join((*map(_with_country, case.sides), *(f"“{word}”" for word in case.people))),
        ),
        ("measures", ", ".join(case.measures) or "all"),
        ("where", ", ".join((*map(_with_country, case.countries), *case.places)) or "anywhere"),
        ("when", _days(case)),
        ("strength", _strength(case)),
        *_roles(case),
        *(
            ("enemies", f"{_with_country(who)} counts {_with_country(side)}")
            for who, side in _enemies(case)
        ),
        ("holds", f"{len(corpus.statements):,} statements in {len(corpus.documents):,} documents"),
    )
    for name, fact in facts:
        if fact:
            yield Text(f"  {name:<{_WIDTH}} {one_line(fact)}")


def _roles(case: Case) -> Iterator[tuple[str, str]]:
    in_order = sorted(case.roles.items(), key=lambda item: (item[1], item[0]))
    for role, members in groupby(in_order, key=lambda item: item[1]):
        yield role, ", ".join(_with_country(origin) for origin, _ in members)


def _enemies(case: Case) -> list[tuple[str, str]]:
    return sorted(case.enemies.items())


def _with_country(code: str) -> str:
    """A code with the country it stands for; any other word as it is."""
    name = country_name(code)
    return f"{name} ({code})" if name else code


def _days(case: Case) -> str:
    since = f"from {case.since}" if case.since else ""
    until = f"until {case.until}" if case.until else ""
    return " ".join(filter(None, (since, until))) or "ever"


def _strength(case: Case) -> str:
    if case.strength is None:
        return ""
    low, high = case.strength
    return f"{low:,} or more" if high is None else f"{low:,} to {high:,}"


COLUMNS = (
    *("name", "title", "from", "statements", "sides", "people", "measures", "countries", "places"),
    *("since", "until", "strength_low", "strength_high"),
)
"""The header of the flat table. New columns are added at the end."""


def to_json(entry: CaseEntry) -> dict[str, Any]:
    """A case in a list as a record that JSON can hold, its keys in a fixed order."""
    return case_record(entry.case) | {"from": entry.kind, "statements": entry.statements}


def case_record(case: Case) -> dict[str, Any]:
    """What a case asks as a record that JSON can hold, its keys in a fixed order."""
    return {
        "name": case.name,
        "title": case.title,
        "sides": list(case.sides),
        "people": list(case.people),
        "measures": list(case.measures),
        "countries": list(case.countries),
        "places": list(case.places),
        "since": case.since.isoformat() if case.since else None,
        "until": case.until.isoformat() if case.until else None,
        "strength_low": case.strength[0] if case.strength else None,
        "strength_high": case.strength[1] if case.strength else None,
        "origins": dict(case.roles),
        "enemies": dict(case.enemies),
    }


CASES: Shape[CaseEntry] = Shape(
    to_json=to_json,
    columns=COLUMNS,
    to_rows=lambda entry: (pick(to_json(entry), COLUMNS),),
    days=frozenset({"since", "until"}),
)
"""Cases as data."""
