"""Claims as a table for a narrow terminal, and as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from tollbook.model.claim import Claim, ClaimLink, LinkKind
from tollbook.publishing.phrases import range_in_words
from tollbook.publishing.shape import Shape, pick
from tollbook.publishing.tables import colour_of
from tollbook.publishing.visible import one_line
from tollbook.reasoning.record import Record

_WORDS: dict[LinkKind, tuple[str, str]] = {
    "repeats": ("repeats", "repeated by"),
    "updates": ("updates", "updated by"),
    "corrects": ("corrects", "corrected by"),
    "retracts": ("retracts", "retracted by"),
    "denies": ("denies", "denied by"),
    "disputes": ("disputes", "disputed by"),
    "part_of": ("part of", "whole of"),
}
_TIES_SHOWN = 4

COLUMNS = (
    *("id", "as_of", "found_on", "since", "origin", "origin_entity", "origin_kind", "measure"),
    *("low", "high", "modifier", "modality", "scope", "population", "side", "place", "denial"),
    *("statements", "clusters", "documents", "relays", "voices_known", "voices_possible"),
    *("links", "evidence", "document"),
)
"""The header of the flat table. New columns are added at the end.

`clusters` are the ids of near-duplicate clusters: the distinct texts that carry the claim.
"""


def claim_table(claims: Iterable[Claim], record: Record) -> Table:
    """A paragraph for each claim beside its day: what it says, who says it, how often, its links.

    Voices are counted twice: known to be independent, and all that might be.
    """
    table = Table(
        box=SIMPLE_HEAD, expand=True, show_edge=False, padding=(0, 1, 0, 0), header_style="dim"
    )
    table.add_column("as of", no_wrap=True)
    table.add_column("claim", ratio=1, overflow="fold")
    for claim in claims:
        said = Text(_says(claim, record), style=colour_of(claim.figure))
        said.append(f"  {claim.id}", style="not bold dim")
        rest = (whose_claim(claim), _counts(claim, record), *_ties(claim, record))
        table.add_row(
            Text(str(claim.as_of or "no date"), style="dim"),
            Text("\n").join((said, *map(Text, rest))),
        )
    return table


def claim_shape(record: Record) -> Shape[Claim]:
    """Claims of a record as data; in a flat row several documents or links share a cell."""

    def to_rows(claim: Claim) -> Iterator[tuple[Any, ...]]:
        one = to_json(claim, record)
        links = [f"{link['claim']} {link['kind']} {link['other']}" for link in one["links"]]
        yield pick(one | {"links": links}, COLUMNS)

    return Shape(
        to_json=lambda claim: to_json(claim, record),
        columns=COLUMNS,
        to_rows=to_rows,
        days=frozenset({"as_of", "found_on", "since"}),
    )


def to_json(claim: Claim, record: Record) -> dict[str, Any]:
    """The claim as a record that JSON can hold, its keys in a fixed order."""
    figure, voices = claim.figure, record.witnesses.corroboration(claim)
    people, place = figure.population, figure.place
    return {
        "id": claim.id,
        "as_of": _day(claim.as_of),
        "found_on": _day(claim.found_on),
        "since": _day(claim.since),
        "origin": claim.origin.name,
        "origin_entity": claim.origin.entity,
        "origin_kind": claim.origin.kind,
        "measure": claim.measure,
        "low": figure.low,
        "high": figure.high,
        "modifier": figure.modifier,
        "modality": figure.modality,
        "scope": figure.scope,
        "population": people.mention.quote if people else None,
        "side": people.side if people else None,
        "place": (place.name or place.mention.quote) if place else None,
        "denial": record.claims.is_denial(claim.id),
        "statements": list(claim.statements),
        "clusters": list(claim.clusters),
        "documents": list(claim.documents),
        "relays": list(claim.relays),
        "traced": dict(claim.traced),
        "voices_known": voices.known,
        "voices_possible": voices.possible,
        "agreeing": [_agreeing(claim, id, record) for id in voices.claims if id != claim.id],
        "links": [_link(link) for link in record.claims.links_of(claim.id)],
        "evidence": figure.evidence.quote,
        "document": figure.document,
    }


def _agreeing(claim: Claim, id: str, record: Record) -> dict[str, Any]:
    other = record.claims.get(id) or claim
    found = record.witnesses.independence(claim, other)
    return {"claim": id, "origin": other.origin.name, "independence": found.state} | {
        "reasons": list(found.reasons)
    }


def _link(link: ClaimLink) -> dict[str, Any]:
    return {
        "kind": link.kind,
        "claim": link.claim,
        "other": link.other,
        "rule": link.rule,
        "marks": [
            {
                "document": mark.document,
                "start": mark.span.start,
                "end": mark.span.end,
                "quote": mark.span.quote,
            }
            for mark in link.marks
        ],
    }


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _says(claim: Claim, record: Record) -> str:
    return claim_in_words(claim, denial=record.claims.is_denial(claim.id))


def claim_in_words(claim: Claim, *, denial: bool = False) -> str:
    """What a claim says: how many, of whom, and how firmly; `denial` is whether it denies that."""
    figure = claim.figure
    said = f"{range_in_words(figure.low, figure.high, figure.modifier)} {figure.measure}"
    if figure.modality != "asserted":
        said += f" ({figure.modality})"
    elif denial:
        said += " (withdrawn)"
    if figure.population:
        said += f", {one_line(figure.population.mention.quote)}"
    return f"{said}, as bodies were found" if claim.found_on else said


def whose_claim(claim: Claim) -> str:
    """The name of whoever is said to know."""
    return "no source given" if claim.origin.kind == "unknown" else one_line(claim.origin.name)


def _counts(claim: Claim, record: Record) -> str:
    voices = record.witnesses.corroboration(claim)
    counts = (
        _several(len(claim.figures), "statement"),
        _several(len(claim.clusters), "text"),
        _several(len(claim.documents), "document"),
    )
    return f"{', '.join(counts)}; voices: {voices.known} known, {voices.possible} at most"


def _several(n: int, one: str, many: str = "") -> str:
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def link_in_words(link: ClaimLink, claim: str) -> str:
    """What a link says of the claim of that id, read towards the other: "updates", "denied by"."""
    return _WORDS[link.kind][link.claim != claim]


def _ties(claim: Claim, record: Record) -> Iterator[str]:
    """The claims it is linked to, in words; of many of one kind only how many."""
    links = record.claims.links_of(claim.id)
    kinds = Counter((link.kind, link.claim == claim.id) for link in links)
    for link in links:
        mine = link.claim == claim.id
        if kinds[link.kind, mine] <= _TIES_SHOWN:
            yield f"{_WORDS[link.kind][not mine]} {link.other if mine else link.claim}"
    for (kind, mine), n in kinds.items():
        if n > _TIES_SHOWN:
            yield f"{_WORDS[kind][not mine]} {n:,} claims"
