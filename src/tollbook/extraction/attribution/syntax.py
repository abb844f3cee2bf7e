"""Reading a parse: the subject of a verb, the words of a noun phrase, the reach of a clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tollbook.extraction.attribution.lexicon import Cues, Roles, cues, roles
from tollbook.extraction.sentences.parse import ParsedDocument, Sentence
from tollbook.model.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Range = tuple[int, int]
"""The first and last token of a stretch of a sentence."""

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_BEFORE_HEAD = (
    "det",
    "compound",
    "amod",
    "nummod",
    "poss",
    "nmod",
    "quantmod",
    "predet",
    "case",
    "advmod",
    "punct",
)
_OUTER = (",", ";", ":", "-", "--", "–", "—", ".", "…")
_DEPTH = 6  # verbs that share one subject: deeper chains are parse errors


@dataclass(frozen=True, slots=True)
class Reading:
    """One parsed sentence with the words of its language at hand."""

    parsed: ParsedDocument
    sentence: Sentence
    doc: Doc
    cues: Cues
    roles: Roles

    def span(self, first: int, last: int) -> Span | None:
        """The span of tokens `first` to `last`, both included, without outer commas and dashes."""
        while first <= last and (self.doc[first].is_space or self.doc[first].text in _OUTER):
            first += 1
        while last >= first and (self.doc[last].is_space or self.doc[last].text in _OUTER):
            last -= 1
        if last < first:
            return None
        start = self.sentence.start + self.doc[first].idx
        end = self.sentence.start + self.doc[last].idx + len(self.doc[last])
        return self.parsed.span(start, end)

    def spans(self, ranges: Iterable[Range]) -> tuple[Span, ...]:
        """The spans of several ranges of tokens, empty ones left out."""
        found = (self.span(first, last) for first, last in ranges)
        return tuple(span for span in found if span is not None)


def readings(parsed: ParsedDocument) -> Iterator[Reading]:
    """The parsed sentences of a document in order."""
    language = parsed.document.language
    for sentence, doc in parsed.parsed():
        yield Reading(parsed, sentence, doc, cues(language), roles(language))


def subject(verb: Token) -> Token | None:
    """Whoever does what the verb says.

    Its own subject, that of the verb it is joined to, or the noun that a relative or participle
    clause belongs to.
    """
    for _ in range(_DEPTH):
        own = [child for child in verb.children if child.dep_ in SUBJECTS]
        agent = _agent(verb)
        if agent is not None:
            return agent
        if own:
            return _antecedent(own[-1], verb)
        if verb.dep_ in ("relcl", "acl") and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
            return verb.head
        if verb.dep_ not in ("conj", "advcl", "xcomp", "pcomp", "prep", "parataxis", "dep"):
            return None
        verb = verb.head
    return None


def _agent(verb: Token) -> Token | None:
    """The X of "was announced by X"."""
    if not is_passive(verb):
        return None
    for child in verb.children:
        if child.dep_ == "agent":
            return next((noun for noun in child.children if noun.dep_ == "pobj"), None)
    return None


def _antecedent(noun: Token, verb: Token) -> Token:
    relative = noun.lower_ in ("who", "which", "that") and noun.tag_ in ("WP", "WDT", "IN", "DT")
    if relative and verb.dep_ == "relcl":
        return verb.head
    return noun


def is_passive(verb: Token) -> bool:
    """Whether the verb stands in the passive voice."""
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)


def noun_phrase(head: Token) -> Range:
    """The first and last token of the phrase around a noun.

    With what stands before it, its prepositions and companions, without relative clauses and
    explanations after a comma. A common noun explained by a name takes the name in: "his mother,
    Ann Blyth".
    """
    name = _name_after_clause(head)
    if name is not None:
        return noun_phrase(name)
    first = min([head.i, *(c.left_edge.i for c in head.lefts if c.dep_ in _BEFORE_HEAD)])
    last = head.i
    for child in head.rights:
        if child.dep_ in ("punct", "case", "cc"):
            if child.dep_ == "case" or child.text == ")":
                last = child.i
            continue
        explains = child.dep_ == "appos" and (child.i == last + 1 or _names(child, head))
        joins = child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON")
        if explains or joins:
            last = max(last, noun_phrase(child)[1])
        elif child.dep_ == "prep" and child.i == last + 1:
            last = max([child.i, *(noun_phrase(o)[1] for o in child.children if o.dep_ == "pobj")])
        elif child.dep_ == "acl" and child.i == last + 1 and (by := child_of(child, "agent")):
            last = max([by.i, *(noun_phrase(o)[1] for o in by.children if o.dep_ == "pobj")])
        elif child.dep_ in ("nummod", "compound", "flat", "nmod") and child.i == last + 1:
            last = child.i
        else:
            break
    while first < head.i and (head.doc[first].is_punct or head.doc[first].tag_ in ("WDT", "WP")):
        first += 1
    return _before_hyphen(head.doc, first), last


def _before_hyphen(doc: Doc, first: int) -> int:
    """Where a name begins that the tokens split at a hyphen: "lawmaker Park Min-jae"."""
    if first < 2 or doc[first - 1].text != "-" or doc[first - 2].whitespace_:
        return first
    first -= 2
    while first > 0 and doc[first - 1].pos_ in ("PROPN", "NOUN", "ADJ", "DET"):
        first -= 1
    return first


def _name_after_clause(head: Token) -> Token | None:
    """The name that follows a relative clause: "a deputy who fled, Anna Orlova, said"."""
    clause = child_of(head, "relcl")
    name = next((c for c in head.rights if c.dep_ == "appos" and _names(c, head)), None)
    return name if clause is not None and name is not None and name.i > clause.i else None


def _names(explanation: Token, head: Token) -> bool:
    return explanation.pos_ == "PROPN" and head.pos_ == "NOUN"


def child_of(token: Token, *labels: str) -> Token | None:
    """The first child under one of some labels."""
    return next((child for child in token.children if child.dep_ in labels), None)


def is_clause(token: Token) -> bool:
    """Whether the token heads words that say something: a verb, or a noun with a copula."""
    return token.pos_ in ("VERB", "AUX") or any(c.dep_ in SUBJECTS for c in token.children)
