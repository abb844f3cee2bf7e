"""From the statements of a book to its claims: dispatches, voices, groups, links."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

from tollbook.model.claim import Claim
from tollbook.model.decision import Decision
from tollbook.model.statement import Figure
from tollbook.reasoning.book import Book
from tollbook.reasoning.claims.claims import Claims
from tollbook.reasoning.claims.cues import Cue, find_cues
from tollbook.reasoning.claims.dating import dated
from tollbook.reasoning.claims.decided import Decided
from tollbook.reasoning.claims.dispatches import find_dispatches
from tollbook.reasoning.claims.ground import Ground
from tollbook.reasoning.claims.grouping import Group, Told, group
from tollbook.reasoning.claims.identity import hedge_of
from tollbook.reasoning.claims.links import find_links
from tollbook.reasoning.claims.tracing import trace
from tollbook.reasoning.claims.voices import Voices
from tollbook.settings import Settings

_NOBODY_SAYS = ("hypothetical", "question")


def find_claims(book: Book, settings: Settings, decisions: Sequence[Decision] = ()) -> Claims:
    """The claims of a book, with their links and dispatches.

    `decisions` that set statements apart or join them hold against what the machine finds.
    """
    dispatches = find_dispatches(book.documents, settings)
    texts = {id: dispatch.id for dispatch in dispatches for id in dispatch.documents}
    cues = find_cues(book.documents, book.every_figure())
    groups = group(_told(book, texts, cues, settings), settings, Decided.of(decisions))
    made = sorted(
        ((_claim(one), one) for one in groups),
        key=lambda pair: (pair[0].as_of or date.max, pair[0].id),
    )
    asserted = tuple(claim for claim, one in made if not one.against)
    denials = tuple(claim for claim, one in made if one.against)
    profiles = {claim.id: one.profile for claim, one in made}
    ground = Ground(book, asserted, denials, profiles, cues, settings)
    return Claims(asserted, find_links(ground), dispatches, denials)


def _told(
    book: Book,
    texts: Mapping[str, str],
    cues: Mapping[str, tuple[Cue, ...]],
    settings: Settings,
) -> list[Told]:
    """Every figure that somebody says is so, or is not so, with what its identity needs."""
    origins = trace(book, Voices(book.statements, texts), settings.about_tolerance)
    told = []
    for figure in book.every_figure():
        if figure.modality in _NOBODY_SAYS:
            continue
        printed = book.documents[figure.document].published_on
        kinds = {cue.kind for cue in cues.get(figure.id, ())}
        told.append(
            Told(
                figure,
                origins[figure.id],
                texts[figure.document],
                printed,
                dated(figure, printed),
                against=figure.modality == "denied" or "retracts" in kinds,
                found="found" in kinds,
            )
        )
    return told


def _claim(group: Group) -> Claim:
    members = sorted(group.members, key=lambda told: told.order)
    figures = tuple(told.figure for told in members)
    as_of = None if group.day == date.max else group.day
    return Claim(
        id="c" + hashlib.sha256(figures[0].id.encode()).hexdigest()[:10],
        origin=members[0].origin,
        figure=max(figures, key=_fullness),
        figures=figures,
        as_of=as_of,
        since=members[0].printed,
        dispatches=tuple(dict.fromkeys(told.dispatch for told in members)),
        found_on=as_of if members[0].found else None,
    )


def _fullness(figure: Figure) -> tuple[bool, bool, int]:
    """How fully a statement words its claim; of two that are equal `max` takes the earlier."""
    people, place = figure.population, figure.place
    told = (people is not None) + (people is not None and people.side is not None)
    told += (place is not None) + (figure.number is not None) + (figure.basis != "unknown")
    return hedge_of(figure) is not None, figure.modality == "unconfirmed", told
