"""Carrying: a sentence without a cue that goes on with what a source has just said.

Most sentences after an attributed one are the page's own (background, earlier events), so a voice
is carried only on a sign: the sentence leans on the one before ("Two of them died later"), it is a
bare outcome ("Ten people were killed."), or the next one shows that the voice never stopped
("..., police added", "The agency did not say when"). Where the sentence counts people, the learned
reader has its say first: it is trained to tell, from this sentence and those before, whether a
voice has a figure or the page itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from tollbook.extraction.attribution.lexicon import Carrying, carrying
from tollbook.extraction.attribution.reading import Reading, readings
from tollbook.extraction.attribution.relation import Pieces, Relation
from tollbook.extraction.attribution.sources import kind_of_noun
from tollbook.extraction.sentences.parse import ParsedDocument
from tollbook.extraction.syntax.tree import child
from tollbook.extraction.syntax.verbs import actor
from tollbook.model.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc


_OPENING = 8  # words within which a sentence tells what it leans on


def carried_relations(
    parsed: ParsedDocument, relations: Sequence[Relation], names: Mapping[Span, str]
) -> list[Relation]:
    """A relation, marked `carried`, for each sentence that goes on with the voice before it."""
    signs = carrying(parsed.document.language)
    sentences = list(readings(parsed))
    spoken_by = [relation for relation in relations if relation.voices]
    places = sorted(((r.cue.start, r) for r in spoken_by if r.cue), key=lambda item: item[0])
    spoken = [_top_relation(reading, places) for reading in sentences]
    pieces = Pieces(enumerate(spoken_by))
    doubts = Pieces((i, one) for i, one in enumerate(relations) if not one.voices)
    covered = [bool(pieces.at(r.sentence.start, r.sentence.end)) for r in sentences]
    found: list[Relation] = []
    for i in range(1, len(sentences)):
        running, here = spoken[i - 1], sentences[i]
        if running is None or covered[i] or not _is_adjacent(sentences[i - 1], here):
            continue
        voiced = _is_voiced(here)
        if voiced is False:
            continue
        compares = _compares_with_a_report(here.doc, signs) or _adds(here.doc, signs)
        if _is_background(here.doc, signs) and not compares and not voiced:
            continue
        goes_on = i + 1 < len(sentences) and _goes_on(
            sentences[i + 1], spoken[i + 1], running, names, signs
        )
        start, end = here.sentence.start, here.sentence.end
        bare = _is_bare_outcome(here) and not doubts.at(start, end)
        if voiced or goes_on or bare or compares or _leans_back(here.doc, signs):
            whole = (parsed.span(start, end),)
            spoken[i] = carried = replace(running, content=whole, carried=True)
            found.append(carried)
    return found


def _top_relation(reading: Reading, places: Sequence[tuple[int, Relation]]) -> Relation | None:
    """The last relation with a cue in the sentence that no other of them holds."""
    first = bisect_left(places, reading.sentence.start, key=lambda item: item[0])
    last = bisect_left(places, reading.sentence.end, key=lambda item: item[0])
    here = [relation for _, relation in places[first:last]]
    top = [
        relation
        for relation in here
        if not any(
            piece.start <= relation.place[0] and relation.place[1] <= piece.end
            for other in here
            if other is not relation
            for piece in other.content
        )
    ]
    return top[-1] if top else None


def _is_adjacent(before: Reading, here: Reading) -> bool:
    blocks = here.parsed.document.blocks
    near = here.sentence.block - before.sentence.block <= here.parsed.settings.carried_paragraphs
    return near and blocks[before.sentence.block].role in ("body", "item")


def _is_voiced(reading: Reading) -> bool | None:
    """Whether a voice has the figures of the sentence; None where it has none or may be either."""
    support, settings = reading.parsed.tags.support, reading.parsed.settings
    start, end = reading.sentence.start, reading.sentence.end
    counted = support.by_measure(start, end)
    voiced = support.voice(start, end)
    if counted is None or voiced is None or max(counted.values()) < settings.reader_sees:
        return None
    if voiced >= settings.reader_carries:
        return True
    return False if voiced < settings.reader_stops else None


def _is_background(doc: Doc, signs: Carrying) -> bool:
    """Whether the sentence looks back, in words or in tense: "have died since 1992"."""
    if any(token.lower_ in signs.background for token in doc):
        return True
    roots = [token for token in doc if token.dep_ == "ROOT"]
    return any(c.dep_ == "aux" and c.lemma_ == "have" for root in roots for c in root.children)


def _compares_with_a_report(doc: Doc, signs: Carrying) -> bool:
    """Whether the sentence measures by an earlier report: "tripled since last month's report"."""
    return any(
        token.lower_ in signs.reports
        and token.dep_ in ("pobj", "dobj", "nmod")
        and any(word.lower_ in signs.earlier for word in token.subtree)
        for token in doc
    )


def _adds(doc: Doc, signs: Carrying) -> bool:
    """Whether the sentence puts one more thing beside the last: "casualties have also risen"."""
    return any(token.lower_ in signs.also for token in doc[:_OPENING])


def _leans_back(doc: Doc, signs: Carrying) -> bool:
    """Whether the sentence counts people that the one before mentioned: "Two died later"."""
    if len(doc) < 3:
        return False
    first, second, third = doc[0], doc[1], doc[2]
    if first.like_num or first.lower_ in signs.quantifiers:
        if second.lower_ == "of":
            return third.lower_ in signs.of_whom
        if second.pos_ in ("VERB", "AUX"):
            return True
    if f"{first.lower_} {second.lower_}" in signs.opening:
        return True
    if first.lower_ in signs.definite and second.lower_ in signs.leaning:
        return True
    return any(
        token.lower_ in signs.part and after.lower_ in signs.of_these
        for token, after in pairwise(doc[:_OPENING])
    )


def _is_bare_outcome(reading: Reading) -> bool:
    """Whether the sentence says in a few words what became of somebody, and no more."""
    doc, most = reading.doc, reading.parsed.settings.bare_outcome_words
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    if root is None or len(doc) > most:
        return False
    dated = any(entity.label_ in ("DATE", "TIME", "GPE", "ORG") for entity in doc.ents)
    labels = {other.dep_ for other in root.children}
    described = any(token.dep_ == "relcl" for token in doc)
    return not dated and not described and "nsubjpass" in labels and not labels & {"aux", "neg"}


def _goes_on(
    after: Reading,
    spoken: Relation | None,
    running: Relation,
    names: Mapping[Span, str],
    signs: Carrying,
) -> bool:
    """Whether the next sentence shows that the voice never stopped."""
    if spoken is not None:
        also = any(token.lower_ in signs.also for token in after.doc[:6])
        again = spoken.cue_lemma in signs.going_on or also
        return again and _same_voice(spoken, running, names)
    for token in after.doc:
        cue = token.lemma_.lower() in after.cues.verbs
        speaker = actor(token) if cue and child(token, "neg") is not None else None
        if speaker is not None:
            body = kind_of_noun(speaker.text, after.roles) in ("organisation", "document")
            return body or speaker.pos_ == "PRON"
    return False


def _same_voice(one: Relation, other: Relation, names: Mapping[Span, str]) -> bool:
    first, second = one.voices[-1], other.voices[-1]
    return names.get(first, first.quote).lower() == names.get(second, second.quote).lower()
