"""How likely an attribution is right, by what the tagger's scores were worth on held-out articles.

`confidence.json` holds, for each way that tagger and grammar can agree, the share of right ones by
score: a rising line through points, fitted by isotonic regression (B. Zadrozny and C. Elkan,
"Transforming Classifier Scores into Accurate Multiclass Probability Estimates", KDD 2002) on the
development articles, which nothing was trained on.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from functools import cache
from importlib.resources import files
from typing import Literal

Agreement = Literal["agrees", "differs", "alone", "unseen", "harm"]
"""How tagger and grammar agree on a cue.

They name one source; name two; only the tagger read it; only the grammar did, and what is said
mentions no harm; only the grammar did, and it mentions one.
"""

Points = tuple[tuple[float, float], ...]
"""A rising line: pairs of score and likelihood, by score."""


def confidence(score: float, agreement: Agreement) -> float:
    """The likelihood, from 0 to 1, that cue and source are right."""
    return round(interpolate(score, _lines()[agreement]), 2)


def interpolate(score: float, line: Points) -> float:
    """The height of a line at a score; level before its first and after its last point.

    >>> interpolate(0.25, ((0.0, 0.2), (0.5, 0.6))), interpolate(0.9, ((0.0, 0.2), (0.5, 0.6)))
    (0.4, 0.6)
    """
    after = bisect_right(line, score, key=lambda point: point[0])
    if after == 0 or after == len(line):
        return line[max(0, after - 1)][1]
    (left, low), (right, high) = line[after - 1], line[after]
    return low + (high - low) * (score - left) / (right - left)


@cache
def _lines() -> dict[str, Points]:
    shipped = files("tollbook.extraction.tagger") / "model" / "confidence.json"
    lines = json.loads(shipped.read_text(encoding="utf-8"))
    return {name: tuple((x, y) for x, y in points) for name, points in lines.items()}
