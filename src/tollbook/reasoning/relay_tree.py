"""The relays of a claim as a tree: the origin at its root, the pages that print it as leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from tollbook.model.claim import Claim
from tollbook.model.relay import Carrier, RelayStep
from tollbook.model.statement import Figure
from tollbook.model.values import Modality, Modifier, Role
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.record import Record

_HEDGES: Mapping[Modifier, str] = {
    "about": "about",
    "at_least": "at least",
    "more_than": "more than",
    "at_most": "up to",
    "less_than": "fewer than",
}
_DOUBTS: tuple[Modality, ...] = ("unconfirmed", "possible")

_Stop = tuple[Role, str]
"""A voice on the way, by its role and name."""


def relay_tree(claim: Claim, record: Record) -> RelayStep:
    """The way of a claim to each page, what was in print first standing first."""
    ways = [(_way(figure, claim), _carrier(figure, claim, record)) for figure in claim.figures]
    role: Role = "publisher" if claim.origin.kind == "unknown" else "origin"
    return _step((role, claim.origin.name), ways, 0)


def _way(figure: Figure, claim: Claim) -> Sequence[_Stop]:
    """The voices after the origin, the publisher last.

    Whoever said it for the origin, such as a minister for the ministry, passed it on as well.
    """
    if claim.origin.kind == "unknown":
        return ()
    *relays, last = figure.attribution
    found: list[_Stop] = [(voice.role, voice.name) for voice in reversed(relays)]
    if last.role == "publisher" or last.name != claim.origin.name:
        role: Role = "publisher" if last.role == "publisher" else "relayer"
        found.insert(0, (role, last.name))
    return found


def _step(stop: _Stop, ways: Sequence[tuple[Sequence[_Stop], Carrier]], depth: int) -> RelayStep:
    onward = [item for item in ways if len(item[0]) > depth]
    steps = [
        _step(next_stop, those, depth + 1)
        for next_stop, those in group_by(onward, lambda item: item[0][depth]).items()
    ]
    carriers = [carrier for way, carrier in ways if len(way) == depth]
    return RelayStep(
        name=stop[1],
        role=stop[0],
        since=min((day for _, one in ways if (day := one.published)), default=None),
        steps=tuple(sorted(steps, key=lambda step: step.since or date.max)),
        carriers=tuple(sorted(carriers, key=lambda one: one.published or date.max)),
    )


def _carrier(figure: Figure, claim: Claim, record: Record) -> Carrier:
    first = record.claims.cluster_of(figure.document).documents[0]
    return Carrier(
        figure=figure,
        published=record.corpus.documents[figure.document].published_on,
        lost=tuple(_lost(figure, claim.figure)),
        copy_of=None if first == figure.document else first,
        traced=dict(claim.traced).get(figure.id, ""),
    )


def _lost(figure: Figure, fullest: Figure) -> Iterator[str]:
    """The hedges of the fullest wording that a statement does not have."""
    if fullest.modifier in _HEDGES and figure.modifier != fullest.modifier:
        yield _HEDGES[fullest.modifier]
    if fullest.modality in _DOUBTS and figure.modality not in _DOUBTS:
        yield fullest.modality
