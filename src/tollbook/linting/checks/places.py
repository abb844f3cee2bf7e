"""Coordinates that are none, that are swapped, or that lie in another country than the row says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from tollbook.linting.cells import decimal, shorten
from tollbook.linting.checks.check import Circumstances
from tollbook.linting.rows import Found, Row

_OWN_REACH = 2  # degrees: in two hundred kilometres every country has a place in the gazetteer
_OTHER_REACH = 1  # degrees: there must be land of another country close by
# States whose name covered others until some year, as the data sets of this field have them.
_FORMER = {
    "RU": (1991, "AM AZ BY EE GE KG KZ LT LV MD TJ TM UA UZ"),
    "RS": (1992, "BA HR ME MK SI XK"),
    "ET": (1993, "ER"),
    "ID": (2002, "TL"),
    "SD": (2011, "SS"),
}
_IN_BRACKETS = re.compile(r"\([^()]{0,100}\)")


def check_coordinates(row: Row, around: Circumstances) -> Iterator[Found]:
    """Latitude and longitude are numbers on the globe, in this order."""
    shape = around.shape
    for column, most in ((shape.lat, 90), (shape.lon, 180)):
        text = row.text(column)
        number = decimal(text)
        if column is None or not text or (number is not None and abs(number) <= most):
            continue
        other = decimal(row.text(shape.lon))
        if column == shape.lat and number is not None and other is not None and abs(other) <= 90:
            working = f"{shorten(text)} is beyond {most} degrees, the longitude {other} is not."
            hint = "The two are probably swapped."
        elif number is not None:
            working = f"{shorten(text)} is beyond {most} degrees."
            hint = "Correct the coordinate; a decimal point may be missing."
        else:
            working = f"{shorten(text)} is not a number of degrees."
            hint = "Write coordinates as decimal degrees, such as -1.68."
        yield Found(row, (column,), working, hint, beside=_position(around))


def check_country(row: Row, around: Circumstances) -> Iterator[Found]:
    """The coordinates lie in the country of the row, or near it, by the gazetteer."""
    shape = around.shape
    lat, lon = decimal(row.text(shape.lat)), decimal(row.text(shape.lon))
    if lat is None or lon is None or abs(lat) > 90 or abs(lon) > 180 or not shape.country:
        return
    country = _code_of(row.text(shape.country)[:200])
    if country is None or _has_place_near(country, lat, lon, _OWN_REACH):
        return
    if abs(lon) <= 90 and _has_place_near(country, lon, lat, _OWN_REACH):
        yield Found(
            row,
            tuple(filter(None, (shape.lat, shape.lon))),
            f"Latitude {lat:g} and longitude {lon:g} are far from {row.text(shape.country)[:60]}; "
            f"the other way round they are in it.",
            "Swap the two.",
            beside=_position(around),
        )
        return
    others = _countries_near(lat, lon)
    day = row.days.get(shape.start or "")
    until, covered = _FORMER.get(country, (0, ""))
    if day and day.year <= until and others & set(covered.split()):
        return
    if others:
        from tollbook.resolution.countries import country_name

        names = " or ".join(sorted(country_name(code) or code for code in others)[:3])
        yield Found(
            row,
            tuple(filter(None, (shape.country, shape.lat, shape.lon))),
            f"{lat:g}, {lon:g} is in or near {names}, more than {_OWN_REACH} degrees from any "
            f"place of {row.text(shape.country)[:60]}.",
            "Correct the country, or the coordinate that was mistyped.",
            beside=_position(around),
            is_warning=True,
        )


def _position(around: Circumstances) -> tuple[str, ...]:
    shape = around.shape
    return tuple(filter(None, (shape.lat, shape.lon, shape.country)))


@lru_cache(maxsize=4_096)
def _code_of(name: str) -> str | None:
    """The one country that a cell names, None where it is none or several.

    >>> _code_of("DR Congo (Zaire)"), _code_of("Atlantis")
    ('CD', None)
    """
    from tollbook.resolution.countries import find_countries

    for words in (_IN_BRACKETS.sub(" ", name), name):
        found = {country.code for _, country in find_countries(words) if country.how == "name"}
        if len(found) == 1:
            return found.pop()
    return None


@lru_cache(maxsize=65_536)
def _near(country: str, lat: int, lon: int, reach: int) -> bool:
    cells = _cells()
    return any(
        country in cells.get((lat + north, (lon + east + 180) % 360 - 180), ())
        for north in range(-reach, reach + 1)
        for east in range(-reach, reach + 1)
    )


def _has_place_near(country: str, lat: float, lon: float, reach: int) -> bool:
    return _near(country, int(lat // 1), int(lon // 1), reach)


def _countries_near(lat: float, lon: float) -> set[str]:
    row, column = int(lat // 1), int(lon // 1)
    found: set[str] = set()
    for north in range(-_OTHER_REACH, _OTHER_REACH + 1):
        for east in range(-_OTHER_REACH, _OTHER_REACH + 1):
            found |= _cells().get((row + north, (column + east + 180) % 360 - 180), set())
    return found


@cache
def _cells() -> Mapping[tuple[int, int], set[str]]:
    """The countries that have a place in each square of one degree."""
    from tollbook.resolution.gazetteer import all_positions

    cells: dict[tuple[int, int], set[str]] = defaultdict(set)
    for country, lat, lon in all_positions():
        cells[int(lat // 1), int(lon // 1)].add(country)
    return dict(cells)
