"""Small questions to a parse: who is the subject, what is the object, which clause is it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass")
_RELATIVES = frozenset({"who", "whom", "which", "that", "whose"})
_LONGEST_CHAIN = 40  # steps up or across a parse; no real sentence needs more


def child(token: Token, *labels: str) -> Token | None:
    """The first child under one of the labels."""
    return next((t for t in token.children if t.dep_ in labels), None)


def is_passive(verb: Token) -> bool:
    """Whether the verb is done to its subject."""
    if child(verb, "nsubjpass", "auxpass") is not None:
        return True
    if verb.tag_ != "VBN" or child(verb, "dobj") is not None:
        return False
    if any(t.lower_ in ("has", "have", "had", "having", "'ve") for t in verb.lefts):
        return False
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return is_passive(verb.head) or child(verb, *_SUBJECTS) is not None
    return True


def subject(verb: Token, steps: int = 0) -> Token | None:
    """Whom the verb is said of: its own subject, or one it shares, inherits or relates to."""
    own = child(verb, *_SUBJECTS)
    if own is not None:
        return antecedent(own, verb)
    if steps > _LONGEST_CHAIN:
        return None
    head = verb.head
    match verb.dep_:
        case "relcl" | "acl":
            if head.dep_ == "appos" and verb.i and verb.nbor(-1).text == ",":
                return head.head  # "12 men, among them two boys, suffocated": the men
            return first_of_list(head)
        case "conj" | "aux" | "auxpass" if head.pos_ in ("VERB", "AUX"):
            return subject(head, steps + 1)
        case "xcomp":
            return child(head, "dobj") or subject(head, steps + 1)
        case "oprd" if is_passive(head):
            return subject(head, steps + 1)
        case "advcl" if verb.tag_ in ("VBG", "VBN") and child(verb, "mark") is None:
            return subject(head, steps + 1)
        case "pcomp" if head.head.pos_ in ("VERB", "AUX"):
            return subject(head.head, steps + 1)
    return None


def antecedent(word: Token, verb: Token) -> Token:
    """What a relative pronoun stands for: the noun that its clause hangs on."""
    if word.lower_ not in _RELATIVES:
        return word
    clause = verb
    for _ in range(_LONGEST_CHAIN):
        if clause.dep_ in ("relcl", "acl"):
            return first_of_list(clause.head)
        if clause.head == clause:
            break
        clause = clause.head
    return word


def first_of_list(noun: Token) -> Token:
    """Where the phrase begins that a clause behind its last noun speaks of.

    "dozens of friends and relatives who": the friends, for the relatives have no number or article
    of their own; names in a row likewise.
    """
    while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
        own = any(t.dep_ in ("det", "nummod", "poss") for t in noun.lefts)
        if own or (noun.pos_ == "PROPN") != (noun.head.pos_ == "PROPN"):
            break
        noun = noun.head
    return noun


def direct_object(verb: Token) -> Token | None:
    """What the verb is done to, shared ("captured and shot 11") or relative ("those they shot")."""
    own = next((t for t in verb.children if t.dep_ == "dobj"), None)
    if own is not None:
        return antecedent(own, verb)
    for other in verb.conjuncts:
        if other.i > verb.i and other.pos_ == "VERB":
            shared = child(other, "dobj")
            if shared is not None and child(other, "nsubj") is None:
                return shared
    if verb.dep_ == "relcl":
        doer = child(verb, "nsubj")
        if doer is not None and doer.lower_ not in _RELATIVES:
            return verb.head
    return None


def objects_of(noun: Token, preposition: str) -> Iterator[Token]:
    """The nouns under a preposition of a noun: "the death of A"."""
    for prep in noun.children:
        if prep.dep_ == "prep" and prep.lower_ == preposition:
            yield from (t for t in prep.children if t.dep_ == "pobj")


def clause_of(token: Token) -> Token:
    """The verb (or root) of the clause that holds the token."""
    for _ in range(_LONGEST_CHAIN):
        if token.head == token or token.pos_ in ("VERB", "AUX"):
            break
        token = token.head
    return token


def ancestors(token: Token) -> Iterator[Token]:
    """The token and all above it, up to the root."""
    yield token
    yield from token.ancestors
