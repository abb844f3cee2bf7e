"""Who of a case's origins counts for what: its parties, those who verify, those who look on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from tollbook.model.case import Case, OriginRole
from tollbook.model.claim import Claim
from tollbook.reasoning.origins import plain_name
from tollbook.resolution.entities import EntityTable

Value = TypeVar("Value")

_STAND_APART = frozenset({"agency", "media", "monitor", "un"})
"""Kinds of entity that don't speak for the country they are in."""


def role_of(case: Case | None, claim: Claim) -> OriginRole | None:
    """What the origin of a claim counts as in a case, None where the case doesn't say.

    An origin that is no known entity ("figures given to him by his commander") counts as the voice
    that it reached us through, the nearest one that the case lists.
    """
    return _look_up(case.roles, claim) if case else None


def enemy_of(case: Case | None, claim: Claim) -> str | None:
    """The side that the origin of a claim is an enemy of, None where the case doesn't say."""
    return _look_up(case.enemies, claim) if case else None


def counts_its_enemy(case: Case | None, claim: Claim) -> bool:
    """Whether a claim is a party's own word on the losses of its enemy."""
    enemy = enemy_of(case, claim)
    if case is None or enemy is None:
        return False
    people = claim.figure.population
    side = people.side if people else None
    return side == enemy or (side is None and (not case.sides or enemy in case.sides))


def _look_up(table: Mapping[str, Value], claim: Claim) -> Value | None:
    if not table:
        return None
    by_name = {plain_name(key): value for key, value in table.items()}
    for name, entity in _voices(claim):
        for key in (entity, _country(entity)):
            if key is not None and key in table:
                return table[key]
        if plain_name(name) in by_name:
            return by_name[plain_name(name)]
    return None


def _voices(claim: Claim) -> Iterator[tuple[str, str | None]]:
    """The origin, and where it is nobody known, the voices from it outward, publisher left out."""
    yield claim.origin.name, claim.origin.entity
    if claim.origin.entity is None:
        for voice in reversed(claim.figure.attribution[:-1]):
            if voice.role != "publisher":
                yield voice.name, voice.entity


def _country(entity: str | None) -> str | None:
    """The country that an entity speaks for, None for a medium, a monitor or one unknown."""
    found = EntityTable.shipped().get(entity) if entity else None
    return found.country if found and found.kind not in _STAND_APART else None
