"""Series as tables for people, and as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from tollbook.publishing.phrases import range_in_words
from tollbook.publishing.shape import Shape
from tollbook.publishing.tables import COLOURS
from tollbook.publishing.visible import one_line
from tollbook.reasoning.series import Break, BreakKind, Point, Series

_WHY: dict[BreakKind, str] = {
    "correction": "corrected",
    "definition": "counts differently from before",
    "lists": "lists were revised",
    "discovery": "the dead were found, not killed, that day",
    "jump": "discovery or event?",
}

COLUMNS = (
    *("origin", "origin_entity", "measure", "scope", "people", "side", "place", "as_of"),
    *("low", "best", "high", "modifier", "days", "difference", "corrected", "per_day"),
    *("breaks", "superseded_by", "claim", "statements", "relays", "misread"),
)
"""The header of the flat table. New columns are added at the end; none is renamed or moved."""


def break_words(found: Break) -> str:
    """Why a total moved, in words.

    >>> break_words(Break("correction", amount=1650))
    'corrected by +1,650'
    """
    if found.amount is not None:
        return f"{_WHY[found.kind]} by {found.amount:+,}"
    return _WHY[found.kind]


def to_json(series: Series) -> dict[str, Any]:
    """The series as a record that JSON can hold, its keys in a fixed order."""
    return {
        "origin": series.origin.name,
        "origin_entity": series.origin.entity,
        "origin_kind": series.origin.kind,
        "measure": series.measure,
        "scope": series.scope,
        "people": series.people or None,
        "side": series.side,
        "place": series.subject.place,
        "points": [_point(point) for point in series.points],
    }


def _point(point: Point) -> dict[str, Any]:
    difference = point.difference
    return {
        "as_of": point.day.isoformat(),
        "low": point.low,
        "best": point.best,
        "high": point.high,
        "modifier": point.claim.figure.modifier,
        "difference": difference
        and {
            "days": difference.days,
            "named": difference.named,
            "corrected": difference.corrected,
            "per_day": difference.per_day,
        },
        "breaks": [
            {
                "kind": found.kind,
                "amount": found.amount,
                "document": found.mark.document if found.mark else None,
                "quote": found.mark.span.quote if found.mark else None,
            }
            for found in point.breaks
        ],
        "links": [
            {"kind": link.kind, "claim": link.claim, "other": link.other, "rule": link.rule}
            for link in point.links
        ],
        "claim": point.claim.id,
        "statements": list(point.statements),
        "relays": [figure.id for figure in point.relays],
        "documents": list(
            dict.fromkeys(id for claim in (point.claim, *point.repeats) for id in claim.documents)
        ),
        "misread": point.misread,
    }


def _flat(series: Series, point: Point) -> tuple[Any, ...]:
    moved = point.difference
    return (
        series.origin.name,
        series.origin.entity,
        series.measure,
        series.scope,
        series.people,
        series.side,
        series.subject.place,
        point.day.isoformat(),
        point.low,
        point.best,
        point.high,
        point.claim.figure.modifier,
        moved and moved.days,
        moved and moved.named,
        moved and moved.corrected,
        moved and moved.per_day,
        "; ".join(break_words(found) for found in point.breaks),
        point.superseded_by,
        point.claim.id,
        "; ".join(point.statements),
        len(point.relays),
        point.misread,
    )


SERIES: Shape[Series] = Shape(
    to_json=to_json,
    columns=COLUMNS,
    to_rows=lambda series: (_flat(series, point) for point in series.points),
    days=frozenset({"as_of"}),
)
"""Series as data: a record a series, a flat row a point."""


def heading(series: Series) -> Text:
    """One line above a series: who counts what, of whom."""
    scope = {"cumulative": "running total", "incident": "single counts", "period": "by stretch"}
    parts = [series.measure, series.people, series.subject.place, scope[series.scope]]
    known = series.origin.kind != "unknown"
    name = one_line(series.origin.name)
    named = Text(name if known else f"no source given, in {name}", style="bold", overflow="fold")
    return named.append(
        f"  {' · '.join(one_line(part) for part in parts if part)}", style="not bold"
    )


def series_table(series: Series, most: int | None = None) -> Table:
    """One row a point: the day it speaks for, the count, how far it moved and why.

    Of more than `most` points the first and the last are shown, with those that stand out.
    """
    table = Table(
        box=SIMPLE_HEAD, expand=True, show_edge=False, padding=(0, 1, 0, 0), header_style="dim"
    )
    table.add_column("as of", no_wrap=True)
    table.add_column("says", ratio=3, overflow="fold", style=COLOURS.get(series.measure, ""))
    table.add_column("allows", ratio=3, overflow="fold", justify="right")
    table.add_column("moved", justify="right", no_wrap=True)
    table.add_column("relays", justify="right", no_wrap=True)
    table.add_column("of note", ratio=5, overflow="fold")
    gap = False
    for n, point in enumerate(series.points):
        if not _is_shown(n, point, series.points, most):
            gap = True
            continue
        if gap:
            table.add_row(Text("…"))
            gap = False
        table.add_row(*map(Text, _cells(point)))
    return table


def _is_shown(n: int, point: Point, points: Sequence[Point], most: int | None) -> bool:
    if most is None or len(points) <= most:
        return True
    ends = max(most // 4, 1)
    return n < ends or n >= len(points) - ends or bool(point.breaks or point.links)


def _cells(point: Point) -> Iterator[str]:
    figure = point.claim.figure
    yield point.day.isoformat()
    yield range_in_words(figure.low, figure.high, figure.modifier)
    yield range_in_words(point.low, point.high, "between") if point.low != point.high else ""
    moved = point.difference.named if point.difference else None
    yield "" if moved is None else f"{moved:+,}"
    yield str(len(point.relays) or "")
    yield "\n".join(notes_on(point))


def notes_on(point: Point) -> list[str]:
    """What is special about a point, each in a few words, such as “disputes it”."""
    notes = ["misread: another measure's number"] if point.misread else []
    notes += [break_words(found) for found in point.breaks]
    return notes + [
        link.kind if link.claim == point.claim.id else f"{link.kind} it" for link in point.links
    ]
