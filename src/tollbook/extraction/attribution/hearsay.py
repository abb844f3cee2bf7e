"""Hearsay: words by which the page hands on what nobody in particular is made to say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tollbook.extraction.attribution.reading import Reading
from tollbook.extraction.attribution.relation import Relation
from tollbook.extraction.syntax.tree import child

if TYPE_CHECKING:
    from spacy.tokens import Token


def hearsay_relations(reading: Reading) -> Iterator[Relation]:
    """The relations without a voice: they only change the modality of what they bring."""
    for token in reading.doc:
        found = _passive(reading, token) or _word(reading, token)
        if found is not None:
            yield found


def _passive(reading: Reading, verb: Token) -> Relation | None:
    """Find "were reported killed", "it is believed that ...": somebody says so, but who?"""
    lemma = verb.lemma_.lower()
    if verb.tag_ != "VBN" or lemma not in reading.cues.passive or not reading.is_passive(verb):
        return None
    if child(verb, "agent") is not None:
        return None
    clause = child(verb, "xcomp", "ccomp", "oprd", "acomp")
    if clause is None or clause.i < verb.i:
        return None
    who = child(verb, "nsubjpass", "nsubj")
    ranges = [(clause.left_edge.i, clause.right_edge.i)]
    if who is not None and who.pos_ != "PRON":
        ranges.insert(0, (who.left_edge.i, who.right_edge.i))
    if who is not None and who.dep_ == "nsubjpass" and lemma in ("expect", "know", "consider"):
        return None
    hedge = reading.cues.passive[lemma]
    if hedge is None:
        return None
    return Relation(
        voices=(),
        cue=reading.span(verb.i, verb.i),
        content=reading.spans(ranges),
        cue_class=reading.cues.verbs.get(lemma, "report"),
        cue_lemma=lemma,
        hedge=hedge,
    )


def _word(reading: Reading, token: Token) -> Relation | None:
    """Find "reportedly", "alleged": one word that vouches for nothing."""
    word = token.lower_
    hedge = reading.cues.adverbs.get(word) or (
        reading.cues.adjectives.get(word) if token.dep_ == "amod" else None
    )
    if hedge is None or token.head == token:
        return None
    head = token.head
    before = [t.left_edge.i for t in head.lefts if t.dep_ not in ("cc", "punct")]
    first = min([*before, head.i, token.i + 1])
    said = reading.spans([(min(first, token.i), head.right_edge.i)])
    return (
        Relation(
            voices=(),
            cue=reading.span(token.i, token.i),
            content=said,
            cue_class="allege",
            cue_lemma=word,
            hedge=hedge,
        )
        if said
        else None
    )
