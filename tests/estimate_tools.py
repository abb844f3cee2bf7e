"""For tests of estimates: any record of claims, and what a policy makes of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from claim_tools import JANUARY, a_report
from tollbook.model.case import Case
from tollbook.model.document import Document
from tollbook.model.estimate import Answer, Estimate, Estimates, Question
from tollbook.model.statement import Figure
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.estimates import estimate
from tollbook.reasoning.record import Record

Report = tuple[Document, Figure]

CASE = Case(
    name="war",
    title="A war",
    roles={"Red Cross": "monitor", "Blue Cross": "monitor"},
    enemies={"Army of the North": "KP"},
)
ORIGINS = (
    *("Red Cross", "Blue Cross", "Health Ministry"),
    *("Army of the North", "Army of the South", "Army of the West"),
)
"""Those who are known entities; anybody else is one voice within a report alone."""


def a_record(*reports: Report, case: Case | None = CASE, **others: Any) -> Record:
    """The record of some reports."""
    pages = {page.id: page for page, _ in reports}
    return Record(Corpus(pages, tuple(figure for _, figure in reports)), case=case, **others)


def said(n: int, origin: str | None = "Red Cross", day: int = 0, **figure: Any) -> Report:
    """Report number `n`: by default the Red Cross counts 300 killed, so many days after January."""
    printed = JANUARY + timedelta(days=day)
    entity = f"org:{origin.lower().replace(' ', '-')}" if origin in ORIGINS else None
    voice = {"origin": origin, "entity": entity} if origin else {"origin": None}
    return a_report(f"r{n}", printed, **voice, period=(None, printed), **figure)


def answer(record: Record, **question: Any) -> Answer:
    """The answer for those killed."""
    return all_answers(record, measures=("killed",), **question).answers[0]


def all_answers(record: Record, **question: Any) -> Estimates:
    return estimate(record, Question(**question))


def by(policy: str, record: Record, **question: Any) -> Estimate:
    """The first estimate of one policy for those killed: that of counts."""
    return next(found for found in answer(record, **question).estimates if found.policy == policy)


counts = st.integers(0, 5000)


@st.composite
def amounts(draw: st.DrawFn) -> dict[str, Any]:
    """How many, in any words."""
    low, more = draw(counts), draw(st.integers(0, 500))
    return draw(
        st.sampled_from(
            [
                {"modifier": "exact", "low": low},
                {"modifier": "about", "low": low},
                {"modifier": "about", "low": low, "high": low + more},
                {"modifier": "between", "low": low, "high": low + more},
                {"modifier": "at_least", "low": low, "high": None},
                {"modifier": "more_than", "low": low + 1, "high": None},
                {"modifier": "at_most", "low": 0, "high": low},
                {"modifier": "less_than", "low": 0, "high": low},
                {"modifier": "vague", "low": low, "high": None},
                {"modifier": "vague", "low": low, "high": low + more, "number": "300"},
            ]
        )
    )


@st.composite
def reports(draw: st.DrawFn, n: int) -> Report:
    """Any report of one figure."""
    return said(
        n,
        draw(st.sampled_from([*ORIGINS, "officials", None])),
        draw(st.integers(0, 90)),
        measure=draw(st.sampled_from(["killed", "killed", "injured"])),
        scope=draw(st.sampled_from(["cumulative", "incident", "period"])),
        basis=draw(st.sampled_from(["counted", "estimated", "unknown"])),
        modality=draw(st.sampled_from(["asserted", "possible", "unconfirmed"])),
        **draw(amounts()),
    )


@st.composite
def many_reports(draw: st.DrawFn) -> list[Report]:
    """None to a dozen of them."""
    return [draw(reports(n)) for n in range(draw(st.integers(0, 12)))]
