"""What a careful reader writes down of a small text, and what a reading lacks of it.

A figure is one line: the measure and the number, then what else is said of it, each behind a
semicolon. `by` and `in` may give alternatives with "|":

    "killed 14+; by police; of soldiers; in Goma; from 2024-05-03; to 2024-05-06; part; denied"

Numbers: 14, 14+ (and more), 0-14, 24-99. Who, whom and where are parts of the words read.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from tollbook.app.read import Tools, read_one_text, read_statements
from tollbook.model.document import Given
from tollbook.model.problem import Problem
from tollbook.model.statement import Figure, Statement
from tollbook.settings import Settings

TUESDAY = date(2024, 5, 7)
_ORDER = re.compile(r"(\w+) (\d+)(\+|-(\d+))?\Z")
_KEYS = ("by", "of", "in", "from", "to")


@cache
def _tools() -> Tools:
    return Tools.ready(Settings())


def statements(text: str, name: str = "", published: date = TUESDAY) -> list[Statement]:
    """The statements of a text; with a name, of a file of that name."""
    tools = replace(_tools(), given=Given(published=published))
    if not name:
        item = read_one_text(text, tools)
        return [] if isinstance(item, Problem) else list(item.statements)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8")
        items = list(read_statements([str(path)], tools))
    return [s for item in items if not isinstance(item, Problem) for s in item.statements]


def differences(
    text: str, expected: Sequence[str], name: str = "", published: date = TUESDAY
) -> list[str]:
    """What the reading of a text lacks and what it adds; empty where it is a reader's."""
    found = [s for s in statements(text, name, published) if isinstance(s, Figure)]
    wrong = []
    for line in expected:
        first, *rest = (piece.strip() for piece in line.split(";"))
        key = _key(first)
        same = [f for f in found if (f.measure, f.low, f.high) == key]
        if not same:
            wrong.append(f"lacks {first}")
            continue
        best = min(same, key=lambda f: len(_off(f, rest)))
        found.remove(best)
        wrong += [f"{first}: {off}" for off in _off(best, rest)]
    return wrong + [f"adds {_brief(f)} ({f.evidence.quote})" for f in found]


def _key(words: str) -> tuple[str, int, int | None]:
    order = _ORDER.match(words)
    assert order, f"{words!r} is no figure"
    measure, low, more, high = order.groups()
    top = None if more == "+" else int(high) if high else int(low)
    return measure, int(low), top


def _brief(figure: Figure) -> str:
    high = "+" if figure.high is None else f"-{figure.high}" if figure.high != figure.low else ""
    doubt = "" if figure.modality == "asserted" else f" {figure.modality}"
    return f"{figure.measure} {figure.low}{high}{doubt}"


def _off(figure: Figure, wanted: Sequence[str]) -> list[str]:
    """What a figure does not have of the words behind its number."""
    voices = [
        f"{v.name} {v.mention.quote if v.mention else ''}"
        for v in figure.attribution
        if v.role != "publisher"
    ]
    place, period, people = figure.place, figure.period, figure.population
    read = {
        "by": " | ".join(voices) or "the page",
        "of": people.mention.quote if people else "",
        "in": f"{place.name or ''} {place.mention.quote if place.mention else ''}" if place else "",
        "from": str(period.start_date) if period else "",
        "to": str(period.end_date) if period else "",
        "part": "part" if figure.part_of else "part of nothing",
    }
    off = []
    doubts = [
        word
        for word in wanted
        if word in ("denied", "possible", "unconfirmed", "estimated", "hypothetical", "question")
    ]
    for word in wanted:
        key, _, value = word.partition(" ")
        if key == "part":
            off += [] if figure.part_of else ["part of nothing"]
        elif key in _KEYS:
            if not any(one.lower() in read[key].lower() for one in value.split("|")):
                off.append(f"{key} {read[key]!r}, not {value!r}")
        elif word != figure.modality:
            off.append(f"{figure.modality}, not {word}")
    if not doubts and figure.modality in ("denied", "hypothetical", "question", "possible"):
        off.append(f"{figure.modality}")
    return off
