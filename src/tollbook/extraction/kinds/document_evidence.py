"""Document evidence: what a found text, recording or image is said to show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tollbook.extraction.kinds.framing import common_fields, cut_to_content
from tollbook.extraction.syntax.phrases import lemma_of, phrases, words_among, words_of
from tollbook.extraction.syntax.tree import child
from tollbook.extraction.syntax.verbs import clause_span, is_passive, subject
from tollbook.model.statement import DocumentEvidence, Figure, Voice

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from tollbook.extraction.attribution import Attributions
    from tollbook.extraction.sentences.parse import ParsedDocument, Sentence
    from tollbook.model.text import Span

_LEXICON = "found_documents"
_OPENING = 4  # words before a document that still opens its sentence: "a new mobile phone video"
_NEARBY = 10  # words from the document to the verb of a sentence like it


def find_document_evidence(
    parsed: ParsedDocument, attributions: Attributions, figures: Sequence[Figure]
) -> Iterator[DocumentEvidence]:
    """What found documents show, one statement a sentence, in text order.

    The sentence after goes on with it where those who left the text still express themselves.
    A report or a statement by an office is no found document: it is a source.
    """
    before: tuple[Sentence, frozenset[str]] | None = None
    voices: tuple[Voice, ...] = ()
    for sentence, doc in parsed.parsed_sentences():
        shown = _showing_word(doc)
        goes_on = before is not None and before[0].block == sentence.block
        is_continued = shown is None
        if shown is None and before is not None and goes_on:
            shown = _verb_of_expressing(doc, before[1])
        if shown is None:
            before = None
            continue
        people = frozenset(t.lemma_.lower() for t in doc if t.pos_ in ("NOUN", "PROPN"))
        before = sentence, people | (before[1] if before and goes_on else frozenset())
        evidence = _evidence(parsed, sentence, attributions, shown)
        frame = common_fields(parsed, attributions, "document_evidence", evidence)
        if is_continued and len(frame["attribution"]) == 1:
            frame["attribution"] += tuple(replace(voice, carried=True) for voice in voices)
        voices = frame["attribution"][1:]
        yield DocumentEvidence(**frame)


def _evidence(
    parsed: ParsedDocument, sentence: Sentence, attributions: Attributions, shown: Token
) -> Span:
    """The clause of what is shown, with the document that shows it where a parse splits the two."""
    clause = clause_span(parsed, sentence, shown)
    opening = next((t for t in shown.doc[: shown.i] if _is_found_document(t)), shown)
    start = min(clause.start, sentence.start + opening.left_edge.idx)
    whole = parsed.span(start, clause.end)
    return cut_to_content(parsed, attributions, whole, parsed.span_of(sentence, [shown]))


def _showing_word(doc: Doc) -> Token | None:
    """The verb of what a found document shows in this sentence, or None."""
    for noun in doc:
        if _is_found_document(noun):
            verb = _showing_verb(noun) or _verb_beside(noun) or _nearby_showing_verb(noun)
            if verb is not None:
                return verb
    caught = phrases("en", _LEXICON, "caught").find(doc)
    return next((found.first for found in caught), None)


def _is_found_document(noun: Token) -> bool:
    lemma = lemma_of(noun)
    if noun.pos_ not in ("NOUN", "PROPN") or noun.dep_ == "compound":
        return False
    if lemma in words_of("en", _LEXICON, "plain"):
        return True
    if lemma not in words_of("en", _LEXICON, "found"):
        return False
    finding = words_of("en", _LEXICON, "finding")
    return any(
        t.dep_ in ("acl", "amod", "relcl") and t.lemma_.lower() in finding for t in noun.children
    )


def _showing_verb(noun: Token) -> Token | None:
    """The verb that the document is the subject of: "footage shows", "the note reads"."""
    verb = noun.head
    if noun.dep_ == "conj":
        verb = noun.head.head
    while verb.dep_ == "prep" and verb.head != verb:
        verb = verb.head.head
    for candidate in (verb, *verb.children):
        if candidate.pos_ in ("VERB", "AUX") and subject(candidate) == noun:
            lemma = candidate.lemma_.lower()
            if lemma in words_of("en", _LEXICON, "showing") and not is_passive(candidate):
                return candidate
    return None


def _nearby_showing_verb(noun: Token) -> Token | None:
    """The word that plainly shows, soon after a document that opens the sentence.

    Parses of "video posted online shows smoke" go wrong; the words don't.
    """
    if noun.i > _OPENING:
        return None
    for token in noun.doc[noun.i + 1 : noun.i + _NEARBY]:
        if token.lower_ in words_of("en", _LEXICON, "surely_showing"):
            return token if token.nbor(-1).pos_ not in ("DET", "ADJ", "ADP", "PART") else None
    return None


def _verb_beside(noun: Token) -> Token | None:
    """The verb that tells what stands in the document: "in notes left by him, it says"."""
    preposition = noun.head
    if preposition.dep_ not in ("prep", "pcomp", "agent") or noun.dep_ != "pobj":
        return None
    if preposition.lower_ not in ("to", *words_of("en", _LEXICON, "prepositions")):
        return None
    verb = preposition.head
    if preposition.lower_ == "to":
        is_according = verb.lower_ == "according"
        return verb.head if is_according and verb.head.pos_ in ("VERB", "AUX") else None
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    speaks = child(verb, "nsubj")
    says_itself = (
        verb.lemma_ in words_of("en", _LEXICON, "showing")
        and speaks is not None
        and speaks.lower_ in ("it", "they", "he", "she")
    )
    is_seen = verb.lemma_ in words_of("en", _LEXICON, "seen") and is_passive(verb)
    return verb if says_itself or is_seen else None


def _verb_of_expressing(doc: Doc, people: frozenset[str]) -> Token | None:
    """The verb by which somebody of the document before goes on expressing himself."""
    expressing = words_of("en", _LEXICON, "expressing")
    for verb in words_among(doc, expressing):
        if verb.dep_ == "ROOT" and verb.lemma_ in expressing:
            who = subject(verb)
            if who is not None and (who.lemma_.lower() in people or who.pos_ == "PRON"):
                return verb
    return None
