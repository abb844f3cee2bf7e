"""Copies of one text are one near-duplicate cluster, however many papers print it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from claim_tools import JANUARY, NIS, claims_of
from factories import a_document, a_figure
from tollbook.model.document import Document
from tollbook.reasoning.claims.near_duplicates import find_clusters
from tollbook.settings import Settings

WIRE = (
    "Some 300 soldiers were killed in the hills above the river, the agency told lawmakers in a "
    "closed session on Monday. It gave no names and no units. The bodies were carried back across "
    "the bridge at night, two members of the committee said afterwards, and buried without marks. "
    "A spokesman for the armed forces would not say how the figure had been arrived at. Families "
    "in the garrison towns have heard nothing for weeks, and letters come back unopened. The "
    "government has called the reports an invention of its enemies and promised a reply in time."
)
OWN_WORDS = (
    "Lawmakers left a briefing with a grim number on Monday: the agency believes that some 300 "
    "soldiers are dead. How it knows was not explained. Relatives wait for news that nobody in "
    "the barracks will give them, and the post no longer reaches the front. From the capital came "
    "a short denial and the promise of a longer one. Few in the chamber seemed to expect it soon, "
    "and fewer still that it would settle what happened to the men above the river this winter."
)


def a_page(id: str, text: str, *, day: date | None = JANUARY, publisher: str = "") -> Document:
    """A page of a paper of its own."""
    return a_document(text, id=id, published=day, publisher=publisher or f"Paper {id}")


def sizes(*pages: Document) -> list[int]:
    """How many texts each cluster of some pages has."""
    found = find_clusters({page.id: page for page in pages}, Settings())
    return sorted(len(cluster.documents) for cluster in found)


def test_a_reprint_that_is_cut_and_topped_is_in_the_same_cluster() -> None:
    sentences = WIRE.split(". ")
    cut = "Our own headline for the day. " + ". ".join(sentences[:4])
    assert sizes(a_page("a", WIRE), a_page("b", cut)) == [2]


def test_copies_that_share_no_more_than_half_their_words_are_found() -> None:
    sentences = WIRE.split(". ")
    own = "The editor adds a paragraph about the weather, the harvest and the roads of the north. "
    assert sizes(a_page("a", WIRE), a_page("b", own * 2 + ". ".join(sentences[2:]))) == [2]


def test_two_reporters_of_one_briefing_write_two_texts() -> None:
    assert sizes(a_page("a", WIRE), a_page("b", OWN_WORDS)) == [1, 1]


def test_a_text_printed_again_a_month_later_is_in_another_cluster() -> None:
    assert sizes(a_page("a", WIRE), a_page("b", WIRE, day=JANUARY + timedelta(days=30))) == [1, 1]


def test_the_next_bulletin_on_the_same_form_is_no_copy() -> None:
    monday = a_page("a", WIRE, publisher="General Staff")
    tuesday = a_page("b", WIRE.replace("300", "340"), publisher="General Staff")
    assert sizes(monday, tuesday) == [1, 1]


@pytest.mark.parametrize("text", ["Officials said 5 were killed.", ""])
def test_short_items_are_told_apart_by_no_likeness(text: str) -> None:
    """Two lines of news are alike because lines of news are."""
    assert sizes(a_page("a", text), a_page("b", text + " One was a child.")) == [1, 1]


def test_documents_may_come_in_any_order() -> None:
    pages = [a_page(str(n), WIRE if n % 2 else OWN_WORDS) for n in range(20)]
    ways = [{page.id: page for page in order} for order in (pages, pages[::-1])]
    assert find_clusters(ways[0], Settings()) == find_clusters(ways[1], Settings())


def test_forty_reprints_are_one_cluster_one_claim_and_forty_relays() -> None:
    pages = [a_page(f"{n:02}", WIRE) for n in range(40)]
    reports = [
        (page, a_figure(page, "Some 300 soldiers were killed", modifier="about", **NIS))
        for page in pages
    ]
    (claim,) = claims_of(*reports).all
    assert len(claim.clusters) == 1
    assert len(claim.statements) == 40
    assert len(claim.relays) == 40


def test_officials_are_one_voice_within_a_cluster() -> None:
    pages = [a_page("a", WIRE), a_page("b", WIRE)]
    told = [(p, a_figure(p, "Some 300 soldiers were killed", origin="officials")) for p in pages]
    assert len(claims_of(*told).all) == 1
