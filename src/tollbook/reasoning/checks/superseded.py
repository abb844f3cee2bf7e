"""Does a report repeat a figure that its origin had already replaced?

An old toll lives on in archives and backgrounders. Where a report prints it as today's, though the
same origin had given a newer one before, its readers get yesterday's answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from tollbook.model.claim import Claim
from tollbook.model.finding import Finding
from tollbook.model.statement import Figure
from tollbook.reasoning.accounts import Account
from tollbook.reasoning.book import Book
from tollbook.reasoning.evidence import by_dispatch, counted, mark_of, outlet, published, told
from tollbook.reasoning.keys import claimed, value
from tollbook.reasoning.record import Record
from tollbook.reasoning.swaps import swaps, wrong_ones
from tollbook.reasoning.words import day, worded

NAME = "superseded"
_HINT = "Take the newer figure, or say for which day the old one was given."
_A_DAY = timedelta(days=1)


def superseded(record: Record) -> Iterator[Finding]:
    """One finding for each text that gives a replaced number as if it still stood.

    Not stale is a number that the text dates itself ("in January the agency had spoken of 300"),
    one that stands beside a newer one, and one printed on the day that the newer one came out.
    """
    swapped = wrong_ones(swaps(record))
    for account in record.accounts.all:
        if account.subject.scope == "cumulative" and account.origin.kind != "unknown":
            yield from _in_account(account, swapped, record)
    for old, new in _replaced_events(record):
        yield from _stale(old.figures, new, (new,), record)


def _in_account(account: Account, swapped: frozenset[str], record: Record) -> Iterator[Finding]:
    """Old numbers of a running total, found again after the next one was out."""
    fresh: dict[str, Claim] = {}
    for claim in account.words(without=swapped):
        fresh.setdefault(value(claim.figure), claim)
    given: dict[str, list[Figure]] = {}
    for claim in account.claims:
        if claim.id not in swapped:
            given.setdefault(value(claim.figure), []).extend(claim.figures)
    in_order = tuple(fresh.values())
    for n, (old, new) in enumerate(pairwise(in_order), start=1):
        yield from _stale(given[value(old.figure)], new, in_order[n:], record)


def _replaced_events(record: Record) -> Iterator[tuple[Claim, Claim]]:
    """Claims that the ledger knows to be replaced, of single events and stated stretches."""
    for link in record.claims.links:
        old, new = record.claims.get(link.other), record.claims.get(link.claim)
        if link.kind not in ("updates", "corrects") or old is None or new is None:
            continue
        subject = record.accounts.subjects.get(old.id)
        if (
            subject is not None
            and subject.scope != "cumulative"
            and old.origin.key == new.origin.key
        ):
            yield old, new


def _stale(
    figures: Sequence[Figure], new: Claim, later: Sequence[Claim], record: Record
) -> Iterator[Finding]:
    """The texts among `figures` that were printed after the number had been replaced."""
    book, out = record.book, new.since
    if out is None:
        return
    late = [
        figure
        for figure in figures
        if figure.number is not None
        and book.documents[figure.document].published_on is not None
        and published(figure, book) > out
        and not _dated(figure, book)
    ]
    if not late:
        return
    aware = {document for claim in later for document in claim.documents}
    for text in by_dispatch(late, record.claims):
        if not any(figure.document in aware for figure in text):
            yield _finding(text, new, record)


def _dated(figure: Figure, book: Book) -> bool:
    """Whether the text itself says that the number is of an earlier day."""
    period = figure.period
    if period is None or period.mention is None or period.end_date is None:
        return False
    return period.end_date < published(figure, book) - _A_DAY


def _finding(text: tuple[Figure, ...], new: Claim, record: Record) -> Finding:
    book, figure = record.book, text[0]
    old = record.claims.of(figure.id)
    shown = (*text, new.figures[0])
    return Finding(
        check=NAME,
        verdict="fails",
        title=f"{worded(figure)} {figure.measure}, by then {counted(new)}",
        marks=tuple(mark_of(item, book) for item in shown),
        statements=tuple(item.id for item in shown),
        working=(
            f"{outlet(figure.document, book)}, {day(published(figure, book))}, has "
            f"{worded(figure)} {figure.measure}.",
            f"Since {day(new.since)} on record is {told(new)}.",
        ),
        about=(figure.document, claimed(old) if old else "", claimed(new)),
        hint=_HINT,
    )
