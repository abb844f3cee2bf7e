"""A case at a glance: the answer, what is wrong with it, what is due, and what came last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tollbook.app.check import Wanted, check
from tollbook.model.answer import CaseAnswer
from tollbook.model.document import Document
from tollbook.model.estimate import Estimates, Question
from tollbook.model.finding import Finding
from tollbook.reasoning.answers import answer
from tollbook.reasoning.estimates import estimate
from tollbook.reasoning.predictions import Forecast
from tollbook.reasoning.record import Record

_NEWEST = 6  # documents that a page of a case lists


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSummary:
    """A case in a list: its answer, and how many findings fail.

    `newest` is the report published last, None where the case has none.
    """

    answer: CaseAnswer
    failing: int
    newest: Document | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOverview:
    """All that a page of a case shows.

    `estimates` is the range of what is claimed, with its working. `findings` are the open ones that
    fail, what matters most first, `undecided` how many others are open, `judged` how many were
    judged. `due` are the predictions whose time ends soon or has run out without an outcome.
    `newest` are the documents published last, of `documents` in all, each with how many statements
    the case has from it. `settled` is how many of the `statements` people confirmed, corrected or
    added, and `settled_by_claim` how many of those of each claim of the answer, by its id.
    """

    answer: CaseAnswer
    estimates: Estimates
    findings: tuple[Finding, ...]
    undecided: int
    judged: int
    due: tuple[Forecast, ...]
    predictions: int
    newest: tuple[tuple[Document, int], ...]
    documents: int
    statements: int
    settled: int
    settled_by_claim: Mapping[str, int]


def summarise(record: Record) -> CaseSummary:
    """A case in a line of a list."""
    newest = _newest(record, 1)
    return CaseSummary(
        answer=latest_answer(record),
        failing=len(check(record, Wanted(fails=True)).shown),
        newest=newest[0] if newest else None,
    )


def overview(record: Record, forecasts: Iterable[Forecast]) -> CaseOverview:
    """A case at a glance; `forecasts` are those of the record."""
    checked = check(record)
    predictions = tuple(forecasts)
    failing = tuple(one for one in checked.shown if one.verdict == "fails")
    return CaseOverview(
        answer=latest_answer(record),
        estimates=record.once(
            ("estimates", "range"), lambda: estimate(record, Question(policies=("range",)))
        ),
        findings=failing,
        undecided=sum(one.verdict == "undecided" for one in checked.shown),
        judged=checked.silenced,
        due=tuple(one for one in predictions if one.outcome.status in ("due", "lapsed")),
        predictions=len(predictions),
        newest=tuple(
            (page, len(record.corpus.statements_in(page.id))) for page in _newest(record, _NEWEST)
        ),
        documents=len(record.corpus.documents),
        statements=len(record.corpus.statements),
        settled=_settled(record, (said.id for said in record.corpus.statements)),
        settled_by_claim={
            count.claim.id: _settled(record, count.claim.statements)
            for measure in latest_answer(record).measures
            for count in measure.counts
        },
    )


def _settled(record: Record, ids: Iterable[str]) -> int:
    """How many of some statements a person stands behind."""
    return sum(record.reviewed.state(id) in ("confirmed", "corrected", "added") for id in ids)


def latest_answer(record: Record) -> CaseAnswer:
    """The answer of a record to all measures, by all of its reports."""
    return record.once(("answer", (), None, None), lambda: answer(record))


def _newest(record: Record, most: int) -> list[Document]:
    """The documents published last, those without a day after all others."""
    said = record.corpus.documents.values()
    return sorted(said, key=lambda page: page.published_on or date.min, reverse=True)[:most]
