"""The checks by name, and how they are run. Each is a function in a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from tollbook.model.finding import Finding
from tollbook.model.problem import TollbookError
from tollbook.reasoning.checks import (
    change_vs_baseline,
    conflation,
    cumulative_falls,
    disagreement,
    exceeds_deployed,
    hedge_dropped,
    number_moved,
    part_exceeds_whole,
    parts_sum,
    relay_differs,
    single_origin,
    superseded,
    unattributed,
    window_passed,
)
from tollbook.reasoning.record import Record

Check = Callable[[Record], Iterator[Finding]]

CHECKS: Mapping[str, Check] = {
    parts_sum.NAME: parts_sum.check_parts_sum,
    part_exceeds_whole.NAME: part_exceeds_whole.check_part_exceeds_whole,
    change_vs_baseline.NAME: change_vs_baseline.check_change_vs_baseline,
    conflation.NAME: conflation.check_conflation,
    hedge_dropped.NAME: hedge_dropped.check_hedge_dropped,
    relay_differs.NAME: relay_differs.check_relay_differs,
    number_moved.NAME: number_moved.check_number_moved,
    cumulative_falls.NAME: cumulative_falls.check_cumulative_falls,
    exceeds_deployed.NAME: exceeds_deployed.check_exceeds_deployed,
    superseded.NAME: superseded.check_superseded,
    disagreement.NAME: disagreement.check_disagreement,
    single_origin.NAME: single_origin.check_single_origin,
    unattributed.NAME: unattributed.check_unattributed,
    window_passed.NAME: window_passed.check_window_passed,
}

RANKS: tuple[str, ...] = (
    "a contradiction: some number can't be as stated",
    "another number than its origin's, or than another origin's",
    "undecided: the words leave room",
    "something is missing: a source, a second voice, an outcome",
    "it holds",
)
"""What each rank means, the one that matters most to an answer first."""

_BESIDE_ANOTHER = frozenset({hedge_dropped.NAME, superseded.NAME, disagreement.NAME})
_MISSING = frozenset({single_origin.NAME, unattributed.NAME, window_passed.NAME})


def run_checks(record: Record, names: Iterable[str] = ()) -> list[Finding]:
    """The findings of the named checks (of all where none is named), those that matter most first.

    Findings of one rank are in the order of the documents, then of their text. Those that a person
    has judged are among them; `judgements` says which.

    Raises:
        TollbookError: no check has that name.
    """
    chosen = tuple(dict.fromkeys(names)) or tuple(CHECKS)
    for name in chosen:
        if name not in CHECKS:
            raise TollbookError(f"no check is called {name!r}; choose from {', '.join(CHECKS)}")
    return list(record.once(("checks", chosen), lambda: _run(record, chosen)))


def _run(record: Record, chosen: Iterable[str]) -> tuple[Finding, ...]:
    order = {document: n for n, document in enumerate(record.corpus.documents)}
    findings = [
        replace(finding, claims=_claims(finding, record))
        for name in chosen
        for finding in CHECKS[name](record)
    ]
    return tuple(sorted(findings, key=lambda finding: (rank(finding), *_place(finding, order))))


def rank(finding: Finding) -> int:
    """How much a finding matters to an answer, 0 most; `RANKS` says what each number means."""
    if finding.verdict == "holds":
        return 4
    if finding.verdict == "undecided":
        return 2
    if finding.check in _MISSING:
        return 3
    return 1 if finding.check in _BESIDE_ANOTHER else 0


def contradicts(finding: Finding) -> bool:
    """Whether some number can't be as stated: what a script stops at."""
    return rank(finding) == 0


def _claims(finding: Finding, record: Record) -> tuple[str, ...]:
    """The ids of the claims that the finding's statements make, each once, in their order."""
    made = (record.claims.of(statement) for statement in finding.statements)
    return tuple(dict.fromkeys(claim.id for claim in made if claim is not None))


def _place(finding: Finding, order: Mapping[str, int]) -> tuple[int, int, str, str]:
    first = finding.marks[0]
    return order.get(first.document, len(order)), first.span.start, finding.check, finding.title
