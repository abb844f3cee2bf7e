"""How long the desk's pages take at the server: on a long document and a large ledger.

The ledger is made up: one document of a thousand statements, and nine hundred of ten. Each page is
asked for once, so that what is worked out once is there, and then some times more; the median of
the processor time counts, from the request to the last byte of the answer, without a network
between. So a busy machine makes no page slow.
"""

from __future__ import annotations

import hashlib
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from fastapi.testclient import TestClient
from rich.table import Table

from tollbook.ledger import Ledger, Run
from tollbook.model.document import Block, Document
from tollbook.model.statement import Figure, Place, Population, Statement, Voice
from tollbook.model.text import Span
from tollbook.settings import Settings
from tollbook.web.desk import Desk
from tollbook.web.site import create_app

LONG = 1_000  # statements in the long document
SHORT, DOCUMENTS = 10, 900  # statements in each of the others, and how many these are
ROUNDS = 7
BOUND = 200  # milliseconds that no page should take

PAGES = {
    "a document of 1,000 statements": "/documents/long",
    "statements: all 10,000": "/statements",
    "statements: one measure, sorted": "/statements?measure=killed&sort=number",
    "statements: words": "/statements?words=fishermen",
    "statements: the last page": "/statements?page=200",
    "one statement": "/statements/long%23500",
    "documents": "/documents",
    "versions of a document": "/versions/long",
}

_PEOPLE = ("soldiers", "farmers", "civilians", "fishermen")
_SENTENCES = 5  # in a paragraph


def desk_table() -> Table:
    """The pages with the milliseconds that each takes."""
    table = Table(title=f"the desk, server time of a page; median of {ROUNDS}, bound {BOUND} ms")
    table.add_column("page")
    table.add_column("ms", justify="right")
    for name, milliseconds in _times():
        table.add_row(name, f"{milliseconds:,.0f}", style="red" if milliseconds > BOUND else None)
    return table


def _times() -> Iterator[tuple[str, float]]:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "desk.db"
        _fill(path)
        desk = Desk(str(path))
        with TestClient(create_app(desk), base_url="http://127.0.0.1") as client:
            for name, address in PAGES.items():
                client.get(address).raise_for_status()
                taken = [_time(client, address) for _ in range(ROUNDS)]
                yield name, statistics.median(taken) * 1000
        desk.close()


def _time(client: TestClient, address: str) -> float:
    start = time.process_time()
    client.get(address)
    return time.process_time() - start


def _fill(path: Path) -> None:
    run = Run.of(
        Settings(),
        model="none",
        model_digest="",
        lexicon_digest="",
        aliases=None,
    )
    with Ledger.open(path) as ledger:
        ledger.add_all(_documents(), run, datetime(2025, 12, 1, tzinfo=UTC))


def _documents() -> Iterator[tuple[Document, list[Statement]]]:
    yield _document("long", LONG, date(2025, 1, 1), 0)
    for number in range(DOCUMENTS):
        day = date(2025, 1, 1) + timedelta(days=number % 300)
        yield _document(f"short-{number}", SHORT, day, number * SHORT)


def _document(id: str, length: int, day: date, first: int) -> tuple[Document, list[Statement]]:
    """A report of so many sentences, a count of people in each."""
    sentences = [_sentence(first + n) for n in range(length)]
    paragraphs = [" ".join(sentences[n : n + _SENTENCES]) for n in range(0, length, _SENTENCES)]
    text = "\n\n".join(paragraphs)
    starts = [sum(len(one) + 2 for one in paragraphs[:n]) for n in range(len(paragraphs))]
    document = Document(
        id=id,
        text=text,
        blocks=tuple(
            Block(start, start + len(one)) for start, one in zip(starts, paragraphs, strict=True)
        ),
        format="text",
        address=f"{id}.txt",
        original=text.encode(),
        sha256=_digest(text),
        title=f"Report {id}",
        publisher=f"Paper {first % 25}",
        published=day,
        language="en",
    )
    figures: list[Statement] = []
    at = 0
    for n, sentence in enumerate(sentences):
        at = text.index(sentence, at)
        figures.append(_figure(document, f"{id}#{n + 1}", at, first + n))
        at += len(sentence)
    return document, figures


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _sentence(n: int) -> str:
    return (
        f"The ministry of town {n % 40} said {100 + n % 997} {_PEOPLE[n % 4]} were killed in "
        f"Place{n % 300} on Monday, Agency {n % 7} reported."
    )


def _figure(document: Document, id: str, start: int, n: int) -> Figure:
    def words(quote: str) -> Span:
        at = document.text.index(quote, start)
        return Span.of(document.text, at, at + len(quote))

    number, people, place = str(100 + n % 997), _PEOPLE[n % 4], f"Place{n % 300}"
    evidence = words(f"{number} {people} were killed in {place} on Monday")
    agency, ministry = f"Agency {n % 7}", f"ministry of town {n % 40}"
    return Figure(
        id=id,
        document=document.id,
        evidence=evidence,
        content=evidence,
        attribution=(
            Voice(role="publisher", name=document.publisher or ""),
            Voice(role="relayer", name=agency, mention=words(agency), cue=words("reported")),
            Voice(
                role="origin",
                name=ministry,
                mention=words(ministry),
                cue=words("said"),
                confidence=0.9,
            ),
        ),
        measure="killed",
        low=100 + n % 997,
        high=100 + n % 997,
        modifier="exact",
        number=words(number),
        population=Population(mention=words(people)),
        place=Place(mention=words(place)),
        found_by="rule",
        confidence=0.8,
    )
