"""What a word of likelihood stands for, on which yardstick, and how a voice is scored by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import a_document, a_prediction
from ledger_tools import AT
from tollbook.language import load
from tollbook.model.decision import Decision
from tollbook.model.statement import Period, Prediction
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.predictions import LEXICONS, Score, find_forecasts, scores
from tollbook.reasoning.predictions.lexicons import Band, Lexicon, band_of, source_of
from tollbook.reasoning.predictions.scores import brier
from tollbook.reasoning.record import Record
from tollbook.settings import Settings


def said(words: str, likelihood: str | None, band: tuple[float, float] | None = None) -> Prediction:
    page = a_document(f"Officials said there {words} another attack.")
    stated = band or (None, None)
    return a_prediction(page, f"there {words} another attack", likelihood=likelihood, band=stated)


@pytest.mark.parametrize(
    ("words", "likelihood", "icd203", "phia"),
    [
        ("is likely to be", "likely", Band(0.55, 0.80), Band(0.55, 0.75)),
        ("is highly likely to be", "highly likely", Band(0.80, 0.95), Band(0.80, 0.90)),
        ("will almost certainly be", "almost certainly", Band(0.95, 0.99), Band(0.95, 1.0)),
        # a phrase of which reading took one word, and which only one of the two knows
        ("is a realistic possibility of", "possibility", None, Band(0.40, 0.50)),
        ("is a roughly even chance of", "roughly even chance", Band(0.45, 0.55), None),
        # taken away
        ("is not likely to be", "not likely", None, None),
        # on no yardstick
        ("could be", "could", None, None),
        ("may be", "may", None, None),
        ("is feared to be", "feared", None, None),
        ("will be", None, None, None),
    ],
)
def test_a_word_has_the_band_of_its_yardstick(
    words: str, likelihood: str | None, icd203: Band | None, phia: Band | None
) -> None:
    prediction = said(words, likelihood)
    assert band_of(prediction, "icd203") == icd203
    assert band_of(prediction, "phia") == phia


@pytest.mark.parametrize("lexicon", LEXICONS)
def test_a_stated_chance_is_its_own_band(lexicon: Lexicon) -> None:
    prediction = said("is a 70 to 80% chance of", "70 to 80% chance", (0.7, 0.8))
    assert band_of(prediction, lexicon) == Band(0.7, 0.8)


@pytest.mark.parametrize("lexicon", LEXICONS)
def test_a_yardstick_runs_upwards_and_says_where_it_is_from(lexicon: Lexicon) -> None:
    bands = load("en", {"icd203": "likelihood", "phia": "likelihood_phia"}[lexicon])["band"]
    ends = [end for band in bands for end in (band["low"], band["high"])]
    assert ends == sorted(ends)
    assert ends[0] >= 0
    assert ends[-1] <= 1
    assert source_of(lexicon)


# Scores

PAGE = a_document(
    "The NIS said " + ", ".join(f"attack {n} is likely" for n in range(12)) + ".",
    published=date(2025, 1, 1),
)
ATTACKS = [
    replace(
        a_prediction(
            PAGE,
            f"attack {n} is likely",
            n=n,
            event=f"attack {n}",
            likelihood="likely",
            window=Period(end_date=date(2025, 1, 1 + n)),
            origin="The NIS",
            entity="org:kr-nis",
        )
    )
    for n in range(1, 12)
]


def marked(n: int, status: str) -> Decision:
    return Decision(
        kind="mark_prediction", subject=f"report#{n}", value=status, by="Ines", reason="seen", at=AT
    )


def score_of(*statuses: str) -> tuple[Score, ...]:
    decisions = tuple(marked(n, status) for n, status in enumerate(statuses, 1))
    record = Record(Corpus({PAGE.id: PAGE}, tuple(ATTACKS)), decisions=decisions)
    return scores(find_forecasts(record), Settings())


def test_a_score_is_the_mean_over_the_whole_band() -> None:
    [score] = score_of(*["met"] * 8, *["not_met"] * 2)
    assert (score.voice, score.n) == ("The NIS", 10)
    assert score.best == pytest.approx((8 * 0.2**2 + 2 * 0.55**2) / 10)
    assert score.worst == pytest.approx((8 * 0.45**2 + 2 * 0.80**2) / 10)


def test_under_ten_there_is_no_score_but_their_number() -> None:
    [score] = score_of(*["met"] * 9)
    assert (score.n, score.best, score.worst) == (9, None, None)


def test_what_was_withdrawn_or_can_t_be_told_is_not_counted() -> None:
    [score] = score_of(*["met"] * 9, "withdrawn", "undecidable")
    assert score.n == 9
    assert score_of("withdrawn") == ()


bands = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(lambda pair: Band(min(pair), max(pair)))


@given(band=bands, chance=st.floats(0, 1), met=st.booleans())
def test_any_chance_within_the_band_scores_between_its_best_and_worst(
    band: Band, chance: float, met: bool
) -> None:
    meant = band.low + chance * (band.high - band.low)
    best, worst = brier(band, met=met)
    assert 0 <= best <= worst <= 1
    assert best - 1e-9 <= (meant - met) ** 2 <= worst + 1e-9
