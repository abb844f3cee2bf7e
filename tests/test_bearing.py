"""What later statements seem to bear on a prediction, and why they are shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from factories import a_document, a_figure, a_prediction, a_span, an_assertion
from tollbook.model.statement import Period, Prediction
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.predictions.bearing import Bearing, Bearings
from tollbook.resolution import EntityTable
from tollbook.settings import Settings

MADE, LATER = date(2025, 1, 13), date(2025, 5, 9)
PAGE = a_document(
    "The NIS said Kim Jong-un will visit Russia by June. It said the North will send more troops.",
    id="january",
    published=MADE,
)
VISIT = a_prediction(
    PAGE,
    "Kim Jong-un will visit Russia by June",
    event="visit Russia",
    actor=None,
    window=Period(end_date=date(2025, 6, 30)),
)
TROOPS = a_prediction(PAGE, "the North will send more troops", n=2, event="send more troops")


def with_actor(prediction: Prediction, words: str) -> Prediction:
    return replace(prediction, actor=a_span(PAGE, words))


KIM_VISITS = with_actor(VISIT, "Kim Jong-un")
NORTH_SENDS = with_actor(TROOPS, "the North")


def bearing(prediction: Prediction, said: str, published: date | None = LATER) -> list[Bearing]:
    """What of a later page bears on the prediction."""
    page = a_document(said, id="later", published=published)
    corpus = Corpus({"january": PAGE, "later": page}, (KIM_VISITS, an_assertion(page, said)))
    return list(Bearings(corpus, Settings(), EntityTable.shipped()).on(prediction))


@pytest.mark.parametrize(
    ("said", "reasons"),
    [
        # by the office, and by a town
        (
            "North Korea's leader arrived in Vladivostok on Friday",
            (
                "“arrived”, of “visit”",
                "“North Korea's leader” may be Kim Jong-un",
                "Vladivostok is in Russia",
            ),
        ),
        # by his name
        (
            "Kim Jong Un met Vladimir Putin in Moscow",
            ("“met”, of “visit”", "Kim Jong-un is named", "Russia is named"),
        ),
        # the same word
        (
            "Kim Jong-un paid a visit to Russia",
            ("“visit”", "Kim Jong-un is named", "Russia is named"),
        ),
    ],
)
def test_proposes_what_shares_event_actor_and_place(said: str, reasons: tuple[str, ...]) -> None:
    [found] = bearing(KIM_VISITS, said)
    assert found.id == "later#1"
    assert found.reasons == (*reasons, "published on 9 May 2025")


@pytest.mark.parametrize(
    "said",
    [
        # another actor
        "Vladimir Putin arrived in Vladivostok on Friday",
        "China's leader arrived in Vladivostok on Friday",
        # another place
        "Kim Jong-un arrived in Beijing on Friday",
        # another event
        "Kim Jong-un praised Russia on Friday",
    ],
)
def test_passes_over_what_misses_one_of_them(said: str) -> None:
    assert bearing(KIM_VISITS, said) == []


def test_what_was_published_before_or_no_one_knows_when_shows_nothing() -> None:
    said = "North Korea's leader arrived in Vladivostok on Friday"
    for published in (MADE, date(2024, 5, 9), None):
        assert bearing(KIM_VISITS, said, published) == []


def test_says_when_the_time_was_over() -> None:
    [found] = bearing(KIM_VISITS, "Kim Jong-un arrived in Moscow on Friday", date(2025, 7, 4))
    assert found.reasons[-1] == "published on 4 July 2025, after its time"


def test_an_actor_that_is_no_person_is_found_by_its_words() -> None:
    [found] = bearing(NORTH_SENDS, "North Korea sent another 3,000 troops to Kursk")
    assert found.reasons[:2] == ("“sent”, of “send”", "“North” as in “the North”")


def test_the_rest_of_the_event_has_to_be_there_too() -> None:
    assert bearing(NORTH_SENDS, "North Korea sent a letter to Moscow") == []


def test_a_page_that_makes_no_statement_is_looked_through_as_well() -> None:
    page = a_document(
        "It rained. North Korea's leader arrived in Vladivostok. Trains ran.",
        id="later",
        published=LATER,
    )
    corpus = Corpus({"january": PAGE, "later": page}, (KIM_VISITS,))
    [found] = Bearings(corpus, Settings(), EntityTable.shipped()).on(KIM_VISITS)
    assert (found.id, found.document) == ("later", "later")
    assert found.span.quote == "North Korea's leader arrived in Vladivostok."


@pytest.mark.parametrize(
    "said",
    [
        "Kim Jong-un will soon visit Russia",
        "Kim Jong-un is expected to visit Russia",
        "Kim Jong-un is to arrive in Vladivostok on Friday",
    ],
)
def test_what_has_not_come_about_shows_nothing(said: str) -> None:
    assert bearing(KIM_VISITS, said) == []


def test_what_did_not_come_about_is_as_telling() -> None:
    [found] = bearing(KIM_VISITS, "The half-year ended without the trip to Russia by Kim Jong-un")
    assert found.reasons[0] == "“trip”, of “visit”"
    assert "“without” before it: it may not have come about" in found.reasons


def test_another_prediction_shows_nothing_and_neither_does_a_denial() -> None:
    page = a_document("The army said no 300 soldiers were killed by Kim in Russia.", id="later")
    denied = a_figure(page, "300 soldiers were killed", modality="denied")
    predicted = a_prediction(page, "soldiers were killed by Kim in Russia", n=2)
    corpus = Corpus({"january": PAGE, "later": page}, (denied, predicted))
    deaths = a_prediction(PAGE, "Kim Jong-un will visit Russia by June", event="visit Russia")
    assert Bearings(corpus, Settings(), EntityTable.shipped()).on(deaths) == ()


def test_proposes_each_document_once_the_earliest_first_and_not_too_many() -> None:
    said = "Kim Jong-un arrived in Moscow"
    pages = [
        a_document(f"{said}. Again: {said}.", id=f"p{n}", published=date(2025, 5, 20 - n))
        for n in range(8)
    ]
    statements = [an_assertion(page, said, n=n) for page in pages for n in (1, 2)]
    corpus = Corpus({page.id: page for page in [PAGE, *pages]}, (KIM_VISITS, *statements))
    found = Bearings(corpus, Settings(), EntityTable.shipped()).on(KIM_VISITS)
    assert [one.document for one in found] == ["p7", "p6", "p5", "p4", "p3"]
