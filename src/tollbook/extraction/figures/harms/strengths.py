"""Strength: how many people under arms are said to be somewhere, with no word of sending them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tollbook.extraction.figures.harms.terms import Harm, are_under_arms, is_number
from tollbook.extraction.syntax.grammar import objects_of
from tollbook.extraction.syntax.people import words
from tollbook.language import load

if TYPE_CHECKING:
    from spacy.tokens import Token

_SPEAKS = frozenset({"say", "tell", "report", "announce", "claim", "confirm", "describe", "admit"})
_A_STRENGTH = 20  # fewer are a patrol or two officers in a story, not a strength


def strengths(token: Token) -> Harm | None:
    """A number of people under arms, by their noun, their unit or the word "strong"."""
    return _fighters(token) or _unit(token)


def _unit(token: Token) -> Harm | None:
    """Such as "a contingent of 250", "the unit, 392 strong"."""
    if token.lower_ == "strong" and token.i > 1:
        return _so_many_strong(token)
    if token.lemma_.lower() not in words("en", "unit"):
        return None
    number = next((t for t in objects_of(token, "of") if t.tag_ == "CD"), None)
    return None if number is None else Harm("deployed", token, number, "strength")


def _so_many_strong(strong: Token) -> Harm | None:
    """Such as "392 strong", "the 600-strong brigade"; not "a 40-strong choir"."""
    hyphen = strong.nbor(-1).text == "-"
    number = strong.nbor(-2 if hyphen else -1)
    armed = words("en", "unit") | words("en", "armed")
    if number.tag_ != "CD" or (hyphen and strong.head.lemma_.lower() not in armed):
        return None
    return Harm("deployed", strong, number, "strength")


def _fighters(token: Token) -> Harm | None:
    """A number of people under arms: "up to 500 fighters remain", "it had hundreds of men"."""
    if token.tag_ not in ("NNS", "NN") or not are_under_arms(token) or is_number(token):
        return None
    if token.lemma_.lower() not in words("en", "armed") or token.head.lemma_ in _SPEAKS:
        return None
    elsewhere = load("en", "measures")["leaving"]
    if token.head.lemma_ in elsewhere["verbs"] + elsewhere["acting"]:
        return None
    number = _number_of(token)
    if number is None or token.dep_ in ("compound", "poss", "conj"):
        return None
    return Harm("deployed", token, token, "strength")


def _number_of(noun: Token) -> Token | None:
    for token in noun.lefts:
        if token.dep_ == "nummod" and (_value(token) >= _A_STRENGTH):
            return token
    above = noun.head.head
    many = above.lemma_.lower() in ("dozen", "hundred", "thousand", "score")
    return above if noun.dep_ == "pobj" and noun.head.lower_ == "of" and many else None


def _value(number: Token) -> int:
    digits = "".join(c for c in number.text if c.isdigit())
    return int(digits[:9]) if digits else _A_STRENGTH * (number.lower_ in ("hundred", "thousand"))
