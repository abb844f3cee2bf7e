"""Annotated figures as tags of words: measure, scope, and whether a voice has them.

A figure is tagged at its anchor: the words of its number, as far as the number grammar reads them;
where it has none, the head of the people counted, as spaCy parses the passage.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tollbook.evaluation.annotated import Annotated
from tollbook.evaluation.gold import figures_of, passage_of, read_passages, record_of
from tollbook.evaluation.records import GoldError, read_records
from tollbook.extraction.numbers import quantities
from tollbook.extraction.sentences.gate import sentences
from tollbook.extraction.tagger.support import SCOPES
from tollbook.model.document import Document
from tollbook.model.values import MEASURES

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from tollbook.extraction import Parser
    from tollbook.extraction.tagger.words import Word

log = logging.getLogger("training")

NOT_TOLD = -1
_LONGEST_SENTENCE = 2000
_CLOSE = ("nsubjpass", "dobj", "nsubj", "poss", "pobj")


@dataclass(frozen=True, slots=True)
class FigureTags:
    """What the gold says of each of W words.

    `measures` (W × 8) is 1 where the word anchors a figure of that measure; `scope` and `voiced`
    (both W) are `NOT_TOLD` elsewhere. `voiced` is 1 where somebody is credited, 0 where the page
    speaks for itself.
    """

    measures: NDArray[np.float32]
    scope: NDArray[np.int64]
    voiced: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage with its sentences as (start, end, block), its figures and where each is anchored.

    `anchors` are offsets, (start, end) for each figure.
    """

    document: Document
    sentences: tuple[tuple[int, int, int], ...]
    figures: tuple[Annotated, ...]
    anchors: tuple[tuple[int, int], ...]


def read_figures(
    texts: Path, parser: Parser, keep: Mapping[str, str] | None = None
) -> Iterator[Passage]:
    """The passages of `texts` with the figures of the gold beside it.

    `keep` chooses passages by keys of their records: `{"use": "train"}`. A passage whose gold does
    not fit it is left out, with a message.
    """
    chosen = {
        record["id"]
        for _, record in read_records(texts)
        if all(record.get(key) == value for key, value in (keep or {}).items())
    }
    passages = read_passages(texts)
    for where, content in read_records(texts.with_suffix(".gold.jsonl")):
        try:
            record = record_of(content, where)
            document = passage_of(record.id, passages, where)
            figures = figures_of(record, document, where)
        except GoldError as error:
            log.warning("left out: %s", error)
            continue
        if record.id in chosen:
            yield _passage(document, figures, content["figures"], parser)


def tags_of(passage: Passage, words: Sequence[Word]) -> FigureTags:
    """What the figures of a passage say of its words."""
    tags = FigureTags(
        np.zeros((len(words), len(MEASURES)), dtype=np.float32),
        np.full(len(words), NOT_TOLD, dtype=np.int64),
        np.full(len(words), NOT_TOLD, dtype=np.int64),
    )
    starts = np.array([word.start for word in words])
    ends = np.array([word.end for word in words])
    for figure, (start, end) in zip(passage.figures, passage.anchors, strict=True):
        here = (starts < end) & (start < ends)
        tags.measures[here, MEASURES.index(figure.measure)] = 1
        tags.scope[here] = SCOPES.index(figure.scope)
        tags.voiced[here] = int(bool(figure.voices))
    return tags


def _passage(
    document: Document,
    figures: Sequence[Annotated],
    records: Sequence[dict[str, Any]],
    parser: Parser,
) -> Passage:
    cut = tuple(sentences(document, _LONGEST_SENTENCE))
    anchors = []
    for figure, record in zip(figures, records, strict=True):
        if figure.number is not None and figure.has_number_word:
            anchors.append(_core(document.text, figure.number))
            continue
        first, last = figure.evidence
        begin, stop, _ = next((one for one in cut if first < one[1]), cut[-1])
        doc = next(parser.parse([document.text[begin:stop]]))
        population = record.get("population", "")
        if not population and figure.number is not None:
            anchors.append(figure.number)  # "another was hurt"
            continue
        head = _head(doc, first - begin, last - begin, population)
        start = begin + head.idx if head is not None else first
        anchors.append((start, start + len(head) if head is not None else last))
    return Passage(document, cut, tuple(figures), tuple(anchors))


def _core(text: str, number: tuple[int, int]) -> tuple[int, int]:
    """The number without what stands around it ("at least", "of"), if the grammar reads it."""
    start, end = number
    found = quantities(text[start:end])
    if not found:
        return start, start + len(re.sub(r"\s+of$", "", text[start:end]))
    return start + found[0].core_start, start + found[-1].core_end


def _head(doc: Doc, start: int, end: int, population: str) -> Token | None:
    """The head of the people counted in `start..end` of a sentence, or of what is said of them."""
    inside = [t for t in doc if start < t.idx + len(t) and t.idx < end and not t.is_punct]
    if not inside:
        return None
    words = doc[inside[0].i : inside[-1].i + 1]
    at = doc.text.find(population, start, end) if population else -1
    if at >= 0:
        people = doc.char_span(at, at + len(population), alignment_mode="expand")
        if people is not None:
            return people.root
    harm = words.root
    for label in _CLOSE:
        for token in words:
            if token.dep_ == label and token.tag_ in ("PRP", "PRP$", "WP"):
                return token
    return harm
