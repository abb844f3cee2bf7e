"""From claims to constraint sets: what an origin says of one people in one place, and the rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from tollbook.model.claim import Claim
from tollbook.model.statement import Figure
from tollbook.reasoning.consistency.rules import STRENGTH, ConstraintSet, Rule
from tollbook.reasoning.consistency.subjects import complete_subjects
from tollbook.reasoning.consistency.timeline import Timeline
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.intervals import Interval, counts, hull
from tollbook.reasoning.origins import nobody_speaks
from tollbook.reasoning.populations import count_nobody_twice, people_and_place
from tollbook.reasoning.record import Record
from tollbook.reasoning.wholes import WholeWithParts, find_wholes

_STANDS_BEHIND = frozenset({"asserted", "estimated"})


def find_constraint_sets(record: Record) -> Iterator[ConstraintSet]:
    """What each origin stands behind, then each page that adds up the words of others itself."""
    claims = upheld_claims(record)
    by_origin = group_by(claims.values(), lambda claim: claim.origin.key)
    ties = list(_of_one_breath(_ties(record, claims), claims, record))
    own = group_by((tie for tie in ties if tie.origin), lambda tie: tie.origin)
    for key, members in by_origin.items():
        rules = (*(tie.rule for tie in own.get(key, ())), *_rules(members, record))
        yield make_constraint_set(members[0].origin.name, rules, claims, record)
    pages = group_by((tie for tie in ties if not tie.origin), lambda tie: tie.document)
    for document, added in pages.items():
        publisher = record.corpus.documents[document].publisher or document
        yield make_constraint_set(publisher, (tie.rule for tie in added), claims, record)


def upheld_claims(record: Record) -> Mapping[str, Claim]:
    """The claims by id that their origin stands behind: neither doubted nor retracted."""
    back = set()
    for link in record.claims.links:
        old, new = record.claims.get(link.other), record.claims.get(link.claim)
        if link.kind in ("corrects", "retracts", "denies") and old and new:
            back |= {old.id} if old.origin.key == new.origin.key else set()
    return {
        claim.id: claim
        for claim in record.claims.all
        if claim.id not in back and claim.figure.modality in _STANDS_BEHIND
    }


def make_constraint_set(
    who: str, rules: Iterable[Rule], claims: Mapping[str, Claim], record: Record
) -> ConstraintSet:
    """These rules with what is stated of the counts that they speak of."""
    kept = tuple(dict.fromkeys(rules))
    names = dict.fromkeys(name for rule in kept for name in rule.counts)
    tolerance = record.settings.about_tolerance
    stated = {name: counts(claims[name].figure, tolerance) for name in names if name in claims}
    if STRENGTH in names and record.case and record.case.strength:
        stated[STRENGTH] = Interval(*record.case.strength)
    return ConstraintSet(who, stated, kept)


def joint_constraint_sets(
    record: Record, without: Collection[str]
) -> Iterator[tuple[Claim, Claim, ConstraintSet]]:
    """Each two named origins that count one people in one place, as if one voice had said it all.

    With each set comes one claim of each origin, to name it. `without` are ids of claims that
    are known to be wrong.
    """
    claims = upheld_claims(record)
    dated = [
        claim
        for claim in claims.values()
        if claim.id not in without
        and claim.origin.kind == "named"
        and _is_dated_total(claim, record)
    ]
    corrections = list(_corrections(dated, record))
    counted = complete_subjects(dated, record)
    for members in group_by(dated, lambda claim: people_and_place(counted[claim.id])).values():
        origins = group_by(members, lambda claim: claim.origin.key)
        for one, other in combinations(origins.values(), 2):
            timeline = Timeline([*one, *other], counted, corrections, record.case, one_a_day=True)
            joint = make_constraint_set("", timeline.rules(), claims, record)
            widened = dict(_day_by_day((*one, *other), joint.stated))
            yield one[0], other[0], replace(joint, stated={**joint.stated, **widened})


def _day_by_day(
    members: Iterable[Claim], allowed: Mapping[str, Interval]
) -> Iterator[tuple[str, Interval]]:
    """What the claims allow, the totals of one origin and day being taken together.

    A total that rises from morning to evening is at odds with somebody else's only where all that
    the origin said that day is.
    """
    totals = (c for c in members if c.id in allowed and c.figure.scope == "cumulative")
    same_day = group_by(totals, lambda claim: (claim.origin.key, claim.measure, claim.as_of))
    for claims in same_day.values():
        span = hull([allowed[claim.id] for claim in claims])
        yield from ((claim.id, span) for claim in claims)


@dataclass(frozen=True, slots=True)
class _Tie:
    """A rule that the text of a document lays down; `origin` is empty where the page adds up."""

    rule: Rule
    origin: str
    document: str


def _ties(record: Record, claims: Mapping[str, Claim]) -> Iterator[_Tie]:
    """Wholes and parts that a text ties together, said by one voice or added up by the page."""
    for group in find_wholes(record.corpus):
        made = [record.claims.of(figure.id) for figure in (group.whole, *group.parts)]
        known = [claim for claim in made if claim is not None and claim.id in claims]
        if not group.tied or len(known) < len(made) or len({c.id for c in known}) < len(made):
            continue
        whole, *parts = known
        if not _said_together(group, known):
            continue
        origins = {claim.origin.key for claim in known}
        origin = origins.pop() if len(origins) == 1 else ""
        for rule in _tie(group, whole, parts):
            yield _Tie(rule, origin, group.whole.document)


def _of_one_breath(
    ties: Iterable[_Tie], claims: Mapping[str, Claim], record: Record
) -> Iterator[_Tie]:
    """The ties but those that bind a hedged count once more, in another text.

    "About 3,000" said again two days later is the same claim, and may by then stand for one more:
    it can be held to the parts of one text, not to those of two.
    """
    bound: dict[str, str] = {}
    for tie in ties:
        hedged = [
            name for name in tie.rule.counts if not _is_one_number(claims[name].figure, record)
        ]
        if all(bound.get(name, tie.document) == tie.document for name in hedged):
            bound |= dict.fromkeys(hedged, tie.document)
            yield tie


def _is_one_number(figure: Figure, record: Record) -> bool:
    allowed = counts(figure, record.settings.about_tolerance)
    return allowed.low == allowed.high


def _said_together(group: WholeWithParts, claims: list[Claim]) -> bool:
    """Whether one voice says all of it, or the page gives the whole in its own."""
    one_voice = len({claim.origin.key for claim in claims}) == 1
    return one_voice or (
        nobody_speaks(group.whole) and len({claim.origin.key for claim in claims[1:]}) == 1
    )


def _tie(group: WholeWithParts, whole: Claim, parts: list[Claim]) -> Iterator[Rule]:
    ids = tuple(sorted(part.id for part in parts))
    if group.exhaustive:
        yield Rule("adds_up", (whole.id,), ids, equal=True)
    elif all(count_nobody_twice(one, other) for one, other in combinations(group.parts, 2)):
        yield Rule("within", (whole.id,), ids)
    else:
        for id in ids:
            yield Rule("within", (whole.id,), (id,))


def _rules(members: Collection[Claim], record: Record) -> Iterator[Rule]:
    """What binds the claims of one origin, people by people and place by place."""
    dated = [claim for claim in members if _is_dated_total(claim, record)]
    counted = complete_subjects(dated, record)
    corrections = list(_corrections(dated, record))
    for claims in group_by(dated, lambda claim: people_and_place(counted[claim.id])).values():
        yield from Timeline(claims, counted, corrections, record.case).rules()


def _is_dated_total(claim: Claim, record: Record) -> bool:
    """Whether a claim counts all of some people up to a day, or on it."""
    return claim.as_of is not None and claim.id in record.accounts.subjects


def _corrections(claims: Iterable[Claim], record: Record) -> Iterator[Claim]:
    """Those of the claims that correct an earlier one, or take it back."""
    kinds = ("corrects", "retracts")
    for claim in claims:
        links = record.claims.links_of(claim.id)
        if any(link.claim == claim.id and link.kind in kinds for link in links):
            yield claim
