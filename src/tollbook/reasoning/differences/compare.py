"""Two days of a ledger side by side: what is new, gone, or says something else, each with its why.

Of a document that was neither changed nor read again only people can have changed what counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from tollbook.model.decision import Decision
from tollbook.model.statement import Figure, Statement
from tollbook.reasoning.differences.causes import Cause, Provenances, cause_of
from tollbook.reasoning.differences.pairing import gist, pair_up
from tollbook.reasoning.record import Record

DifferenceKind = Literal["new", "repeated", "changed", "gone", "joined", "split", "decided"]
"""`new`: no one said so before. `repeated`: another statement of a claim that is known. `changed`:
the statement says something else. `gone`: it is not there any more. `joined`: two claims are one
now; `split`: one claim is two. `decided`: a person settled something."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed: the statement as it was and as it is, and why.

    Of a pair that is `joined` or `split` they are one of each claim; a `decision` stands alone.
    """

    kind: DifferenceKind
    cause: Cause
    before: Statement | None = None
    after: Statement | None = None
    decision: Decision | None = None


def find_differences(
    before: Record, after: Record, earlier: Provenances, later: Provenances
) -> tuple[Difference, ...]:
    """What changed from one record to a later one of the same ledger and case.

    `earlier` and `later` are the provenances of their documents. Differences come document by
    document in the order of the later record, then the claims, then what was decided.
    """
    found: list[Difference] = []
    same: dict[str, str] = {}
    for document in {**before.corpus.documents, **after.corpus.documents}:
        cause = cause_of(document, earlier, later)
        then, now = before.corpus.statements_in(document), after.corpus.statements_in(document)
        if cause is None:
            same |= {statement.id: statement.id for statement in then}
            found += _decided_otherwise(then, now, after)
            continue
        pairing = pair_up(then, now)
        same |= {one.id: other.id for one, other in pairing.pairs}
        found += [
            Difference("changed", cause, one, other)
            for one, other in pairing.pairs
            if gist(one) != gist(other)
        ]
        found += [Difference("gone", cause, statement) for statement in pairing.gone]
        found += [Difference("new", cause, after=statement) for statement in pairing.new]
    undone = (one for one in after.reviewed.history if one.kind == "undo")
    decided = [each for each in (*after.decisions, *undone) if _is_later(each, before)]
    decided.sort(key=lambda decision: decision.entry or 0)
    return (
        *_mark_repeats(found, after, same.values()),
        *_find_regrouped(before, after, same, decided),
        *(_decision(decision) for decision in decided),
    )


def _decided_otherwise(
    then: Iterable[Statement], now: Iterable[Statement], after: Record
) -> Iterator[Difference]:
    """What people made of the statements of a document that was not read again."""
    earlier, later = ({said.id: said for said in statements} for statements in (then, now))
    for id in {**earlier, **later}:
        one, other, review = earlier.get(id), later.get(id), after.reviewed.reviews.get(id)
        if review is None or (one and other and gist(one) == gist(other)):
            continue  # a case takes statements in and leaves them out for other reasons, too
        last = review.decisions[-1]
        words = f"{last.by} decided it on {last.at:%Y-%m-%d}: {last.reason or last.kind}"
        kind: DifferenceKind = "changed" if one and other else "gone" if one else "new"
        yield Difference(kind, Cause("decision", review.document, words), one, other)


def _mark_repeats(
    found: Iterable[Difference], after: Record, known: Iterable[str]
) -> Iterator[Difference]:
    """A new statement of a claim that was known, or was listed before it, only repeats it."""
    claims = after.claims
    seen = {claim.id for id in known if (claim := claims.of(id)) is not None}
    for difference in found:
        claim = claims.of(difference.after.id) if difference.after else None
        if difference.kind == "new" and claim is not None and claim.id in seen:
            yield replace(difference, kind="repeated")
        else:
            yield difference
        seen |= {claim.id} if claim is not None else set()


def _is_later(decision: Decision, before: Record) -> bool:
    return before.today is None or decision.at.date() > before.today


def _decision(decision: Decision) -> Difference:
    return Difference("decided", Cause("decision", None, "settled by people"), decision=decision)


def _find_regrouped(
    before: Record, after: Record, same: Mapping[str, str], decided: Iterable[Decision]
) -> Iterator[Difference]:
    """Claims that are one now and were two, or the other way round, by the figures of both days."""
    pairs = set(_apart(before, after, same))
    settled = {
        decision.subject: decision for decision in decided if decision.kind in ("join", "separate")
    }
    for kind, one, other in sorted(pairs):
        first, second = after.corpus.figure(one), after.corpus.figure(other)
        if first is not None and second is not None:
            yield Difference(kind, _grouping(first, second, settled), first, second)


def _apart(
    before: Record, after: Record, same: Mapping[str, str]
) -> Iterator[tuple[Literal["joined", "split"], str, str]]:
    """Pairs of figures, by their ids of the later day, that changed sides."""
    then_by_now: dict[str, dict[str, str]] = {}
    now_by_then: dict[str, dict[str, str]] = {}
    for earlier, later in same.items():
        then, now = before.claims.of(earlier), after.claims.of(later)
        if then is not None and now is not None:
            then_by_now.setdefault(now.id, {}).setdefault(then.id, later)
            now_by_then.setdefault(then.id, {}).setdefault(now.id, later)
    for members in then_by_now.values():
        first, *others = sorted(members.values())
        for other in others:
            yield "joined", first, other
    for members in now_by_then.values():
        first, *others = sorted(members.values())
        for other in others:
            yield "split", first, other


def _grouping(one: Figure, other: Figure, settled: Mapping[str, Decision]) -> Cause:
    decision = settled.get("\n".join(sorted((one.id, other.id))))
    if decision is not None:
        words = f"{decision.by} decided it on {decision.at:%Y-%m-%d}: {decision.reason}"
        return Cause("decision", None, words)
    return Cause("grouping", None, "other documents or newer code group them differently")
