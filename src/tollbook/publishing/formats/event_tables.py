"""The shapes of UCDP GED, ACLED and Airwars, filled with what a ledger knows of each event.

What a ledger can't know stays empty, and a table beside it says why: nothing is invented.

Sources of the columns: UCDP Georeferenced Event Dataset Codebook, version 24.1 (Högbladh, 2024);
ACLED Codebook (2024 edition); the tables that Airwars publishes have no codebook, so its columns
are those that its incident pages give: fewest and most killed and injured, with women, men and
children.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tollbook.linting.shapes import ACLED_COLUMNS, GED_COLUMNS
from tollbook.model.claim import Claim
from tollbook.model.estimate import Ends
from tollbook.model.values import PlaceLevel
from tollbook.publishing.csv_ import table_lines
from tollbook.publishing.formats.bundle import Bundle
from tollbook.publishing.formats.events import Event, find_events, group_of
from tollbook.publishing.formats.written import Written, read_me

_GROUPS = ("all", "women", "men", "children")

AIRWARS_COLUMNS = (
    *("code", "date", "country", "location", "latitude", "longitude"),
    *(
        f"{'' if group == 'all' else group + '_'}{measure}_{end}"
        for measure in ("killed", "injured")
        for group in _GROUPS
        for end in ("min", "max")
    ),
    *("militants_killed_min", "militants_killed_max", "sources", "claimed_by"),
)

_OURS = "it is a number or a code of that dataset's own"
_NOT_SAID = "reports that count people seldom say it in a form that could be coded"
_UNITS = "the gazetteer has places, not the provinces and districts that they lie in"
UNFILLED: Mapping[str, Mapping[str, str]] = {
    "ged": {
        **dict.fromkeys(
            (
                *("conflict_dset_id", "conflict_new_id", "dyad_dset_id", "dyad_new_id"),
                *("side_a_dset_id", "side_a_new_id", "side_b_dset_id", "side_b_new_id"),
                *("priogrid_gid", "country_id", "gwnoa", "gwnob"),
            ),
            _OURS,
        ),
        **dict.fromkeys(
            ("conflict_name", "dyad_name", "side_a", "side_b", "deaths_a", "deaths_b"),
            "a ledger knows whose dead are counted, not who fought whom",
        ),
        "type_of_violence": "a ledger knows whose dead are counted, not who fought whom",
        "active_year": "it takes a whole year's deaths of a dyad",
        "region": "it is that dataset's own list of regions",
    },
    "acled": {
        **dict.fromkeys(
            (
                *("disorder_type", "event_type", "sub_event_type", "civilian_targeting"),
                *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2"),
                "interaction",
            ),
            _NOT_SAID,
        ),
        "iso": "it is a number; a ledger has the two letters, with which event_id_cnty begins",
        "region": _OURS,
        "admin3": _UNITS,
        "source_scale": _OURS,
        "tags": _NOT_SAID,
        "timestamp": _OURS,
    },
    "airwars": {},
}
"""The columns of each shape that are always empty, and why."""

_NO_PLACE = "no claim of the event names a place that was found"
_SOMETIMES: Mapping[str, str] = {
    **dict.fromkeys(
        (
            *("where_prec", "where_coordinates", "where_description", "latitude", "longitude"),
            *("geom_wkt", "country", "location", "geo_precision"),
        ),
        _NO_PLACE,
    ),
    **dict.fromkeys(("adm_1", "adm_2", "admin1", "admin2"), _UNITS),
    **dict.fromkeys(("best", "fatalities"), "the claims name no single number"),
    "high": "the top is open, as in 'at least 3'",
    "deaths_civilians": "not every claim says that the dead are civilians",
    "deaths_unknown": "the dead are civilians, or the claims name no single number",
}
"""Why columns that a ledger can fill are empty for some events."""
_NOTHING = "no claim of the event says it"


def write_ged(bundle: Bundle, folder: Path) -> Written:
    """Write the 49 columns of UCDP GED for each event with dead."""
    return _write(bundle, folder, "ged", GED_COLUMNS, _ged)


def write_acled(bundle: Bundle, folder: Path) -> Written:
    """Write the 31 columns of an ACLED export for each event with dead."""
    return _write(bundle, folder, "acled", ACLED_COLUMNS, _acled)


def write_airwars(bundle: Bundle, folder: Path) -> Written:
    """Write killed and injured, fewest and most, with women, men and children, for each event."""
    return _write(bundle, folder, "airwars", AIRWARS_COLUMNS, _airwars)


Fill = Callable[[Event, int, Bundle], dict[str, Any]]


def _write(
    bundle: Bundle, folder: Path, name: str, columns: tuple[str, ...], fill: Fill
) -> Written:
    events = [event for event in find_events(bundle) if _fits(event, name)]
    filled = [fill(event, number, bundle) for number, event in enumerate(events, start=1)]
    never = UNFILLED[name]
    files = (
        _table(folder / f"{name}.csv", columns, ([row.get(c) for c in columns] for row in filled)),
        _table(folder / f"{name}.unfilled.csv", _UNFILLED, _unfilled(columns, filled, never)),
        _table(folder / f"{name}.evidence.csv", _EVIDENCE, _evidence(events, bundle)),
        read_me(folder, bundle.about(), _ABOUT),
    )
    notes = []
    if unused := sum(1 for one in events for claim in one.claims if not _is_counted(claim, one)):
        notes.append(
            f"{_several(unused, 'claim')} without a source, or of parts: "
            f"in {name}.evidence.csv alone"
        )
    if open_tops := sum(1 for one in events for ends in one.counts.values() if ends.high is None):
        notes.append(
            f"{_several(open_tops, 'count')} with an open top: the highest number is left empty"
        )
    return Written(files, tuple(notes))


def _unfilled(
    columns: Iterable[str], rows: Sequence[Mapping[str, Any]], never: Mapping[str, str]
) -> Iterator[tuple[str, str, int]]:
    """The columns with empty cells, why they are empty, and in how many rows."""
    for column in columns:
        empty = sum(row.get(column) in (None, "") for row in rows)
        if column in never or empty:
            yield column, never.get(column) or _SOMETIMES.get(column, _NOTHING), empty


_UNFILLED = ("column", "why", "rows")
_ABOUT = (
    "Events of a Tollbook ledger in the shape of another dataset. What a ledger can't know is",
    "left empty; the table .unfilled.csv says why. The table .evidence.csv leads from each row to",
    "the claims, statements and words that it rests on. Nothing here was coded by that dataset's",
    "staff.",
)
_EVIDENCE = (
    *("number", "claim", "statement", "document", "measure", "low", "high", "origin"),
    "words",
)


def _several(n: int, one: str) -> str:
    return f"{n:,} {one}{'' if n == 1 else 's'}"


def _is_counted(claim: Claim, event: Event) -> bool:
    return group_of(claim) in event.counts


def _evidence(events: Iterable[Event], bundle: Bundle) -> Iterable[tuple[Any, ...]]:
    shown = bundle.discretion
    for number, event in enumerate(events, start=1):
        for claim in event.claims:
            for figure in claim.figures:
                yield (
                    number,
                    claim.id,
                    bundle.id(figure.id),
                    bundle.id(figure.document),
                    claim.measure,
                    figure.low,
                    figure.high,
                    shown.hide(claim.origin.name),
                    shown.hide(figure.evidence.quote),
                )


def _table(path: Path, columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(table_lines(columns, rows))
    return path


def _fits(event: Event, name: str) -> bool:
    if name == "airwars":  # which has no column for fighters who were injured
        return bool(event.counts.keys() - {("injured", "combatants")})
    return event.deaths is not None


def _ged(event: Event, number: int, bundle: Bundle) -> dict[str, Any]:
    deaths = event.deaths or Ends(0, None, None)
    place, shown = event.place, bundle.discretion
    where = (place.lat, place.lon) if place else (None, None)
    known_as = "deaths_civilians" if event.are_civilians else "deaths_unknown"
    return _sources(event, bundle) | {
        "id": number,
        "relid": f"TB-{event.key}",
        "year": event.start.year,
        "code_status": "Clear" if event.is_single else "Check",
        "number_of_sources": len(event.documents),
        "where_prec": event.place_precision,
        "where_coordinates": _hide(event.place_name, bundle),
        "where_description": shown.hide(place.mention.quote) if place else None,
        "adm_1": _at_level("province", event, bundle),
        "adm_2": _at_level("district", event, bundle),
        "latitude": where[0],
        "longitude": where[1],
        "geom_wkt": None if where[0] is None else f"POINT ({where[1]} {where[0]})",
        "country": event.country,
        "event_clarity": 1 if event.is_single else 2,
        "date_prec": event.date_precision,
        "date_start": _day(event.start),
        "date_end": _day(event.end),
        known_as: deaths.best,
        "best": deaths.best,
        "high": deaths.high,
        "low": deaths.low,
    }


def _sources(event: Event, bundle: Bundle) -> dict[str, Any]:
    shown = bundle.discretion
    documents = event.documents
    days = sorted({str(one.published_on) for one in documents if one.published_on})
    names = dict.fromkeys(claim.origin.name for claim in event.claims)
    return {
        "source_article": "; ".join(shown.address(one) or bundle.id(one.id) for one in documents),
        "source_office": _hide("; ".join(_publishers(event)), bundle),
        "source_date": "; ".join(days),
        "source_headline": _hide("; ".join(one.title for one in documents if one.title), bundle),
        "source_original": _hide("; ".join(names), bundle),
    }


def _publishers(event: Event) -> Iterable[str]:
    return dict.fromkeys(one.publisher for one in event.documents if one.publisher)


def _acled(event: Event, number: int, bundle: Bundle) -> dict[str, Any]:
    place = event.place
    words = dict.fromkeys(claim.figure.evidence.quote for claim in event.claims)
    country = (place.country if place else None) or "XX"
    return {
        "event_id_cnty": f"{country}{number}",
        "event_date": _day(event.start),
        "year": event.start.year,
        "time_precision": {1: 1, 2: 2, 3: 2}.get(event.date_precision, 3),
        "country": event.country,
        "admin1": _at_level("province", event, bundle),
        "admin2": _at_level("district", event, bundle),
        "location": _hide(event.place_name, bundle),
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "geo_precision": {1: 1, 3: 2, 4: 3}.get(event.place_precision or 0),
        "source": _hide("; ".join(_publishers(event)), bundle),
        "notes": _hide(" / ".join(words), bundle),
        "fatalities": event.deaths.best if event.deaths else None,
    }


def _airwars(event: Event, number: int, bundle: Bundle) -> dict[str, Any]:
    place = event.place
    row: dict[str, Any] = {
        "code": f"TB{number:04}",
        "date": _day(event.start),
        "country": event.country,
        "location": _hide(event.place_name, bundle),
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "sources": _hide("; ".join(_publishers(event)), bundle),
        "claimed_by": _hide(
            "; ".join(dict.fromkeys(claim.origin.name for claim in event.claims)), bundle
        ),
    }
    for (measure, group), ends in event.counts.items():
        name = {"all": measure, "combatants": f"militants_{measure}"}.get(group)
        row |= _ends(name or f"{group}_{measure}", ends)
    return row


def _at_level(level: PlaceLevel, event: Event, bundle: Bundle) -> str | None:
    """The name of the place, where it is itself a unit of that level."""
    is_one = event.place is not None and event.place.level == level
    return _hide(event.place_name, bundle) if is_one else None


def _ends(name: str, ends: Ends) -> dict[str, Any]:
    return {f"{name}_min": ends.low, f"{name}_max": ends.high}


def _hide(text: str | None, bundle: Bundle) -> str | None:
    return bundle.discretion.hide(text) if text else None


def _day(day: date) -> str:
    return day.isoformat()
