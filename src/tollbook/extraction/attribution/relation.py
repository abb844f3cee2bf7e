"""The nouns of attribution: relations as they are found, attributions as they are handed on.

With an index of the stretches that they cover, and the chains by which one becomes the other: what
is said within another's words reaches the page through that other voice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from tollbook.model.document import Document
from tollbook.model.statement import Voice
from tollbook.model.text import Span
from tollbook.model.values import Modality

_AFTER_A_NAME = " ,;:–—"  # what closes an apposition is no part of the name
_SHELF = 1_024  # code points; most pieces are shorter than a sentence, so they stand on one or two


class HasContent(Protocol):
    """Whatever has content in pieces."""

    @property
    def content(self) -> tuple[Span, ...]:
        """The pieces, in text order."""


class Pieces:
    """The pieces of content of relations or attributions, found by place."""

    def __init__(self, owners: Iterable[tuple[int, HasContent]]) -> None:
        self._shelves: dict[int, list[tuple[Span, int]]] = defaultdict(list)
        for index, owner in owners:
            for piece in owner.content:
                for shelf in range(piece.start // _SHELF, (piece.end - 1) // _SHELF + 1):
                    self._shelves[shelf].append((piece, index))

    def at(self, start: int, end: int) -> list[tuple[Span, int]]:
        """The pieces that share a character with `start..end`, each with its owner's index."""
        found = {
            (index, piece.start): (piece, index)
            for shelf in range(start // _SHELF, (end - 1) // _SHELF + 1)
            for piece, index in self._shelves.get(shelf, ())
            if piece.start < end and start < piece.end
        }
        return [found[key] for key in sorted(found)]

    def around(self, start: int, end: int) -> list[tuple[Span, int]]:
        """The pieces that hold `start..end` whole, each with its owner's index."""
        return [(p, index) for p, index in self.at(start, end) if p.start <= start and end <= p.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One cue, the voices it names, in the words of the text, and what they say.

    `voices` run from the page outward, the one who knows last; empty where the cue names none
    ("reportedly"). `cue` is None where the layout alone speaks (a caption, a line "ARMY: ...").
    `content` is in pieces where the cue stands in its middle. `silent` where somebody is said not
    to say it. `wider` is what the grammar would give to the cue where the tagger gave it less.
    `confidence` is how likely cue and source are right, None where it was not measured.

    This is what a tagger of attributions finds, by rules or learned; all that comes after
    (chains, names, carrying) takes relations from either.
    """

    voices: tuple[Span, ...]
    cue: Span | None
    content: tuple[Span, ...]
    cue_class: str = "say"
    cue_lemma: str = ""
    hedge: Modality | None = None
    carried: bool = False
    silent: bool = False
    wider: tuple[Span, ...] = ()
    confidence: float | None = None

    @property
    def place(self) -> tuple[int, int]:
        """Where the words stand that make this a relation: the cue, or else the source."""
        span = self.cue or (self.voices[-1] if self.voices else self.content[0])
        if self.carried:
            span = self.content[0]
        return span.start, span.end

    @property
    def size(self) -> int:
        """How many characters it gives to its voice."""
        return sum(piece.end - piece.start for piece in self.content)

    @property
    def reach(self) -> int:
        """Where the last of its words ends: source, cue or content."""
        spans: list[Span] = [*self.voices, *self.content]
        if self.cue is not None:
            spans.append(self.cue)
        return max(span.end for span in spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says what, with the whole chain of voices but the publisher.

    `voices` run from the page outward, relayers first, the origin last; empty where the words
    hedge without naming anybody. `content` is the pieces of what is said, in text order.
    `hedge` is what cue and chain do to the modality of the content; None leaves it as it is.
    `cue_class` is the class of the cue in `cues.toml` ("say", "predict", "deny", ...). `wider` is
    what it may bring besides, where nothing else claims it.
    """

    voices: tuple[Voice, ...]
    content: tuple[Span, ...]
    cue: Span | None
    carried: bool
    hedge: Modality | None
    cue_lemma: str
    cue_class: str
    wider: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Attributions:
    """The attributions of one document, in text order, nested ones included.

    `issuer` is the voice of whatever none of them holds, where the document names its issuer.
    """

    all: tuple[Attribution, ...]
    issuer: Attribution | None = None
    _pieces: Pieces = field(init=False, repr=False, compare=False)
    _wider: Pieces = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the pieces of content once, for `of`."""
        object.__setattr__(self, "_pieces", Pieces(enumerate(self.all)))
        wider = ((i, _Wider(one.wider)) for i, one in enumerate(self.all))
        object.__setattr__(self, "_wider", Pieces(wider))

    def __iter__(self) -> Iterator[Attribution]:
        """The attributions in text order."""
        return iter(self.all)

    def of(self, span: Span) -> Attribution | None:
        """The innermost attribution whose content covers most of the span; None for the publisher.

        What was found by a cue goes before what is only carried on, both before what a cue may
        bring besides, and all before the issuer.
        """
        found = self._innermost(self._pieces, span) or self._innermost(self._wider, span)
        return self.of_page(span) if found is None else found

    def of_page(self, span: Span) -> Attribution | None:
        """What the page says of its own: the issuer's word where it names one."""
        return None if self.issuer is None else replace(self.issuer, content=(span,))

    def _innermost(self, pieces: Pieces, span: Span) -> Attribution | None:
        shared: dict[int, int] = {}
        for piece, index in pieces.at(span.start, span.end):
            shared[index] = shared.get(index, 0) + _common(piece, span)
        for index in shared:
            shared[index] += _common(self.all[index].cue, span)  # "confirmed 31 deaths"
        length = span.end - span.start
        ranks = []
        for index, common in shared.items():
            if 2 * common >= length and not _lies_within(self.all[index], span):
                one = self.all[index]
                size = sum(piece.end - piece.start for piece in one.content)
                ranks.append((not one.carried, round(common / length, 1), -size, index))
        return self.all[max(ranks)[-1]] if ranks else None


@dataclass(frozen=True, slots=True)
class _Wider:
    """What a cue may bring besides, to be found by place like any content."""

    content: tuple[Span, ...]


def _lies_within(one: Attribution, span: Span) -> bool:
    """Whether source, cue and content are an aside of the span: "a man who says he is ... died"."""
    parts = (*(v.mention for v in one.voices), one.cue, *one.content)
    spans = [part for part in parts if part is not None]
    inside = all(span.start < part.start and part.end < span.end for part in spans)
    return inside and one.cue is not None and len(one.content) == 1


def _common(one: Span | None, other: Span) -> int:
    """How many characters two spans share."""
    return 0 if one is None else max(0, min(one.end, other.end) - max(one.start, other.start))


def build_chains(
    relations: Sequence[Relation], names: Mapping[Span, str]
) -> tuple[Attribution, ...]:
    """Each relation with the voices of those that hold its cue within their content.

    A voice that follows itself ("the army said it had counted") stands once. `names` gives the
    voices that lead back to an earlier mention their fuller name.
    """
    pieces = Pieces(enumerate(relations))
    built: list[Attribution] = []
    for index, relation in enumerate(relations):
        holders = _holders(relations, index, pieces)
        voices: list[Voice] = []
        for holder in (*holders, relation):
            for span in holder.voices:
                name = names.get(span, span.quote).rstrip(_AFTER_A_NAME)
                if voices and voices[-1].name.casefold() == name.casefold():
                    voices.pop()
                voices.append(
                    Voice(
                        role="relayer",
                        name=name,
                        mention=span,
                        cue=holder.cue,
                        carried=holder.carried,
                        confidence=holder.confidence,
                    )
                )
        hedges = (one.hedge for one in (relation, *reversed(holders)) if one.hedge)
        built.append(
            Attribution(
                voices=(*voices[:-1], replace(voices[-1], role="origin")) if voices else (),
                content=relation.content,
                cue=relation.cue,
                carried=relation.carried,
                hedge=next(hedges, None),
                cue_lemma=relation.cue_lemma,
                cue_class=relation.cue_class,
                wider=relation.wider,
            )
        )
    return tuple(built)


def _holders(relations: Sequence[Relation], index: int, pieces: Pieces) -> list[Relation]:
    """The relations whose content holds the place of this one, outermost first."""
    own = relations[index]
    found: list[tuple[int, int]] = []
    for other in sorted({owner for _, owner in pieces.around(*own.place)} - {index}):
        mutual = any(p.start <= relations[other].place[0] < p.end for p in own.content)
        if not mutual or relations[other].size > own.size:
            found.append((-relations[other].size, other))
    return [relations[other] for _, other in sorted(found)]


def chain(document: Document, attribution: Attribution | None) -> tuple[Voice, ...]:
    """The publisher, then the voices of the attribution; alone where there is none."""
    publisher = Voice(role="publisher", name=document.publisher_name)
    return (publisher, *(attribution.voices if attribution else ()))
