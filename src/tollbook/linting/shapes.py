"""What the columns of a table mean: by its header, by its first rows, or by a mapping."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tollbook.linting.cells import DayOrder, kind_of, read_day, whole_number
from tollbook.linting.rows import Count
from tollbook.linting.tables import TextRow
from tollbook.model.problem import TableError
from tollbook.model.table_finding import ShapeName

if TYPE_CHECKING:
    from tollbook.importing.mapping import Mapping as TableMapping

# The columns of the UCDP Georeferenced Event Dataset and of ACLED's exports, in their order.
GED_COLUMNS = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence"),
    *("conflict_dset_id", "conflict_new_id", "conflict_name"),
    *("dyad_dset_id", "dyad_new_id", "dyad_name"),
    *("side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b"),
    *("number_of_sources", "source_article", "source_office", "source_date", "source_headline"),
    *("source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2"),
    *("latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region"),
    *("event_clarity", "date_prec", "date_start", "date_end"),
    *("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low"),
    *("gwnoa", "gwnob"),
)
ACLED_COLUMNS = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type"),
    *("sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2"),
    *("interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2"),
    *("admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale"),
    *("notes", "fatalities", "tags", "timestamp"),
)
# Names that older versions had for some of these.
_OLDER_NAMES = {
    **{"best_est": "best", "high_est": "high", "low_est": "low", "dyadid": "dyad_new_id"},
    **{"event_id_no_cnty": "event_id_cnty", "data_id": "event_id_cnty", "time_prec": "date_prec"},
}
_EVENT_TYPES = (
    # before 2019
    *("Battle-No change of territory", "Battle-Government regains territory"),
    *("Battle-Non-state actor overtakes territory", "Headquarters or base established"),
    *("Non-violent transfer of territory", "Strategic development", "Riots/Protests"),
    "Remote violence",
    # since
    *("Battles", "Explosions/Remote violence", "Violence against civilians"),
    *("Protests", "Riots", "Strategic developments"),
)
_SUB_EVENT_TYPES = (
    *("Government regains territory", "Non-state actor overtakes territory", "Armed clash"),
    *("Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack"),
    *("Remote explosive/landmine/IED", "Grenade", "Sexual violence", "Attack"),
    *("Abduction/forced disappearance", "Excessive force against protesters"),
    *("Protest with intervention", "Peaceful protest", "Violent demonstration", "Mob violence"),
    *("Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use"),
    *("Headquarters or base established", "Looting/property destruction"),
    *("Non-violent transfer of territory", "Other"),
)

_SMALLEST, _LARGEST = (
    frozenset({"min", "minimum", "low", "lower"}),
    frozenset({"max", "maximum", "high", "upper"}),
)
_BEST = frozenset({"best", "mid", "middle", "central"})
_GROUPS = {
    **dict.fromkeys(("women", "woman", "female", "females"), "women"),
    **dict.fromkeys(("men", "man", "male", "males"), "men"),
    **dict.fromkeys(("children", "child"), "children"),
}
_CIVILIANS = frozenset({"civilian", "civilians"})
_HARM = frozenset(
    {"killed", "dead", "deaths", "death", "fatalities", "injured", "injuries", "wounded"}
)
_SILENT = frozenset({"reported", "number", "of", "no", "count", "total", "est", "estimate", "the"})
_DAY_NAMES = frozenset({"date", "day", "datum", "reported"})
_NO_COUNTS = frozenset(
    {"id", "day", "year", "month", "week", "lat", "latitude", "lon", "lng", "longitude", "iso"}
    | {"code", "index", "row", "timestamp", "precision", "prec"}
)
_DAILY = frozenset({"daily", "new", "today", "per"})


@dataclass(frozen=True, slots=True)
class Range:
    """Columns of one count's ends and its best value; None where the table has no such column."""

    low: str | None
    best: str | None
    high: str | None

    @property
    def columns(self) -> tuple[str, ...]:
        """Those that there are, smallest first."""
        return tuple(filter(None, (self.low, self.best, self.high)))


@dataclass(frozen=True, slots=True)
class Parts:
    """Columns that are parts of another one, and no person is in two of them.

    `add_up` where nobody is in none of them either: they add up to the whole. `civilians` is the
    part that could have been added to a whole that holds it already.
    """

    parts: tuple[str, ...]
    whole: str
    add_up: bool = False
    civilians: str | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """What the columns of a table mean; empty where it has no such column.

    `id` are the columns that name a row; `event` those that with the day and the `number` say which
    event it is; `group` those within which the running `totals` rise; `sparse` those that are empty
    for good reasons. `codes` are the words that a column may hold. `spans` are the most days that
    an event may take under each code of the precision of its dates. `corrected` are the days on
    which the origin moved a column of totals. `read_count` and `read_day` read cells where a
    mapping says how.
    """

    name: ShapeName
    columns: tuple[str, ...] = ()
    id: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    year: str | None = None
    other_days: tuple[str, ...] = ()
    order: DayOrder = "day first"
    ranges: tuple[Range, ...] = ()
    parts: tuple[Parts, ...] = ()
    totals: tuple[str, ...] = ()
    totals_are_named: bool = False
    counts: tuple[str, ...] = ()
    codes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    spans: Mapping[str, int] = field(default_factory=dict)
    day_precision: str | None = None
    place_precision: str | None = None
    lat: str | None = None
    lon: str | None = None
    country: str | None = None
    event: tuple[str, ...] = ()
    number: str | None = None
    notes: str | None = None
    sparse: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    corrected: frozenset[tuple[date, str]] = frozenset()
    read_count: Callable[[str], Count | None] | None = None
    read_day: Callable[[str], date | None] | None = None

    @property
    def days(self) -> tuple[str, ...]:
        """All columns that hold a day."""
        return tuple(filter(None, (self.start, self.end, *self.other_days)))


def normal(name: str) -> str:
    """A column's name as it is compared: "Event Date" and "EVENT_DATE" are one.

    >>> normal("Event Date"), normal("best_est")
    ('event_date', 'best')
    """
    plain = re.sub(r"[\W_]+", "_", name.strip().casefold()).strip("_")
    return _OLDER_NAMES.get(plain, plain)


def recognise(
    path: Path, columns: Sequence[str], sample: Sequence[TextRow], wanted: ShapeName | None = None
) -> Shape:
    """The shape of a table with these columns and first rows; `wanted` forces one.

    Raises:
        TableError: it is none that Tollbook knows, or not the one that was wanted.
    """
    known: dict[str, str] = {}
    for column in columns:
        known.setdefault(normal(column), column)
    order = _day_order(columns, sample)
    makers = {"ged": _ged, "acled": _acled, "airwars": _airwars, "totals": _totals}
    for name, make in makers.items():
        if wanted in (None, name):
            shape = make(known, columns, sample, order)
            if shape is not None:
                return replace(shape, columns=tuple(columns), order=order)
    if wanted:
        raise TableError(f"{path}: its columns are not those of {wanted}; {_names(columns)}")
    raise TableError(
        f"{path}: its columns are of no known shape (GED, ACLED, Airwars, or a day with its "
        f"totals); {_names(columns)}; say with --mapping what they mean"
    )


def _names(columns: Sequence[str]) -> str:
    shown = ", ".join(repr(name[:40]) for name in columns[:8])
    return f"it has {shown}" + (f" and {len(columns) - 8} more" if len(columns) > 8 else "")


def _ged(
    known: Mapping[str, str], columns: Sequence[str], sample: Sequence[TextRow], order: DayOrder
) -> Shape | None:
    telling = {
        "type_of_violence",
        "side_a",
        "side_b",
        "deaths_civilians",
        "date_start",
        "dyad_name",
    }
    if not {"best", "low", "high"} <= known.keys() or len(telling & known.keys()) < 2:
        return None
    deaths = _there(known, "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    whole = (Parts(deaths, known["best"], True, known.get("deaths_civilians")),)
    place = _there(known, "latitude", "longitude", "where_coordinates", "adm_1", "adm_2", "country")
    return Shape(
        "ged",
        id=_there(known, "id") or _there(known, "relid"),
        start=known.get("date_start"),
        end=known.get("date_end"),
        year=known.get("year"),
        ranges=(Range(known["low"], known["best"], known["high"]),),
        parts=whole if len(deaths) == 4 else (),
        counts=(*deaths, known["low"], known["best"], known["high"]),
        codes=_codes(
            known,
            type_of_violence="123",
            date_prec="12345",
            where_prec="1234567",
            event_clarity="12",
            active_year=("0", "1", "true", "false"),
        ),
        day_precision=known.get("date_prec"),
        spans={"1": 1, "2": 6, "3": 8, "4": 31, "5": 366},
        place_precision=known.get("where_prec"),
        lat=known.get("latitude"),
        lon=known.get("longitude"),
        country=known.get("country"),
        event=(*place, *_there(known, "dyad_name", "side_a", "side_b")) if place else (),
        number=known["best"],
        sparse=_there(known, "gwnoa", "gwnob", "adm_1", "adm_2", "source_original"),
    )


def _acled(
    known: Mapping[str, str], columns: Sequence[str], sample: Sequence[TextRow], order: DayOrder
) -> Shape | None:
    telling = {"event_id_cnty", "event_type", "sub_event_type", "actor1"}
    if not {"event_date", "fatalities"} <= known.keys() or not telling & known.keys():
        return None
    place = _there(known, "latitude", "longitude", "location", "admin1", "admin2", "country")
    return Shape(
        "acled",
        id=_there(known, "event_id_cnty"),
        start=known["event_date"],
        year=known.get("year"),
        counts=(known["fatalities"],),
        codes=_codes(
            known,
            time_precision="123",
            geo_precision="123",
            event_type=_EVENT_TYPES,
            sub_event_type=_SUB_EVENT_TYPES,
            civilian_targeting=("Civilian targeting",),
        ),
        day_precision=known.get("time_precision"),
        place_precision=None,
        lat=known.get("latitude"),
        lon=known.get("longitude"),
        country=known.get("country"),
        event=(*place, *_there(known, "sub_event_type", "actor1", "actor2")) if place else (),
        number=known["fatalities"],
        notes=known.get("notes"),
        sparse=_there(
            known,
            *("assoc_actor_1", "actor2", "assoc_actor_2", "inter2", "civilian_targeting"),
            *("admin2", "admin3", "tags"),
        ),
    )


def _there(known: Mapping[str, str], *names: str) -> tuple[str, ...]:
    return tuple(known[name] for name in names if name in known)


def _codes(known: Mapping[str, str], **words: Iterable[str]) -> dict[str, frozenset[str]]:
    """The words that columns may hold; capitals make no difference."""
    return {known[name]: frozenset(allowed) for name, allowed in words.items() if name in known}


# Shapes without fixed names


@dataclass(frozen=True, slots=True)
class _Column:
    """The words of a column's name: its end of a range, its group, and what is left, the count."""

    name: str
    end: str
    group: str
    about: frozenset[str]


def _column(name: str) -> _Column:
    words = [word for word in re.split(r"[\W_]+", name.casefold()) if word]
    ends = {"low": _SMALLEST, "best": _BEST, "high": _LARGEST}
    end = next((end for end, known in ends.items() if known & set(words)), "")
    group = next((_GROUPS[word] for word in words if word in _GROUPS), "")
    if not group and _CIVILIANS & set(words):
        group = "civilians"
    silent = _SMALLEST | _LARGEST | _BEST | _GROUPS.keys() | _CIVILIANS | _SILENT
    return _Column(name, end, group, frozenset(words) - silent)


def _airwars(
    known: Mapping[str, str], columns: Sequence[str], sample: Sequence[TextRow], order: DayOrder
) -> Shape | None:
    named = [column for column in map(_column, columns) if column.end]
    if not any(column.about & _HARM for column in named):
        return None
    counts = tuple(one.name for one in named if one.about & _HARM or one.group)
    start = _day_column(columns, sample, order)
    return Shape(
        "airwars",
        id=_id_of(known, columns),
        start=start,
        ranges=tuple(_ranges([_column(name) for name in counts])),
        parts=tuple(_parts([_column(name) for name in counts])),
        counts=counts,
        lat=known.get("latitude", known.get("lat")),
        lon=known.get("longitude", known.get("lon", known.get("lng"))),
        country=known.get("country"),
        event=_there(known, "location", "location_name", "country", "latitude", "longitude"),
        number=next((name for name in counts if _column(name).end == "high"), None),
    )


def _id_of(known: Mapping[str, str], columns: Sequence[str]) -> tuple[str, ...]:
    for name in (
        "id",
        "unique_id",
        "code",
        "reference_code",
        "incident_id",
        "unique_reference_code",
    ):
        if name in known:
            return (known[name],)
    ending = [column for column in columns if normal(column).endswith(("_id", "_code"))]
    return tuple(ending[:1]) if ending and ending[0] == columns[0] else ()


def _ranges(columns: Sequence[_Column]) -> Iterable[Range]:
    groups: dict[tuple[frozenset[str], str], dict[str, str]] = {}
    for column in columns:
        if column.end:
            groups.setdefault((column.about, column.group), {}).setdefault(column.end, column.name)
    for ends in groups.values():
        if len(ends) > 1:
            yield Range(ends.get("low"), ends.get("best"), ends.get("high"))


def _parts(columns: Sequence[_Column]) -> Iterable[Parts]:
    """Women, men and children of the same count, and civilians among all."""
    wholes: dict[tuple[frozenset[str], str], _Column] = {}
    for group in ("civilians", ""):
        for column in columns:
            if column.group == group:
                wholes[column.about, column.end] = column
    people: dict[str, list[str]] = {}
    for column in columns:
        whole = wholes.get((column.about, column.end)) or wholes.get((column.about, "high"))
        if whole is None or whole is column or not column.group:
            continue
        if column.group == "civilians":
            yield Parts((column.name,), whole.name)
        else:
            people.setdefault(whole.name, []).append(column.name)
    for whole_name, parts in people.items():
        yield Parts(tuple(parts), whole_name)


def _totals(
    known: Mapping[str, str], columns: Sequence[str], sample: Sequence[TextRow], order: DayOrder
) -> Shape | None:
    start = _day_column(columns, sample, order)
    if start is None:
        return None
    counts, words = [], []
    for n, column in enumerate(columns):
        filled = [row.values[n] for row in sample if row.values[n]]
        whole = sum(1 for value in filled if whole_number(value) is not None)
        if (
            column == start
            or not filled
            or set(re.split(r"[\W_]+", column.casefold())) & _NO_COUNTS
        ):
            continue
        if whole >= 0.6 * len(filled):
            counts.append(column)
        elif all(kind_of(value) == "text" for value in filled):
            words.append(column)
    if not counts:
        return None
    named = [_column(name) for name in counts]
    if _are_differences(counts, columns, sample):
        counts = []  # amounts by which totals were moved: any number makes sense
    days = {row.values[columns.index(start)] for row in sample}
    repeated = tuple(
        column
        for column in words
        if len(days) < 0.9 * len(sample) and _groups_rows(columns.index(column), sample)
    )
    key = (start, *repeated)
    places = [columns.index(column) for column in key]
    keys = [tuple(row.values[n] for n in places) for row in sample]
    return Shape(
        "totals",
        id=key if len(keys) - len(set(keys)) <= max(2, 0.1 * len(keys)) else (),
        start=start,
        ranges=tuple(_ranges(named)),
        parts=tuple(_parts(named)),
        totals=tuple(name for name in counts if not _words(name) & _DAILY),
        counts=tuple(counts),
        group=repeated,
    )


def _are_differences(
    counts: Sequence[str], columns: Sequence[str], sample: Sequence[TextRow]
) -> bool:
    """Whether half of the columns or more hold numbers below zero."""
    places = [columns.index(name) for name in counts]
    below = sum(any(row.values[n].startswith("-") for row in sample) for n in places)
    return below > 1 and 2 * below >= len(counts)


def _words(name: str) -> set[str]:
    return set(re.split(r"[\W_]+", name.casefold()))


def _groups_rows(at: int, sample: Sequence[TextRow]) -> bool:
    """Whether a column of words says whose row it is: few names, each of them several times."""
    values = [row.values[at] for row in sample]
    names = set(values)
    return "" not in names and 1 < len(names) <= len(values) / 2


def _day_column(columns: Sequence[str], sample: Sequence[TextRow], order: DayOrder) -> str | None:
    """The column that most plainly holds the day of a row."""
    candidates = []
    for n, column in enumerate(columns):
        filled = [row.values[n] for row in sample if row.values[n]]
        days = sum(1 for value in filled if read_day(value, order) is not None)
        if filled and days >= 0.6 * len(filled):
            candidates.append((not _words(column) & _DAY_NAMES, n, column))
    return min(candidates)[2] if candidates else None


def _day_order(columns: Sequence[str], sample: Sequence[TextRow]) -> DayOrder:
    """How days with slashes are written: the way in which more of the first rows make sense."""
    first, second = 0, 0
    for row in sample:
        for value in row.values:
            if len(value) < 25 and "/" in value and kind_of(value) == "day":
                first += read_day(value, "day first") is not None
                second += read_day(value, "month first") is not None
    return "month first" if second > first else "day first"


def by_mapping(
    path: Path,
    mapping: TableMapping,
    columns: Sequence[str],
    policy: str,
    corrected: frozenset[tuple[date, str]],
) -> Shape:
    """The shape of a table whose columns a mapping explains, as `tollbook import` reads it.

    Raises:
        TableError: the table lacks one of its columns.
    """
    from tollbook.importing.cells import CellError, read_count
    from tollbook.importing.cells import read_day as read_mapped_day

    for column in mapping.columns:
        if column not in columns:
            raise TableError(f"{path}: it has no column {column!r}; {_names(columns)}")

    def count(text: str) -> Count | None:
        try:
            found = read_count(text, policy)
        except CellError:
            return None
        return Count(found.low, found.high)

    def day(text: str) -> date | None:
        try:
            return read_mapped_day(text, mapping.date_format)
        except CellError:
            return None

    figures = mapping.figures
    numbers = dict.fromkeys(column for figure in figures for column in figure.numbers)
    totals = (one.column for one in figures if one.column and one.scope == "cumulative")
    return Shape(
        "mapping",
        columns=tuple(columns),
        id=tuple(mapping.key),
        start=mapping.date,
        ranges=tuple(Range(one.low, None, one.high) for one in figures if one.low),
        totals=tuple(dict.fromkeys(totals)),
        totals_are_named=True,
        counts=tuple(numbers),
        codes={one.modifier: frozenset(one.modifiers) for one in figures if one.modifier},
        group=tuple(column for column in mapping.key if column != mapping.date),
        corrected=corrected,
        read_count=count,
        read_day=day,
    )
