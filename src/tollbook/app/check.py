"""From a record to the findings that a reader asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tollbook.model.claim import Claim
from tollbook.model.decision import Decision
from tollbook.model.finding import Finding
from tollbook.model.review import Review
from tollbook.model.values import Verdict
from tollbook.publishing.quotations import Quotation, quotations_of_marks
from tollbook.reasoning.checks import CHECKS, contradicts, run_checks
from tollbook.reasoning.judgements import judgements
from tollbook.reasoning.record import Record
from tollbook.reasoning.reviews import Reviewed

CHECK_NAMES: tuple[str, ...] = tuple(CHECKS)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings are asked for.

    `names` are checks, all where none is named; `fails` leaves out what doesn't; `verdicts` leaves
    out others, unless none is given; `since` asks for
    findings on a report of that day or later; `judged` for those that somebody has judged, in
    place of those that are open.
    """

    names: tuple[str, ...] = ()
    fails: bool = False
    since: date | None = None
    judged: bool = False
    verdicts: tuple[Verdict, ...] = ()

    def shows(self, verdict: Verdict) -> bool:
        """Whether findings with this verdict are asked for."""
        fits = not self.verdicts or verdict in self.verdicts
        return fits and (verdict == "fails" or not self.fails)


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found: the findings to show, and how many a judgement hides.

    `contradiction` is whether some number can't be as stated and has not been explained, shown
    or not; `note` is what a reader should know beside them.
    """

    shown: tuple[Finding, ...]
    silenced: int
    contradiction: bool
    note: str
    judgements: Mapping[str, Decision]
    reviewed: Reviewed = field(default_factory=Reviewed)

    def reviews(self, finding: Finding) -> tuple[Review, ...]:
        """What people made of the statements that a finding is about; proposals are left out."""
        return self.reviewed.settled(finding.statements)

    def judgement(self, finding: Finding) -> Decision | None:
        """What somebody made of a finding, None where it is open."""
        return self.judgements.get(finding.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingDetails:
    """One finding with the sentences that it rests on, and what people decided on it.

    `case` is the case in which it was found, None where it was found in everything on record;
    `judgement` is the one in force and `decisions` all of them, the earliest first. `claims` are
    those that it is about.
    """

    finding: Finding
    case: str | None
    passages: tuple[Quotation, ...]
    claims: tuple[Claim, ...]
    judgement: Decision | None
    decisions: tuple[Decision, ...]

    @property
    def last(self) -> int:
        """The entry of the last judgement, 0 where there is none: what `expect` compares."""
        return max((one.entry or 0 for one in self.decisions), default=0)


def find_finding(record: Record, key: str) -> FindingDetails | None:
    """The finding of that key in a record, None where there is none."""
    finding = next((one for one in run_checks(record) if one.key == key), None)
    if finding is None:
        return None
    made = (record.claims.get(id) for id in finding.claims)
    return FindingDetails(
        finding=finding,
        case=record.case.name if record.case else None,
        passages=quotations_of_marks(finding.marks, record.corpus),
        claims=tuple(claim for claim in made if claim is not None),
        judgement=judgements(record.decisions).get(key),
        decisions=tuple(
            one for one in record.decisions if one.kind == "judge_finding" and one.subject == key
        ),
    )


def check(record: Record, wanted: Wanted = Wanted()) -> Checked:
    """Run the checks, and separate open findings from those known and explained."""
    made = judgements(record.decisions)
    found = [
        finding
        for finding in run_checks(record, wanted.names)
        if wanted.since is None or _is_of(finding, wanted.since, record)
    ]
    open_ones = [finding for finding in found if finding.key not in made]
    known = [finding for finding in found if finding.key in made]
    asked = known if wanted.judged else open_ones
    shown = tuple(finding for finding in asked if wanted.shows(finding.verdict))
    silenced = 0 if wanted.judged else len(known)
    return Checked(
        shown,
        silenced,
        contradiction=any(map(contradicts, open_ones)),
        note=" ".join(_notes(wanted, shown, asked, silenced)),
        judgements=made,
        reviewed=record.reviewed,
    )


def _notes(
    wanted: Wanted, shown: Sequence[Finding], asked: Sequence[Finding], silenced: int
) -> Iterator[str]:
    """Why there is nothing to show, and what is hidden."""
    if asked and not shown:
        yield "No check fails." if wanted.fails else "No finding has such a verdict."
    elif wanted.judged and not asked:
        yield "No finding has been judged."
    elif not asked and not silenced:
        yield "Nothing to check was found."
    if silenced == 1:
        yield "One finding was judged before; --judged shows it."
    elif silenced:
        yield f"{silenced:,} findings were judged before; --judged shows them."


def _is_of(finding: Finding, since: date, record: Record) -> bool:
    """Whether one of a finding's documents was published on that day or later."""
    days = (
        record.corpus.documents[mark.document].published_on
        for mark in finding.marks
        if mark.document in record.corpus.documents
    )
    return any(day is not None and day >= since for day in days)
