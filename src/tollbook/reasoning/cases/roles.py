"""Who of a case's origins counts for what: its parties, those who verify, those who look on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from tollbook.model.case import Case, OriginRole
from tollbook.model.claim import Claim
from tollbook.reasoning.origins import plain_name
from tollbook.resolution.countries import country_name
from tollbook.resolution.entities import EntityTable

Value = TypeVar("Value")

_STAND_APART = frozenset({"agency", "media", "monitor", "un"})
"""Kinds of entity that don't speak for the country they are in."""


@dataclass(frozen=True)
class Roles:
    """What a case says of origins; `entities` are those that its names and ids stand for.

    An origin that is no known entity ("figures given to him by his commander") counts as the voice
    that it reached us through, the nearest one that the case lists.
    """

    case: Case | None
    entities: EntityTable

    def role_of(self, claim: Claim) -> OriginRole | None:
        """What the origin of a claim counts as, None where the case doesn't say."""
        return self._listed(self._roles, claim)

    def enemy_of(self, claim: Claim) -> str | None:
        """The side that the origin of a claim is an enemy of, None where the case doesn't say."""
        return self._listed(self._enemies, claim)

    def counts_its_enemy(self, claim: Claim) -> bool:
        """Whether a claim is a party's own word on the losses of its enemy."""
        enemy = self.enemy_of(claim)
        if self.case is None or enemy is None:
            return False
        people = claim.figure.population
        side = people.side if people else None
        return side == enemy or (side is None and (not self.case.sides or enemy in self.case.sides))

    @cached_property
    def _roles(self) -> dict[str, OriginRole]:
        return self._by_key(self.case.roles if self.case else {})

    @cached_property
    def _enemies(self) -> dict[str, str]:
        return self._by_key(self.case.enemies if self.case else {})

    def _by_key(self, listed: Mapping[str, Value]) -> dict[str, Value]:
        """What a case lists, also under the plain name and the id of the entity that is meant."""
        found: dict[str, Value] = {}
        for name, value in listed.items():
            entity = None if country_name(name) else self.entities.resolve(name)
            for key in (name, plain_name(name), entity.id if entity else name):
                found.setdefault(key, value)
        return {**found, **listed}

    def _listed(self, table: Mapping[str, Value], claim: Claim) -> Value | None:
        if not table:
            return None
        for name, entity in _voices(claim):
            for key in (entity, self._country(entity), plain_name(name)):
                if key is not None and key in table:
                    return table[key]
        return None

    def _country(self, entity: str | None) -> str | None:
        """The country that an entity speaks for, None for a medium, a monitor or one unknown."""
        found = self.entities.get(entity) if entity else None
        return found.country if found and found.kind not in _STAND_APART else None


def _voices(claim: Claim) -> Iterator[tuple[str, str | None]]:
    """The origin and, if it is no known entity, the voices outward but for the publisher."""
    yield claim.origin.name, claim.origin.entity
    if claim.origin.entity is None:
        for voice in reversed(claim.figure.attribution[:-1]):
            if voice.role != "publisher":
                yield voice.name, voice.entity
