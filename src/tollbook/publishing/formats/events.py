"""Single events of a case, as event datasets have them: one row a place and day.

Claims of one event are those that count a single event at the same place for the same days; where
no place is named, each subject and day is an event by itself. How many is what the estimates of the
record say of these claims alone: the ends of the policy `range`, the best of `independent_median`.
Women, men and children are parts, which no estimate counts: theirs are the ends of what is claimed.
Fighters are a group of their own: other datasets count civilians.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.estimate import Ends, Question
from tollbook.model.statement import Place
from tollbook.model.values import Measure
from tollbook.publishing.formats.bundle import Bundle
from tollbook.reasoning.corpus import NOT_SAID, Corpus
from tollbook.reasoning.estimates import estimate
from tollbook.reasoning.estimates.standing import running_totals
from tollbook.reasoning.grouping import group_by
from tollbook.resolution.countries import country_name

Group = str
""" "all", "women", "men", "children" or "combatants": whom a count is of."""

_SPANS = ((1, 1), (6, 2), (8, 3), (31, 4), (366, 5))  # the most days that each GED code allows


@dataclass(frozen=True)
class Event:
    """One event: where and when, whose claims it rests on, and how many by measure and group."""

    key: str
    place: Place | None
    start: date
    end: date
    is_single: bool
    claims: tuple[Claim, ...]
    documents: tuple[Document, ...]
    counts: Mapping[tuple[Measure, Group], Ends]

    @property
    def country(self) -> str | None:
        """The country's name."""
        code = self.place.country if self.place else None
        return (country_name(code) or code) if code else None

    @property
    def place_name(self) -> str | None:
        """The name of the place, or its words where it was not found."""
        return (self.place.name or self.place.mention.quote) if self.place else None

    @property
    def deaths(self) -> Ends | None:
        """How many died; where nobody counts all people, how many fighters."""
        return self.counts.get(("killed", "all")) or self.counts.get(("killed", "combatants"))

    @property
    def are_civilians(self) -> bool:
        """Whether every claim of dead counts civilians by its words."""
        statuses = {
            claim.figure.population.status if claim.figure.population else "unknown"
            for claim in self.claims
            if claim.measure == "killed"
        }
        return statuses == {"civilian"}

    @property
    def date_precision(self) -> int:
        """UCDP GED's date_prec: 1 a day, 2 up to 6 days, 3 a week, 4 a month, 5 a year."""
        days = (self.end - self.start).days + 1
        return next((code for most, code in _SPANS if days <= most), 5)

    @property
    def place_precision(self) -> int | None:
        """UCDP GED's where_prec: 1 a town or point, 3 a district, 4 a province, 6 a country."""
        levels = {"point": 1, "town": 1, "district": 3, "province": 4, "country": 6}
        return levels.get(self.place.level or "") if self.place else None


def find_events(bundle: Bundle) -> Iterator[Event]:
    """The events of a bundle, by their days and places."""
    totals = running_totals(bundle.record)
    # The same number by the same origin is a running total also where its words don't say so.
    known = {_number(claim) for claim in bundle.claims if claim.id in totals}
    said = (
        claim
        for claim in bundle.claims
        if _counts_an_event(claim, bundle) and _number(claim) not in known
    )
    groups = group_by(said, lambda claim: _key(claim, bundle))
    found = (_event(tuple(claims), bundle) for claims in groups.values())
    counted = (event for event in found if event.counts)
    yield from sorted(counted, key=lambda event: (event.start, event.place_name or "", event.key))


def _number(claim: Claim) -> tuple[object, ...]:
    return claim.origin.key, claim.measure, claim.figure.low


def _counts_an_event(claim: Claim, bundle: Bundle) -> bool:
    figure = claim.figure
    return (
        claim.measure in ("killed", "injured")
        and figure.scope in ("incident", "period")
        and figure.modality not in NOT_SAID
        and not bundle.record.claims.is_denial(claim.id)
        and claim.id not in bundle.record.conflated_ids
        and claim.as_of is not None
    )


def _key(claim: Claim, bundle: Bundle) -> tuple[object, ...]:
    start, end = _days(claim)
    place = claim.figure.place
    if place is not None:
        return (place.country, (place.name or place.mention.quote).casefold(), start, end)
    return (bundle.record.accounts.subjects.get(claim.id, claim.id), start, end)


def _days(claim: Claim) -> tuple[date, date]:
    period = claim.figure.period
    end = (period.end_date if period else None) or claim.as_of
    assert end is not None  # noqa: S101 - claims without a day count no event
    return (period.start_date if period else None) or end, end


def _event(claims: tuple[Claim, ...], bundle: Bundle) -> Event:
    start, end = _days(claims[0])
    documents = dict.fromkeys(id for claim in claims for id in claim.documents)
    counts = {
        (measure, group): ends
        for (measure, group), those in group_by(claims, group_of).items()
        if (ends := _how_many(those, measure, group, bundle)) is not None
    }
    return Event(
        key=claims[0].id,
        place=next((claim.figure.place for claim in claims if claim.figure.place), None),
        start=start,
        end=end,
        is_single=all(claim.figure.scope == "incident" for claim in claims),
        claims=claims,
        documents=tuple(bundle.record.corpus.documents[id] for id in documents),
        counts=counts,
    )


def group_of(claim: Claim) -> tuple[Measure, Group]:
    """The measure of a claim, and whether it counts fighters, children, women, men or all."""
    people = claim.figure.population
    if people is not None and people.status == "combatant":
        return claim.measure, "combatants"
    if people is not None and people.age_group == "child":
        return claim.measure, "children"
    sex = people.sex if people is not None else None
    return claim.measure, {"female": "women", "male": "men"}.get(sex or "", "all")


def _how_many(claims: list[Claim], measure: Measure, group: Group, bundle: Bundle) -> Ends | None:
    """Low, best and high of these claims alone."""
    if group in ("women", "men", "children"):
        highs = [claim.figure.high for claim in claims]
        high = None if None in highs else max(high for high in highs if high is not None)
        return Ends(min(claim.figure.low for claim in claims), None, high)
    record, corpus = bundle.record, bundle.record.corpus
    figures = tuple(figure for claim in claims for figure in claim.figures)
    documents = {figure.document: corpus.documents[figure.document] for figure in figures}
    alone = replace(record, corpus=Corpus(documents, figures), case=None)
    question = Question(measures=(measure,), policies=("range", "independent_median"))
    [answer] = estimate(alone, question).answers
    wide = next((one.ends for one in answer.estimates if one.policy == "range"), None)
    middle = next((one.ends for one in answer.estimates if one.policy != "range"), None)
    if wide is None:
        return None
    return Ends(wide.low, middle.best if middle else wide.best, wide.high)
