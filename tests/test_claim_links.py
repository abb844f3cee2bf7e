"""Claims are tied by words, which are the evidence, or by a rule that has a name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from claim_tools import APRIL, JANUARY, NIS, a_report, claims_of
from factories import a_document, a_figure
from tollbook.model.claim import Claim, ClaimLink
from tollbook.model.document import Document
from tollbook.model.statement import Figure
from tollbook.reasoning.claims import Claims

FEBRUARY = date(2025, 2, 13)


def said(text: str, words: str, *, id: str = "b", printed: date = FEBRUARY, **others: Any) -> Any:
    """A report with this text, and the figure that some words of it give."""
    page = a_document(text, id=id, published=printed)
    usual: dict[str, Any] = {"scope": "cumulative", "population": "people"} | NIS
    return page, a_figure(page, words, **(usual | others))


def the_link(claims: Claims, kind: str) -> tuple[ClaimLink, Claim, Claim]:
    """The one link of a kind, with its two claims."""
    (link,) = (link for link in claims.links if link.kind == kind)
    claim, other = claims.get(link.claim), claims.get(link.other)
    assert claim is not None
    assert other is not None
    return link, claim, other


def a_toll(id: str, printed: date, number: int, **others: Any) -> tuple[Document, Figure]:
    """The NIS gives a running total of the killed."""
    page = a_document(f"It said {number} people were killed.", id=id, published=printed)
    usual: dict[str, Any] = {"scope": "cumulative", "population": "people", "number": str(number)}
    words = f"{number} people were killed"
    return page, a_figure(page, words, low=number, **(usual | NIS | others))


def test_the_next_total_updates_the_last() -> None:
    claims = claims_of(a_toll("a", JANUARY, 84), a_toll("b", FEBRUARY, 120))
    link, claim, other = the_link(claims, "updates")
    assert (claim.figure.low, other.figure.low) == (120, 84)
    assert link.rule == "the next total of its series"


def test_the_same_total_for_a_later_day_repeats_the_first() -> None:
    claims = claims_of(
        a_toll("a", JANUARY, 84, period=(None, date(2025, 1, 10))),
        a_toll("b", FEBRUARY, 84, period=(None, date(2025, 2, 10))),
    )
    assert the_link(claims, "repeats")[0].rule == "the same total for a later day"


def test_a_total_revised_down_corrects_the_old_one() -> None:
    words = "revised its toll down from 84 to 76 people killed"
    text = f"The service {words}."
    claims = claims_of(
        a_toll("a", JANUARY, 84), said(text, words, number="76", low=76, measure="killed")
    )
    link, claim, other = the_link(claims, "corrects")
    assert (claim.figure.low, other.figure.low) == (76, 84)
    assert [mark.span.quote for mark in link.marks] == ["revised", "76"]
    assert not [one for one in claims.links if one.kind == "updates"]


def test_the_old_number_corrects_nothing() -> None:
    """The sentence gives both, and only the new one puts something right."""
    text = "The service revised its toll of people from 84 killed to 76 killed."
    page, new = said(text, "76 killed", number="76", low=76, population=None)
    old = a_figure(page, "84 killed", n=2, number="84", low=84, scope="cumulative", **NIS)
    claims = claims_of(a_toll("a", JANUARY, 84), (page, new), (page, old))
    assert the_link(claims, "corrects")[1].figure.low == 76


def test_what_is_withdrawn_asserts_nothing_and_retracts_the_claim() -> None:
    text = "The service withdrew its claim that 300 people were killed."
    claims = claims_of(a_toll("a", JANUARY, 300), said(text, "300 people were killed"))
    link, claim, other = the_link(claims, "retracts")
    assert claims.all == (other,)
    assert claims.denials == (claim,)
    assert link.marks[0].span.quote == "withdrew"


def test_soldiers_who_withdraw_retract_nothing() -> None:
    text = "The army withdrew after 300 people were killed."
    claims = claims_of(said(text, "300 people were killed"))
    assert len(claims.all) == 1
    assert not claims.denials


def test_a_denial_is_tied_to_whoever_gave_the_number() -> None:
    text = "Moscow denied that 300 people were killed."
    denied = said(text, "300 people were killed", modality="denied", origin="Moscow", entity=None)
    claims = claims_of(a_toll("a", JANUARY, 300), denied)
    link, claim, other = the_link(claims, "denies")
    assert claim.origin.name == "Moscow"
    assert other.origin.entity == "org:kr-nis"
    assert link.marks[0].span.quote == "300 people were killed"


def test_two_voices_with_no_number_in_common_dispute_each_other() -> None:
    jcs = {"origin": "Joint Chiefs of Staff", "entity": "org:kr-jcs"}
    claims = claims_of(a_toll("a", JANUARY, 84), a_toll("b", JANUARY, 300, **jcs))
    assert the_link(claims, "disputes")[0].rule.endswith("no number fits both")


def test_two_voices_that_leave_room_for_each_other_do_not() -> None:
    jcs = {"origin": "Joint Chiefs of Staff", "entity": "org:kr-jcs"}
    low = a_toll("a", JANUARY, 84, modifier="at_least", high=None)
    assert not claims_of(low, a_toll("b", JANUARY, 300, **jcs)).links


def test_a_part_is_tied_to_its_whole_by_the_words() -> None:
    page = a_document("It said 11 people were killed, including two children.", id="a")
    whole = a_figure(page, "11 people were killed", n=1, low=11, **NIS)
    part = a_figure(page, "two children", n=2, low=2, part_of="a#1", population="children", **NIS)
    link, claim, other = the_link(claims_of((page, whole), (page, part)), "part_of")
    assert (claim.figure.low, other.figure.low) == (2, 11)
    assert link.marks[0].span.quote == "two children"


@pytest.mark.parametrize("scope", ["incident", "period"])
def test_one_number_read_under_two_scopes_is_tied_and_not_joined(scope: Any) -> None:
    claims = claims_of(a_report("a"), a_report("b", scope=scope))
    assert len(claims.all) == 2
    assert the_link(claims, "repeats")[0].rule.endswith("read under another scope")


def test_bodies_found_keep_the_day_of_the_finding() -> None:
    text = "It said 300 people killed in the spring were found in a grave."
    found = said(text, "300 people killed in the spring were found", printed=APRIL)
    (claim,) = claims_of(found).all
    assert claim.found_on == APRIL
    both = claims_of(found, a_toll("a", APRIL, 300, n=9))
    assert len(both.all) == 2
