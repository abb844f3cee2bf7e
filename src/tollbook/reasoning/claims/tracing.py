"""Whom each figure of a corpus traces back to, also where a page leaves its source out.

First by the page itself: a headline says "300 soldiers killed" and the second paragraph who says
so. Then, within a case, by the other reports of the day: who gave this number? Somebody who passed
on a body's word in one paper passes it on in the next, and a capital's number ("Seoul says 300") is
that of the body which counts for it. Where several fit, or none, it stays whose it was.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tollbook.model.claim import Origin
from tollbook.model.statement import Figure
from tollbook.reasoning.claims.identity import number_of
from tollbook.reasoning.claims.voices import Voices
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.intervals import counts, meet, stated_number
from tollbook.reasoning.populations import may_be_same
from tollbook.resolution.offices import Office
from tollbook.settings import Settings

Rule = Literal[
    "same page", "reports of these days", "relay in another report", "its country's body"
]
"""How an origin was found that the words of the statement do not name.

`same page`: one voice of the page gives the number. `reports of these days`: one voice of the case
gives it, then or before. `relay in another report`: the voice passes on that body's word elsewhere,
and the number is the body's. `its country's body`: a government's number is one body's.
"""

_PEOPLE_OF_A_COUNTRY = ("government", "officials")
_HEADLINE_ROUNDS = 0.15  # "2,000 dead" over 2,187


@dataclass(frozen=True, slots=True)
class Traced:
    """Whom a figure traces back to; `rule` where its own words do not say so."""

    origin: Origin
    rule: Rule | None = None


def trace(
    corpus: Corpus, voices: Voices, settings: Settings, *, one_case: bool = False
) -> dict[str, Traced]:
    """The origin of each figure, by the figure's id; by other reports only within a case."""
    found = {figure.id: Traced(voices.origin(figure)) for figure in corpus.every_figure()}
    others = _OtherReports(corpus, found, voices, settings) if one_case else None
    for document in corpus.documents:
        figures = corpus.figures_in(document)
        backed = [figure for figure in figures if found[figure.id].origin.kind != "unknown"]
        for figure in figures if backed else ():
            if _leaves_open(found[figure.id].origin):
                quoted = _find_quoted_voice(figure, backed, found, corpus, settings)
                found[figure.id] = Traced(quoted, "same page") if quoted else found[figure.id]
    if others is not None:
        for figure in corpus.figures():
            if found[figure.id].rule is None:
                found[figure.id] = others.find(figure, found[figure.id].origin)
    return found


def _leaves_open(origin: Origin) -> bool:
    """Whether an origin is nobody in particular: unknown, undescribed, or "the government"."""
    return origin.kind != "named" or _is_country(origin.key) or origin.key.startswith("body:gov")


def _is_country(key: str) -> bool:
    office = Office.of_id(key)
    return office is not None and office.slug in _PEOPLE_OF_A_COUNTRY


def _find_quoted_voice(
    figure: Figure,
    backed: Sequence[Figure],
    found: Mapping[str, Traced],
    corpus: Corpus,
    settings: Settings,
) -> Origin | None:
    """The one voice that a nameless count is taken from; None where there is none, or doubt."""
    own = found[figure.id].origin
    block = corpus.block_of(figure.document, figure.evidence)
    headline = block is not None and block[1].role == "headline"
    if not headline and own.kind != "unknown":
        return None
    quoted = {
        origin.key: origin
        for other in backed
        if other is not figure
        and other.measure == figure.measure
        and (origin := found[other.id].origin).key != own.key
        and _may_repeat(figure, other, headline, settings.about_tolerance)
    }
    return _only(quoted.values())


def _may_repeat(figure: Figure, other: Figure, headline: bool, tolerance: float) -> bool:
    """Whether a figure can repeat another one; a headline rounds and drops hedges."""
    if not may_be_same(figure, other):
        return False
    if number_of(figure) == number_of(other):
        tied = figure.same_as == other.id or other.same_as == figure.id
        return tied or stated_number(figure) is not None
    return headline and (
        meet(counts(figure, tolerance), counts(other, tolerance)) or _rounds(figure, other)
    )


def _rounds(headline: Figure, figure: Figure) -> bool:
    """Whether a headline's number is a rounder one of a figure."""
    round_one, whole = stated_number(headline), stated_number(figure)
    if round_one is None or whole is None or round_one % 10 or not whole:
        return False
    return abs(whole - round_one) <= _HEADLINE_ROUNDS * whole


class _OtherReports:
    """Who gives which number in a case, and who passes on whom."""

    def __init__(
        self, corpus: Corpus, found: Mapping[str, Traced], voices: Voices, settings: Settings
    ) -> None:
        self._corpus = corpus
        self._voices = voices
        self._settings = settings
        self._given: dict[tuple[object, ...], list[tuple[date, Figure, Origin]]] = defaultdict(list)
        self._behind: dict[str, set[str]] = defaultdict(set)
        for figure in corpus.figures():
            origin, day = found[figure.id].origin, self._printed(figure)
            if origin.kind == "named" and not _is_country(origin.key) and day:
                self._given[figure.measure, number_of(figure)].append((day, figure, origin))
            chain = [v for v in figure.attribution if v.role != "publisher"]
            for relay in chain[:-1]:
                key = voices.who(relay, figure.document).key
                self._behind[key].add(origin.key)
        for rows in self._given.values():
            rows.sort(key=lambda row: (row[0], row[1].id))

    def find(self, figure: Figure, origin: Origin) -> Traced:
        """The origin of a figure by the other reports; the one it has where they settle nothing."""
        day, number = self._printed(figure), stated_number(figure)
        if day is None or number is None:
            return Traced(origin)
        rows = self._about(figure, day, number)
        if origin.kind == "unknown":
            return self._settled(rows, origin, "reports of these days")
        if _is_country(origin.key):
            office = Office.of_id(origin.key)
            country = office.country if office else ""
            own = [one for one in rows if self._voices.country_of(one) == country]
            return self._settled(own, origin, "its country's body")
        behind = self._behind.get(origin.key, set()) - {origin.key}
        if len(behind) == 1:
            body = [one for one in rows if one.key in behind]
            return self._settled(body, origin, "relay in another report")
        return Traced(origin)

    def _about(self, figure: Figure, day: date, number: int) -> list[Origin]:
        """Who gives the number of a figure in other documents, on these days or before."""
        rows = self._given.get((figure.measure, number_of(figure)), [])
        if number < self._settings.relay_count_from:
            return []
        telling = number >= (
            self._settings.repeat_total_from
            if figure.scope == "cumulative"
            else self._settings.repeat_count_from
        )
        back = self._settings.repeat_days if telling else self._settings.relay_days
        first = bisect_left(rows, day - timedelta(days=back), key=lambda row: row[0])
        last = bisect_right(
            rows, day + timedelta(days=self._settings.relay_days), key=lambda row: row[0]
        )
        return [
            origin
            for _, other, origin in rows[first:last]
            if other.document != figure.document and may_be_same(figure, other)
        ]

    def _settled(self, rows: Iterable[Origin], origin: Origin, rule: Rule) -> Traced:
        one = _only(rows)
        return Traced(origin) if one is None else Traced(one, rule)

    def _printed(self, figure: Figure) -> date | None:
        return self._corpus.documents[figure.document].published_on


def _only(origins: Iterable[Origin]) -> Origin | None:
    found = {origin.key: origin for origin in origins}
    return next(iter(found.values())) if len(found) == 1 else None
