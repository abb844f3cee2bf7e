"""The words of harm of each construction, and small questions about the people beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from tollbook.extraction.syntax.nouns import (
    certainly_people,
    is_name,
    objects_of,
    possibly_people,
    words,
)
from tollbook.language import load
from tollbook.model.values import MEASURES, Measure

if TYPE_CHECKING:
    from spacy.tokens import Token

Construction = Literal[
    "object",
    "subject",
    "event",
    "person",
    "state",
    "toll",
    "lives",
    "strength",
    "cell",
    "learned",
]

_PHRASE_REACH = 10  # tokens between a verb and the rest of its phrase: "took eight people hostage"
_NUMBER_NOUNS = frozenset(
    {"dozen", "hundred", "thousand", "million", "score", "couple", "pair", "handful"}
    | {"trio", "half", "majority", "rest", "more", "many", "some", "most", "numerous", "countless"}
    | {"several", "few", "all", "none", "both", "lot"}
)

_MAGNITUDES = frozenset({"k", "m", "mn", "mln", "bn", "+", "lakh", "crore"})
_FRACTIONS = frozenset({"third", "quarter", "fourth", "fifth", "sixth", "eighth", "tenth"})


@dataclass(frozen=True, slots=True)
class Harm:
    """`trigger` is the word of harm, `victims` the head of the phrase that says who.

    `others` are further words of the same harm: the "wounded" of "killed or wounded".
    """

    measure: Measure
    trigger: Token
    victims: Token
    construction: Construction
    others: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """One construction's words: single lemmas, and phrases by their first word, longest first."""

    single: Mapping[str, Measure]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Measure], ...]]


@cache
def terms(construction: str, language: str = "en") -> Terms:
    """The words of a construction in a language."""
    single: dict[str, Measure] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Measure]]] = {}
    table = load(language, "measures")[construction]
    for measure in MEASURES:
        for phrase in table.get(measure, ()):
            first, *rest = phrase.split()
            if rest:
                phrases.setdefault(first, []).append((tuple(rest), measure))
            else:
                single[first] = measure
    ordered = {
        first: tuple(sorted(found, key=lambda item: (-len(item[0]), item[0])))
        for first, found in phrases.items()
    }
    return Terms(single, ordered)


@cache
def words_of_harm(language: str = "en") -> frozenset[str]:
    """The words and lemmas at which one of the constructions may be found; most words are none."""
    tables = load(language, "measures")
    found = {"victim", *tables["totals"]["nouns"]}
    for construction in ("object", "subject", "event", "person", "state", "toll"):
        known = terms(construction, language)
        found |= {*known.single, *known.phrases}
        found |= {word for rests in known.phrases.values() for rest, _ in rests for word in rest}
    found |= {word + "s" for word in terms("person", language).single}  # where the lemma is wrong
    found |= {*tables["lives"]["verbs"], *tables["throats"]["verbs"]}
    found |= {*tables["fatal"]["adverbs"], *tables["grave"]["adverbs"]}
    phrases = (tables["prepositional"].get(measure, ()) for measure in MEASURES)
    return frozenset(found | {phrase.split()[0] for some in phrases for phrase in some})


@cache
def words_of_strength(language: str = "en") -> frozenset[str]:
    """The words and lemmas at which a number of people under arms may be found."""
    return words(language, "armed") | words(language, "unit") | {"strong"}


def measure_of(token: Token, construction: str) -> tuple[Measure | None, bool]:
    """The measure of a word of harm here, and whether it is weak (read only beside people)."""
    known = terms(construction)
    lemma = token.lemma_.lower()
    for rest, measure in known.phrases.get(lemma, ()):
        if _completes(token, rest):
            return measure, _is_weak(" ".join((lemma, *rest)))
    return known.single.get(lemma), _is_weak(lemma)


@cache
def _is_weak(phrase: str) -> bool:
    return phrase in load("en", "measures")["weak"]["words"]


def _completes(token: Token, rest: tuple[str, ...]) -> bool:
    """Whether the rest of a phrase follows its first word within the clause.

    Other words may stand between, but no other verb: "took eight people hostage", "forced them
    from their homes".
    """
    left = list(rest)
    for word in token.doc[token.i + 1 : token.i + 1 + _PHRASE_REACH]:
        lower, lemma = word.lower_, word.lemma_.lower()
        # "suffered 200 wounded" are people, and no wounds
        in_a_state = lower != lemma and lower in terms("state").single
        if left[0] == lower or (left[0] == lemma and not in_a_state):
            left.pop(0)
            if not left:
                return True
        # with a comma something else begins: "put the dead at 16, with 30 more in hospital"
        elif (
            word.pos_ in ("VERB", "AUX")
            or word.text in ";."
            or (word.lower_ == "with" and word.nbor(-1).text == ",")
        ):
            return False
    return False


def are_people(victims: Token, weak: bool) -> bool:
    """Whether a phrase can be victims; beside a weak word of harm only plain people are."""
    head = people_head(victims)
    if certainly_people(head) or (is_number(victims) and (head == victims or is_number(head))):
        return True  # "two of the 28" are people, too
    if head.lemma_.lower() in words("en", "household") and is_quantified(head):
        return True  # "80 families, 350 people in all": how many they are is counted later
    return not weak and (possibly_people(head) or is_name(head))


def certainly_under_arms(people: Token) -> bool:
    """Whether the noun itself is of fighters, attackers or their like."""
    lemma = people_head(people).lemma_.lower()
    return lemma in words("en", "armed") or lemma in words("en", "attacker")


def are_under_arms(victims: Token) -> bool:
    """Whether a phrase is of people whom a state or a group can send and station."""
    head = people_head(victims)
    return head.lemma_.lower() in words("en", "armed") or (is_number(victims) and head == victims)


def people_head(token: Token) -> Token:
    """The noun that says what is counted: of "dozens of civilians" the civilians."""
    if is_number(token):
        inner = next(objects_of(token, "of"), None)
        if inner is not None:
            return inner
    return token


def is_quantified(noun: Token) -> bool:
    """Whether number words stand before the noun, or it hangs on them ("dozens of refugees")."""
    inside = (
        t
        for left in noun.lefts
        if left.dep_ in ("nummod", "amod", "det") or left.lower_ in _MAGNITUDES  # "1.8m people"
        for t in left.subtree
    )
    if any(is_number(t) or t.lower_ in ("no", "any") for t in inside):
        return True
    return noun.dep_ == "pobj" and noun.head.lower_ == "of" and is_number(noun.head.head)


def is_number(token: Token) -> bool:
    """Whether the word is a number or stands for one: "five were hurt", "dozens of them”."""
    lemma = token.lemma_.lower()
    if lemma in _FRACTIONS and any(t.lower_ in ("a", "one", "two", "three") for t in token.lefts):
        of = next(objects_of(token, "of"), None) is not None
        return of or token.dep_ in ("nsubj", "nsubjpass")  # "a third was wounded"
    if token.ent_type_ == "ORDINAL":
        return False
    if lemma == "number":  # "a number of them", "record numbers of"; not "the number of dead"
        return not any(t.lower_ in ("the", "both") for t in token.lefts)
    if token.like_num or token.tag_ == "CD" or lemma in _NUMBER_NOUNS:
        return True
    # the end of a number in digits: the "m" of "2.4 m", the "+" of "60+"
    if token.lower_[:1].isdecimal():
        return re.sub(r"[.,'’]|[+kmbn†‡*]+\Z", "", token.lower_).isdecimal()
    before = token.nbor(-1) if token.i else None
    counted = before is not None and (before.lower_[:1].isdecimal() or before.like_num)
    return token.lower_ in _MAGNITUDES and counted
