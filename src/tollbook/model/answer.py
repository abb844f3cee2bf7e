"""An answer: who counts how many, on whose word, what contradicts it, and what changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tollbook.model.case import Case
from tollbook.model.claim import Claim
from tollbook.model.estimate import Kind
from tollbook.model.values import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Something on record that a count can't be squared with, or that was said against it.

    `where` names the report that says so, and `what` is what it says. `check` is the check that
    fails and `key` that of its finding, both empty where a voice speaks against the count itself;
    `claim` is then the claim by which it does. `document` is the id of the report.
    """

    where: str
    what: str
    document: str
    check: str = ""
    key: str = ""
    claim: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestCount:
    """What one voice said last of a measure.

    `kind` says what kind of claim it is. `relays` are the people and bodies that passed it on,
    `outlets` the publishers that printed it, both in order of publication. `settled` counts those
    of its statements that people confirmed, corrected or added.
    """

    kind: Kind
    claim: Claim
    relays: tuple[str, ...]
    outlets: tuple[str, ...]
    contradicted_by: tuple[Contradiction, ...] = ()
    settled: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureAnswer:
    """The voices that count people under a measure, the newest count first.

    `contradicted_by` holds what contradicts claims of voices that have no count in the answer.
    """

    measure: Measure
    counts: tuple[LatestCount, ...]
    contradicted_by: tuple[Contradiction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CountChange:
    """How the latest count of a voice changed.

    `before` is None where it is the first count of the voice, `after` where the voice has none any
    more; `reason` then says why.
    """

    measure: Measure
    voice: str
    before: Claim | None
    after: Claim | None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAnswer:
    """What a case comes to by its reports.

    `until` is the day of the newest report that counts somebody, or the day that was asked for
    where none does; None where no report has a day. `reports` is how many reports count somebody.
    `changes` and `new_contradictions` are what the reports published on `since` and later brought;
    `since` is None where there was nothing before them, and then both are empty.
    """

    case: Case | None
    until: date | None
    reports: int
    measures: tuple[MeasureAnswer, ...]
    since: date | None = None
    changes: tuple[CountChange, ...] = ()
    new_contradictions: tuple[Contradiction, ...] = ()
