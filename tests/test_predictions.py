"""A prediction is an event of others that somebody sees coming: what, whose, when, how likely."""

from __future__ import annotations

import pytest

from passages import NOBODY, a_passage, assert_whole, quote, said
from tollbook.extraction.kinds.predictions import find_predictions
from tollbook.model.statement import Prediction


def read(text: str) -> list[Prediction]:
    parsed = a_passage(text)
    found = list(find_predictions(parsed, NOBODY, []))
    for prediction in found:
        assert_whole(parsed, prediction)
    return found


@pytest.mark.parametrize(
    ("text", "event", "actor", "window", "likelihood"),
    [
        (
            "Kim will likely travel to Moscow in the first half of next year to ask for more.",
            "travel to Moscow", "Kim", "in the first half of next year", ("likely", 0.55, 0.80),
        ),
        (
            "The militia is expected to free six hostages by Friday.",
            "free six hostages", "The militia", "by Friday", ("expected", None, None),
        ),
        ("The toll could rise.", "rise", "The toll", None, ("could", None, None)),
        (
            "Rescuers fear that hundreds more may die within days.",
            "die", "hundreds more", "within days", ("may", None, None),
        ),
        (
            "There is a 30 percent chance that the dam will burst next week.",
            "burst", "the dam", "next week", ("30 percent chance", 0.30, 0.30),
        ),
        (
            "It is almost certain that the two generals will meet in Doha.",
            "meet in Doha", "the two generals", None, ("almost certain", 0.95, 0.99),
        ),
        (
            "The rebels are very unlikely to leave the town before March.",
            "leave the town", "The rebels", "before March", ("very unlikely", 0.05, 0.20),
        ),
        (
            "The winter will probably kill thousands of the displaced.",
            "kill thousands of the displaced", "The winter", None, ("probably", 0.55, 0.80),
        ),
        ("More deaths are expected in the coming days.", "More deaths", None, "in the coming days",
         ("expected", None, None)),
        ("A second landslide cannot be ruled out.", "A second landslide", None, None,
         ("cannot be ruled out", None, None)),
        ("The wounded will be flown home tomorrow.", "be flown home", None, "tomorrow", None),
        (
            "The agency expects the North to send more troops later this year.",
            "send more troops", "the North", "later this year", ("expects", None, None),
        ),
        ("The risk of famine is growing in the camps.", "famine", None, None, ("risk", None, None)),
        ("Officials fear more bombings.", "more bombings", None, None, ("fear", None, None)),
        ("He is not likely to survive.", "survive", "He", None, ("not likely", None, None)),
    ],
)  # fmt: skip
def test_reads_a_prediction(
    text: str,
    event: str,
    actor: str | None,
    window: str | None,
    likelihood: tuple[str, float | None, float | None] | None,
) -> None:
    found = read(text)
    assert len(found) == 1, [prediction.event.quote for prediction in found]
    prediction = found[0]
    assert prediction.event.quote == event
    assert quote(prediction.actor) == actor
    assert quote(prediction.window.mention if prediction.window else None) == window
    chance = prediction.likelihood
    assert (chance and (chance.mention.quote, chance.low, chance.high)) == likelihood


@pytest.mark.parametrize(
    "text",
    [
        # a guess at what is or was
        "Forty people may have died.",
        "The commander could be hiding in the hills.",
        "The oldest of the dead may be a colonel.",
        # ability, perception, speech
        "The report could not be confirmed.",
        "Neighbours could hear the children crying.",
        # questions and conditions
        "What will the rebels do next?",
        "It is unclear whether the army will leave.",
        "If the dam should break, nobody knows.",
        # advice, doubt, and "it" that is nobody
        "I would wait for the lists.",
        "Nobody says it will take long.",
        "She does not believe that peace will come.",
        # supposed by nobody
        "The plan would have saved them.",
        "The president is expecting a child.",
        "They were killed in May.",
    ],
)
def test_leaves_alone_what_foretells_nothing(text: str) -> None:
    assert [prediction.event.quote for prediction in read(text)] == []


def test_would_foretells_where_somebody_says_so() -> None:
    text = "The UN warned that thousands would starve next year."
    parsed = a_passage(text)
    voices = said(parsed, "The UN", "that thousands would starve next year", "warned", "warn")
    (prediction,) = find_predictions(parsed, voices, [])
    assert (prediction.event.quote, quote(prediction.actor)) == ("starve", "thousands")
    assert prediction.origin.name == "The UN"
    assert prediction.content.quote == "that thousands would starve next year"


def test_each_of_two_events_has_its_own_time() -> None:
    parsed = a_passage("The storm will reach the coast on Friday and could kill dozens.")
    first, second = find_predictions(parsed, NOBODY, [])
    assert (first.event.quote, quote(first.window.mention if first.window else None)) == (
        "reach the coast",
        "on Friday",
    )
    assert (second.event.quote, second.window) == ("kill dozens", None)


def test_what_a_speaker_will_do_himself_is_no_prediction() -> None:
    parsed = a_passage("The army said it would send more troops next week.")
    voices = said(parsed, "The army", "it would send more troops next week")
    assert list(find_predictions(parsed, voices, [])) == []
