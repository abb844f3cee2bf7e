"""What holds of any statements whatever, in any order, whoever decided what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from claim_tools import a_corpus
from factories import a_document, a_figure
from statement_strategies import one_of
from tollbook.model.decision import Decision, DecisionKind
from tollbook.model.document import Document
from tollbook.model.statement import Figure
from tollbook.model.values import MEASURES, Scope
from tollbook.reasoning.claims import Claims, find_claims
from tollbook.settings import Settings

Report = tuple[Document, Figure]
SETTINGS = Settings()
UNTIMED = settings(deadline=None, max_examples=60)
DAYS = st.integers(0, 40).map(lambda n: date(2025, 1, 1) + timedelta(days=n))


TEXT = "The army said 300 soldiers were killed in Kursk."

SAID = st.fixed_dictionaries(
    {
        "published": st.none() | DAYS,
        "measure": st.sampled_from(MEASURES[:2]),
        "low": st.sampled_from([2, 84, 300]),
        "modifier": st.sampled_from(["exact", "about", "at_least"]),
        "scope": one_of(Scope),
        "modality": st.sampled_from(["asserted", "unconfirmed", "denied"]),
        "origin": st.sampled_from([None, "officials", "the Red Lantern", "Mediazona"]),
        "population": st.sampled_from([None, "soldiers"]),
        "place": st.sampled_from([None, "Kursk"]),
        "period": st.none() | DAYS.map(lambda day: (None, day)),
    }
)


def a_report(n: int, said: dict[str, Any]) -> Report:
    """One report of one figure."""
    page = a_document(TEXT, id=f"r{n}", published=said["published"])
    rest = {key: value for key, value in said.items() if key != "published"}
    high = None if said["modifier"] == "at_least" else said["low"]
    return page, a_figure(page, "300 soldiers were killed", high=high, **rest)


def reports(at_least: int = 1) -> st.SearchStrategy[list[Report]]:
    """A few reports that easily coincide: few voices, few numbers, few days."""
    many = st.lists(SAID, min_size=at_least, max_size=7)
    return many.map(lambda said: [a_report(n, one) for n, one in enumerate(said)])


def parted(claims: Claims) -> set[frozenset[str]]:
    """Which statements are together."""
    return {frozenset(claim.statements) for claim in claims.everything}


def claims_of(some: Sequence[Report], decisions: tuple[Decision, ...] = ()) -> Claims:
    return find_claims(a_corpus(*some), SETTINGS, decisions)


def decided(kind: DecisionKind, left: str, right: str, *, value: str = "yes") -> Decision:
    """Somebody settled whether two statements are one claim."""
    subject = "\n".join(sorted((left, right)))
    at = datetime(2025, 6, 1 if value == "yes" else 2, tzinfo=UTC)
    return Decision(kind=kind, subject=subject, value=value, by="Ada", reason="read both", at=at)


@UNTIMED
@given(reports().flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_the_order_of_the_documents_does_not_matter(
    both: tuple[list[Report], list[Report]],
) -> None:
    one, other = (claims_of(some) for some in both)
    assert one.all == other.all
    assert one.denials == other.denials
    assert set(one.links) == set(other.links)


@UNTIMED
@given(reports())
def test_every_statement_is_in_exactly_one_claim(some: list[Report]) -> None:
    together = [id for claim in claims_of(some).everything for id in claim.statements]
    assert sorted(together) == sorted(figure.id for _, figure in some)


@UNTIMED
@given(reports())
def test_nothing_is_joined_across_measures_scopes_or_voices(some: list[Report]) -> None:
    for claim in claims_of(some).everything:
        assert len({(f.measure, f.scope, f.origin.name) for f in claim.figures}) == 1


@UNTIMED
@given(reports())
def test_two_unknowns_are_never_one(some: list[Report]) -> None:
    for claim in claims_of(some).everything:
        if claim.origin.kind == "unknown":
            assert len(claim.clusters) == 1


@UNTIMED
@given(reports())
def test_a_denial_is_never_a_claim(some: list[Report]) -> None:
    claims = claims_of(some)
    assert all(f.modality != "denied" for claim in claims.all for f in claim.figures)
    assert all(f.modality == "denied" for claim in claims.denials for f in claim.figures)


@UNTIMED
@given(reports(at_least=3), st.data())
def test_what_a_person_sets_apart_stays_apart(some: list[Report], data: st.DataObject) -> None:
    """Also where another decision would join them by a third."""
    ids = [figure.id for _, figure in some]
    pairs = st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True)
    left, right = data.draw(pairs)
    third = data.draw(st.sampled_from([id for id in ids if id not in (left, right)]))
    decisions = (
        decided("separate", left, right),
        decided("join", left, third),
        decided("join", right, third),
    )
    claims = claims_of(some, decisions)
    assert claims.of(left) is not claims.of(right)


@UNTIMED
@given(reports(at_least=2), st.data())
def test_a_decision_that_is_taken_back_leaves_nothing(
    some: list[Report], data: st.DataObject
) -> None:
    ids = [figure.id for _, figure in some]
    left, right = data.draw(st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True))
    kind: DecisionKind = data.draw(st.sampled_from(["separate", "join"]))
    both = decided(kind, left, right), decided(kind, left, right, value="no")
    assert parted(claims_of(some, both)) == parted(claims_of(some))


@UNTIMED
@given(reports())
def test_a_link_ties_two_claims_and_says_why(some: list[Report]) -> None:
    claims = claims_of(some)
    for link in claims.links:
        assert link.claim != link.other
        assert claims.get(link.claim) is not None
        assert claims.get(link.other) is not None
        assert link.rule
    assert len({(link.kind, link.claim, link.other) for link in claims.links}) == len(claims.links)
