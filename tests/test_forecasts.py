"""What became of a prediction: its time, a person's word, and how often it is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import a_document, a_figure, a_prediction
from ledger_tools import AT
from tollbook.model.decision import Decision
from tollbook.model.document import Document
from tollbook.model.statement import Figure, Period, Prediction, Statement
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.intervals import Interval
from tollbook.reasoning.predictions import PREDICTION_MARKS, Forecast, find_forecasts
from tollbook.reasoning.predictions.numbers import NumberEstimate, without_predicted
from tollbook.reasoning.record import Record
from tollbook.settings import Settings

MADE = date(2025, 1, 13)
END = date(2025, 6, 30)
PAGE = a_document(
    "The NIS said Kim Jong-un will likely visit Russia in the first half of this year.",
    id="january",
    published=MADE,
)


def a_visit(page: Document = PAGE, *, n: int = 1, until: date | None = END) -> Prediction:
    return a_prediction(
        page,
        "Kim Jong-un will likely visit Russia in the first half of this year",
        n=n,
        event="visit Russia",
        likelihood="likely",
        band=(0.55, 0.80),
        window=Period(end_date=until) if until else None,
        origin="The NIS",
        entity="org:kr-nis",
    )


def a_mark(value: str, *, days: int = 0, subject: str = "january#1") -> Decision:
    return Decision(
        kind="mark_prediction",
        subject=subject,
        value=value,
        by="Ines",
        reason="seen on television",
        at=AT + timedelta(days=days),
    )


def forecasts(
    *statements: Statement,
    today: date | None = date(2025, 2, 1),
    decisions: tuple[Decision, ...] = (),
    pages: tuple[Document, ...] = (PAGE,),
) -> tuple[Forecast, ...]:
    corpus = Corpus({page.id: page for page in pages}, statements)
    return find_forecasts(Record(corpus, decisions=decisions, today=today))


@pytest.mark.parametrize(
    ("today", "status", "why"),
    [
        # half a year ahead
        (date(2025, 1, 13), "open", "until 30 June 2025"),
        (END - timedelta(days=31), "open", "until 30 June 2025"),
        # the last month
        (END - timedelta(days=30), "due", "its time ends on 30 June 2025, in 30 days"),
        (END, "due", "its time ends on 30 June 2025, in 0 days"),
        # over
        (
            END + timedelta(days=1),
            "lapsed",
            "its time ended on 30 June 2025 and nothing is on record",
        ),
    ],
)
def test_the_calendar_tells_where_a_prediction_stands(today: date, status: str, why: str) -> None:
    [forecast] = forecasts(a_visit(), today=today)
    assert (forecast.outcome.status, forecast.outcome.why) == (status, why)


def test_without_a_day_it_is_listed_as_unscorable() -> None:
    [forecast] = forecasts(a_visit(until=None))
    assert forecast.outcome.status == "unscorable"
    assert forecast.outcome.why == "it names no day by which it should have happened"


def test_without_an_event_it_is_unscorable_too() -> None:
    page = a_document("He said it will likely do so by June.", published=MADE)
    vague = a_prediction(page, "it will likely do so", event="do so", window=Period(end_date=END))
    [forecast] = forecasts(vague, pages=(page,))
    assert (forecast.outcome.status, forecast.outcome.why) == ("unscorable", "it names no event")


@pytest.mark.parametrize("value", [mark for mark in PREDICTION_MARKS if mark != "open"])
@pytest.mark.parametrize("until", [END, None])
def test_a_persons_word_counts_before_the_calendar(value: str, until: date | None) -> None:
    visit = a_visit(until=until)
    [forecast] = forecasts(visit, today=date(2026, 1, 1), decisions=(a_mark(value),))
    assert forecast.outcome.status == value
    assert forecast.outcome.why == "Ines on 15 January 2025: seen on television"


def test_the_later_of_two_marks_counts_and_open_takes_it_back() -> None:
    marks = (a_mark("met"), a_mark("not_met", days=1))
    assert forecasts(a_visit(), decisions=marks)[0].outcome.status == "not_met"
    again = (*marks, a_mark("open", days=2))
    assert forecasts(a_visit(), decisions=again)[0].outcome.status == "open"


def test_a_decision_of_another_kind_marks_nothing() -> None:
    other = replace(a_mark("met"), kind="judge_finding")
    assert forecasts(a_visit(), decisions=(other,))[0].outcome.status == "open"


def test_what_is_told_by_two_papers_is_one_forecast_and_one_mark_settles_it() -> None:
    reprint = replace(PAGE, id="reprint", publisher="Evening Post")
    both = (a_visit(), a_visit(reprint))
    [forecast] = forecasts(*both, pages=(PAGE, reprint))
    assert [one.id for one in forecast.statements] == ["january#1", "reprint#1"]
    [marked] = forecasts(
        *both, pages=(PAGE, reprint), decisions=(a_mark("met", subject="reprint#1"),)
    )
    assert (marked.id, marked.outcome.status) == ("january#1", "met")


@pytest.mark.parametrize(
    "other",
    [
        # another voice
        a_visit(replace(PAGE, id="other")),
        # another time
        a_visit(n=2, until=END + timedelta(days=1)),
    ],
)
def test_another_voice_or_time_is_another_forecast(other: Prediction) -> None:
    voices = other.attribution
    if other.document == "other":
        voices = (voices[0], replace(voices[-1], entity="org:other", name="Another Service"))
    pages = (PAGE, replace(PAGE, id="other"))
    assert len(forecasts(a_visit(), replace(other, attribution=voices), pages=pages)) == 2


def test_officials_of_two_papers_are_never_one_voice() -> None:
    pages = (PAGE, replace(PAGE, id="other"))
    statements = [
        replace(
            a_visit(page),
            attribution=(replace(a_visit(page).attribution[-1], name="officials", entity=None),),
        )
        for page in pages
    ]
    assert len(forecasts(*statements, pages=pages)) == 2


@given(days=st.integers(-400, 400), value=st.sampled_from(PREDICTION_MARKS))
def test_a_status_follows_from_its_day_and_mark_alone(days: int, value: str) -> None:
    """On any day a mark holds; without one the statuses come in the order of the calendar."""
    today = END + timedelta(days=days)
    [bare] = forecasts(a_visit(), today=today)
    [marked] = forecasts(a_visit(), today=today, decisions=(a_mark(value),))
    assert marked.outcome.status == (bare.outcome.status if value == "open" else value)
    [later] = forecasts(a_visit(), today=today + timedelta(days=1))
    order = ["open", "due", "lapsed"]
    assert order.index(bare.outcome.status) <= order.index(later.outcome.status)


# A predicted number

TOLL = a_document(
    "The army said casualties will exceed 5,000 by June. It counts 100 so far.",
    id="toll",
    published=MADE,
)
PREDICTED = a_prediction(
    TOLL,
    "casualties will exceed 5,000 by June",
    n=1,
    event="exceed 5,000",
    window=Period(end_date=END),
)
NUMBER = a_figure(
    TOLL,
    "casualties will exceed 5,000",
    n=2,
    measure="casualties",
    low=5001,
    high=None,
    modifier="more_than",
    number="5,000",
)
SO_FAR = a_figure(TOLL, "It counts 100 so far", n=3, measure="casualties", low=100, number="100")


def by_estimate(low: int | None, high: int | None, today: date) -> Forecast:
    """The forecast, held against an estimate from `low` to `high` (no estimate: both None)."""

    def estimator(
        record: Record, prediction: Prediction, figure: Figure, on: date
    ) -> NumberEstimate | None:
        assert (prediction, figure, on) == (PREDICTED, NUMBER, min(today, END))
        return None if low is None else NumberEstimate(Interval(low, high), "range")

    record = Record(Corpus({"toll": TOLL}, (PREDICTED, NUMBER, SO_FAR)), today=today)
    [forecast] = find_forecasts(record, estimator=estimator)
    return forecast


@pytest.mark.parametrize(
    ("low", "high", "status_before", "status_after"),
    [
        # all of the estimate is above what was predicted
        (5001, 6000, "met", "met"),
        (5001, None, "met", "met"),
        # none of it is: only the end of its time tells
        (100, 5000, "open", "not_met"),
        # some of it is
        (4000, 6000, "open", "lapsed"),
        (100, None, "open", "lapsed"),
        # no estimate
        (None, None, "open", "lapsed"),
    ],
)
def test_a_number_is_met_where_every_estimate_of_it_fits(
    low: int | None, high: int | None, status_before: str, status_after: str
) -> None:
    assert by_estimate(low, high, date(2025, 3, 1)).outcome.status == status_before
    assert by_estimate(low, high, date(2025, 7, 1)).outcome.status == status_after


def test_a_corrected_estimate_opens_it_again() -> None:
    """The working is redone each time, so nothing has to be taken back."""
    spring = date(2025, 3, 1)
    assert by_estimate(5200, 6000, spring).outcome.why == (
        "the estimate (range) for 1 March 2025 is 5,200 to 6,000, 5,001 or more was predicted"
    )
    assert by_estimate(3200, 4000, spring).outcome.status == "open"


def test_a_predicted_number_is_no_count() -> None:
    corpus = without_predicted(Corpus({"toll": TOLL}, (PREDICTED, NUMBER, SO_FAR)))
    assert corpus.statements == (PREDICTED, SO_FAR)


def test_settings_say_when_a_prediction_is_due() -> None:
    corpus = Corpus({PAGE.id: PAGE}, (a_visit(),))
    soon = Settings(prediction_due_days=200)
    [forecast] = find_forecasts(Record(corpus, settings=soon, today=MADE))
    assert forecast.outcome.status == "due"
