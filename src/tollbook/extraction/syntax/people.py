"""Whether a noun phrase means people: harm words are used of bills, towns and hopes as well."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tollbook.language import load

if TYPE_CHECKING:
    from spacy.tokens import Token

_PEOPLE_ENTITIES = frozenset({"PERSON", "NORP"})
_OTHER_ENTITIES = frozenset(
    {"GPE", "LOC", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE", "DATE", "TIME"}
    | {"PERCENT", "MONEY", "QUANTITY", "ORDINAL"}
)
_SUFFIXES = ("man", "men", "woman", "women", "people", "boy", "girl", "child", "children")


@cache
def words(language: str, name: str) -> frozenset[str]:
    """One list of the people lexicon."""
    return frozenset(load(language, "people")[name])


def certainly_people(token: Token) -> bool:
    """Whether the head of a phrase plainly means people: a known noun, a pronoun, a name."""
    lower, lemma = token.lower_, token.lemma_.lower()
    if lower in words("en", "pronoun_one") or is_plural_pronoun(token) or lower == "whom":
        return True
    if token.tag_ in ("PRP", "PRP$", "WP", "DT") or token.pos_ == "PRON":
        return False
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


def is_plural_pronoun(token: Token) -> bool:
    """Whether the word is a pronoun for several people."""
    return token.lower_ in words("en", "pronoun_many")


def is_name(token: Token) -> bool:
    """Whether the phrase is headed by a proper name."""
    return token.pos_ == "PROPN"
