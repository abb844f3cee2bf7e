"""What people decided in a ledger as gold: to measure the machine by, and to train it with.

A document is gold once people have decided on every figure that the machine read in it: only then
is what they left out known to be no figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tollbook.evaluation.annotated import from_statements
from tollbook.evaluation.compare import Comparison
from tollbook.evaluation.evaluate import evaluate
from tollbook.model.document import Document
from tollbook.model.problem import UnsettledError
from tollbook.model.statement import Figure, Voice
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.reviews import Reviewed

JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Gold:
    """Passages, and the figures in each as people decided them, in the format of `docs/quality.md`.

    `open` are the documents that are left out, with the number of figures nobody has decided on.
    """

    passages: tuple[JsonObject, ...]
    figures: tuple[JsonObject, ...]
    open: dict[str, int]


def gold_of(reviewed: Reviewed, corpus: Corpus) -> Gold:
    """The gold of the documents of a corpus, which is that of a case or of the whole ledger."""
    pages = list(_settled(reviewed, corpus))
    done = {page.id for page in pages}
    return Gold(
        passages=tuple(map(_passage, pages)),
        figures=tuple(
            {"id": page.id, "figures": _figures(reviewed.corpus, page)} for page in pages
        ),
        open={id: len(waiting) for id, waiting in _waiting(reviewed, corpus) if id not in done},
    )


def compare_with_people(reviewed: Reviewed, corpus: Corpus) -> Comparison:
    """How close the machine came to what people decided, in the documents that are gold.

    Raises:
        UnsettledError: there is none yet.
    """
    pages = {page.id: page for page in _settled(reviewed, corpus)}
    if not pages:
        raise UnsettledError(
            "people have not decided on every figure of any document; "
            "'tollbook queue' lists what waits"
        )
    decided = {id: from_statements(reviewed.corpus.statements_in(id)) for id in pages}
    read = {id: from_statements(reviewed.machine.statements_in(id)) for id in pages}
    return Comparison(evaluate(pages, decided, read), None)


def _waiting(reviewed: Reviewed, corpus: Corpus) -> Iterator[tuple[str, list[str]]]:
    """The documents in which people decided on something, with the figures that still wait."""
    touched = {review.document for review in reviewed.reviews.values() if review.by}
    for id in corpus.documents:
        if id in touched:
            figures = (s for s in reviewed.machine.statements_in(id) if isinstance(s, Figure))
            yield id, [one.id for one in figures if reviewed.state(one.id) == "proposed"]


def _settled(reviewed: Reviewed, corpus: Corpus) -> Iterator[Document]:
    for id, waiting in _waiting(reviewed, corpus):
        if not waiting:
            yield corpus.documents[id]


def _passage(page: Document) -> JsonObject:
    about = {"title": page.title, "publisher": page.publisher, "language": page.language}
    published = page.published.isoformat() if page.published else None
    given = {"published": published, **about}
    return {"id": page.id, "text": page.text} | {k: v for k, v in given.items() if v}


def _figures(corpus: Corpus, page: Document) -> list[JsonObject]:
    figures = [said for said in corpus.statements_in(page.id) if isinstance(said, Figure)]
    numbers = {figure.id: n for n, figure in enumerate(figures, start=1)}
    return [_figure(figure, numbers, page.text) for figure in figures]


def _figure(figure: Figure, numbers: dict[str, int], text: str) -> JsonObject:
    start, end = figure.evidence.start, figure.evidence.end
    if figure.number:  # gold has the number within the quote
        start, end = min(start, figure.number.start), max(end, figure.number.end)
    quote = text[start:end]
    place, period = figure.place, figure.period
    days = [period.start_date, period.end_date] if period else [None, None]
    return {
        "n": numbers[figure.id],
        "quote": quote,
        "occurrence": _occurrence(quote, text, start),
        "number": figure.number.quote if figure.number else "",
        "measure": figure.measure,
        "low": figure.low,
        "high": figure.high,
        "modifier": figure.modifier,
        "scope": figure.scope,
        "modality": figure.modality,
        "part_of": numbers.get(figure.part_of or ""),
        "same_as": numbers.get(figure.same_as or ""),
        **_voices(figure),
        "place": (place.name or place.mention.quote) if place else "",
        "period": [day.isoformat() if day else None for day in days] if any(days) else None,
    }


def _occurrence(quote: str, text: str, start: int) -> int:
    """Which of the places where the words stand is meant, counted from 1."""
    n, at = 0, -1
    while at < start:
        at = text.find(quote, at + 1)
        n += 1
    return n


def _voices(figure: Figure) -> JsonObject:
    """Who is credited, and whom that voice relays; "publisher" where nobody is."""
    chain = [voice for voice in figure.attribution if voice.role != "publisher"]
    if not chain:
        return {"source": "publisher", "origin": ""}
    return {"source": _name(chain[0]), "origin": _name(chain[-1]) if len(chain) > 1 else ""}


def _name(voice: Voice) -> str:
    return voice.mention.quote if voice.mention else voice.name
