"""Estimates: low, best and high of a measure at a date, with the working that leads to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from tollbook.model.case import Case
from tollbook.model.claim import Claim
from tollbook.model.review import Review
from tollbook.model.values import Measure

Policy = Literal["range", "latest_of", "independent_median", "verified_floor"]
"""How claims become one answer.

`range`: the lowest and the highest of what the origins said last. `latest_of`: what one named
origin said last. `independent_median`: the middle one, one vote a voice. `verified_floor`: the
highest lower bound of those who count and verify for themselves.
"""

Kind = Literal["count", "estimate", "enemy"]
"""What kind of claim it is; kinds are never put together unless that is asked for.

`enemy`: a party's word on the losses of its enemy. `estimate`: a claim that calls itself one, made
by a model or from a sample. `count`: all others, said to be counted or simply stated.
"""

POLICIES: tuple[Policy, ...] = get_args(Policy)
CLAIM_KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of a record.

    `measures` are those of the case, or else all that are claimed, where none is given; `at` is the
    newest day that a claim speaks for; `policies` are all, side by side. What speaks for a day
    before `since` is left out, even if its origin said nothing later. `origin` is whom `latest_of`
    asks (an entity's id or a name). `merge` puts these kinds together with counts.
    """

    measures: tuple[Measure, ...] = ()
    at: date | None = None
    since: date | None = None
    policies: tuple[Policy, ...] = ()
    origin: str | None = None
    merge: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a claim's words allow: `low` to `high`, None where the top is open.

    `worded_low` and `worded_high` are the claim's own bounds, before "about" widens them. `best` is
    the number that the words name, None where they name a bound, a stretch or none.
    """

    worded_low: int
    worded_high: int | None
    low: int
    high: int | None
    best: int | None


@dataclass(frozen=True, slots=True)
class Ends:
    """Low, best and high; `best` is None if no one names one, `high` if the top is open."""

    low: int
    best: int | None
    high: int | None


Value = int | str | None | Allowed | Ends


PassedOver = Literal["looks_back", "floor", "elsewhere", "smaller"]
"""Why a later claim of an origin does not take the place of the one that stands.

`looks_back`: it repeats the number of a total; `floor`: it only gives a floor below it;
`elsewhere`: it is a total of other people or another place; `smaller`: it can't be as great, and is
an event or a part.
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a working: an operation on claims or earlier steps (their ids), and its result.

    `docs/estimates.md` describes the operations. `passed_over` has the claims that could not take
    the place of the one that stood then, each with the rule that kept it out.
    """

    id: str
    operation: str
    inputs: tuple[str, ...]
    value: Value
    passed_over: tuple[tuple[str, PassedOver], ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A claim that does not count, and why, in words that follow it.

    `replaced_by` is the claim of the same origin that stands instead, None where another reason
    keeps it out.
    """

    claim: Claim
    reason: str
    replaced_by: Claim | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """An estimate with one origin left out (its key and its name).

    `ends` is None where nothing is left; `step` is the id of the step that gives them.
    """

    origin: str
    name: str
    ends: Ends | None
    step: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """The answer of one policy for one measure.

    `kinds` are those of the claims put together. `ends` is None where there is no estimate, and
    `reason` then says why. `counted` are the claims that count, one an origin; `low_by`, `best_by`
    and `high_by` those of them that own each end; `step` is the id of the step that gives the ends.
    `left_out` are claims that this policy alone leaves out.
    """

    measure: Measure
    policy: Policy
    kinds: tuple[Kind, ...]
    ends: Ends | None
    reason: str = ""
    counted: tuple[Claim, ...] = ()
    low_by: tuple[Claim, ...] = ()
    best_by: tuple[Claim, ...] = ()
    high_by: tuple[Claim, ...] = ()
    step: str | None = None
    left_out: tuple[LeftOut, ...] = ()
    without: tuple[Without, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The estimates of one measure, and what the origins said last, by kind of claim."""

    measure: Measure
    estimates: tuple[Estimate, ...]
    standing: tuple[tuple[Kind, Claim], ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimates:
    """What a record answers at a date, measure by measure, with every step that leads there.

    `merged` are the kinds put together, counts among them. `claims` are all that the working uses,
    `totals` the ids of those that are running totals,
    and `about_tolerance` is what "about" stands for in it. `reviews` are those of the statements
    behind it that people have decided on, by id; the others are as the machine read them.
    """

    case: Case | None
    at: date | None
    since: date | None
    known_on: date | None
    policies: tuple[Policy, ...]
    merged: tuple[Kind, ...]
    about_tolerance: float
    answers: tuple[Answer, ...]
    claims: tuple[Claim, ...]
    totals: frozenset[str]
    steps: tuple[Step, ...]
    reviews: Mapping[str, Review] = field(default_factory=dict)
