"""Cues that are no verbs of speech: "according to X", "X's claim that ...", "reportedly"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tollbook.extraction.attribution.relation import Relation
from tollbook.extraction.attribution.sources import speaks, vouches_for_nothing
from tollbook.extraction.attribution.syntax import (
    Range,
    Reading,
    child_of,
    is_clause,
    is_passive,
    noun_phrase,
    subject,
)

if TYPE_CHECKING:
    from spacy.tokens import Token


def phrase_relations(reading: Reading) -> Iterator[Relation]:
    """The relations of a sentence that no verb of speech makes."""
    yield from _according(reading)
    for token in reading.doc:
        for find in (_noun, _put, _heard_from, _hearsay, _word):
            found = find(reading, token)
            if found is not None:
                yield found


def _according(reading: Reading) -> Iterator[Relation]:
    """Find "According to X, ..." and "..., according to X": the whole clause is X's."""
    doc = reading.doc
    for phrase in reading.cues.according:
        words = phrase.split()
        for i in range(len(doc) - len(words)):
            if [t.lower_ for t in doc[i : i + len(words)]] != words:
                continue
            last_word = doc[i + len(words) - 1]
            noun = child_of(last_word, "pobj") or next(
                (t for t in doc[last_word.i + 1 :] if t.pos_ in ("NOUN", "PROPN", "PRON")), None
            )
            if noun is None:
                continue
            first, last = noun_phrase(noun)
            source = reading.span(max(first, last_word.i + 1), last)
            content = reading.spans(_around(reading, i, last))
            if source is not None and content:
                yield Relation(
                    voices=(source,),
                    cue=reading.span(i, last_word.i),
                    content=content,
                    cue_lemma=phrase,
                    hedge="unconfirmed" if vouches_for_nothing(noun, reading.cues) else None,
                )


def _around(reading: Reading, first: int, last: int) -> list[Range]:
    """All of the sentence but the phrase from `first` to `last`."""
    doc = reading.doc
    end = len(doc) - 1
    comma = next((t.i for t in doc[last + 1 :] if t.text in (",", ";", ":")), None)
    if first <= 1:
        return [((comma or last) + 1, end)]
    clause = doc[first].head
    if doc[first - 1].text != "," and clause.pos_ in ("VERB", "AUX") and clause.i < first:
        return [(clause.left_edge.i, first - 1)]
    goes_on = comma is not None and not _new_clause(reading, list(doc[comma + 1 :]))
    return [(0, first - 1), *([(comma + 1, end)] if comma is not None and goes_on else [])]


def _new_clause(reading: Reading, rest: Sequence[Token]) -> bool:
    """Whether the words after the phrase turn to something else, or to somebody else's word."""
    turns = bool(rest) and rest[0].lower_ in ("but", "while", "although", "though", "yet")
    return turns or any(token.lemma_.lower() in reading.cues.plain for token in rest)


def _noun(reading: Reading, noun: Token) -> Relation | None:
    """Find "X's claim that ...", "reports that ...": the clause explains a noun of speech."""
    lemma = noun.lemma_.lower()
    if noun.pos_ != "NOUN" or lemma not in reading.cues.nouns:
        return None
    clause = next((c for c in noun.rights if c.dep_ in ("acl", "ccomp") and _that(c)), None)
    if clause is None or not is_clause(clause):
        return None
    said = reading.spans([(clause.left_edge.i, clause.right_edge.i)])
    owner = child_of(noun, "poss") or _owner(noun)
    voice = None
    if owner is not None and speaks(reading, owner):
        voice = reading.span(*noun_phrase(owner))
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


def _put(reading: Reading, verb: Token) -> Relation | None:
    """Find "X put the toll at seven", "it was put up to nine by X"."""
    lemma = verb.lemma_.lower()
    if lemma not in reading.cues.putting or not verb.tag_.startswith("VB"):
        return None
    around = reading.doc[verb.left_edge.i : verb.right_edge.i + 1]
    counted = any(token.lemma_.lower() in reading.cues.tolls for token in around)
    if not counted or not any(token.lower_ in ("at", "to") for token in around):
        return None
    speaker = subject(verb)
    if speaker is None or speaker.dep_ == "expl" or speaker.lemma_.lower() in reading.cues.tolls:
        return None
    voice = reading.span(*noun_phrase(speaker))
    passive = is_passive(verb)
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
    hearer, clause = child_of(verb, "nsubj"), child_of(verb, "ccomp")
    if lemma not in reading.cues.heard or hearer is None or clause is None:
        return None
    source = next((c for c in verb.rights if c.lower_ == reading.cues.heard_from), None)
    speaker = child_of(source, "pobj") if source is not None else None
    if speaker is None or not speaks(reading, hearer):
        return None
    voices = reading.spans([noun_phrase(hearer), noun_phrase(speaker)])
    said = reading.spans([(clause.left_edge.i, clause.right_edge.i)])
    return Relation(voices=voices, cue=reading.span(verb.i, verb.i), content=said, cue_lemma=lemma)


def _that(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.lefts)


def _owner(noun: Token) -> Token | None:
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in ("by", "from", "of"):
            return child_of(child, "pobj")
    return None


def _bare(noun: Token) -> Range:
    return min([noun.i, *(c.left_edge.i for c in noun.lefts)]), noun.i


def _hearsay(reading: Reading, verb: Token) -> Relation | None:
    """Find "were reported killed", "it is believed that ...": somebody says so, but who?"""
    lemma = verb.lemma_.lower()
    if verb.tag_ != "VBN" or lemma not in reading.cues.passive or not is_passive(verb):
        return None
    if child_of(verb, "agent") is not None:
        return None
    clause = child_of(verb, "xcomp", "ccomp", "oprd", "acomp")
    if clause is None or clause.i < verb.i:
        return None
    who = child_of(verb, "nsubjpass", "nsubj")
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
