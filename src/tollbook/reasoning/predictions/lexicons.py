"""How likely a word is: the published yardsticks, and the band each gives to a prediction."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from tollbook.language import LexiconError, load
from tollbook.model.statement import Prediction

Lexicon = Literal["icd203", "phia"]
"""`icd203`: Office of the Director of National Intelligence, 2015; `phia`: the Probability
Yardstick of the Professional Head of Intelligence Assessment, 2019."""

LEXICONS: tuple[Lexicon, ...] = get_args(Lexicon)

_FILES: dict[Lexicon, str] = {"icd203": "likelihood", "phia": "likelihood_phia"}


@dataclass(frozen=True, slots=True)
class Band:
    """The chances, 0 to 1, that a word of likelihood stands for."""

    low: float
    high: float


def source_of(lexicon: Lexicon, language: str = "en") -> str:
    """What a lexicon was taken from, as it is printed beside a result."""
    return str(load(language, _FILES[lexicon])["source"])


def band_of(prediction: Prediction, lexicon: Lexicon, language: str = "en") -> Band | None:
    """The band of a prediction's likelihood, None where its words are on no yardstick.

    A chance stated in percent is its own band on any. "Could", "may" and "feared" have none, and
    neither has a plain "will": no number is made up for them.
    """
    likelihood = prediction.likelihood
    if likelihood is None:
        return None
    if any(character.isdigit() for character in likelihood.mention.quote):
        low, high = likelihood.low, likelihood.high
        return None if low is None or high is None else Band(low, high)
    evidence, mention = prediction.evidence, likelihood.mention
    start = max(mention.start - evidence.start, 0)
    # The phrase may be longer than the word that reading took it by: "a realistic possibility".
    around = evidence.quote if evidence.covers(mention) else mention.quote
    at = start if evidence.covers(mention) else 0
    try:
        found = _words(lexicon, language).finditer(around)
        for match in found:
            if match.start() < at + len(mention.quote) and at < match.end():
                return None if match["negation"] else _bands(lexicon, language)[_plain(match)]
    except LexiconError:
        return None
    return None


def _plain(match: re.Match[str]) -> str:
    return " ".join(match["word"].lower().split())


@cache
def _bands(lexicon: Lexicon, language: str) -> dict[str, Band]:
    bands = load(language, _FILES[lexicon])["band"]
    return {word: Band(band["low"], band["high"]) for band in bands for word in band["words"]}


@cache
def _words(lexicon: Lexicon, language: str) -> re.Pattern[str]:
    """The words of a yardstick, the longest first, each with the negation before it."""
    words = sorted(_bands(lexicon, language), key=lambda word: (-len(word), word))
    either = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    negations = "|".join(map(re.escape, load(language, _FILES[lexicon])["negations"]))
    return re.compile(rf"(?P<negation>(?:{negations})\s+)?\b(?P<word>{either})\b", re.IGNORECASE)
