"""Does a report repeat a figure that its origin had already replaced?

An old toll lives on in archives and backgrounders. Where a report prints it as today's, though the
same origin had given a newer one before, its readers get yesterday's answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from tollbook.model.claim import Claim
from tollbook.model.finding import Finding
from tollbook.model.statement import Figure
from tollbook.reasoning.accounts import ONLY_RISE
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.evidence import (
    by_cluster,
    claim_in_words,
    count_in_words,
    day_of_print,
    mark_of,
    outlet,
    says_its_day,
)
from tollbook.reasoning.grouping import group_by, put_together
from tollbook.reasoning.intervals import stated_number
from tollbook.reasoning.keys import claim_key, number_key
from tollbook.reasoning.populations import subjects_may_be_same
from tollbook.reasoning.record import Record
from tollbook.reasoning.wholes import words_of
from tollbook.reasoning.words import day, number_in_words

NAME = "superseded"
_AROUND = 120
"""Characters before a count in which its text may say that the toll rose."""
_HINT = "Take the newer figure, or say for which day the old one was given."


def check_superseded(record: Record) -> Iterator[Finding]:
    """One finding for each text that gives a replaced number as if it still stood.

    Not stale is a number that the text dates itself ("in January the agency had spoken of 300"; "by
    Monday", which is a new word of the origin, if true), one that stands beside a newer one, and
    one printed on the day that the newer one came out.
    """
    conflated = record.conflated_ids
    for account in record.accounts.all:
        if account.subject.scope == "cumulative" and account.origin.kind != "unknown":
            news = account.news(without=conflated)
            yield from _in_series(news, account.claims, record)
    for event in _rising_tolls(record):
        yield from _in_series(_rising(event, record), event, record)
    for old, new in _replaced_events(record):
        yield from _stale(old.figures, new, (new,), record)


def _in_series(news: Sequence[Claim], claims: Sequence[Claim], record: Record) -> Iterator[Finding]:
    """Old numbers among the claims of an origin, found again after the next one was out.

    A number that was first in print after the next one is a later word on an earlier day.
    """
    places = {claim.id: n for n, claim in enumerate(news)}
    repeats: list[list[Figure]] = [[] for _ in news]
    latest: dict[str, int] = {}  # the place of the news that last had a number
    for claim in claims:
        number = number_key(claim.figure)
        latest[number] = places.get(claim.id, latest.get(number, -1))
        if claim.id not in record.conflated_ids and latest[number] >= 0:
            repeats[latest[number]] += claim.figures
    for n, (old, new) in enumerate(pairwise(news)):
        if (old.since or date.max) < (new.since or date.max):
            yield from _stale(repeats[n], new, news[n + 1 :], record)


def _rising_tolls(record: Record) -> Iterator[list[Claim]]:
    """What each origin counts of one event, day after day, in order of print.

    The counts are too many for the small events of every day. Without a case they are at one
    named place.
    """
    subjects, settings = record.accounts.subjects, record.settings
    counted = (
        claim
        for claim in record.claims.all
        if claim.origin.kind != "unknown"
        and claim.id not in record.conflated_ids
        and claim.measure in ONLY_RISE
        and claim.id in subjects
        and subjects[claim.id].scope == "incident"
        and (record.case is not None or subjects[claim.id].place is not None)
        and (stated_number(claim.figure) or 0) >= settings.running_total_from
    )

    def of_one_event(one: Claim, other: Claim) -> bool:
        return subjects_may_be_same(subjects[one.id], subjects[other.id])

    for members in group_by(counted, lambda claim: (claim.origin.key, claim.measure)).values():
        for event in put_together(members, of_one_event):
            yield sorted(event, key=lambda claim: (claim.since or date.max, claim.id))


def _rising(event: Sequence[Claim], record: Record) -> list[Claim]:
    """The counts that took the place of the one before, as their words say: "has risen to 22"."""
    news = list(event[:1])
    for claim in event[1:]:
        if claim.figure.low > news[-1].figure.low and _says_it_rose(claim, record.corpus):
            news.append(claim)
    return news


def _says_it_rose(claim: Claim, corpus: Corpus) -> bool:
    for figure in claim.figures:
        document = corpus.documents[figure.document]
        around = document.text[max(0, figure.evidence.start - _AROUND) : figure.evidence.end]
        if any(
            re.search(rf"\b{re.escape(word)}\b", around, re.IGNORECASE)
            for word in words_of(document, "rising", "tolls")
        ):
            return True
    return False


def _replaced_events(record: Record) -> Iterator[tuple[Claim, Claim]]:
    """Claims of single events and stated periods that are replaced by others on record."""
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
    corpus, out = record.corpus, new.since
    if out is None:
        return
    late = [
        figure
        for figure in figures
        if figure.number is not None
        and corpus.documents[figure.document].published_on is not None
        and day_of_print(figure, corpus) > out
        and not says_its_day(figure)
    ]
    if not late:
        return
    aware = {document for claim in later for document in claim.documents}
    for text in by_cluster(late, record.claims):
        if not any(f.document in aware or _knows_more(f, new, record) for f in text):
            yield _finding(text, new, record)


def _knows_more(figure: Figure, new: Claim, record: Record) -> bool:
    """Whether the report has other counts from the newer briefing, or a later one.

    Small ones prove nothing: they are counted anew wherever they are printed.
    """
    others = (
        record.claims.of(other.id)
        for other in record.corpus.figures_in(figure.document)
        if (stated_number(other) or 0) >= record.settings.coincidence_below
        and other.id != figure.id
    )
    return any(
        claim is not None
        and claim.origin.key == new.origin.key
        and claim.as_of is not None
        and new.as_of is not None
        and claim.as_of >= new.as_of
        for claim in others
    )


def _finding(text: tuple[Figure, ...], new: Claim, record: Record) -> Finding:
    corpus, figure = record.corpus, text[0]
    old = record.claims.of(figure.id)
    shown = (*text, new.figures[0])
    return Finding(
        check=NAME,
        verdict="fails",
        title=f"{number_in_words(figure)} {figure.measure}, by then {count_in_words(new)}",
        marks=tuple(mark_of(item, corpus) for item in shown),
        statements=tuple(item.id for item in shown),
        working=(
            f"{outlet(figure.document, corpus)}, {day(day_of_print(figure, corpus))}, has "
            f"{number_in_words(figure)} {figure.measure}.",
            f"Since {day(new.since)} on record is {claim_in_words(new)}.",
        ),
        about=(figure.document, claim_key(old) if old else "", claim_key(new)),
        hint=_HINT,
    )
