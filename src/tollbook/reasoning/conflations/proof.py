"""What proves that one of two equal numbers is under a wrong measure, or that both are right."""

from __future__ import annotations

from tollbook.model.claim import Claim
from tollbook.model.values import Measure
from tollbook.reasoning.conflations.index import CountIndex
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.evidence import in_headline
from tollbook.reasoning.intervals import add, counts, meet, stated_number
from tollbook.reasoning.keys import number_key
from tollbook.reasoning.origins import plain_name
from tollbook.reasoning.wholes import HALVES


def adds_up(total: Claim, suspect: Claim, index: CountIndex) -> Claim | None:
    """Of the killed and the injured that make up a total one that proves it to be the total."""
    whole = stated_number(total.figure)
    if total.measure != "casualties" or suspect.measure not in HALVES or whole is None:
        return None
    halves = {
        measure: {
            number: claim
            for claim in index.near(total, measure)
            if claim.id != suspect.id and (number := stated_number(claim.figure))
        }
        for measure in ("killed", "injured")
    }
    other = "injured" if suspect.measure == "killed" else "killed"
    return next(
        (
            claim
            for number, claim in halves[suspect.measure].items()
            if whole - number in halves[other]
        ),
        None,
    )


def another_number(suspect: Claim, beside: Claim, index: CountIndex) -> Claim | None:
    """A claim of the suspect's own measure, at the briefing of the other, with another number.

    The two together must be in as many texts as the suspect: one slip proves nothing against many.
    """
    tolerance = index.settings.about_tolerance
    found = (
        claim
        for claim in index.near(beside, suspect.measure)
        if claim.id != suspect.id
        and len(claim.clusters) + len(beside.clusters) >= len(suspect.clusters)
        and _differ(claim, suspect, tolerance)
    )
    return min(found, key=lambda claim: claim.as_of != beside.as_of, default=None)


def no_room(right: Claim, wrong: Claim, index: CountIndex) -> Claim | None:
    """The other half of a total that leaves no room for the suspect half: all were not killed."""
    total, half = (right, wrong) if right.measure == "casualties" else (wrong, right)
    if total.measure != "casualties" or half.measure not in HALVES:
        return None
    other: Measure = "injured" if half.measure == "killed" else "killed"
    tolerance = index.settings.about_tolerance
    most = counts(total.figure, tolerance).high
    for claim in index.near(right, other):
        least = add(counts(half.figure, tolerance), counts(claim.figure, tolerance)).low
        if most is not None and least is not None and least > most:
            return claim
    return None


def given_side_by_side(one: Claim, other: Claim, corpus: Corpus) -> bool:
    """Whether one text gives both numbers, outside its headline: then the origin may well have."""
    shared = set(one.documents) & set(other.documents)
    return any(
        figure.document in shared
        and not in_headline(figure, corpus)
        and any(
            twin.document == figure.document and not in_headline(twin, corpus)
            for twin in other.figures
        )
        for figure in one.figures
    )


def has_its_own(suspect: Claim, right: Claim, index: CountIndex) -> bool:
    """Whether all reports with the suspect number give another one under the right measure too."""
    with_another = {
        figure.document
        for claim in index.near(suspect, right.measure)
        if number_key(claim.figure) != number_key(right.figure)
        for figure in claim.figures
    }
    return set(suspect.documents) <= with_another


def _differ(one: Claim, other: Claim, tolerance: float) -> bool:
    """Whether two numbers are two: "more than 3" and "more than 16" are, though both may hold."""
    left, right = stated_number(one.figure), stated_number(other.figure)
    if left is None or right is None:
        return not meet(counts(one.figure, tolerance), counts(other.figure, tolerance))
    return abs(left - right) > tolerance * max(left, right)


def names_the_origin(suspect: Claim, right: Claim, corpus: Corpus) -> bool:
    """Whether a report with the suspect number names, somewhere, the origin of the right one."""
    name = plain_name(right.origin.name)
    return any(name in plain_name(corpus.documents[id].text) for id in suspect.documents)
