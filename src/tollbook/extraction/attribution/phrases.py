"""Nouns and turns of phrase that make somebody speak: "X's claim that", "X put it at seven"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tollbook.extraction.attribution.reading import Range, Reading
from tollbook.extraction.attribution.relation import Relation
from tollbook.extraction.attribution.sources import speaks, vouches_for_nothing
from tollbook.extraction.syntax.clauses import is_clause
from tollbook.extraction.syntax.nouns import phrase_with_maker
from tollbook.extraction.syntax.tree import child
from tollbook.extraction.syntax.verbs import actor, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEAR = 8  # tokens from the noun of a source to the "that" of its clause


def phrase_relations(reading: Reading) -> Iterator[Relation]:
    """The relations of a sentence that neither a verb of speech nor "according to" makes."""
    for token in reading.doc:
        for find in (_noun, _count, _put, _heard_from):
            found = find(reading, token)
            if found is not None:
                yield found


def _noun(reading: Reading, noun: Token) -> Relation | None:
    """Find "X's claim that ...", "reports that ...": the clause explains a noun of speech."""
    lemma = noun.lemma_.lower()
    if noun.pos_ != "NOUN" or lemma not in reading.cues.nouns:
        return None
    clause = next((c for c in noun.rights if c.dep_ in ("acl", "ccomp") and _that(c)), None)
    if clause is None or not is_clause(clause):
        return None
    said = reading.spans([(clause.left_edge.i, clause.right_edge.i)])
    owner = child(noun, "poss") or _owner(noun)
    voice = None
    if owner is not None and speaks(reading, owner):
        voice = reading.phrase(owner)
    elif vouches_for_nothing(noun, reading.cues) or reading.cues.nouns[lemma] == "report":
        voice = reading.span(*_bare(noun))
    if voice is None or not said:
        return None
    cue_class = reading.cues.nouns[lemma]
    doubtful = vouches_for_nothing(noun, reading.cues)
    return Relation(
        voices=(voice,),
        cue=reading.span(noun.i, noun.i),
        content=said,
        cue_class=cue_class,
        cue_lemma=lemma,
        hedge="unconfirmed" if doubtful else reading.cues.modality.get(cue_class),
    )


def _count(reading: Reading, noun: Token) -> Relation | None:
    """Find "the army's figure was lower: 12 dead": a count is the word of whoever keeps it."""
    owner = child(noun, "poss")
    if noun.lemma_.lower() not in reading.cues.counts or noun.dep_ != "nsubj" or owner is None:
        return None
    verb = noun.head
    if owner.pos_ == "PRON" or not speaks(reading, owner) or reading.is_cue(verb):
        return None
    voice = reading.phrase(owner)
    said = reading.spans([(noun.i, len(reading.doc) - 1)])
    if voice is None or not said or not any(token.like_num for token in reading.doc[noun.i :]):
        return None
    return Relation(
        voices=(voice,),
        cue=reading.span(noun.i, noun.i),
        content=said,
        cue_class="count",
        cue_lemma=noun.lemma_.lower(),
    )


def _put(reading: Reading, verb: Token) -> Relation | None:
    """Find "X put the toll at seven", "it was put up to nine by X"."""
    lemma = verb.lemma_.lower()
    if lemma not in reading.cues.putting or not verb.tag_.startswith("VB"):
        return None
    around = reading.doc[verb.left_edge.i : verb.right_edge.i + 1]
    counted = any(token.lemma_.lower() in reading.cues.tolls for token in around)
    if not counted or not any(token.lower_ in ("at", "to") for token in around):
        return None
    speaker = actor(verb)
    if speaker is None or speaker.lemma_.lower() in reading.cues.tolls:
        return None
    voice = reading.phrase(speaker)
    passive = reading.is_passive(verb)
    ranges = [(verb.i + 1, verb.right_edge.i)]
    if passive:
        if speaker.head.dep_ != "agent":
            return None
        ranges = [(verb.left_edge.i, verb.i - 1), (verb.i + 1, speaker.head.i - 1)]
    said = reading.spans(ranges)
    if voice is None or not said:
        return None
    return Relation(
        voices=(voice,),
        cue=reading.span(verb.i, verb.i),
        content=said,
        cue_class="estimate",
        cue_lemma=lemma,
    )


def _heard_from(reading: Reading, verb: Token) -> Relation | None:
    """Find "the mission heard from staff that ...": the staff's word, handed on by the mission."""
    lemma = verb.lemma_.lower()
    if lemma not in reading.cues.heard:
        return None
    hearer = subject(verb)
    source = next((c for c in verb.rights if c.lower_ == reading.cues.heard_from), None)
    speaker = child(source, "pobj") if source is not None else None
    if hearer is None or speaker is None or not speaks(reading, hearer):
        return None
    after = reading.doc[speaker.i + 1 : speaker.i + _NEAR]
    that = next((t.i for t in after if t.lower_ == reading.cues.clause_opener), None)
    if that is None:
        return None
    voices = reading.spans([phrase_with_maker(hearer), (phrase_with_maker(speaker)[0], that - 1)])
    said = reading.spans([(that, len(reading.doc) - 1)])
    return Relation(voices=voices, cue=reading.span(verb.i, verb.i), content=said, cue_lemma=lemma)


def _that(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.lefts)


def _owner(noun: Token) -> Token | None:
    for other in noun.rights:
        if other.dep_ == "prep" and other.lower_ in ("by", "from", "of"):
            return child(other, "pobj")
    return None


def _bare(noun: Token) -> Range:
    return min([noun.i, *(c.left_edge.i for c in noun.lefts)]), noun.i
