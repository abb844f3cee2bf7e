"""Reading many documents at once comes to the same as reading one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import numpy as np
import pytest

from reading_tools import article, page, read_all
from tollbook.app import read as app
from tollbook.app.read import Read, Tools, read_into, read_statements
from tollbook.example import reports
from tollbook.extraction import Parser, extract, read_sentences, statements_of
from tollbook.extraction.sentences.parse import ParsedDocument
from tollbook.extraction.sentences.vectors import WordVectors
from tollbook.ledger import Ledger
from tollbook.model.document import Document
from tollbook.model.problem import Problem
from tollbook.model.statement import Statement
from tollbook.settings import Settings

MARKET = "ADRIN, March 4, 2024 - A shell killed 14 people in the market of Adrin, the mayor said.\n"
GORGE = "TASHKUL, March 5, 2024 - A bus fell into a gorge. Eleven passengers died, police said.\n"
MINE = "OLDEN, March 6, 2024 - Nine miners are missing after a fire in a pit, rescuers said.\n"


@pytest.fixture(scope="module")
def tools() -> Tools:
    return Tools.ready(Settings())


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    monkeypatch.chdir(tmp_path)
    with Ledger.open(tmp_path / "war.db") as opened:
        yield opened
        assert opened.verify().holds


def write(**texts: str) -> list[str]:
    """A text file each, in a folder of its own where the name has two parts; their paths."""
    paths = [Path(*name.split("__")).with_suffix(".txt") for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return [str(path) for path in paths]


def outcomes(ledger: Ledger, paths: list[str], tools: Tools) -> list[tuple[str, str | None]]:
    items = list(read_into(ledger, paths, tools))
    return [(item.document.id, item.outcome) for item in items if isinstance(item, Read)]


def test_documents_parsed_together_say_what_each_says_alone(parser: Parser) -> None:
    """Up to rounding: the network's scores of a window do not depend on other windows."""
    documents = [item for item in read_all(*reports()) if isinstance(item, Document)]
    together = read_sentences(documents, parser, Settings())
    for document, parsed in zip(documents, together, strict=True):
        assert statements_of(parsed) == extract(document, parser, Settings())


def test_word_vectors_are_those_of_spacy(parser: Parser) -> None:
    """Made once a word, with empty sentences between others, and in batches of any size."""
    nlp, _ = parser._loaded
    whole = type(nlp).from_config(nlp.config)  # as spaCy makes them, with the shipped weights
    whole.from_disk(parser._folder)
    plain = getattr(whole.get_pipe("tok2vec"), "model")  # noqa: B009 - spaCy types no component
    docs = [nlp.make_doc(text) for text in (MARKET, "", GORGE, MINE, MARKET.upper())]
    ours = WordVectors(*plain.layers[:2])
    for own, theirs in zip(ours(docs), plain.predict(docs), strict=True):
        assert np.allclose(own, theirs, atol=1e-4)
    assert np.allclose(ours(docs)[-1], ours(docs[-1:])[0], atol=1e-4)


# Which document of the ledger a text is may depend on the one before it


def test_two_files_of_one_name_are_two_documents(ledger: Ledger, tools: Tools) -> None:
    paths = write(mon__report=MARKET, tue__report=GORGE)
    assert outcomes(ledger, paths, tools) == [("report", "added"), ("report-2", "added")]


def test_a_name_taken_by_number_is_given_once(ledger: Ledger, tools: Tools) -> None:
    """The ledger would call the second report "report-2", which another file is called."""
    outcomes(ledger, write(mon__report=MARKET), tools)
    paths = write(**{"report-2": MINE, "tue__report": GORGE})
    assert outcomes(ledger, paths, tools) == [("report-2", "added"), ("report-3", "added")]


def test_a_copy_adds_nothing(ledger: Ledger, tools: Tools) -> None:
    paths = write(mon__market=MARKET, tue__copy=MARKET)
    assert outcomes(ledger, paths, tools) == [("market", "added"), ("market", "unchanged")]


def test_a_page_saved_twice_has_two_versions(ledger: Ledger, tools: Tools) -> None:
    head = '<link rel="canonical" href="https://herald.example/fire">'
    for name, number in (("monday", "Nine"), ("tuesday", "Ten")):
        body = article(f"{number} miners died in the fire, rescuers said on the spot.", GORGE, MINE)
        Path(f"{name}.html").write_text(page(body, head))
    found = outcomes(ledger, ["monday.html", "tuesday.html"], tools)
    assert found == [("monday", "added"), ("monday", "new_version")]


# What goes wrong with one of a batch


def fail_at(words: str, error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let reading fail at a document with some words."""

    def failing(parsed: ParsedDocument) -> list[Statement]:
        if words in parsed.document.text:
            raise error
        return statements_of(parsed)

    monkeypatch.setattr(app, "statements_of", failing)


def test_a_failure_costs_one_document(
    ledger: Ledger, tools: Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_at("gorge", RuntimeError("a fault"), monkeypatch)
    paths = write(a=MARKET, b=GORGE, c=MINE)
    first, second, third = read_into(ledger, paths, tools)
    assert isinstance(first, Read)
    assert isinstance(third, Read)
    assert (first.outcome, third.outcome) == ("added", "added")
    assert isinstance(second, Problem)
    assert "RuntimeError: a fault" in second.what


def test_a_failure_to_parse_costs_one_document(
    tools: Tools, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(documents: list[Document], *others: object) -> list[ParsedDocument]:
        if any("gorge" in document.text for document in documents):
            raise RuntimeError("a fault")
        return read_sentences(documents, tools.parser, tools.settings)

    monkeypatch.setattr(app, "read_sentences", failing)
    first, second, third = read_statements(write(a=MARKET, b=GORGE, c=MINE), tools)
    assert isinstance(first, Read)
    assert isinstance(second, Problem)
    assert isinstance(third, Read)
    assert first.statements
    assert third.statements


def test_a_stopped_run_stores_what_is_finished(
    ledger: Ledger, tools: Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C within a batch: what is finished is stored and counted before the run ends."""
    paths = write(a=MARKET, b=GORGE, c=MINE)
    with monkeypatch.context() as patched:
        fail_at("pit", KeyboardInterrupt(), patched)
        run = read_into(ledger, paths, tools)
        assert [item.outcome for item in (next(run), next(run)) if isinstance(item, Read)] == [
            "added",
            "added",
        ]
        with pytest.raises(KeyboardInterrupt):
            next(run)
    assert ledger.document_ids() == ("a", "b")
    assert outcomes(ledger, paths, tools) == [
        ("a", "unchanged"),
        ("b", "unchanged"),
        ("c", "added"),
    ]


def test_problems_do_not_wait_for_documents(tools: Tools) -> None:
    """Of any number of files that can't be used the first are reported before the last are met."""
    endless = (Problem(f"{n}.txt", "it is not there", "look for it") for n in count())
    assert len(next(app._batches(endless, tools))) < 100
