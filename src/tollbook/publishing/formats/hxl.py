"""HXL: the claims as a CSV file whose second row says by hashtags what each column holds.

The Humanitarian Exchange Language (HXL 1.1, https://hxlstandard.org) names columns by a tag and
attributes. There is one row a claim, so that a count that forty papers repeat is there once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tollbook.model.claim import Claim
from tollbook.model.values import Measure
from tollbook.publishing.csv_ import table_lines
from tollbook.publishing.formats.bundle import Bundle
from tollbook.publishing.formats.written import Written

MEASURE_TAGS: Mapping[Measure, str] = {
    "killed": "#affected+killed",
    "injured": "#affected+injured",
    "casualties": "#affected+casualties",
    "missing": "#affected+missing",
    "captured": "#affected+captured",
    "surrendered": "#affected+surrendered",
    "displaced": "#affected+displaced",
    "deployed": "#population+deployed",
}
"""The tag of each measure; `+min` and `+max` follow. `+killed`, `+injured` and `+displaced` are
attributes of the dictionary, the others are our own."""

_Value = Callable[[Claim, Bundle], Any]


def _end(measure: Measure, name: str) -> _Value:
    return lambda claim, _: getattr(claim.figure, name) if claim.measure == measure else None


def _place(name: str) -> _Value:
    return lambda claim, _: getattr(claim.figure.place, name, None)


def _where(claim: Claim, bundle: Bundle) -> str | None:
    place = claim.figure.place
    return bundle.discretion.hide(place.name or place.mention.quote) if place else None


def _whom(claim: Claim, bundle: Bundle) -> str | None:
    people = claim.figure.population
    return bundle.discretion.hide(people.mention.quote) if people else None


def _origin(claim: Claim, bundle: Bundle) -> str | None:
    return None if claim.origin.kind == "unknown" else bundle.discretion.hide(claim.origin.name)


def _address(claim: Claim, bundle: Bundle) -> str | None:
    return bundle.discretion.address(bundle.record.corpus.documents[claim.figure.document])


def _standing(claim: Claim, bundle: Bundle) -> str:
    return "denied" if bundle.record.claims.is_denial(claim.id) else claim.figure.modality


COLUMNS: tuple[tuple[str, str, _Value], ...] = (
    ("claim", "#meta+id", lambda claim, bundle: bundle.discretion.id(claim.id)),
    ("as of", "#date+as_of", lambda claim, _: claim.as_of),
    ("first reported", "#date+reported", lambda claim, _: claim.since),
    *(
        (f"{measure}, {words}", f"{tag}+{attribute}", _end(measure, end))
        for measure, tag in MEASURE_TAGS.items()
        for words, attribute, end in (("at least", "min", "low"), ("at most", "max", "high"))
    ),
    ("how firmly", "#status+modality", _standing),
    ("scope", "#meta+scope", lambda claim, _: claim.figure.scope),
    ("who is counted", "#description+population", _whom),
    ("place", "#loc+name", _where),
    ("country", "#country+code+v_iso2", _place("country")),
    ("latitude", "#geo+lat", _place("lat")),
    ("longitude", "#geo+lon", _place("lon")),
    ("said by", "#meta+source", _origin),
    (
        "words",
        "#description+quote",
        lambda claim, b: b.discretion.hide(claim.figure.evidence.quote),
    ),
    ("page", "#meta+url", _address),
    ("statements", "#meta+statements+num", lambda claim, _: len(claim.statements)),
    (
        "statements that people settled",
        "#meta+settled+num",
        lambda claim, bundle: len(bundle.record.reviewed.settled(claim.statements)),
    ),
)
"""The columns: the header, the hashtag, and the value of a claim."""


def write(bundle: Bundle, folder: Path) -> Written:
    """Write `claims.hxl.csv`."""
    path = folder / "claims.hxl.csv"
    rows = [
        [tag for _, tag, _ in COLUMNS],
        *([_text(value(claim, bundle)) for _, _, value in COLUMNS] for claim in bundle.claims),
    ]
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(table_lines((header for header, _, _ in COLUMNS), rows))
    return Written((path,))


def _text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
