"""Chains: what is said within another's words reaches the page through that other voice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from tollbook.extraction.attribution.pieces import Pieces
from tollbook.extraction.attribution.relation import Attribution, Relation
from tollbook.model.document import Document
from tollbook.model.statement import Voice
from tollbook.model.text import Span

_AFTER_A_NAME = " ,;:–—"  # what closes an apposition is no part of the name


def build_chains(
    relations: Sequence[Relation], names: Mapping[Span, str]
) -> tuple[Attribution, ...]:
    """Each relation with the voices of those that hold its cue within their content.

    A voice that follows itself ("the army said it had counted") stands once. `names` gives the
    voices that lead back to an earlier mention their fuller name.
    """
    pieces = Pieces.of(relations)
    built: list[Attribution] = []
    for index, relation in enumerate(relations):
        holders = _holders(relations, index, pieces)
        voices: list[Voice] = []
        hedge = relation.hedge
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
        for holder in reversed(holders):
            hedge = hedge or holder.hedge
        built.append(
            Attribution(
                voices=_with_origin(voices),
                content=relation.content,
                cue=relation.cue,
                carried=relation.carried,
                hedge=hedge,
                cue_lemma=relation.cue_lemma,
                cue_class=relation.cue_class,
                wider=relation.wider,
            )
        )
    return tuple(built)


def _with_origin(voices: Sequence[Voice]) -> tuple[Voice, ...]:
    if not voices:
        return ()
    return (*voices[:-1], replace(voices[-1], role="origin"))


def _holders(relations: Sequence[Relation], index: int, pieces: Pieces) -> list[Relation]:
    """The relations whose content holds the place of this one, outermost first."""
    own = relations[index]
    found: list[tuple[int, int]] = []
    for other in sorted({owner for _, owner in pieces.around(*own.place)} - {index}):
        mutual = any(p.start <= relations[other].place[0] < p.end for p in own.content)
        if not mutual or relations[other].size > own.size:
            found.append((-relations[other].size, other))
    return [relations[other] for _, other in sorted(found)]


def publisher_of(document: Document) -> Voice:
    """Who publishes the document: its publisher, or the file it came from where none is named."""
    return Voice(
        role="publisher", name=document.publisher or PurePath(document.address).name or "-"
    )


def chain(document: Document, attribution: Attribution | None) -> tuple[Voice, ...]:
    """The publisher, then the voices of the attribution; alone where there is none."""
    return (publisher_of(document), *(attribution.voices if attribution else ()))
