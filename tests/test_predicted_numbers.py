"""A predicted number is compared with an estimate of the same people, each time anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from factories import a_document, a_figure, a_prediction, a_span
from tollbook.model.document import Document
from tollbook.model.estimate import Policy
from tollbook.model.statement import Figure, Period, Population, Prediction, Statement
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.predictions import ByPolicy, Forecast, find_forecasts
from tollbook.reasoning.record import Record

JANUARY = a_document(
    "The NIS said North Korean casualties will exceed 5,000 by June.",
    id="january",
    published=date(2025, 1, 13),
)
PREDICTED = a_prediction(
    JANUARY,
    "North Korean casualties will exceed 5,000 by June",
    n=1,
    event="exceed 5,000",
    actor=a_span(JANUARY, "North Korean casualties"),
    window=Period(end_date=date(2025, 6, 30)),
    origin="NIS",
    entity="org:kr-nis",
)
NUMBER = a_figure(
    JANUARY,
    "North Korean casualties will exceed 5,000 by June",
    n=2,
    measure="casualties",
    low=5001,
    high=None,
    modifier="more_than",
    number="5,000",
    origin="NIS",
    entity="org:kr-nis",
)


def a_count(
    id: str, low: int, day: date, *, side: str = "KP", entity: str = "org:kr-nis"
) -> tuple[Document, Figure]:
    """A page on which an agency gives the casualties of one side so far."""
    page = a_document(f"The NIS said {low} soldiers were lost.", id=id, published=day)
    people = Population(mention=a_span(page, "soldiers"), side=side)
    figure = a_figure(
        page,
        f"{low} soldiers were lost",
        measure="casualties",
        low=low,
        number=str(low),
        population=people,
        scope="cumulative",
        period=(None, day),
        origin="NIS",
        entity=entity,
    )
    return page, figure


def forecast(
    *counts: tuple[Document, Figure],
    policy: Policy = "range",
    today: date = date(2025, 5, 10),
    said: Prediction = PREDICTED,
    number: Figure = NUMBER,
) -> Forecast:
    pages = {JANUARY.id: JANUARY} | {page.id: page for page, _ in counts}
    statements: list[Statement] = [said, number, *(figure for _, figure in counts)]
    record = Record(Corpus(pages, tuple(statements)), today=today)
    [found] = find_forecasts(record, estimator=ByPolicy(policy))
    return found


MARCH, MAY = date(2025, 3, 1), date(2025, 5, 9)


def test_nothing_but_the_prediction_is_no_estimate() -> None:
    """A prediction does not prove itself."""
    assert forecast().outcome.status == "open"


def test_a_count_above_it_meets_it_and_says_under_which_policy() -> None:
    found = forecast(a_count("may", 5200, MAY))
    assert found.outcome.status == "met"
    assert found.outcome.why == (
        "the estimate (range) for 10 May 2025 is 5,200, 5,001 or more was predicted"
    )


def test_a_count_below_it_waits_for_the_end_of_its_time() -> None:
    count = a_count("may", 3200, MAY)
    assert forecast(count).outcome.status == "open"
    assert forecast(count, today=date(2025, 7, 1)).outcome.status == "not_met"


def test_a_correction_opens_it_again() -> None:
    too_many, corrected = a_count("march", 5200, MARCH), a_count("may", 4800, MAY)
    assert forecast(too_many).outcome.status == "met"
    assert forecast(too_many, corrected).outcome.status == "open"


def test_a_count_from_after_its_time_comes_too_late() -> None:
    late = a_count("august", 6000, date(2025, 8, 1))
    assert forecast(late, today=date(2025, 9, 1)).outcome.status == "lapsed"


def test_the_policy_decides_where_origins_differ() -> None:
    counts = (
        a_count("one", 3200, MARCH, entity="org:one"),
        a_count("two", 5200, MARCH, entity="org:two"),
        a_count("three", 5400, MARCH, entity="org:three"),
    )
    assert forecast(*counts).outcome.status == "open"
    assert forecast(*counts, policy="independent_median").outcome.status == "met"


@pytest.mark.parametrize(
    ("said", "number"),
    [
        # another people than those counted
        (
            PREDICTED,
            replace(NUMBER, population=Population(mention=a_span(JANUARY, "NIS"), side="UA")),
        ),
        # nobody knows whom
        (replace(PREDICTED, actor=None), NUMBER),
    ],
)
def test_only_a_count_of_the_same_people_tells(said: Prediction, number: Figure) -> None:
    found = forecast(a_count("may", 5200, MAY), said=said, number=number)
    assert found.outcome.status == "open"
