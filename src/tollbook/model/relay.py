"""Relays: the way of a claim from whoever is said to know to the pages that print it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tollbook.model.statement import Figure
from tollbook.model.values import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """One statement that carries a claim, at the end of its way.

    `published` is the day of its document, None if unknown. `lost` are the hedges of the claim's
    fullest wording that are missing here ("at least", "unconfirmed"); `copy_of` is the document
    that printed the same text first, None where it is this one; `traced` is the rule that found the
    origin, empty where the words name it.
    """

    figure: Figure
    published: date | None
    lost: tuple[str, ...] = ()
    copy_of: str | None = None
    traced: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayStep:
    """A voice on the way of a claim: whom it passed the claim on to, and what it printed itself.

    `since` is the first day on which this voice is in print with the claim, None if unknown.
    """

    name: str
    role: Role
    since: date | None
    steps: tuple[RelayStep, ...] = ()
    carriers: tuple[Carrier, ...] = ()
