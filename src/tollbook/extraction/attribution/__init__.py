"""Attribution: who says what, by which words, and through whom it reached the page.

The whole of it in order, from cues to chains.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from tollbook.extraction.attribution.carrying import carried_relations
from tollbook.extraction.attribution.layout import layout_relations
from tollbook.extraction.attribution.learned import merge_with_tagger
from tollbook.extraction.attribution.names import name_voices
from tollbook.extraction.attribution.outline import issuer_attribution, outline_relations
from tollbook.extraction.attribution.phrases import phrase_relations
from tollbook.extraction.attribution.quotations import assign_quotations
from tollbook.extraction.attribution.reading import readings
from tollbook.extraction.attribution.relation import (
    Attribution,
    Attributions,
    Relation,
    build_chains,
)
from tollbook.extraction.attribution.relays import add_cited, quoting_relations
from tollbook.extraction.attribution.speech import verb_relations
from tollbook.extraction.sentences.parse import ParsedDocument

__all__ = ["Attribution", "Attributions", "Relation", "find_attributions"]


def find_attributions(parsed: ParsedDocument) -> Attributions:
    """Who says what in a document.

    1. relations: cue, voices and content, by the learned tagger and by grammar, put together;
    2. quotations: each whole, to the voice that holds a part of it;
    3. names: pronouns, descriptions and short names lead back to the fuller name;
    4. carrying: sentences without a cue that go on with the voice before them, and lists and tables
       under the line that says whose figures they are;
    5. chains: what is said within another's words comes to the page through that other;
    6. the issuer, who says what has no other source.
    """
    relations = assign_quotations(parsed, keep_to_own_sentence(parsed, find_relations(parsed)))
    names = name_voices(parsed, relations)
    relations += [
        *carried_relations(parsed, relations, names),
        *outline_relations(parsed, relations),
    ]
    chains = build_chains(sorted(relations, key=lambda r: r.place), names)
    return Attributions(chains, issuer_attribution(parsed))


def find_relations(parsed: ParsedDocument) -> list[Relation]:
    """Cue, voices and content as tagger and grammar together read them, in text order."""
    return merge_with_tagger(parsed, grammar_relations(parsed))


def grammar_relations(parsed: ParsedDocument) -> list[Relation]:
    """Cue, voices and content by grammar, lexicon and layout, in text order."""
    found: list[Relation] = []
    for reading in readings(parsed):
        # cue, voices and content within one sentence
        relayed = list(quoting_relations(reading))
        taken = frozenset(token for _, tokens in relayed for token in tokens)
        here = [relation for relation, _ in relayed]
        here += verb_relations(reading, taken)
        here = add_cited(reading, here)
        here += phrase_relations(reading)
        words = reading.doc.text.lower()
        if any(phrase in words for phrase in reading.cues.unverified):
            # the page adds that they could not be verified
            here = [replace(one, hedge=one.hedge or "unconfirmed") for one in here]
        found += here
    found += layout_relations(parsed, found)
    return sorted(found, key=lambda relation: relation.place)


def keep_to_own_sentence(parsed: ParsedDocument, relations: Iterable[Relation]) -> list[Relation]:
    """The relations that say something, each with what stands in the sentence of its cue.

    What is said in other sentences is a matter of quotations and of carrying, which need a sign:
    without one a tagger gives a sentence away too easily.
    """
    starts = [sentence.start for sentence in parsed.sentences]
    found: list[Relation] = []
    for relation in relations:
        if relation.silent:
            continue
        if relation.cue is None or relation.confidence is None:
            found.append(relation)
            continue
        own = bisect_right(starts, relation.cue.start)
        content = tuple(p for p in relation.content if bisect_right(starts, p.start) == own)
        if content or relation.wider:
            found.append(replace(relation, content=content or relation.wider))
    return found
