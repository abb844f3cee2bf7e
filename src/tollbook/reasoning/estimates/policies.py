"""The policies: which of the claims that stand they take, and by which operations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tollbook.model.claim import Claim
from tollbook.model.estimate import Policy
from tollbook.reasoning.cases import role_of
from tollbook.reasoning.estimates.standing import Standing
from tollbook.reasoning.origins import plain_name
from tollbook.reasoning.record import Record

Claims = Sequence[Claim]


@dataclass(frozen=True, slots=True)
class Rule:
    """A policy: the claims it takes of those that stand, and the operations for its three ends."""

    takes: Callable[[Claims, Record], Claims]
    operations: tuple[str, str, str]


def _all(claims: Claims, _record: Record) -> Claims:
    return claims


def _verifying(claims: Claims, record: Record) -> Claims:
    """Those of origins that the case lists as monitors, who count and verify for themselves."""
    return [claim for claim in claims if role_of(record.case, claim) == "monitor"]


RULES: Mapping[Policy, Rule] = {
    "range": Rule(_all, ("lowest", "agreed", "highest")),
    "latest_of": Rule(_all, ("lowest", "agreed", "highest")),
    "independent_median": Rule(_all, ("middle_low", "middle", "middle_high")),
    "verified_floor": Rule(_verifying, ("greatest_floor", "unsaid", "unsaid")),
}


def named(origin: str | None, claims: Claims) -> tuple[Claim, ...]:
    """The claim of the origin of that id or name; one that holds the words where only one does."""
    if not origin:
        return ()
    wanted = plain_name(origin)
    exact = tuple(
        claim
        for claim in claims
        if origin in (claim.origin.key, claim.origin.entity)
        or plain_name(claim.origin.name) == wanted
    )
    near = tuple(claim for claim in claims if wanted and wanted in plain_name(claim.origin.name))
    return exact[:1] or (near if len(near) == 1 else ())


def why_none(policy: Policy, claims: Claims, found: Standing, origin: str | None) -> str:
    """Why a policy that takes none of these claims gives no estimate, in a few words."""
    if policy == "latest_of" and found.claims:
        if origin is None:
            return "no origin is named"
        return f"no one origin is called {origin!r}"
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
