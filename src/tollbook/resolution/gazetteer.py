"""The gazetteer: places by name, from a small read-only file that is opened when first asked.

Its data is GeoNames' (CC BY 4.0): see data/README.md; scripts/build_gazetteer.py makes it.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import cast

from tollbook.language import load
from tollbook.model.values import PlaceLevel
from tollbook.resolution.words import keys

DATA_FILE = files("tollbook.resolution") / "data" / "gazetteer.sqlite"
SCHEMA = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    country TEXT NOT NULL,     -- ISO 3166 alpha-2
    latitude INTEGER NOT NULL, -- hundredths of a degree, WGS 84
    longitude INTEGER NOT NULL,
    level TEXT NOT NULL,
    population INTEGER NOT NULL
) STRICT;
CREATE TABLE name (
    key TEXT NOT NULL,         -- the words of a name as they are compared
    place INTEGER NOT NULL REFERENCES place (id),
    PRIMARY KEY (key, place)
) STRICT, WITHOUT ROWID;
"""
_QUERY = """
SELECT place.name, country, latitude / 100.0, longitude / 100.0, level, population
FROM name JOIN place ON place.id = name.place
WHERE key = ?
ORDER BY population DESC, place.id
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may stand for; `population` is 0 where it is not known."""

    name: str
    country: str
    lat: float
    lon: float
    level: PlaceLevel
    population: int = 0


def listed_places(key: Sequence[str]) -> tuple[Candidate, ...]:
    """The places of the hand list (places.toml) that bear a name."""
    return _hand_list().get(tuple(key), ())


def known_places(key: Sequence[str]) -> tuple[Candidate, ...]:
    """The towns and provinces of the gazetteer that bear a name, most people first."""
    rows = _database().execute(_QUERY, (" ".join(key),)).fetchall()
    return tuple(
        Candidate(name, country, lat, lon, cast(PlaceLevel, level), population)
        for name, country, lat, lon, level, population in rows
    )


def all_positions() -> Iterator[tuple[str, float, float]]:
    """Country, latitude and longitude of every place, in degrees."""
    yield from _database().execute("SELECT country, latitude / 100.0, longitude / 100.0 FROM place")


@cache
def _database() -> sqlite3.Connection:
    with as_file(DATA_FILE) as path:
        # immutable: no lock is taken and no side file made, even on a read-only disk
        address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        return sqlite3.connect(address, uri=True, check_same_thread=False)


@cache
def _hand_list() -> Mapping[tuple[str, ...], tuple[Candidate, ...]]:
    found: dict[tuple[str, ...], list[Candidate]] = defaultdict(list)
    for country, places in load("en", "places").items():
        for name, place in places.items():
            lat, lon = place["at"]
            candidate = Candidate(name, country, lat, lon, place["level"])
            for spelling in sorted({keys(one) for one in (name, *place.get("also", ()))}):
                found[spelling].append(candidate)
    return {key: tuple(candidates) for key, candidates in found.items()}
