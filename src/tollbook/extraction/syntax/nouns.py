"""Nouns: where a noun phrase starts and ends, what a relative pronoun stands for, who is people.

Words of harm are used of bills, towns and hopes as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from tollbook.extraction.syntax.tree import LONGEST_CHAIN, child
from tollbook.language import load

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOUNS = ("NOUN", "PROPN", "PRON")
_RELATIVES = frozenset({"who", "whom", "which", "that", "whose"})
_BEFORE_HEAD = frozenset(
    {"det", "compound", "amod", "nummod", "poss", "nmod", "quantmod", "predet", "case", "advmod"}
    | {"punct", "preconj"}
)
_WITHIN_NAME = ("nummod", "compound", "flat", "nmod")
_PEOPLE_ENTITIES = frozenset({"PERSON", "NORP"})
_OTHER_ENTITIES = frozenset(
    {"GPE", "LOC", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE", "DATE", "TIME"}
    | {"PERCENT", "MONEY", "QUANTITY", "ORDINAL"}
)
_SUFFIXES = ("man", "men", "woman", "women", "people", "boy", "girl", "child", "children")


def noun_phrase(head: Token) -> list[Token]:
    """The words of the phrase around a noun, in order.

    With what stands before it, its prepositions and companions, without clauses and asides: "the
    old men of Toval and their wives", but not ", who fled" or "seized by rebels". An aside that
    names what a common noun describes is taken in: "his mother, Ann Blyth".
    """
    first, last = phrase_bounds(head)
    return list(head.doc[first : last + 1])


def phrase_bounds(head: Token) -> tuple[int, int]:
    """The places of the first and last token of the phrase around a noun, both included."""
    doc = head.doc
    clause = child(head, "relcl")
    name = next((c for c in head.rights if c.dep_ == "appos" and _names(c, head)), None)
    if clause is not None and name is not None and name.i > clause.i:
        return phrase_bounds(name)  # "a deputy who fled, Anna Orlova, said"
    if head.dep_ in ("csubj", "csubjpass"):
        return head.left_edge.i, head.right_edge.i  # "Raising the dam will take a year."
    first = min([head.i, *(c.left_edge.i for c in head.lefts if c.dep_ in _BEFORE_HEAD)])
    while first < head.i and (doc[first].is_punct or doc[first].tag_ in ("WDT", "WP")):
        first += 1
    last = _last(head)
    # names and words that the tokens split at a hyphen: "lawmaker Park Min-jae", "brother-in-law"
    if first >= 2 and doc[first - 1].text == "-" and not doc[first - 2].whitespace_:
        first -= 2
        while first > 0 and doc[first - 1].pos_ in ("PROPN", "NOUN", "ADJ", "DET"):
            first -= 1
    while (
        last + 2 < len(doc)
        and doc[last + 1].text == "-"
        and not (doc[last].whitespace_ or doc[last + 1].whitespace_)
    ):
        last += 2
    return first, last


def phrase_with_maker(head: Token) -> tuple[int, int]:
    """The bounds of a noun phrase with whoever made the thing: "figures released by the agency".

    `phrase_bounds` ends at "figures": of "sailors seized by pirates" only the sailors are meant.
    """
    first, last = phrase_bounds(head)
    made = next((c for c in head.rights if c.dep_ == "acl" and c.i == last + 1), None)
    by = child(made, "agent") if made is not None else None
    return first, _end_of_preposition(by) if by is not None else last


def _last(head: Token) -> int:
    """The last token of the phrase: no further than the first clause or aside."""
    last = head.i
    for other in head.rights:
        if other.dep_ in ("punct", "case", "cc"):
            if other.dep_ == "case" or other.text == ")":
                last = other.i
            continue
        follows = other.i == last + 1
        explains = other.dep_ == "appos" and (follows or _names(other, head))
        joins = other.dep_ == "conj" and other.pos_ in _NOUNS
        if explains or joins:
            last = max(last, phrase_bounds(other)[1])
        elif other.dep_ == "prep" and follows:
            last = _end_of_preposition(other)
        elif other.dep_ == "npadvmod" and other.left_edge.i == last + 1:
            last = other.right_edge.i  # "the report last month"
        elif follows and (other.dep_ in _WITHIN_NAME or _is_single_modifier(other)):
            last = other.i
        else:
            break
    return last


def _is_single_modifier(word: Token) -> bool:
    """Whether one word behind a noun describes it: "hundreds more", "nobody else"."""
    return word.dep_ in ("amod", "advmod") and word.left_edge == word.right_edge


def _end_of_preposition(preposition: Token) -> int:
    """Where the phrase under a preposition ends: "of the northern army"."""
    objects = (noun for noun in preposition.children if noun.dep_ == "pobj")
    return max([preposition.i, *(phrase_bounds(noun)[1] for noun in objects)])


def _names(explanation: Token, head: Token) -> bool:
    """Whether an aside gives the name of what a common noun describes."""
    return explanation.pos_ == "PROPN" and head.pos_ == "NOUN"


def antecedent(word: Token, verb: Token) -> Token:
    """What a relative pronoun of the verb's clause stands for: the noun that the clause hangs on.

    A word that is no relative pronoun stands for itself.
    """
    if word.lower_ not in _RELATIVES:
        return word
    clause = verb
    for _ in range(LONGEST_CHAIN):
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


def objects_of(noun: Token, preposition: str) -> Iterator[Token]:
    """The nouns under a preposition of a noun: "the death of A"."""
    for prep in noun.children:
        if prep.dep_ == "prep" and prep.lower_ == preposition:
            yield from (t for t in prep.children if t.dep_ == "pobj")


@cache
def words(language: str, name: str) -> frozenset[str]:
    """One list of the people lexicon."""
    return frozenset(load(language, "people")[name])


def certainly_people(token: Token) -> bool:
    """Whether the head of a phrase plainly means people: a known noun, a pronoun, a name."""
    lower, lemma = token.lower_, token.lemma_.lower()
    if (
        lower in words("en", "pronoun_one")
        or lower in words("en", "pronoun_many")
        or lower == "whom"
    ):
        return True
    if token.tag_ in ("PRP", "PRP$", "WP", "DT") or token.pos_ == "PRON":
        return False
    if is_aged(token):
        return True
    if is_name(token):
        return token.ent_type_ in _PEOPLE_ENTITIES
    person = words("en", "person")
    if lemma in person or lower in person or lemma.rpartition("-")[2] in person:
        return True
    if token.ent_type_ in _PEOPLE_ENTITIES and token.ent_type_ != "PERSON":
        return True
    return lower.endswith(_SUFFIXES) and token.pos_ in ("NOUN", "PROPN")


def possibly_people(token: Token) -> bool:
    """Whether the phrase may mean people: not a thing, a place, a sum or a date."""
    if certainly_people(token) or token.lemma_.lower() in words("en", "group"):
        return True
    if token.lemma_.lower() in words("en", "thing") or token.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return False
    if token.ent_type_ in _OTHER_ENTITIES:
        return False
    return token.pos_ == "PROPN" or not token.lower_.endswith(
        ("tion", "ment", "ness", "ity", "ism", "ing", "ship", "ance", "ence")
    )


def is_group(token: Token) -> bool:
    """Whether the noun names people as one thing: a family, a unit."""
    return token.lemma_.lower() in words("en", "group")


def is_aged(token: Token) -> bool:
    """Whether an age stands for somebody: "a 15-year-old", "two nine-year-olds"."""
    if token.lower_ not in ("old", "olds") or token.dep_ == "amod" or token.i < 2:
        return False
    return token.nbor(-1).text == "-" and token.nbor(-2).lower_ in ("year", "month", "week")


def is_name(token: Token) -> bool:
    """Whether the phrase is headed by a proper name."""
    return token.pos_ == "PROPN"
