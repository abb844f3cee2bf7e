"""Statements are one claim where one voice says one thing of one day, however it is worded."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from claim_tools import APRIL, JANUARY, NIS, a_report, claims_of, people, the_claim
from factories import a_document, a_figure, a_span
from tollbook.model.case import Case
from tollbook.model.decision import Decision, DecisionKind
from tollbook.model.statement import Place
from tollbook.reasoning.claims import find_claims
from tollbook.reasoning.corpus import Corpus
from tollbook.settings import Settings


def test_two_reports_of_one_briefing_are_one_claim() -> None:
    claim = the_claim(a_report("a"), a_report("b", date(2025, 1, 14)))
    assert claim.documents == ("a", "b")
    assert claim.as_of == JANUARY


def test_a_relay_that_drops_the_hedge_makes_the_same_claim() -> None:
    claim = the_claim(a_report("a"), a_report("b", date(2025, 1, 14), modifier="about"))
    assert claim.figure.modifier == "about"


def test_at_least_and_up_to_the_same_number_are_two_claims() -> None:
    floor = a_report("a", modifier="at_least", high=None)
    ceiling = a_report("b", modifier="at_most", low=0, high=300)
    assert len(claims_of(floor, ceiling).all) == 2


@pytest.mark.parametrize(
    "other",
    [
        # another measure: the commonest error, never mended by joining
        {"measure": "casualties"},
        # a running total is no count of one event
        {"scope": "incident"},
        # another number
        {"low": 310},
        # another voice
        {"origin": "Joint Chiefs of Staff", "entity": "org:kr-jcs"},
    ],
)
def test_what_must_agree_keeps_claims_apart(other: dict[str, Any]) -> None:
    assert len(claims_of(a_report("a"), a_report("b", **other)).all) == 2


def test_people_whose_facets_contradict_are_not_joined() -> None:
    page = a_document("300 soldiers and civilians", id="x")
    one = a_report("a", population=people(page, "soldiers", side="KP"))
    other = a_report("b", population=people(page, "soldiers", side="UA"))
    assert len(claims_of(one, other).all) == 2


def test_two_towns_are_two_places_and_their_country_is_either() -> None:
    page = a_document("Kursk, Sudzha, Russia", id="x")

    def at(words: str, level: Any) -> Place:
        return Place(mention=a_span(page, words), name=words, country="RU", level=level)

    kursk = a_report("a", place=at("Kursk", "town"))
    sudzha = a_report("b", place=at("Sudzha", "town"))
    russia = a_report("c", place=at("Russia", "country"))
    assert len(claims_of(kursk, sudzha).all) == 2
    assert len(claims_of(kursk, russia).all) == 1


def test_an_old_total_keeps_the_date_of_its_briefing() -> None:
    """Printed again in April without a date, it is still January's."""
    claim = the_claim(a_report("january"), a_report("april", APRIL))
    assert claim.as_of == JANUARY


def test_a_month_named_leads_to_the_briefing_within_it() -> None:
    """A paper of April: "In January, the agency said about 300"."""
    in_january = (date(2025, 1, 1), date(2025, 1, 31))
    claim = the_claim(a_report("january"), a_report("april", APRIL, period=in_january))
    assert claim.as_of == JANUARY


def test_a_look_back_restates_the_total_of_its_month() -> None:
    """In April: "in January it had spoken of 300". Without such a total it is a count by itself."""
    january = (date(2025, 1, 1), date(2025, 1, 31))
    back = a_report("b", APRIL, scope="incident", period=january)
    assert the_claim(a_report("a"), back).as_of == JANUARY
    later = a_report("a", date(2025, 2, 20))
    assert len(claims_of(later, back).all) == 2


def test_two_stated_days_are_two_claims() -> None:
    one = a_report("a", period=(None, date(2025, 1, 5)))
    other = a_report("b", period=(None, date(2025, 1, 9)))
    assert len(claims_of(one, other).all) == 2


def test_small_counts_of_different_days_are_different_events() -> None:
    events = [
        a_report(id, day, low=3, scope="incident")
        for id, day in (("a", JANUARY), ("b", date(2025, 1, 15)), ("c", APRIL))
    ]
    assert len(claims_of(*events).all) == 3


def test_a_page_without_a_date_leans_on_the_one_claim_it_can_be() -> None:
    assert the_claim(a_report("a"), a_report("b", None)).as_of == JANUARY


def test_an_unknown_is_never_another_unknown() -> None:
    claims = claims_of(a_report("a", origin=None), a_report("b", origin=None))
    assert [claim.origin.kind for claim in claims.all] == ["unknown", "unknown"]


def test_officials_of_two_papers_are_not_one_voice() -> None:
    """Nor where a sentence begins with them, which lends a capital."""
    claims = claims_of(a_report("a", origin="officials"), a_report("b", origin="Officials"))
    assert [claim.origin.kind for claim in claims.all] == ["unnamed", "unnamed"]


def test_a_name_is_one_voice_with_or_without_its_article_and_its_spokesman() -> None:
    claim = the_claim(
        a_report("a", origin="the White Helmets"),
        a_report("b", origin="White Helmets"),
        a_report("c", origin="a spokesman for the White Helmets"),
    )
    assert claim.origin.kind == "named"


def test_a_name_that_is_resolved_once_is_known_everywhere() -> None:
    claim = the_claim(
        a_report("a", origin="John Kirby", entity="person:kirby"),
        a_report("b", origin="White House spokesman John Kirby"),
    )
    assert claim.origin.entity == "org:us-white-house"


def test_whose_an_organisation_is_makes_it_no_other() -> None:
    claim = the_claim(
        a_report("a"), a_report("b", origin="the South's National Intelligence Service")
    )
    assert claim.origin.entity == "org:kr-nis"


def test_a_surname_is_whose_the_document_says() -> None:
    page = a_document("Harriet Olsen said 300 were killed. Olsen said 300 were killed twice.")
    full = a_figure(page, "300 were killed", n=1, origin="Harriet Olsen")
    short = a_figure(page, "300 were killed twice", n=2, origin="Ms Olsen")
    assert the_claim((page, full), (page, short)).origin.name == "Harriet Olsen"


def test_a_headline_repeats_whoever_the_text_names() -> None:
    page = a_document("300 killed. The agency said some 300 soldiers were killed.")
    headline = a_figure(page, "300 killed", n=1, origin=None)
    told = a_figure(page, "some 300 soldiers were killed", n=2, modifier="about", **NIS)
    assert the_claim((page, headline), (page, told)).origin.entity == "org:kr-nis"


def decided(kind: DecisionKind, value: str = "yes", day: int = 1) -> Decision:
    """Somebody settled whether the first statements of reports a and b are one claim."""
    at = datetime(2025, 6, day, tzinfo=UTC)
    return Decision(kind=kind, subject="a#1\nb#1", value=value, by="Ada", reason="read both", at=at)


def test_a_person_parts_what_the_machine_joins() -> None:
    reports = a_report("a"), a_report("b")
    assert len(claims_of(*reports, decisions=(decided("separate"),)).all) == 2


def test_a_person_joins_what_the_machine_parts_but_not_two_measures() -> None:
    joined = (decided("join"),)
    assert len(claims_of(a_report("a"), a_report("b", low=310), decisions=joined).all) == 1
    measures = a_report("a"), a_report("b", measure="injured")
    assert len(claims_of(*measures, decisions=joined).all) == 2


def test_the_later_of_two_decisions_counts() -> None:
    both = decided("join"), decided("separate", day=2)
    assert len(claims_of(a_report("a"), a_report("b"), decisions=both).all) == 2
    assert len(claims_of(a_report("a"), a_report("b"), decisions=both[::-1]).all) == 2


@pytest.mark.parametrize(
    ("first", "then", "one_voice"),
    [
        # a case has one coastguard, whatever a report calls it
        ("the coastguard", "The island's coastguard", True),
        ("the mayor", "the town mayor", True),
        # anybody may be a doctor, and a hospital is one of several
        ("a doctor", "a doctor", False),
        ("the hospital", "the hospital", False),
        ("residents", "residents", False),
    ],
)
def test_public_bodies_of_a_case(first: str, then: str, one_voice: bool) -> None:
    """Within one case a public body without a name is one voice in all reports; else in its own."""
    monday = a_document(f"{first} said 20 people were killed.", id="monday")
    friday = a_document(f"{then} said 34 people were killed in all.", id="friday")
    corpus = Corpus(
        {page.id: page for page in (monday, friday)},
        (
            a_figure(monday, "20 people were killed", low=20, origin=first),
            a_figure(friday, "34 people were killed", low=34, origin=then),
        ),
    )
    apart = find_claims(corpus, Settings())
    assert len({claim.origin.key for claim in apart.all}) == 2
    together = find_claims(corpus, Settings(), case=Case(name="a", title="A"))
    assert (len({claim.origin.key for claim in together.all}) == 1) is one_voice
