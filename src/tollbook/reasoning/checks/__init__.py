"""The checks by name, and how they are run. Each is a function in a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from tollbook.model.finding import Finding
from tollbook.model.problem import TollbookError
from tollbook.reasoning.book import Book
from tollbook.reasoning.checks import (
    change_vs_baseline,
    part_exceeds_whole,
    parts_sum,
    unattributed,
)
from tollbook.settings import Settings

Check = Callable[[Book, Settings], Iterator[Finding]]

CHECKS: Mapping[str, Check] = {
    parts_sum.NAME: parts_sum.parts_sum,
    part_exceeds_whole.NAME: part_exceeds_whole.part_exceeds_whole,
    change_vs_baseline.NAME: change_vs_baseline.change_vs_baseline,
    unattributed.NAME: unattributed.unattributed,
}

RANKS: tuple[str, ...] = (
    "a contradiction: some number can't be as stated",
    "undecided: the words leave room",
    "a number that nobody stands behind",
    "the arithmetic holds",
)
"""What each rank means, the one that matters most to an answer first."""


def run_checks(book: Book, names: Iterable[str], settings: Settings) -> list[Finding]:
    """The findings of the named checks (of all where none is named), those that matter most first.

    Findings of one rank stand in the order of the book's documents and of their text.

    Raises:
        TollbookError: no check has that name.
    """
    chosen = list(dict.fromkeys(names)) or list(CHECKS)
    for name in chosen:
        if name not in CHECKS:
            raise TollbookError(f"no check is called {name!r}; choose from {', '.join(CHECKS)}")
    order = {document: n for n, document in enumerate(book.documents)}
    findings = [finding for name in chosen for finding in CHECKS[name](book, settings)]
    return sorted(findings, key=lambda finding: (rank(finding), *_place(finding, order)))


def rank(finding: Finding) -> int:
    """How much a finding matters to an answer, 0 most; `RANKS` says what each number means."""
    if finding.verdict == "holds":
        return 3
    if finding.verdict == "undecided":
        return 1
    return 2 if finding.check == unattributed.NAME else 0


def contradicts(finding: Finding) -> bool:
    """Whether some number can't be as stated: what a script stops at."""
    return rank(finding) == 0


def _place(finding: Finding, order: Mapping[str, int]) -> tuple[int, int, str, str]:
    first = finding.marks[0]
    return order.get(first.document, len(order)), first.span.start, finding.check, finding.title
