"""Attributions beside a gold's: how many sources, cues and contents are found exactly.

The measure is that of the published tables for PolNeAR (E. Newell, D. Margolin and D. Ruths, "An
Attribution Relations Corpus for Political News", LREC 2018): exact match of a span, of each kind by
itself. As a source is shared by all that it says, a span counts once a passage. Contents
are scored again piece by piece, which is how taggers of words are compared, and by overlap, since a
comma more or less changes nothing for a reader.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from tollbook.evaluation.pairing import match_partners
from tollbook.evaluation.score import Accuracy

if TYPE_CHECKING:
    from tollbook.extraction.attribution.relation import Relation
    from tollbook.extraction.tagger import Tags
    from tollbook.model.text import Span

# A span as the stretches (start, end) that it consists of: more than one where it has gaps.
Pieces = tuple[tuple[int, int], ...]
Role = Literal["source", "cue", "content"]

ROLES: tuple[Role, ...] = ("source", "cue", "content")
PIECES, OVERLAP, WHOLE = "content, by piece", "content, overlap", "all three"
# The least share of the characters of two contents that stands in both (Jaccard).
_ENOUGH = 0.5


class AttributedSpans(NamedTuple):
    """Who (source) is made by which words (cue) to say what (content); empty where left out."""

    source: Pieces
    cue: Pieces
    content: Pieces


@dataclass(frozen=True, slots=True)
class Hits:
    """How many spans there are in the gold, were read, and met one another."""

    gold: int = 0
    predicted: int = 0
    right: int = 0

    @property
    def accuracy(self) -> Accuracy:
        """Their precision, recall and F1."""
        return Accuracy.of(self.right, self.gold, self.predicted)

    def __add__(self, other: Hits) -> Hits:
        """The hits of two lots of passages together."""
        return Hits(
            self.gold + other.gold, self.predicted + other.predicted, self.right + other.right
        )


def from_relations(relations: Iterable[Relation], text: str) -> list[AttributedSpans]:
    """What the first step of attribution found, as spans of the text.

    Of a chain the origin is the source, since PolNeAR flattens chains; what is only carried on has
    no words of its own and is left out.
    """
    return [
        AttributedSpans(
            _pieces(relation.voices[-1:], text),
            _pieces(() if relation.cue is None else (relation.cue,), text),
            _pieces(relation.content, text),
        )
        for relation in relations
        if not relation.carried
    ]


def from_tags(tags: Tags, text: str) -> list[AttributedSpans]:
    """What the tagger finds by itself, as spans of the text."""
    return [
        AttributedSpans(
            _pieces(found.sources, text),
            _pieces(() if found.cue is None else (found.cue,), text),
            _pieces(found.content, text),
        )
        for found in tags.found
    ]


def _pieces(spans: Sequence[Span], text: str) -> Pieces:
    return join_stretches(((span.start, span.end) for span in spans), text)


def join_stretches(stretches: Iterable[tuple[int, int]], text: str) -> Pieces:
    """A span without outer blanks, its stretches in order, those with only blanks between as one.

    >>> join_stretches([(11, 13), (5, 9), (0, 4)], "They were, he said, late")
    ((0, 9), (11, 13))
    """
    found: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        words = text[start:end]
        first, last = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        if first >= last:
            continue
        if found and not text[found[-1][1] : first].strip():
            first, before = found.pop()
            last = max(before, last)
        found.append((first, last))
    return tuple(found)


def hits(gold: Sequence[AttributedSpans], predicted: Sequence[AttributedSpans]) -> dict[str, Hits]:
    """The hits in one passage: spans of each role, contents that overlap, and all three at once."""
    found: dict[str, Hits] = {
        role: _exact(spans_of(gold, role), spans_of(predicted, role)) for role in ROLES
    }
    found[PIECES] = _exact(
        *({p for span in spans_of(which, "content") for p in span} for which in (gold, predicted))
    )
    wanted, read = (sorted(spans_of(which, "content")) for which in (gold, predicted))
    near = [[p for p, other in enumerate(read) if jaccard(one, other) >= _ENOUGH] for one in wanted]
    found[OVERLAP] = Hits(len(wanted), len(read), len(match_partners(near)))
    found[WHOLE] = _exact({one for one in gold if any(one)}, {one for one in predicted if any(one)})
    return found


def spans_of(attributions: Iterable[AttributedSpans], role: Role) -> set[Pieces]:
    """The different spans that play a role in some attributions."""
    return {spans for found in attributions if (spans := getattr(found, role))}


def _exact(gold: Set[Hashable], predicted: Set[Hashable]) -> Hits:
    return Hits(len(gold), len(predicted), len(gold & predicted))


def jaccard(one: Pieces, other: Pieces) -> float:
    """The characters that two spans share, of all that either has.

    >>> jaccard(((0, 10),), ((0, 4), (6, 10)))
    0.8
    """
    shared = sum(max(0, min(a_end, b_end) - max(a, b)) for a, a_end in one for b, b_end in other)
    both = sum(end - start for start, end in (*one, *other)) - shared
    return shared / both if both else 0.0
