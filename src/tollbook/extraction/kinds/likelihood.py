"""How likely, in the speaker's words: the bands of ICD 203, stated percentages, or no band."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from tollbook.language import load
from tollbook.model.statement import Likelihood
from tollbook.model.text import Span

if TYPE_CHECKING:
    from tollbook.extraction.sentences.parse import ParsedDocument

_PERCENT = re.compile(
    r"\b(?P<low>\d{1,3})(?:(?:-|–| to )(?P<high>\d{1,3}))? ?(?:%|percent|per cent|pct)"
    r" (?:chance|probability|likelihood|risk|possibility)\b",
    re.IGNORECASE,
)


def find_likelihood(
    parsed: ParsedDocument, start: int, end: int, unquantified: Span | None
) -> Likelihood | None:
    """The likelihood said between two offsets of the document, with its band.

    A stated percentage is its own band; then come the words of the yardstick. Where neither stands
    there, `unquantified` ("could", "feared") is the likelihood, without a band; None if missing.
    """
    text = parsed.document.text
    percent = _PERCENT.search(text, start, end)
    if percent is not None and int(percent["low"]) <= 100:
        low = int(percent["low"]) / 100
        high = min(int(percent["high"] or percent["low"]) / 100, 1.0)
        mention = parsed.span(percent.start(), percent.end())
        return Likelihood(mention=mention, low=low, high=max(low, high))
    language = parsed.document.language
    found = _words(language).search(text, start, end)
    if found is not None:
        mention = parsed.span(found.start(), found.end())
        if found["negation"]:
            return Likelihood(mention=mention)
        low, high = _bands(language)[found["word"].lower()]
        return Likelihood(mention=mention, low=low, high=high)
    return None if unquantified is None else Likelihood(mention=unquantified)


@cache
def _bands(language: str) -> dict[str, tuple[float, float]]:
    bands = load(language, "likelihood")["band"]
    return {word: (band["low"], band["high"]) for band in bands for word in band["words"]}


@cache
def _words(language: str) -> re.Pattern[str]:
    words = sorted(_bands(language), key=lambda word: (-len(word), word))
    negations = "|".join(map(re.escape, load(language, "likelihood")["negations"]))
    return re.compile(
        rf"(?P<negation>(?:{negations}) )?\b(?P<word>{'|'.join(map(re.escape, words))})\b",
        re.IGNORECASE,
    )
