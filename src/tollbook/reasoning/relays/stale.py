"""Old numbers found again after their origin had replaced them, as if they still stood.

Not stale is a number that the text dates itself ("in January the agency had spoken of 300"; "by
Monday", which is a new word of the origin, if true), one that stands beside a newer one, and one
printed on the day that the newer one came out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from tollbook.model.claim import Claim
from tollbook.model.statement import Figure
from tollbook.reasoning.accounts import ONLY_RISE
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.evidence import by_cluster, day_of_print, says_its_day
from tollbook.reasoning.grouping import group_by, put_together
from tollbook.reasoning.intervals import stated_number
from tollbook.reasoning.keys import number_key
from tollbook.reasoning.relays.relayed import Relayed
from tollbook.reasoning.wholes import words_of

_AROUND = 120
"""Characters before a count in which its text may say that the toll rose."""


@dataclass(frozen=True, slots=True)
class StaleCount:
    """The figures of one text that give an old number, and the claim that had replaced it."""

    figures: tuple[Figure, ...]
    new: Claim


def find_stale(relayed: Relayed) -> Iterator[StaleCount]:
    """One for each text that gives a replaced number as if it still stood."""
    for account in relayed.accounts.all:
        if account.subject.scope == "cumulative" and account.origin.kind != "unknown":
            news = account.news(without=relayed.conflated_ids)
            yield from _in_series(news, account.claims, relayed)
    for event in _rising_tolls(relayed):
        yield from _in_series(_rising(event, relayed), event, relayed)
    for old, new in _replaced_events(relayed):
        yield from _stale(old.figures, new, (new,), relayed)


def _in_series(
    news: Sequence[Claim], claims: Sequence[Claim], relayed: Relayed
) -> Iterator[StaleCount]:
    """Old numbers among the claims of an origin, found again after the next one was out.

    A number that was first in print after the next one is a later word on an earlier day.
    """
    places = {claim.id: n for n, claim in enumerate(news)}
    repeats: list[list[Figure]] = [[] for _ in news]
    latest: dict[str, int] = {}  # the place of the news that last had a number
    for claim in claims:
        number = number_key(claim.figure)
        latest[number] = places.get(claim.id, latest.get(number, -1))
        if claim.id not in relayed.conflated_ids and latest[number] >= 0:
            repeats[latest[number]] += claim.figures
    for n, (old, new) in enumerate(pairwise(news)):
        if (old.since or date.max) < (new.since or date.max):
            yield from _stale(repeats[n], new, news[n + 1 :], relayed)


def _rising_tolls(relayed: Relayed) -> Iterator[list[Claim]]:
    """What each origin counts of one event, day after day, in order of print.

    The counts are too many for the small events of every day. Without a case they are at one
    named place.
    """
    settings = relayed.settings
    counted = (
        claim
        for claim in relayed.wholes
        if claim.measure in ONLY_RISE
        and relayed.subject(claim).scope == "incident"
        and (relayed.one_case or relayed.subject(claim).place is not None)
        and (stated_number(claim.figure) or 0) >= settings.running_total_from
    )
    for members in group_by(counted, lambda claim: (claim.origin.key, claim.measure)).values():
        for event in put_together(members, relayed.may_be_same):
            yield sorted(event, key=lambda claim: (claim.since or date.max, claim.id))


def _rising(event: Sequence[Claim], relayed: Relayed) -> list[Claim]:
    """The counts that took the place of the one before, as their words say: "has risen to 22"."""
    news = list(event[:1])
    for claim in event[1:]:
        if claim.figure.low > news[-1].figure.low and _says_it_rose(claim, relayed.corpus):
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


def _replaced_events(relayed: Relayed) -> Iterator[tuple[Claim, Claim]]:
    """Claims of single events and stated periods, each with the claim that replaced it."""
    for link in relayed.claims.links:
        old, new = relayed.claims.get(link.other), relayed.claims.get(link.claim)
        if link.kind not in ("updates", "corrects") or old is None or new is None:
            continue
        subject = relayed.accounts.subjects.get(old.id)
        if (
            subject is not None
            and subject.scope != "cumulative"
            and old.origin.key == new.origin.key
        ):
            yield old, new


def _stale(
    figures: Sequence[Figure], new: Claim, later: Sequence[Claim], relayed: Relayed
) -> Iterator[StaleCount]:
    """The texts among `figures` that were printed after the number had been replaced."""
    corpus, out = relayed.corpus, new.since
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
    for text in by_cluster(late, relayed.claims):
        if not any(f.document in aware or _knows_more(f, new, relayed) for f in text):
            yield StaleCount(text, new)


def _knows_more(figure: Figure, new: Claim, relayed: Relayed) -> bool:
    """Whether the report has other counts from the newer briefing, or a later one.

    Small ones prove nothing: they are counted anew wherever they are printed.
    """
    others = (
        relayed.claims.of(other.id)
        for other in relayed.corpus.figures_in(figure.document)
        if (stated_number(other) or 0) >= relayed.settings.coincidence_below
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
