"""The whole of attribution in order: relations, then names, chains and what is carried on."""

from __future__ import annotations

from tollbook.extraction.attribution.chains import build_chains
from tollbook.extraction.attribution.clauses import verb_relations
from tollbook.extraction.attribution.phrases import phrase_relations
from tollbook.extraction.attribution.relation import Attributions, Relation
from tollbook.extraction.attribution.syntax import readings
from tollbook.extraction.parse import ParsedDocument


def find_attributions(parsed: ParsedDocument) -> Attributions:
    """Who is made to say what in a document.

    1. relations: cue, voices and content, sentence by sentence (rules; a learned tagger may stand
       in their place);
    2. chains: what is said within another's words.
    """
    relations = find_relations(parsed)
    return Attributions(build_chains(relations, {}))


def find_relations(parsed: ParsedDocument) -> list[Relation]:
    """Cue, voices and content by grammar and lexicon, in text order."""
    found: list[Relation] = []
    for reading in readings(parsed):
        found += verb_relations(reading)
        found += phrase_relations(reading)
    return sorted(found, key=lambda relation: relation.place)
