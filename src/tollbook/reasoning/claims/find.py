"""From the statements of a corpus to its claims: near-duplicates, voices, grouping, links."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

from tollbook.model.case import Case
from tollbook.model.claim import Claim
from tollbook.model.decision import Decision
from tollbook.model.statement import Figure
from tollbook.reasoning.claims.claims import Claims
from tollbook.reasoning.claims.cues import Cue, find_cues
from tollbook.reasoning.claims.dating import find_day
from tollbook.reasoning.claims.decisions import ClaimDecisions, VoiceDecisions
from tollbook.reasoning.claims.grouping import ClaimDraft, TracedFigure, group_claims
from tollbook.reasoning.claims.identity import hedge_of
from tollbook.reasoning.claims.index import ClaimIndex
from tollbook.reasoning.claims.links import find_links
from tollbook.reasoning.claims.near_duplicates import find_clusters
from tollbook.reasoning.claims.tracing import Traced, trace
from tollbook.reasoning.claims.voices import Voices
from tollbook.reasoning.corpus import Corpus
from tollbook.resolution.entities import EntityTable
from tollbook.settings import Settings

_NOT_CLAIMED = ("hypothetical", "question")


def find_claims(
    corpus: Corpus,
    settings: Settings,
    decisions: Sequence[Decision] = (),
    *,
    case: Case | None = None,
    entities: EntityTable | None = None,
) -> Claims:
    """The claims of a corpus, with their links and clusters of near-duplicates.

    `decisions` that separate or join statements or voices override what the machine finds. Within
    a `case` "the coastguard" of two reports is one voice. `entities` say who speaks for whom.
    """
    clusters = find_clusters(corpus.documents, settings)
    texts = {id: cluster.id for cluster in clusters for id in cluster.documents}
    cues = find_cues(corpus.documents, corpus.every_figure())
    decided = VoiceDecisions.of(
        decisions,
        joined=case.voices if case else None,
        apart=case.voices_apart if case else (),
    )
    voices = Voices(corpus, texts, one_case=case is not None, entities=entities, decisions=decided)
    origins = trace(corpus, voices, settings, one_case=case is not None)
    groups = group_claims(
        _trace_figures(corpus, origins, texts, cues),
        settings,
        ClaimDecisions.of(decisions),
    )
    made = sorted(
        ((_claim(one), one) for one in groups),
        key=lambda pair: (pair[0].as_of or date.max, pair[0].id),
    )
    asserted = tuple(claim for claim, one in made if not one.against)
    denials = tuple(claim for claim, one in made if one.against)
    profiles = {claim.id: one.profile for claim, one in made}
    index = ClaimIndex(corpus, asserted, denials, profiles, cues, settings)
    return Claims(asserted, find_links(index), clusters, denials, voices)


def _trace_figures(
    corpus: Corpus,
    origins: Mapping[str, Traced],
    texts: Mapping[str, str],
    cues: Mapping[str, tuple[Cue, ...]],
) -> list[TracedFigure]:
    """Every figure that is asserted or denied, with what its identity needs."""
    traced = []
    for figure in corpus.every_figure():
        if figure.modality in _NOT_CLAIMED:
            continue
        printed = corpus.documents[figure.document].published_on
        kinds = {cue.kind for cue in cues.get(figure.id, ())}
        traced.append(
            TracedFigure(
                figure,
                origins[figure.id].origin,
                texts[figure.document],
                printed,
                find_day(figure, printed),
                against=figure.modality == "denied" or "retracts" in kinds,
                found="found" in kinds,
                rule=origins[figure.id].rule,
            )
        )
    return traced


def _claim(draft: ClaimDraft) -> Claim:
    members = sorted(draft.members, key=lambda traced: traced.order)
    figures = tuple(traced.figure for traced in members)
    as_of = None if draft.day == date.max else draft.day
    return Claim(
        id="c" + hashlib.sha256(figures[0].id.encode()).hexdigest()[:10],
        origin=members[0].origin,
        figure=max(figures, key=_fullness),
        figures=figures,
        as_of=as_of,
        since=members[0].printed,
        clusters=tuple(dict.fromkeys(traced.cluster for traced in members)),
        found_on=as_of if members[0].found else None,
        traced=tuple((one.figure.id, one.rule) for one in members if one.rule),
    )


def _fullness(figure: Figure) -> tuple[bool, bool, int]:
    """How fully a statement words its claim; of two that are equal `max` takes the earlier."""
    people, place = figure.population, figure.place
    traced = (people is not None) + (people is not None and people.side is not None)
    traced += (place is not None) + (figure.number is not None) + (figure.basis != "unknown")
    return hedge_of(figure) is not None, figure.modality == "unconfirmed", traced
