"""For tests of `lint`: clean tables in each shape, and faults to plant in them.

A fault changes a table in one place and gives the row that a finding must name. Everything is drawn
from a seed, so that a failure comes again.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from contextlib import chdir
from datetime import date, timedelta
from pathlib import Path
from random import Random

from typer.testing import CliRunner

from terminal import Ran
from tollbook.cli.app import app
from tollbook.linting.shapes import ACLED_COLUMNS, GED_COLUMNS

Record = dict[str, str]
Rows = list[Record]
Plant = Callable[[Rows, Random], int]
"""Change some rows; the number, from 0, of the row that must be found."""

FIRST_DAY = date(2021, 1, 4)
# Town, province, latitude, longitude, country.
TOWNS = (
    ("Goma", "Nord-Kivu", -1.68, 29.22, "DR Congo (Zaire)"),
    ("Kharkiv", "Kharkivska", 49.99, 36.23, "Ukraine"),
    ("Idlib", "Idlib", 35.93, 36.63, "Syria"),
    ("Maiduguri", "Borno", 11.85, 13.16, "Nigeria"),
    ("Aden", "Aden", 12.78, 45.02, "Yemen (North Yemen)"),
)
PARTIES = (("Army", "River Front"), ("Hill Guard", "Army"), ("Coast Militia", "Hill Guard"))


def drawn_from(seed: int) -> Random:
    """Draws that come again with the seed."""
    return Random(seed)  # noqa: S311 - repeatable is what it must be


def ged(rows: int, draw: Random) -> Rows:
    """Events as UCDP GED has them."""
    return [_ged_event(n, draw) for n in range(rows)]


def _ged_event(n: int, draw: Random) -> Record:
    town, province, lat, lon, country = draw.choice(TOWNS)
    side_a, side_b = draw.choice(PARTIES)
    kind = draw.choice("123")
    a, b = (0, 0) if kind == "3" else (draw.randrange(30), draw.randrange(30))
    civilians, unknown = draw.randrange(1, 20), draw.randrange(3)
    best = a + b + civilians + unknown
    precision = draw.choice("1112345")
    start = FIRST_DAY + timedelta(days=n // 3)
    longest = {"1": 0, "2": 5, "3": 6, "4": 27, "5": 60}[precision]
    end = min(start + timedelta(days=longest), date(start.year, 12, 31))
    known = {
        "id": 500_000 + n,
        "relid": f"XX-2021-1-{n}",
        "year": start.year,
        "active_year": draw.choice("01"),
        "code_status": "Clear",
        "type_of_violence": kind,
        "conflict_name": "Government",
        "dyad_name": f"{side_a} - {side_b}",
        "side_a": side_a,
        "side_b": "Civilians" if kind == "3" else side_b,
        "number_of_sources": draw.randrange(1, 5),
        "source_article": f"Harbour Wire, {start}, “Clashes, again”",
        "where_prec": draw.choice("123"),
        "where_coordinates": town,
        "where_description": f"{n} km from {town}",
        "adm_1": province,
        "latitude": round(lat + draw.uniform(-0.2, 0.2), 4),
        "longitude": round(lon + draw.uniform(-0.2, 0.2), 4),
        "country": country,
        "region": "Region",
        "event_clarity": draw.choice("12"),
        "date_prec": precision,
        "date_start": f"{start} 00:00:00.000",
        "date_end": f"{end} 00:00:00.000",
        "deaths_a": a,
        "deaths_b": b,
        "deaths_civilians": civilians,
        "deaths_unknown": unknown,
        "best": best,
        "high": best + draw.randrange(10),
        "low": best - draw.randrange(best + 1),
    }
    return {column: str(known.get(column, "")) for column in GED_COLUMNS}


def acled(rows: int, draw: Random) -> Rows:
    """Events as ACLED exports them."""
    return [_acled_event(n, draw) for n in range(rows)]


def _acled_event(n: int, draw: Random) -> Record:
    town, province, lat, lon, country = draw.choice(TOWNS)
    side_a, side_b = draw.choice(PARTIES)
    day = FIRST_DAY + timedelta(days=n // 3)
    dead = draw.randrange(40)
    known = {
        "event_id_cnty": f"XXX{n}",
        "event_date": day.isoformat(),
        "year": day.year,
        "time_precision": draw.choice("123"),
        "disorder_type": "Political violence",
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "actor1": side_a,
        "inter1": "State forces",
        "actor2": side_b,
        "iso": 180,
        "region": "Region",
        "country": country.partition(" (")[0],
        "admin1": province,
        "location": f"{town}, ward {n % 40}",
        "latitude": round(lat + draw.uniform(-0.2, 0.2), 4),
        "longitude": round(lon + draw.uniform(-0.2, 0.2), 4),
        "geo_precision": draw.choice("123"),
        "source": "Lake Wire",
        "notes": f"On {day}, the two sides clashed near {town}. {dead or 'No'} fatalities.",
        "fatalities": dead,
        "timestamp": 1_700_000_000 + n,
    }
    return {column: str(known.get(column, "")) for column in ACLED_COLUMNS}


def airwars(rows: int, draw: Random) -> Rows:
    """Incidents with the least and the most killed and injured, and groups of people."""
    made = []
    for n in range(rows):
        town, _, lat, lon, country = draw.choice(TOWNS)
        women, men, children = (draw.randrange(5) for _ in range(3))
        least = women + men + children + draw.randrange(3)
        most = least + draw.randrange(5)
        hurt = draw.randrange(20)
        made.append(
            {
                "unique_id": f"S{n:04}",
                "date": (FIRST_DAY + timedelta(days=n // 2)).isoformat(),
                "location": f"{town}, street {n}",
                "country": country,
                "latitude": str(round(lat + draw.uniform(-0.2, 0.2), 4)),
                "longitude": str(round(lon + draw.uniform(-0.2, 0.2), 4)),
                "killed_min": str(least),
                "killed_max": str(most),
                "killed_women_min": str(women),
                "killed_women_max": str(women),
                "killed_men_min": str(men),
                "killed_men_max": str(men),
                "killed_children_min": str(children),
                "killed_children_max": str(children),
                "injured_min": str(hurt),
                "injured_max": str(hurt + draw.randrange(9)),
            }
        )
    return made


def totals(rows: int, draw: Random) -> Rows:
    """Running totals, one row a day."""
    killed, women, injured = 4_000, 900, 9_000
    made = []
    for n in range(rows):
        day = FIRST_DAY + timedelta(days=n)
        made.append(
            {
                "date": day.isoformat(),
                "killed": str(killed),
                "women_killed": str(women),
                "injured": str(injured),
            }
        )
        more = draw.randrange(20, 60)
        killed, women, injured = killed + more, women + more // 5, injured + 2 * more + 3
    return made


MAKERS = {"ged": ged, "acled": acled, "airwars": airwars, "totals": totals}


def write(path: Path, rows: Sequence[Record]) -> Path:
    """The rows as CSV; row n stands in line n + 2."""
    stream = io.StringIO(newline="")
    table = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    path.write_text(stream.getvalue(), encoding="utf-8")
    return path


def write_json(path: Path, rows: Sequence[Record]) -> Path:
    """The rows as a JSON array, one a line; row n stands in line n + 2."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    return path


def lint_command(*words: str, at: Path) -> Ran:
    """`tollbook lint` with these words, in a folder."""
    with chdir(at):
        ran = CliRunner().invoke(app, ["lint", *words])
    return Ran(ran.exit_code, ran.stdout, ran.stderr)


# Faults


def setting(column: str, value: str) -> Plant:
    """A cell that holds this."""

    def plant(rows: Rows, draw: Random) -> int:
        at = _inner(rows, draw)
        rows[at][column] = value
        return at

    return plant


def adding(column: str, amount: int) -> Plant:
    """A number that is higher or lower by so much."""

    def plant(rows: Rows, draw: Random) -> int:
        at = _inner(rows, draw)
        rows[at][column] = str(int(rows[at][column]) + amount)
        return at

    return plant


def swapping(one: str, other: str) -> Plant:
    """Two cells in each other's place, where they differ."""

    def plant(rows: Rows, draw: Random) -> int:
        at = draw.choice([n for n, row in enumerate(rows) if row[one] != row[other]])
        rows[at][one], rows[at][other] = rows[at][other], rows[at][one]
        return at

    return plant


def doubling(id: str, new: str | None) -> Plant:
    """A row that comes once more at the end, under its own id or a new one."""

    def plant(rows: Rows, draw: Random) -> int:
        large = [row for row in rows if int(row.get("best") or row.get("fatalities") or 99) > 20]
        row = dict(draw.choice(large))
        row[id] = row[id] if new is None else new
        rows.append(row)
        return len(rows) - 1

    return plant


def shifting(column: str) -> Plant:
    """A row with an empty cell too many before a column, and its last cell lost."""

    def plant(rows: Rows, draw: Random) -> int:
        at = _inner(rows, draw)
        names = list(rows[at])
        values = list(rows[at].values())
        n = names.index(column)
        rows[at] = dict(zip(names, [*values[:n], "", *values[n:-1]], strict=True))
        return at

    return plant


def emptying(column: str, *, before: bool) -> Plant:
    """A column that is empty in the rows before some row, or in those after it."""

    def plant(rows: Rows, draw: Random) -> int:
        at = len(rows) // 2
        for n, row in enumerate(rows):
            if (n < at) if before else (n > at):
                row[column] = ""
        return at

    return plant


def changing(column: str, value: Callable[[str], str]) -> Plant:
    """A column that is written in another way from some row on."""

    def plant(rows: Rows, draw: Random) -> int:
        at = len(rows) // 2
        for row in rows[at:]:
            row[column] = value(row[column])
        return at

    return plant


def repeating_header(rows: Rows, draw: Random) -> int:
    """The header once more among the rows."""
    at = _inner(rows, draw)
    rows.insert(at, {column: column for column in rows[0]})
    return at


def _inner(rows: Rows, draw: Random) -> int:
    """A row that is neither among the first nor the last: totals are judged by their neighbours."""
    return draw.randrange(len(rows) // 3, 2 * len(rows) // 3)
