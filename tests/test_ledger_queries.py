"""Questions to a ledger: SQL chooses and sorts the statements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from factories import (
    a_document,
    a_figure,
    a_span,
    an_assertion,
)
from ledger_tools import AT, BRIEFING, DATABASES, RUN, STATEMENTS, a_place
from tollbook.ledger import Filter, Ledger, fits
from tollbook.model.statement import Place


@pytest.fixture(scope="module", params=DATABASES)
def archive(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ledger]:
    """Three reports: a dated one, a later one with a time of day, and an undated one."""
    with (
        a_place(request.param, tmp_path_factory.mktemp("archive")) as place,
        Ledger.open(place) as opened,
    ):
        late = a_document(
            "Élysée: 100% of 8 women were hurt in Kiev.",
            id="late",
            published=datetime(2025, 2, 1, 23, 59),
        )
        kyiv = Place(mention=a_span(late, "Kiev"), name="Kyiv")
        undated = a_document("Police said 2 men were missing.", id="undated", published=None)
        opened.add(
            undated, [a_figure(undated, "2 men", measure="missing", origin="Police")], RUN, AT
        )
        opened.add(
            late,
            [
                a_figure(
                    late,
                    "8 women were hurt",
                    measure="injured",
                    population="women",
                    place=kyiv,
                    origin="Élysée",
                ),
                an_assertion(late, "100% of", n=2, origin="100% Pure News"),
            ],
            RUN,
            AT,
        )
        opened.add(BRIEFING, STATEMENTS, RUN, AT)
        yield opened


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        # by day, then document, then position; undated last
        (
            Filter(),
            "briefing#1 briefing#2 briefing#3 briefing#4 briefing#5 late#1 late#2 undated#1",
        ),
        (Filter(kinds=("change", "custody")), "briefing#3 briefing#5"),
        # a change speaks of several measures
        (Filter(measures=("injured",)), "briefing#2 briefing#3 late#1"),
        (Filter(measures=("killed", "missing")), "briefing#1 briefing#3 undated#1"),
        # by part of a name in any case, or by entity
        (Filter(origin="intelligence"), "briefing#1"),
        (Filter(origin="kr-nis"), "briefing#1"),
        (Filter(origin="kr-ni"), ""),
        (Filter(origin="éLYSÉE"), "late#1"),
        # a percent sign is a percent sign
        (Filter(origin="0%"), "late#2"),
        (Filter(origin="_"), ""),
        (Filter(population="korean"), "briefing#1"),
        # a place by its words and by its name
        (Filter(place="kiev"), "late#1"),
        (Filter(place="KYIV"), "late#1"),
        # days of publication, both included
        (Filter(since=date(2025, 2, 1)), "late#1 late#2"),
        (Filter(until=date(2025, 2, 1), kinds=("figure",)), "briefing#1 briefing#2 late#1"),
        (Filter(until=date(2025, 1, 13)), ""),
        (Filter(document="undated"), "undated#1"),
        (Filter(document="undated", kinds=("change",)), ""),
    ],
)
def test_filters(archive: Ledger, wanted: Filter, ids: str) -> None:
    """SQL chooses the statements that all the conditions hold for."""
    assert [statement.id for statement in archive.statements(wanted)] == ids.split()
    assert [row.statement.id for row in archive.rows() if fits(wanted, row)] == ids.split()


def test_rows_carry_what_a_table_shows(archive: Ledger) -> None:
    row = next(archive.rows(Filter(document="briefing")))
    assert (row.statement, row.document_id, row.title, row.publisher, row.published) == (
        STATEMENTS[0],
        "briefing",
        "Losses in Kursk",
        "Daily Gazette",
        date(2025, 1, 14),
    )


def test_the_corpus_holds_all_documents_and_statements(archive: Ledger) -> None:
    documents, statements = archive.corpus()
    assert list(documents) == ["briefing", "late", "undated"]
    assert all(statement.document in documents for statement in statements)
    assert statements == tuple(archive.statements())


def test_counts(archive: Ledger) -> None:
    counts = archive.counts()
    assert (counts.documents, counts.versions, counts.readings, counts.entries) == (3, 3, 3, 7)
    assert counts.statements == {
        "assertion": 1,
        "change": 1,
        "custody": 1,
        "figure": 4,
        "prediction": 1,
    }
