"""How much the tagger's scores are worth, fitted on articles that nothing was trained on."""

from __future__ import annotations

import json
import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from sklearn.isotonic import IsotonicRegression

from tollbook.evaluation.attribution_gold import read_attributions
from tollbook.evaluation.attributions import AttributedSpans, Pieces, from_relations
from tollbook.evaluation.gold import read_passages
from tollbook.extraction.attribution.calibration import Agreement, Points
from tollbook.extraction.attribution.find import grammar_relations
from tollbook.extraction.attribution.learned import Candidate, candidates
from tollbook.extraction.gate import read_all_sentences
from tollbook.extraction.parse import Parser
from tollbook.language import languages
from tollbook.settings import Settings

log = logging.getLogger("training")
_POINTS = 9
_LEAST_OF_A_POINT = 12

Judged = tuple[float, bool]
"""The score of a candidate, and whether its cue and source are right."""


def calibrate(articles: Path, own: Path, folder: Path) -> None:
    """Write `confidence.json` into `folder`: for each agreement, the share right by score.

    What the grammar alone read of people who come to harm is judged by our `own` passages, since
    the articles hardly tell of any. The tagger was trained on these, so it is seldom right to
    differ there, and the share comes out too low rather than too high.
    """
    judged: dict[Agreement, list[Judged]] = defaultdict(list)
    for path in (articles, own):
        for agreement, one in _judged(path):
            if (agreement == "harm") == (path == own):
                judged[agreement].append(one)
    lines = {agreement: fitted(found) for agreement, found in sorted(judged.items())}
    (folder / "confidence.json").write_text(json.dumps(lines) + "\n", encoding="utf-8")
    for agreement, found in sorted(judged.items()):
        log.info("%s: %d of %d right", agreement, sum(right for _, right in found), len(found))


def fitted(judged: Sequence[Judged]) -> Points:
    """A rising line through the share of right ones, at a few scores with as many on each side."""
    scores = np.array([score for score, _ in judged])
    right = np.array([float(good) for _, good in judged])
    line = IsotonicRegression(y_min=0.01, y_max=0.99, out_of_bounds="clip").fit(scores, right)
    count = min(_POINTS, max(2, len(judged) // _LEAST_OF_A_POINT))
    places = sorted(set(np.quantile(scores, np.linspace(0, 1, count)).round(4).tolist()))
    return tuple((x, round(float(y), 3)) for x, y in zip(places, line.predict(places), strict=True))


def _judged(articles: Path) -> Iterator[tuple[Agreement, Judged]]:
    parser, settings = Parser(), Settings()
    passages = read_passages(articles)
    gold = read_attributions(articles, passages)
    for id, document in passages.items():
        if document.language not in languages():
            continue  # a line of numbers may look like no language
        parsed = read_all_sentences(document, parser, settings)
        for candidate in candidates(parsed, grammar_relations(parsed)):
            if candidate.score is not None:
                right = _is_right(candidate, gold.get(id, ()), document.text)
                yield candidate.agreement, (candidate.score, right)


def _is_right(candidate: Candidate, gold: Sequence[AttributedSpans], text: str) -> bool:
    """Whether the gold has an attribution whose cue and source share words with these."""
    own = from_relations([candidate.relation], text)[0]
    return any(
        _meet(own.cue, other.cue)
        and (_meet(own.source, other.source) or own.source == other.source)
        for other in gold
    )


def _meet(one: Pieces, other: Pieces) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)
