"""What the network's scores are worth: rising lines from score to likelihood, fitted on held text.

`confidence.json` holds one line for each kind of thing that is judged. They are fitted by isotonic
regression (B. Zadrozny and C. Elkan, "Transforming Classifier Scores into Accurate Multiclass
Probability Estimates", KDD 2002) on texts that nothing was trained on.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from functools import cache
from importlib.resources import files

Points = tuple[tuple[float, float], ...]
"""A rising line: pairs of score and likelihood, by score."""


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
def lines() -> dict[str, Points]:
    """The lines that ship, by the name of what they judge."""
    shipped = files("tollbook.extraction.tagger") / "model" / "confidence.json"
    found = json.loads(shipped.read_text(encoding="utf-8"))
    return {name: tuple((x, y) for x, y in points) for name, points in found.items()}
