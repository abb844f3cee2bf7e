"""For tests of all claims at once: briefings with several counts, and what is asked of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from claim_tools import NIS
from factories import SAME_AS_LOW, a_document, a_figure
from tollbook.model.case import Case
from tollbook.model.document import Document
from tollbook.model.statement import Figure
from tollbook.model.values import Measure, Modality, Modifier, Scope
from tollbook.reasoning.consistency import Consistency, consistency
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.record import Record
from tollbook.settings import Settings

START = date(2025, 1, 10)
GUR: dict[str, Any] = {"origin": "Main Directorate of Intelligence", "entity": "org:ua-gur"}
NOBODY: dict[str, Any] = {"origin": None}


@dataclass(frozen=True)
class Count:
    """One count of a briefing; `part` makes it a part of the briefing's first."""

    measure: Measure
    low: int
    high: int | None = SAME_AS_LOW
    modifier: Modifier = "exact"
    scope: Scope = "cumulative"
    modality: Modality = "asserted"
    part: bool = False
    voice: dict[str, Any] | None = None
    days: int = 1


@dataclass(frozen=True)
class Briefing:
    """What an origin says on a day, counted from the start, in a document of its own."""

    day: int
    counts: Sequence[Count]
    voice: dict[str, Any] | None = None
    words: str = "It was said"
    id: str = ""

    @property
    def document(self) -> Document:
        """A page that gives each count in a clause of its own, after the words it starts with."""
        told = "; ".join(f"{n}: {c.low} {c.measure} in Kursk" for n, c in enumerate(self.counts))
        day = START + timedelta(days=self.day)
        voice = (self.voice or NIS).get("entity", "nobody")
        id = self.id or f"{voice} on {self.day}"
        return a_document(f"{self.words} of soldiers, {told}.", id=id, published=day)

    def figures(self) -> list[Figure]:
        """The statements of the page."""
        page = self.document
        return [
            a_figure(
                page,
                f"{n}: {count.low} {count.measure} in Kursk",
                n=n,
                number=f"{count.low}",
                measure=count.measure,
                low=count.low,
                high=count.high,
                modifier=count.modifier,
                scope=count.scope,
                modality=count.modality,
                place="Kursk",
                part_of=f"{page.id}#0" if count.part else None,
                period=self._period(count),
                **(count.voice or self.voice or NIS),
            )
            for n, count in enumerate(self.counts)
        ]

    def _period(self, count: Count) -> tuple[date | None, date | None]:
        end = START + timedelta(days=self.day)
        start = end - timedelta(days=count.days - 1)
        return (None if count.scope == "cumulative" else start), end


def record_of(*briefings: Briefing, case: Case | None = None, **settings: Any) -> Record:
    """The record of some briefings."""
    corpus = Corpus(
        {briefing.document.id: briefing.document for briefing in briefings},
        tuple(figure for briefing in briefings for figure in briefing.figures()),
    )
    return Record(corpus, Settings(**settings), case=case)


def asked(*briefings: Briefing, case: Case | None = None) -> Consistency:
    """The answer of some briefings."""
    return consistency(record_of(*briefings, case=case))


def clashes(answer: Consistency) -> list[set[tuple[str, int]]]:
    """What clashes: measure and low end of each claim, clash by clash."""
    return [{(c.measure, c.figure.low) for c in clash.claims} for clash in answer.contradictions]
