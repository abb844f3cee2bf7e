"""The estimates of a record: policy by policy, kind of claim by kind, each with one origin out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tollbook.model.claim import Claim
from tollbook.model.estimate import (
    CLAIM_KINDS,
    POLICIES,
    Answer,
    Estimate,
    Estimates,
    Kind,
    Policy,
    Question,
    Without,
)
from tollbook.model.values import MEASURES, Measure
from tollbook.reasoning.estimates.policies import RULES, find_claim_of, why_none
from tollbook.reasoning.estimates.standing import Days, Standing, find_standing, running_totals
from tollbook.reasoning.estimates.working import Group, Working
from tollbook.reasoning.record import Record


@dataclass(frozen=True, slots=True)
class Taken:
    """Claims of some kinds that a policy may put together."""

    measure: Measure
    kinds: tuple[Kind, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class _Asking:
    """A question to a record, as far as it is settled, and the working of its answers."""

    record: Record
    at: date | None
    since: date | None
    origin: str | None
    merged: tuple[Kind, ...]
    working: Working


def estimate(record: Record, question: Question = Question()) -> Estimates:  # noqa: B008 - immutable
    """Low, best and high of each measure that is asked for, at a date, under each policy."""
    claimed = {claim.measure for claim in record.claims.all}
    of_case = record.case.measures if record.case else ()
    measures = question.measures or of_case or sorted(claimed, key=MEASURES.index)
    asking = _Asking(
        record=record,
        at=question.at or _newest(record),
        since=question.since,
        origin=question.origin,
        merged=tuple(kind for kind in CLAIM_KINDS if kind == "count" or kind in question.merge),
        working=Working(record.settings.about_tolerance, running_totals(record)),
    )
    policies = question.policies or POLICIES
    answers = tuple(_answer(asking, measure, policies) for measure in measures)
    return Estimates(
        case=record.case,
        at=asking.at,
        since=asking.since,
        known_on=record.today,
        policies=policies,
        merged=asking.merged,
        about_tolerance=record.settings.about_tolerance,
        answers=answers,
        claims=tuple(asking.working.claims.values()),
        totals=asking.working.totals,
        steps=asking.working.steps,
        reviews={
            review.id: review
            for claim in asking.working.claims.values()
            for review in record.reviewed.settled(claim.statements)
        },
    )


def kind_of(record: Record, claim: Claim) -> Kind:
    """What kind of claim it is in the record's case."""
    if record.roles.counts_its_enemy(claim):
        return "enemy"
    bases = {figure.basis for figure in claim.figures}
    if bases.isdisjoint({"counted", "verified"}) and "estimated" in bases:
        return "estimate"
    return "count"


def _newest(record: Record) -> date | None:
    days = (claim.as_of for claim in record.claims.all)
    return max((day for day in days if day), default=None)


def _answer(asking: _Asking, measure: Measure, policies: Sequence[Policy]) -> Answer:
    found = find_standing(asking.record, measure, Days(asking.since, asking.at), asking.working)
    kinds = tuple((kind_of(asking.record, claim), claim) for claim in found.claims)
    events = tuple((kind_of(asking.record, claim), claim) for claim in found.events)
    return Answer(
        measure=measure,
        estimates=tuple(
            _estimate(asking, policy, Taken(measure, group, claims), found)
            for policy in policies
            for group, claims in _apart(asking, policy, kinds, events)
        ),
        standing=kinds,
        left_out=found.left_out,
    )


def _apart(
    asking: _Asking,
    policy: Policy,
    kinds: Sequence[tuple[Kind, Claim]],
    events: Sequence[tuple[Kind, Claim]],
) -> Iterator[tuple[tuple[Kind, ...], tuple[Claim, ...]]]:
    """The claims that a policy may put together: those of one kind, unless kinds are merged.

    A single origin is taken at its word, be it of one event.
    """
    if policy == "latest_of":
        said = (*kinds, *events)
        voices = asking.record.claims.voices
        keys = voices.keys_called(asking.origin) if voices and asking.origin else frozenset()
        claims = find_claim_of(asking.origin, [claim for _, claim in said], keys)
        own = tuple(kind for kind, claim in said if claims and claim is claims[0])
        yield own or asking.merged, claims
        return
    others = [(kind,) for kind in CLAIM_KINDS if kind not in asking.merged]
    for group in (asking.merged, *(others if policy != "verified_floor" else ())):
        claims = tuple(claim for kind, claim in kinds if kind in group)
        if claims or group == asking.merged:
            yield group, claims


def _estimate(asking: _Asking, policy: Policy, taken: Taken, found: Standing) -> Estimate:
    rule, working = RULES[policy], asking.working
    left_out = tuple(rule.leaves_out(taken.claims, asking.record))
    gone = {item.claim.id for item in left_out}
    counted = tuple(claim for claim in taken.claims if claim.id not in gone)
    if not counted:
        reason = why_none(policy, taken.claims, found, asking.origin)
        return Estimate(
            measure=taken.measure, policy=policy, kinds=taken.kinds, ends=None, reason=reason
        )
    group = working.group(counted)
    ends, step = working.ends(rule.operations, group)
    allowed = [(claim, working.allow(claim)) for claim in counted]
    gives_best, gives_high = (name != "unsaid" for name in rule.operations[1:])
    return Estimate(
        measure=taken.measure,
        policy=policy,
        kinds=taken.kinds,
        ends=ends,
        counted=counted,
        low_by=tuple(claim for claim, words in allowed if words.low == ends.low),
        best_by=tuple(
            claim
            for claim, words in allowed
            if gives_best and ends.best is not None and words.best == ends.best
        ),
        high_by=tuple(claim for claim, words in allowed if gives_high and words.high == ends.high),
        step=step,
        left_out=left_out,
        without=tuple(_without(working, rule.operations, group, counted)),
    )


def _without(
    working: Working, operations: tuple[str, str, str], group: Group, counted: Sequence[Claim]
) -> Iterator[Without]:
    """The same estimate with each origin left out in turn."""
    for claim in counted:
        ends, step = None, None
        if len(counted) > 1:
            ends, step = working.ends(operations, working.without(group, claim))
        yield Without(origin=claim.origin.key, name=claim.origin.name, ends=ends, step=step)
