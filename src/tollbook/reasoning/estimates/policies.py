"""The policies: which of the claims that stand they leave out, and by which operations they go."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tollbook.model.claim import Claim
from tollbook.model.estimate import LeftOut, Policy
from tollbook.reasoning.claims.identity import Number, number_of
from tollbook.reasoning.estimates.standing import Standing
from tollbook.reasoning.origins import plain_name
from tollbook.reasoning.record import Record

Claims = Sequence[Claim]

_HELD = 20  # earlier voices for one number that a voice is held against


@dataclass(frozen=True, slots=True)
class Rule:
    """A policy: what it leaves out of the claims that stand, and the operations for its ends."""

    leaves_out: Callable[[Claims, Record], Iterator[LeftOut]]
    operations: tuple[str, str, str]


def _leave_out_nothing(_claims: Claims, _record: Record) -> Iterator[LeftOut]:
    yield from ()


def _leave_out_unverified(claims: Claims, record: Record) -> Iterator[LeftOut]:
    """All but those of the case's monitors, who count and verify for themselves."""
    for claim in claims:
        if record.roles.role_of(claim) != "monitor":
            yield LeftOut(claim, "the case does not list its origin as a monitor")


def _leave_out_shared_votes(claims: Claims, record: Record) -> Iterator[LeftOut]:
    """Those that name a number as others did before, and likely have it from one: one vote."""
    voting: dict[Number, list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: (claim.since or date.max, claim.id)):
        said_before = voting.setdefault(number_of(claim.figure), [])
        for first in said_before[-_HELD:]:
            tie = record.witnesses.independence(first, claim)
            if tie.state == "likely_dependent":
                yield LeftOut(claim, f"one vote with {first.origin.name}: {tie.reasons[0]}", first)
                break
        else:
            said_before.append(claim)


RULES: Mapping[Policy, Rule] = {
    "range": Rule(_leave_out_nothing, ("lowest", "agreed", "highest")),
    "latest_of": Rule(_leave_out_nothing, ("lowest", "agreed", "highest")),
    "independent_median": Rule(_leave_out_shared_votes, ("middle_low", "middle", "middle_high")),
    "verified_floor": Rule(_leave_out_unverified, ("greatest_floor", "unsaid", "unsaid")),
}


def find_claim_of(
    origin: str | None, claims: Claims, keys: Container[str] = frozenset()
) -> tuple[Claim, ...]:
    """The claim of the origin of that id or name; one that holds the words where only one does.

    `keys` are those of the origins that go by the name in some report.
    """
    if not origin:
        return ()
    wanted = plain_name(origin)
    exact = tuple(
        claim
        for claim in claims
        if origin in (claim.origin.key, claim.origin.entity)
        or plain_name(claim.origin.name) == wanted
    ) or tuple(claim for claim in claims if claim.origin.key in keys)
    near = tuple(claim for claim in claims if wanted and wanted in plain_name(claim.origin.name))
    return exact[:1] or (near if len(near) == 1 else ())


def why_none(policy: Policy, claims: Claims, found: Standing, origin: str | None) -> str:
    """Why a policy that takes none of these claims gives no estimate, in a few words."""
    if policy == "latest_of" and found.claims:
        if origin is None:
            return "no origin is named"
        return f"no single origin is called {origin!r}"
    if policy == "verified_floor" and claims:
        return "the case lists none of the origins as a monitor"
    if claims or found.claims:
        return "all claims are of another kind"
    if found.left_out:
        number = len(found.left_out)
        return (
            "the only claim can't be counted"
            if number == 1
            else f"none of {number} claims can be counted"
        )
    return "no claim is on record"
