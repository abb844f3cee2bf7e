"""A publication: all that its pages show, worked out before the first of them is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tollbook.model.answer import CaseAnswer
from tollbook.model.claim import Claim, Origin
from tollbook.model.decision import Decision
from tollbook.model.estimate import Answer, Estimates, Question
from tollbook.model.finding import Finding
from tollbook.model.review import ReviewState
from tollbook.publishing.profiles import Discretion
from tollbook.publishing.site.addresses import Addresses
from tollbook.reasoning.answers import answer
from tollbook.reasoning.estimates import estimate
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.judgements import judgements
from tollbook.reasoning.predictions import Forecast
from tollbook.reasoning.record import Record
from tollbook.reasoning.words import day as in_words

_SETTLED: frozenset[ReviewState] = frozenset({"confirmed", "corrected", "added"})


@dataclass(frozen=True, kw_only=True)
class Publication:
    """A case as it is published.

    `findings` are those of all checks, what matters most first, judged ones among them; `head` is
    the hash of the ledger's last entry, `version` that of the program. `day` is the day of the
    publication. `method` is the page of the method as a piece of HTML, empty where there is none.
    """

    record: Record
    discretion: Discretion
    findings: tuple[Finding, ...]
    forecasts: tuple[Forecast, ...]
    head: str
    version: str
    day: date
    method: str = ""
    reviewed_only: bool = False

    @property
    def name(self) -> str:
        """The name of the case, by which commands know it."""
        return self.record.case.name if self.record.case else "all"

    @property
    def title(self) -> str:
        """What the case is called."""
        return self.record.case.title if self.record.case else "All reports together"

    @cached_property
    def at(self) -> Addresses:
        """Where everything stands."""
        return Addresses(self.record, self.discretion, self.findings, self.forecasts)

    @cached_property
    def answer(self) -> CaseAnswer:
        """The answer by all reports."""
        return answer(self.record)

    @cached_property
    def estimates(self) -> Estimates:
        """The estimates under every policy, with their working."""
        return estimate(self.record, Question())

    @cached_property
    def latest(self) -> tuple[tuple[Origin, tuple[Claim, ...]], ...]:
        """The newest count of each measure, put together by who gives it."""
        newest = [measure.counts[0].claim for measure in self.answer.measures if measure.counts]
        by_voice = group_by(newest, lambda claim: claim.origin.key)
        return tuple((claims[0].origin, tuple(claims)) for claims in by_voice.values())

    def estimated(self, measure: str) -> Answer | None:
        """The estimates of one measure."""
        return next((one for one in self.estimates.answers if one.measure == measure), None)

    @cached_property
    def judged(self) -> dict[str, Decision]:
        """The judgements in force, by the keys of their findings."""
        made = judgements(self.record.decisions)
        return {key: self.discretion.decision(one) for key, one in made.items()}

    @cached_property
    def contradictions(self) -> tuple[Finding, ...]:
        """The findings that fail and that nobody has explained."""
        open_ones = (one for one in self.findings if one.key not in self.judged)
        return tuple(one for one in open_ones if one.verdict == "fails")

    def state(self, ids: Iterable[str]) -> str:
        """How far people stand behind some statements: "settled", "partly" or "proposed"."""
        states = [self.record.reviewed.state(id) in _SETTLED for id in ids]
        if states and all(states):
            return "settled"
        return "partly" if any(states) else "proposed"

    def reader_of(self, id: str) -> str:
        """Who read a statement that nobody has decided on, in words."""
        second = id.rpartition("#")[2].startswith("s")
        return "language model’s reading" if second else "machine reading"

    def said_of(self, claim: Claim) -> str:
        """How many of a claim's statements people stand behind, in words."""
        settled = sum(self.record.reviewed.state(id) in _SETTLED for id in claim.statements)
        every = len(claim.statements)
        if not settled:
            return "read by the machine"
        if settled == every:
            return "checked by people" if every == 1 else f"all {every:,} checked by people"
        return f"{settled:,} of {every:,} checked by people"

    @property
    def said_on(self) -> str:
        """The day of the publication in words."""
        return in_words(self.day)
