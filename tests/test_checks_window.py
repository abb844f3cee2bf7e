"""Predictions whose time has run out."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from factories import a_document, a_prediction
from press import Report, checked
from tollbook.model.decision import Decision
from tollbook.model.statement import Period, Prediction

END = date(2025, 6, 30)
PAGE = a_document(
    "The agency expects Kim to visit Russia in the first half of this year.",
    id="bulletin",
    publisher="Bulletin",
    published=date(2025, 1, 13),
)


def prediction(end: date | None = END, **others: Any) -> Prediction:
    window = Period(end_date=end) if end else None
    usual: dict[str, Any] = {"origin": "The agency", "entity": "agency", "event": "visit Russia"}
    said = a_prediction(PAGE, "Kim to visit Russia", **usual | others)
    return replace(said, window=window)


def expected(end: date | None = END) -> Report:
    return PAGE, prediction(end)


def marked(value: str, month: int = 7) -> Decision:
    return Decision(
        kind="mark_prediction",
        subject="bulletin#1",
        value=value,
        by="Ada",
        reason="The papers say so.",
        at=datetime(2025, month, 2, tzinfo=UTC),
    )


def test_a_window_that_is_over() -> None:
    (finding,) = checked("window_passed", expected(), today=date(2025, 7, 1))
    assert (finding.verdict, finding.statements) == ("note", ("bulletin#1",))
    assert finding.title == "The agency: “visit Russia” by 30 June 2025"
    assert finding.working == (
        "Said by The agency, 13 January 2025; the time for it ended on 30 June 2025.",
        "No outcome is on record.",
    )


@pytest.mark.parametrize(
    ("end", "today"), [(END, END), (END, date(2025, 2, 1)), (None, date(2026, 1, 1))]
)
def test_a_window_that_is_not_over(end: date | None, today: date) -> None:
    assert checked("window_passed", expected(end), today=today) == []


@pytest.mark.parametrize(
    ("marks", "found"),
    [
        ((marked("not_met"),), 0),
        ((marked("undecidable"),), 0),
        # taken back
        ((marked("not_met"), marked("open", month=8)), 1),
    ],
)
def test_an_outcome_on_record_settles_it(marks: tuple[Decision, ...], found: int) -> None:
    findings = checked("window_passed", expected(), today=date(2025, 9, 1), decisions=marks)
    assert len(findings) == found


def test_without_a_day_the_newest_report_tells_the_time() -> None:
    assert checked("window_passed", expected()) == []
    later = a_document("No visit.", id="wire", published=date(2025, 7, 1))
    assert len(checked("window_passed", expected(), (later,))) == 1


def test_relays_of_one_prediction_are_one_finding() -> None:
    other = replace(PAGE, id="courier", publisher="Courier", published=date(2025, 1, 14))
    relay = replace(prediction(), id="courier#1", document="courier")
    (finding,) = checked("window_passed", expected(), (other, relay), today=date(2025, 7, 1))
    assert finding.statements == ("bulletin#1", "courier#1")
