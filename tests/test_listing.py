"""Listings: statements by facets and words, with counts that say what a choice would show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import tollbook
from factories import a_custody, a_document, a_figure, a_span
from ledger_tools import RUN
from tollbook.app.library import OpenLedger
from tollbook.ledger import Ledger
from tollbook.model.listing import FacetName, Listed, SortKey
from tollbook.model.statement import Population

READ_AT = datetime(2025, 2, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenLedger]:
    """Two reports: the mayor counts dead farmers in Beni, the army dead and injured soldiers."""
    path = tmp_path_factory.mktemp("listing") / "beni.db"
    first = a_document(
        "The mayor said 14 farmers died in Beni.", id="first", published=date(2025, 1, 3)
    )
    second = a_document(
        "The army said 20 soldiers died. Some 50 others were injured. It holds 3 rebels.",
        id="second",
        published=date(2025, 1, 5),
        publisher="Hill Radio",
    )
    undated = a_document("The army said 7 were injured.", id="undated", published=None)
    soldiers = Population(mention=a_span(second, "soldiers"), side="CD")
    with Ledger.open(path) as stored:
        stored.add(
            first,
            [
                a_figure(
                    first,
                    "14 farmers died",
                    low=14,
                    origin="The mayor",
                    population="farmers",
                    place="Beni",
                    confidence=0.9,
                )
            ],
            RUN,
            READ_AT,
        )
        stored.add(
            second,
            [
                a_figure(
                    second,
                    "20 soldiers died",
                    low=20,
                    origin="The army",
                    population=soldiers,
                    confidence=0.4,
                ),
                a_figure(
                    second,
                    "50 others were injured",
                    n=2,
                    low=50,
                    measure="injured",
                    origin="The army",
                    modality="estimated",
                ),
                a_custody(second, "It holds 3 rebels", n=3, low=3, origin="The army"),
            ],
            RUN,
            READ_AT,
        )
        stored.add(
            undated,
            [a_figure(undated, "7 were injured", low=7, measure="injured", origin="The army")],
            RUN,
            READ_AT,
        )
    with tollbook.open(path) as opened:
        yield opened


def _counts(listed: Listed, name: FacetName) -> dict[str, int]:
    [facet] = [facet for facet in listed.facets if facet.name == name]
    return {value.label: value.count for value in facet.values}


@pytest.mark.parametrize(
    ("facet", "counts"),
    [
        ("measure", {"injured": 2, "killed": 2}),
        ("kind", {"figure": 4, "custody": 1}),
        ("origin", {"The army": 4, "The mayor": 1}),
        ("relay", {"Hill Radio": 3, "Daily Gazette": 2}),
        ("people", {"farmers": 1, "Democratic Republic of the Congo": 1}),
        ("place", {"Beni": 1}),
        ("modality", {"asserted": 4, "estimated": 1}),
        ("state", {"proposed": 5}),
    ],
)
def test_a_facet_counts_its_values(
    ledger: OpenLedger, facet: FacetName, counts: dict[str, int]
) -> None:
    assert _counts(ledger.list_statements().whole, facet) == counts


def test_facets_narrow_each_other_but_not_themselves(ledger: OpenLedger) -> None:
    """Whoever chose one measure still sees how many another would show."""
    found = ledger.list_statements(measure="killed", origin="army")
    assert [said.id for said in found] == ["second#1"]
    assert _counts(found.whole, "measure") == {"killed": 1, "injured": 2}
    assert _counts(found.whole, "origin") == {"The army": 1, "The mayor": 1}
    assert _counts(found.whole, "place") == {}


def test_several_values_of_one_facet_are_alternatives(ledger: OpenLedger) -> None:
    assert len(ledger.list_statements(measure=["killed", "injured"])) == 4


def test_a_value_that_nothing_has_finds_nothing_and_stays_chosen(ledger: OpenLedger) -> None:
    """An address with a value of yesterday shows no statement, and how to undo the choice."""
    found = ledger.list_statements(place="atlantis")
    assert len(found) == 0
    [place] = [facet for facet in found.whole.facets if facet.name == "place"]
    assert [(value.value, value.count) for value in place.chosen] == [("atlantis", 0)]


@pytest.mark.parametrize(
    ("sort", "descending", "first", "last"),
    [
        ("published", False, "first#1", "undated#1"),
        ("published", True, "second#1", "undated#1"),
        ("number", False, "second#3", "second#2"),
        ("number", True, "second#2", "second#3"),
        ("confidence", False, "second#1", "undated#1"),
        ("origin", True, "first#1", "undated#1"),
    ],
)
def test_what_has_no_value_comes_last_either_way(
    ledger: OpenLedger, sort: SortKey, first: str, last: str, *, descending: bool
) -> None:
    found = [said.id for said in ledger.list_statements(sort=sort, descending=descending)]
    assert (found[0], found[-1]) == (first, last)


@pytest.mark.parametrize(
    ("since", "until", "ids"),
    [
        ("2025-01-04", None, {"second#1", "second#2", "second#3"}),
        (None, "2025-01-03", {"first#1"}),
        ("2025-01-06", None, set()),
    ],
)
def test_days_of_publication_are_included(
    ledger: OpenLedger, since: str | None, until: str | None, ids: set[str]
) -> None:
    """An undated report lies outside any window."""
    assert {said.id for said in ledger.list_statements(since=since, until=until)} == ids


def test_words_are_searched_for(ledger: OpenLedger) -> None:
    assert [said.id for said in ledger.list_statements(words="DIED farmers")] == ["first#1"]
    assert len(ledger.list_statements(words="nowhere")) == 0


def test_the_listing_is_written_as_show_writes_it(ledger: OpenLedger) -> None:
    found = ledger.list_statements(measure="killed", document="first")
    assert found.to_dicts() == ledger.statements(document="first").to_dicts()


def test_nothing_is_listed_that_was_not_known_yet(ledger: OpenLedger) -> None:
    assert ledger.list_statements(known_on="2024-01-01").whole.total == 0


def test_a_new_report_shows_up(tmp_path: Path) -> None:
    """What was worked out once is worked out again when something is added."""
    path = tmp_path / "new.db"
    with tollbook.open(path) as opened:
        opened.prepare()
        assert len(opened.list_statements()) == 0
        with Ledger.open(path) as stored:
            page = a_document("The army said 7 died.", id="new")
            stored.add(page, [a_figure(page, "7 died", low=7)], RUN, READ_AT)
        assert len(opened.list_statements()) == 1


# Documents


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({}, ["second", "first", "undated"]),
        ({"publisher": "Hill Radio"}, ["second"]),
        ({"publisher": "nobody"}, []),
        ({"language": "en", "since": "2025-01-02", "until": "2025-01-03"}, ["first"]),
    ],
)
def test_documents_are_listed_from_the_newest(
    ledger: OpenLedger, asked: dict[str, Any], ids: list[str]
) -> None:
    assert [page.id for page in ledger.list_documents(**asked)] == ids


def test_a_list_of_documents_says_what_it_can_be_narrowed_down_to(ledger: OpenLedger) -> None:
    """The choice of a publisher is offered beside the others, with what each would show."""
    found = ledger.list_documents(publisher="Hill Radio").whole
    assert [(one.label, one.count, one.chosen) for one in found.publishers] == [
        ("Daily Gazette", 2, False),
        ("Hill Radio", 1, True),
    ]
    assert [(one.document.id, one.statements, one.settled) for one in found.found] == [
        ("second", 3, 0)
    ]
    assert found.total == 3


# What people decided


def test_states_are_a_facet_and_what_was_rejected_is_left_out_unless_asked_for(
    tmp_path: Path,
) -> None:
    """A corrected statement is found under its corrected values."""
    path = tmp_path / "reviewed.db"
    page = a_document("The army said 20 died. It said 5 were hurt. It said 7 were hurt.", id="r")
    with Ledger.open(path) as stored:
        figures = [
            a_figure(page, "20 died", low=20),
            a_figure(page, "5 were hurt", n=2, low=5),
            a_figure(page, "7 were hurt", n=3, low=7),
        ]
        stored.add(page, figures, RUN, READ_AT)
    with tollbook.open(path) as ledger:
        assert len(ledger.list_statements()) == 3
        ledger.reject("r#3", reason="of another war", by="Ada")
        ledger.correct("r#2", {"measure": "injured"}, reason="misread", by="Ada")
        found = ledger.list_statements()
        assert [said.id for said in found] == ["r#1", "r#2"]
        assert _counts(found.whole, "state") == {"corrected": 1, "proposed": 1, "rejected": 1}
        assert found.whole.rejected == 1
        assert [said.id for said in ledger.list_statements(measure="injured")] == ["r#2"]
        assert [said.id for said in ledger.list_statements(state="rejected")] == ["r#3"]
        [listed] = ledger.list_documents().whole.found
        assert (listed.statements, listed.settled) == (2, 1)
