"""From the id of a prediction to all that belongs to it: its words, and what may be relevant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tollbook.model.decision import Decision
from tollbook.publishing.quotations import Quotation, quotation_of_statement, quotations
from tollbook.reasoning.predictions import Forecast
from tollbook.reasoning.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastDetails:
    """One forecast with its words, and the passages that may be relevant.

    `passages` has the sentence of each of its statements, `relevant` that of each proposed passage,
    both by id; `decisions` are the marks on it, the earliest first.
    """

    forecast: Forecast
    passages: Mapping[str, Quotation]
    relevant: Mapping[str, Quotation]
    decisions: tuple[Decision, ...]

    @property
    def last(self) -> int:
        """The entry of the last mark, 0 where there is none: what `expect` compares."""
        return max((one.entry or 0 for one in self.decisions), default=0)


def find_forecast(record: Record, forecasts: Iterable[Forecast], id: str) -> ForecastDetails | None:
    """The forecast that a statement of that id belongs to, None where there is none."""
    found = next((one for one in forecasts if id in {said.id for said in one.statements}), None)
    if found is None:
        return None
    documents, ids = record.corpus.documents, {said.id for said in found.statements}
    return ForecastDetails(
        forecast=found,
        passages={
            said.id: quotation_of_statement(said, documents[said.document])
            for said in found.statements
        },
        relevant={
            bearing.id: next(quotations(documents[bearing.document], [(bearing.span, "evidence")]))
            for bearing in found.bearings
        },
        decisions=tuple(
            one for one in record.decisions if one.kind == "mark_prediction" and one.subject in ids
        ),
    )
