"""How much the tagger's scores are worth, fitted on texts that nothing was trained on."""

from __future__ import annotations

import json
import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
from sklearn.isotonic import IsotonicRegression

from tollbook.evaluation.annotated import Annotated, from_statements
from tollbook.evaluation.attribution_gold import read_attributions
from tollbook.evaluation.attributions import AttributedSpans, Pieces, from_relations
from tollbook.evaluation.gold import read_gold, read_passages
from tollbook.evaluation.pairing import pair, same_source
from tollbook.extraction import Parser, extract
from tollbook.extraction.attribution import grammar_relations
from tollbook.extraction.attribution.learned import Agreement, Candidate, candidates
from tollbook.extraction.figures import find_drafts
from tollbook.extraction.figures.learned import confidence_line, merge_with_reader
from tollbook.extraction.sentences.gate import read_all_sentences, read_sentences
from tollbook.extraction.tagger.calibration import Points
from tollbook.language import languages
from tollbook.model.document import Document
from tollbook.model.statement import Figure
from tollbook.settings import Settings
from training.reader.figures import Passage

log = logging.getLogger("training")
_POINTS = 9
_LEAST_OF_A_POINT = 12
_ENOUGH = 60  # fewer judged make no line

Judged = tuple[float, bool]
"""The score of a candidate, and whether its cue and source are right."""


def calibrate(
    articles: Path, figures: Iterable[Path], counted: Iterable[Passage], folder: Path
) -> None:
    """Write `confidence.json` into `folder`: for each agreement, the share right by score.

    The figures of `counted` passages say what the reader's support for a figure is worth. What the
    grammar alone read of people who come to harm is judged by annotated `figures`, since the
    articles hardly tell of any. Where there are too few for a line it is one share for all.
    """
    parser, settings = Parser(), Settings()
    judged: dict[Agreement, list[Judged]] = defaultdict(list)
    for agreement, one in _judged(articles, parser, settings):
        judged[agreement].append(one)
    lines: dict[str, Points] = {
        agreement: fitted(found) for agreement, found in sorted(judged.items())
    }
    by_figures = [right for path in figures for right in _harms(path, parser, settings)]
    lines["harm"] = _share([(0.0, right) for right in by_figures])
    for kind, weighed in sorted(_weighed(counted, parser, settings).items()):
        lines[kind] = fitted(weighed) if len(weighed) >= _ENOUGH else _share(weighed)
        log.info("%s: %d of %d right", kind, sum(right for _, right in weighed), len(weighed))
    (folder / "confidence.json").write_text(json.dumps(lines) + "\n", encoding="utf-8")
    for agreement, found in sorted(judged.items()):
        log.info("%s: %d of %d right", agreement, sum(right for _, right in found), len(found))
    log.info("harm: %d of %d figures right", sum(by_figures), len(by_figures))


def _share(judged: Sequence[Judged]) -> Points:
    """One share for all scores, with one right and one wrong added (the rule of succession)."""
    share = round((sum(right for _, right in judged) + 1) / (len(judged) + 2), 3)
    return (0.0, share), (1.0, share)


def fitted(judged: Sequence[Judged]) -> Points:
    """A rising line through the share of right ones, at a few scores with as many on each side."""
    scores = np.array([score for score, _ in judged])
    right = np.array([float(good) for _, good in judged])
    line = IsotonicRegression(y_min=0.01, y_max=0.99, out_of_bounds="clip").fit(scores, right)
    count = min(_POINTS, max(2, len(judged) // _LEAST_OF_A_POINT))
    places = sorted(set(np.quantile(scores, np.linspace(0, 1, count)).round(4).tolist()))
    return tuple((x, round(float(y), 3)) for x, y in zip(places, line.predict(places), strict=True))


def kept_for_calibration(identity: str) -> bool:
    """Whether a passage of the development part serves to calibrate and choose, not to report.

    Passages of one article, which are told apart by a number behind "w", go together.
    """
    return crc32(re.sub(r"-w\d+", "", identity).encode()) % 2 == 0


def _weighed(
    passages: Iterable[Passage], parser: Parser, settings: Settings
) -> dict[str, list[Judged]]:
    """The support of each figure, and whether it is there with this measure and value."""
    found: dict[str, list[Judged]] = defaultdict(list)
    for passage in passages:
        (parsed,) = read_sentences([passage.document], parser, settings)
        drafts = merge_with_reader(parsed, find_drafts(parsed))
        read = [
            Annotated(
                measure=draft.measure,
                low=draft.low,
                high=draft.high,
                evidence=(draft.evidence.start, draft.evidence.end),
                number=(draft.number.start, draft.number.end) if draft.number else None,
                voices=(),
            )
            for draft in drafts
        ]
        met = {p: g for g, p in pair(passage.figures, read).pairs}
        for place, draft in enumerate(drafts):
            if draft.support is None:
                continue
            gold = passage.figures[met[place]] if place in met else None
            right = gold is not None and (gold.low, gold.high) == (draft.low, draft.high)
            found[confidence_line(draft)].append((draft.support, right))
    return found


def _judged(
    articles: Path, parser: Parser, settings: Settings
) -> Iterator[tuple[Agreement, Judged]]:
    passages = read_passages(articles)
    gold = read_attributions(articles, passages)
    for id, document in passages.items():
        for candidate in _candidates(document, parser, settings):
            if candidate.score is not None and candidate.agreement != "harm":
                right = _is_right(candidate, gold.get(id, ()), document.text)
                yield candidate.agreement, (candidate.score, right)


def _candidates(document: Document, parser: Parser, settings: Settings) -> list[Candidate]:
    if document.language not in languages():
        return []  # a line of numbers may look like no language
    parsed = read_all_sentences(document, parser, settings)
    return list(candidates(parsed, grammar_relations(parsed)))


def _harms(path: Path, parser: Parser, settings: Settings) -> Iterator[bool]:
    """Of the figures that met, whose cue only the grammar read: whether the voice is right."""
    passages = read_passages(path.with_suffix(".jsonl"))
    for id, gold in read_gold(path.with_suffix(".gold.jsonl"), passages).items():
        document = passages[id]
        alone = {
            candidate.relation.cue
            for candidate in _candidates(document, parser, settings)
            if candidate.agreement == "harm"
        }
        found = [s for s in extract(document, parser, settings) if isinstance(s, Figure)]
        read = from_statements(found)
        for g, p in pair(gold, read).pairs:
            if found[p].origin.cue in alone:
                yield same_source(gold[g], read[p])


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
