"""Whatever a document holds and whatever is said in it, the ledger gives it back unchanged."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings

from ledger_tools import AT, DATABASES, RUN, a_place
from statement_strategies import read_documents
from tollbook.ledger import Filter, Ledger
from tollbook.ledger.canonical import canonical
from tollbook.ledger.rows import evidence_rows
from tollbook.model.document import Document
from tollbook.model.statement import Statement
from tollbook.model.wire import to_json


@pytest.fixture(scope="module", params=DATABASES)
def ledger(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ledger]:
    """One ledger for all examples, so that documents meet others and versions of themselves."""
    with (
        a_place(request.param, tmp_path_factory.mktemp("any")) as place,
        Ledger.open(place) as opened,
    ):
        yield opened
        assert opened.verify().holds


@settings(max_examples=150, deadline=None)
@given(read=read_documents())
def test_documents_and_statements_survive(
    ledger: Ledger, read: tuple[Document, list[Statement]]
) -> None:
    document, made = read
    outcome = ledger.add(document, made, RUN, AT)
    assert ledger.holds(document, RUN)
    assert ledger.document(document.id) == document
    if outcome != "unchanged":
        kept = list(ledger.statements(Filter(document=document.id)))
        assert kept == made
        assert [canonical(to_json(each)) for each in kept] == [
            canonical(to_json(each)) for each in made
        ]


@settings(max_examples=100, deadline=None)
@given(read=read_documents())
def test_every_span_of_a_record_quotes_the_document(
    read: tuple[Document, list[Statement]],
) -> None:
    document, made = read
    for statement in made:
        spans = evidence_rows(to_json(statement))
        assert {"evidence", "content"} <= {span["part"] for span in spans}
        assert len({span["part"] for span in spans}) == len(spans)
        for span in spans:
            assert document.text[span["start"] : span["end"]] == span["quote"]
