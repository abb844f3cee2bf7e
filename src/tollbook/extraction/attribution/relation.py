"""The nouns of attribution: relations as they are found, attributions as they are handed on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tollbook.extraction.attribution.pieces import Pieces
from tollbook.model.statement import Voice
from tollbook.model.text import Span
from tollbook.model.values import Modality


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
        object.__setattr__(self, "_pieces", Pieces.of(self.all))
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
        if found is None and self.issuer is not None:
            return replace(self.issuer, content=(span,))
        return found

    def _innermost(self, pieces: Pieces, span: Span) -> Attribution | None:
        shared: dict[int, int] = {}
        for piece, index in pieces.at(span.start, span.end):
            shared[index] = shared.get(index, 0) + _common(piece, span)
        for index in shared:
            shared[index] += _common(self.all[index].cue, span)  # "confirmed 31 deaths"
        length = span.end - span.start
        ranks = [
            (not self.all[index].carried, round(common / length, 1), -self._size(index), index)
            for index, common in shared.items()
            if 2 * common >= length
        ]
        return self.all[max(ranks)[-1]] if ranks else None

    def _size(self, index: int) -> int:
        return sum(piece.end - piece.start for piece in self.all[index].content)


@dataclass(frozen=True, slots=True)
class _Wider:
    """What a cue may bring besides, to be found by place like any content."""

    content: tuple[Span, ...]


def _common(one: Span | None, other: Span) -> int:
    """How many characters two spans share."""
    return 0 if one is None else max(0, min(one.end, other.end) - max(one.start, other.start))
