"""From a record to the findings that a reader asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tollbook.model.decision import Decision
from tollbook.model.finding import Finding
from tollbook.reasoning.checks import CHECKS, contradicts, run_checks
from tollbook.reasoning.judgements import judgements
from tollbook.reasoning.record import Record

CHECK_NAMES: tuple[str, ...] = tuple(CHECKS)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings are asked for.

    `names` are checks, all where none is named; `fails` leaves out what doesn't; `since` asks for
    findings on a report of that day or later; `judged` for those that somebody has judged, in
    place of those that are open.
    """

    names: tuple[str, ...] = ()
    fails: bool = False
    since: date | None = None
    judged: bool = False


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

    def judgement(self, finding: Finding) -> Decision | None:
        """What somebody made of a finding, None where it is open."""
        return self.judgements.get(finding.key)


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
    shown = tuple(finding for finding in asked if finding.verdict == "fails" or not wanted.fails)
    silenced = 0 if wanted.judged else len(known)
    return Checked(
        shown,
        silenced,
        contradiction=any(map(contradicts, open_ones)),
        note=" ".join(_notes(wanted, shown, asked, silenced)),
        judgements=made,
    )


def _notes(
    wanted: Wanted, shown: Sequence[Finding], asked: Sequence[Finding], silenced: int
) -> Iterator[str]:
    """Why there is nothing to show, and what is hidden."""
    if asked and not shown:
        yield "No check fails."
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
