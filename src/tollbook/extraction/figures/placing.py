"""Phrases of place in a parsed sentence: "in the city of Goma", "south of Kyiv", "hit Kherson"."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from tollbook.extraction.syntax.nouns import certainly_people
from tollbook.extraction.syntax.phrases import words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OTHER_ENTITIES = frozenset({"DATE", "TIME", "EVENT", "PERCENT", "MONEY", "LAW", "WORK_OF_ART"})
_PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})
_NO_PLACE = frozenset({"PERSON", "ORG"})
_NOT_IN_THE_NAME = frozenset({"relcl", "acl", "advcl", "appos", "conj", "cc", "punct", "advmod"})


def place_phrases(doc: Doc, taken: Collection[int]) -> list[tuple[Token, ...]]:
    """The phrases of place of a sentence, in order, without their preposition.

    `taken` are the places of words that belong to a time, and so to no place.
    """
    found = map(_phrase_of_place, doc)
    return [phrase for phrase in found if phrase and not any(t.i in taken for t in phrase)]


def _phrase_of_place(noun: Token) -> tuple[Token, ...] | None:
    """A name that is shelled, hit, stormed, or stands under a preposition of place.

    With "the city of" and the like before it.
    """
    if noun.dep_ in ("dobj", "nsubjpass"):
        hit = noun.head.lemma_.lower() in words_of("en", "causes", "places.verbs")
        place = noun.ent_type_ in _PLACE_ENTITIES
        return _phrase(noun) if hit and place and _is_named(noun) else None
    prep = noun.head
    if noun.dep_ != "pobj" or noun.ent_type_ in _OTHER_ENTITIES:
        return None
    if prep.lower_ == "of" and prep.head.lemma_.lower() in words_of(
        "en", "causes", "places.directions"
    ):
        return tuple(noun.doc[prep.head.i : noun.i + 1]) if _is_named(noun) else None
    if prep.lower_ not in words_of("en", "causes", "places.prepositions"):
        return None
    if prep.i == 0 and (before := _place_before_people(noun)):
        return before
    if _is_of_care(prep):
        return None
    named = _is_named(noun) or _is_named_place_noun(noun)
    # some prepositions need more to tell a place; behind an attack "on" needs nothing
    aimed = prep.lower_ in ("on", "against") and prep.i > 0
    attack = aimed and prep.nbor(-1).lemma_.lower() in words_of("en", "causes", "places.attacks")
    weak = not attack and prep.lower_ in words_of("en", "causes", "places.weak")
    return _phrase(noun) if named and (not weak or _is_certain(noun)) else None


def _is_named(noun: Token) -> bool:
    """Whether the phrase has a proper name for its head, or before it: "Kharkiv region"."""
    if noun.pos_ == "PROPN" or noun.ent_type_ == "GPE":
        return True
    named = any(
        (t.pos_ == "PROPN" and t.dep_ in ("compound", "nmod", "poss")) or t.ent_type_ == "NORP"
        for t in noun.lefts
    )
    return named and noun.lemma_.lower() in words_of("en", "causes", "places.nouns") | words_of(
        "en", "causes", "places.sites"
    )


def _is_named_place_noun(noun: Token) -> bool:
    """Whether a noun such as "city" has its name behind it: "the city of Goma"."""
    return noun.lemma_.lower() in words_of("en", "causes", "places.nouns") and any(
        name.pos_ == "PROPN" for of in noun.children if of.lower_ == "of" for name in of.children
    )


def _is_certain(noun: Token) -> bool:
    """Whether more than a preposition tells that it is a place, and of the harm.

    "Fled from Mosul" is one; a man "from Mosul" may be harmed anywhere.
    """
    if noun.head.lower_ == "from":
        if noun.head.head.pos_ != "VERB":
            return False
        if noun.pos_ == "PROPN" and noun.ent_type_ not in _NO_PLACE | _OTHER_ENTITIES:
            return _is_left(noun.head.head)
    return noun.ent_type_ in _PLACE_ENTITIES or _is_named_place_noun(noun)


def _is_left(verb: Token) -> bool:
    """Whether people go, or are taken, from where something happened to them: "fled from Arlen"."""
    return verb.lemma_.lower() in words_of("en", "causes", "places.left")


def _is_of_care(prep: Token) -> bool:
    """Whether a place is where the harmed were taken: "sent to hospital in Arlen"."""
    noun = prep.head
    cared = noun.lemma_.lower() in words_of("en", "causes", "places.care")
    return cared and noun.dep_ == "pobj" and noun.head.lower_ in ("to", "in", "at")


def _place_before_people(noun: Token) -> tuple[Token, ...] | None:
    """The place that a parse joins to the people behind it: "In Arlen officials said"."""
    if not certainly_people(noun):
        return None
    named = [t for t in noun.lefts if t.dep_ == "compound" and t.ent_type_ in ("GPE", "LOC")]
    return tuple(noun.doc[named[0].left_edge.i : named[-1].i + 1]) if named else None


def _phrase(noun: Token) -> tuple[Token, ...]:
    """The name with its own words: the article goes, "of Goma" and "in northern Gaza" stay."""
    inside, waiting = [], [noun]
    while waiting:
        word = waiting.pop()
        inside.append(word)
        waiting += [
            child
            for child in word.children
            if (child.dep_ not in _NOT_IN_THE_NAME or _joins_places(child))
            and (child.dep_ != "prep" or _leads_to_a_name(child))
        ]
    inside.sort(key=lambda token: token.i)
    while len(inside) > 1 and inside[0].dep_ in ("det", "poss", "case", "nummod"):
        inside = inside[1:]
    return tuple(noun.doc[inside[0].i : inside[-1].i + 1])


def _joins_places(child: Token) -> bool:
    """Whether a second name is joined on: "in Kursk and Belgorod"."""
    if child.dep_ == "cc":
        return any(t.dep_ == "conj" and t.pos_ == "PROPN" for t in child.head.children)
    return child.dep_ == "conj" and child.pos_ == "PROPN"


def _leads_to_a_name(prep: Token) -> bool:
    return prep.lower_ in ("of", "in", "near") and any(
        _is_named(name) and name.ent_type_ not in _OTHER_ENTITIES for name in prep.children
    )
