"""A case: the question that a person follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from tollbook.model.values import Measure

OriginRole = Literal["party", "ally", "monitor", "government", "media"]
"""What an origin is to the case: a party to the conflict, a party's ally, somebody who counts and
verifies, a government that stands aside, or a medium."""

ORIGIN_ROLES: tuple[OriginRole, ...] = get_args(OriginRole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Whom, which measures, where, from when, and which origins count for what.

    `sides` are ISO 3166 alpha-2 codes or ids of groups; `people` words that the population may be
    called by, in lower case. A figure belongs to the case if its side is one of `sides` or its
    words hold one of `people`, and nothing else of it speaks against. `countries` (ISO codes) and
    `places` (names) bound where; empty bounds nothing. `roles` maps an origin to what it counts as;
    `enemies` maps an origin to the side whose losses it claims as an enemy of. An origin is written
    as an entity's id, a name, or the code of a country, which stands for its offices, forces and
    officials. `strength` is how many people there were, low to high, None where unknown.
    `voices` maps a voice to others that are the same, `voices_apart` are pairs that are two.
    `standards` holds what the organisation says of itself, by the key of a standard for casualty
    recording.
    `automatic` marks a case that was made by counting, not written.
    """

    name: str
    title: str
    sides: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    roles: Mapping[str, OriginRole] = field(default_factory=dict)
    enemies: Mapping[str, str] = field(default_factory=dict)
    strength: tuple[int, int | None] | None = None
    voices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    voices_apart: tuple[tuple[str, str], ...] = ()
    standards: Mapping[str, str] = field(default_factory=dict)
    automatic: bool = False


CaseKind = Literal["file", "example", "automatic"]


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """A case in a list, where it comes from, and how many statements of the ledger belong to it.

    `kind` is `file` for one of the ledger's own, `example` for one that ships with the example.
    """

    case: Case
    kind: CaseKind
    statements: int
