"""Where everything stands in a publication: the page of each thing, and the mark within it.

Addresses are relative to the folder of the publication, so that it can be put anywhere.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.finding import Finding
from tollbook.model.values import MEASURES, Measure
from tollbook.model.voice import VoiceEntry
from tollbook.publishing.profiles import Discretion
from tollbook.reasoning.predictions import Forecast
from tollbook.reasoning.record import Record
from tollbook.reasoning.voices import find_voices

PER_PAGE = 100
"""Claims, findings or predictions on one page: more than that no phone wants to load at once."""

PER_LIST = 500
"""Documents or voices in one list, a line each."""

Item = TypeVar("Item")


@dataclass(frozen=True)
class Addresses:
    """The pages of a publication, worked out once from what it shows."""

    record: Record
    discretion: Discretion
    findings: tuple[Finding, ...]
    forecasts: tuple[Forecast, ...]

    def claim(self, claim: Claim) -> str:
        """Where a claim stands, with all of its sentences."""
        page = self._claim_pages.get(claim.id)
        return f"{page}#{self.claim_mark(claim)}" if page else self.statement(claim.figure.id)

    def claim_mark(self, claim: Claim) -> str:
        """The mark of a claim on its page."""
        return "c-" + self.discretion.id(claim.id).replace("#", "-")

    def statement(self, id: str) -> str:
        """Where a statement stands, with its sentence."""
        return f"{self.document(id.rpartition('#')[0])}#{self.statement_mark(id)}"

    def statement_mark(self, id: str) -> str:
        """The mark of a statement on the page of its document: "s4" for "report#4"."""
        return "s" + re.sub(r"[^\w.-]", "-", id.rpartition("#")[2])

    def words(self, ids: Sequence[str]) -> str:
        """Where the words of some statements stand.

        Those of a whole claim stand together; of others, and of a single one, the first is where
        it was read.
        """
        if len(ids) > 1:
            claim = self.record.claims.of(ids[0])
            if claim is not None and set(ids) <= set(claim.statements):
                return self.claim(claim)
        return self.statement(ids[0])

    def document(self, id: str) -> str:
        """The page of a document."""
        return f"documents/{self.discretion.id(id)}.html"

    def voice(self, key: str) -> str | None:
        """The page of a voice, by its key; None where nobody is known by it."""
        return self._voice_pages.get(key)

    def finding(self, key: str) -> str | None:
        """Where a finding stands, by its key; None where it is not shown."""
        page = self._finding_pages.get(key)
        return f"{page}#f-{key}" if page else None

    def finding_of(self, key: str) -> Finding | None:
        """The finding of that key."""
        return self._finding_by_key.get(key)

    def forecast(self, id: str) -> str | None:
        """Where a prediction stands; None where it is not shown."""
        page = self._forecast_pages.get(id)
        return f"{page}#{self.forecast_mark(id)}" if page else None

    def forecast_mark(self, id: str) -> str:
        """The mark of a prediction on its page."""
        return "p-" + self.discretion.id(id).replace("#", "-")

    @cached_property
    def claims_by_page(self) -> dict[str, tuple[Measure, tuple[Claim, ...]]]:
        """The pages of claims, a measure after the other, by the day that they speak for."""
        found: dict[str, tuple[Measure, tuple[Claim, ...]]] = {}
        everything = self.record.claims.everything
        for measure in MEASURES:
            ours = [claim for claim in everything if claim.measure == measure]
            for page, claims in _pages(f"claims/{measure}", ours):
                found[page] = (measure, claims)
        return found

    @cached_property
    def findings_by_page(self) -> dict[str, tuple[Finding, ...]]:
        """The pages of findings, what matters most first."""
        return dict(_pages("findings", self.findings)) or {"findings.html": ()}

    @cached_property
    def forecasts_by_page(self) -> dict[str, tuple[Forecast, ...]]:
        """The pages of predictions, by the day on which their time ends."""
        return dict(_pages("predictions", self.forecasts)) or {"predictions.html": ()}

    @cached_property
    def voices_by_page(self) -> dict[str, tuple[VoiceEntry, ...]]:
        """The lists of voices, those with the most statements first."""
        return dict(_pages("voices", self.voices, PER_LIST)) or {"voices.html": ()}

    @cached_property
    def documents_by_page(self) -> dict[str, tuple[Document, ...]]:
        """The lists of documents, the newest first."""
        newest = tuple(reversed(self.documents))
        return dict(_pages("documents", newest, PER_LIST)) or {"documents.html": ()}

    @cached_property
    def voices(self) -> tuple[VoiceEntry, ...]:
        """Whoever speaks, those with the most statements first."""
        return find_voices(self.record)

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The documents, in the order of their publication."""
        return tuple(self.record.corpus.documents.values())

    @cached_property
    def _claim_pages(self) -> dict[str, str]:
        return {
            claim.id: page for page, (_, claims) in self.claims_by_page.items() for claim in claims
        }

    @cached_property
    def _finding_pages(self) -> dict[str, str]:
        return {one.key: page for page, found in self.findings_by_page.items() for one in found}

    @cached_property
    def _finding_by_key(self) -> dict[str, Finding]:
        return {one.key: one for one in self.findings}

    @cached_property
    def _forecast_pages(self) -> dict[str, str]:
        pages = self.forecasts_by_page.items()
        return {said.id: page for page, found in pages for one in found for said in one.statements}

    @cached_property
    def _voice_pages(self) -> dict[str, str]:
        return {one.key: f"voices/{self._voice_name(one)}.html" for one in self.voices}

    def _voice_name(self, entry: VoiceEntry) -> str:
        """The name of a voice's page: its id in the table of names, else a digest of its key.

        A name alone would be that of a private person as often as not.
        """
        known = (entry.entity or "").replace(":", "-").lower()
        if re.fullmatch(r"[a-z0-9-]{1,60}", known):
            return known
        return f"voice-{hashlib.sha256(entry.key.encode(errors='surrogatepass')).hexdigest()[:12]}"


def _pages(
    name: str, items: Iterable[Item], size: int = PER_PAGE
) -> Iterator[tuple[str, tuple[Item, ...]]]:
    for n, page in enumerate(in_batches(items, size), start=1):
        yield (f"{name}.html" if n == 1 else f"{name}-{n}.html"), page


def in_batches(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """The items, so many at a time.

    >>> list(in_batches("abcde", 2))
    [('a', 'b'), ('c', 'd'), ('e',)]
    """
    found = tuple(items)
    return (found[at : at + size] for at in range(0, len(found), size))
