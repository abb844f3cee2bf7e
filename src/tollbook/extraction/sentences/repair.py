"""Repairs of a parse: who is the subject of a passive, where a place or a date stands before it.

News opens with where and when: "In Arlen, Wymark, a baker was shot". The parser then often takes
the place for a second subject, or hangs the baker on the place and leaves the verb without one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tollbook.extraction.syntax.people import certainly_people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

_SUBJECTS = ("nsubj", "nsubjpass")
_PASSIVE = frozenset({"was", "were", "been", "are", "is", "being", "got"})
_LOST = ("appos", "conj", "pobj", "npadvmod", "nmod", "dep", "compound", "ROOT")
_DETERMINERS = ("det", "nummod", "poss")
_SETTING = frozenset({"GPE", "LOC", "FAC", "ORG", "DATE", "TIME", "NORP"})


def repair(doc: Doc) -> None:
    """Give each passive verb the phrase right before it as its subject, and no place beside it."""
    for verb in doc:
        if (verb.tag_ != "VBN" and verb.lower_ != "missing") or verb.i < 2:
            continue
        auxiliaries = [t for t in verb.lefts if t.dep_ in ("aux", "auxpass")]
        if not auxiliaries or auxiliaries[-1].lower_ not in _PASSIVE:
            continue
        subjects = [t for t in verb.lefts if t.dep_ in _SUBJECTS]
        phrase = _phrase_before(auxiliaries[0])
        if phrase is None:
            continue
        if not subjects:
            _attach(phrase, verb)
        elif subjects[-1] == phrase:
            _detach_settings(subjects[:-1], phrase)


def _phrase_before(auxiliary: Token) -> Token | None:
    """The noun with an article, a number or an owner whose phrase ends right before a verb."""
    doc, end = auxiliary.doc, auxiliary.i - 1
    while end > 0 and doc[end].pos_ == "ADV":
        end -= 1
    noun = doc[max(end, 0)]
    while noun.dep_ == "pobj" and noun.head.dep_ == "prep" and certainly_people(noun.head.head):
        noun = noun.head.head  # "the driver of a bus"
    determined = any(t.dep_ in _DETERMINERS for t in noun.lefts)
    return noun if noun.tag_ in ("NN", "NNS") and determined else None


def _attach(phrase: Token, verb: Token) -> None:
    """Make a phrase that the parser hung elsewhere the subject of a verb that has none."""
    inherits = verb.dep_ in ("relcl", "acl", "xcomp") or verb in phrase.subtree
    if inherits or phrase.dep_ not in _LOST or not certainly_people(phrase):
        return
    above = phrase.head
    for before in phrase.lefts:
        inside = before.dep_ in ("nmod", "compound", "amod") and before.ent_type_ in _SETTING
        if inside and any(t.dep_ in _DETERMINERS and t.i > before.i for t in phrase.lefts):
            # "in the area of Wymark three men": the place goes back to its preposition
            before.head, before.dep_ = above, phrase.dep_
    phrase.head, phrase.dep_ = verb, "nsubjpass"


def _detach_settings(others: Sequence[Token], phrase: Token) -> None:
    """Unmake the subjects that only say where or when, or who reports: "Arlen: a man was shot"."""
    doc = phrase.doc
    first = phrase.left_edge.i
    if first and doc[first - 1].lower_ in ("and", "or", "&"):
        return
    for other in others:
        last = max(t.i for t in other.subtree if t.i < first)
        after = doc[last] if doc[last].is_punct else doc[last + 1]
        named = not any(t.dep_ in _DETERMINERS for t in other.lefts)
        follows_a_place = other.left_edge.i > 1 and _ends_a_place(doc[other.left_edge.i - 1])
        setting = other.ent_type_ in _SETTING or follows_a_place or after.text == ":"
        if named and setting and after.text in (",", ":", "-", "–", "—", ")"):
            other.dep_ = "npadvmod"


def _ends_a_place(comma: Token) -> bool:
    """Whether a comma parts a name from the place before it: "in Kesh, Upper Wymark"."""
    return comma.text == "," and any(t.dep_ == "pobj" for t in (comma.nbor(-1), comma.head))
