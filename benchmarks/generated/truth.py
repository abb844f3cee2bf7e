"""What is true of a generated ledger, to score reasoning against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tollbook.reasoning.corpus import Corpus

PairOfOrigins = tuple[str, str, str]
"""The number of a story and the keys of two of its origins, sorted."""


@dataclass(frozen=True, slots=True)
class Planted:
    """One error on purpose: the check that ought to find it, and the statements that commit it."""

    check: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """What every statement of a generated ledger really is.

    `claims` gives each statement's claim, `stories` each document's story, `dispatches` each
    document's text (near-copies share one). `independent` and `dependent` are the pairs of origins
    that counted for themselves, or of which one copies the other. `origins` gives the key of each
    statement's origin: an entity's id, or a name; empty for one that is unnamed or unknown.
    """

    claims: Mapping[str, str]
    origins: Mapping[str, str]
    stories: Mapping[str, int]
    clusters: Mapping[str, str]
    planted: tuple[Planted, ...]
    independent: frozenset[PairOfOrigins]
    dependent: frozenset[PairOfOrigins]


@dataclass(frozen=True, slots=True)
class Generated:
    """A book and the truth about it."""

    corpus: Corpus
    truth: Truth
