"""Words of harm in a sentence, and the people each one is said of.

Seven constructions, one function each: a verb done to its object, a verb done by its subject, a
noun for the event, a noun for the people, a state, a toll, and lives lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from tollbook.extraction.grammar import (
    antecedent,
    child,
    direct_object,
    is_passive,
    objects_of,
    subject,
)
from tollbook.extraction.people import certainly_people, possibly_people
from tollbook.language import load
from tollbook.model.values import MEASURES, Measure

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Construction = Literal["object", "subject", "event", "person", "state", "toll", "lives"]

_PHRASE_REACH = 10  # tokens between a verb and the rest of its phrase: "took eight people hostage"


@dataclass(frozen=True, slots=True)
class Harm:
    """`trigger` is the word of harm, `victims` the head of the phrase that says who."""

    measure: Measure
    trigger: Token
    victims: Token
    construction: Construction


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


def find_harms(doc: Doc) -> Iterator[Harm]:
    """Every word of harm in a sentence with its people, in the order of the words."""
    for token in doc:
        for finder in (
            _object_verbs,
            _subject_verbs,
            _lives,
            _events,
            _persons,
            _states,
        ):
            found = list(finder(token))
            if found:
                yield from found
                break


def _measure(token: Token, construction: str) -> tuple[Measure | None, bool]:
    """The measure of a word of harm here, and whether it is weak (read only beside people)."""
    known = terms(construction)
    lemma = token.lemma_.lower()
    for rest, measure in known.phrases.get(lemma, ()):
        if _completes(token, rest):
            return measure, _is_weak(" ".join((lemma, *rest)))
    measure = known.single.get(lemma)
    return measure, _is_weak(lemma)


@cache
def _is_weak(phrase: str) -> bool:
    return phrase in load("en", "measures")["weak"]["words"]


def _completes(token: Token, rest: tuple[str, ...]) -> bool:
    """Whether the rest of a phrase follows its first word within the clause."""
    words = token.doc[token.i + 1 : token.i + 1 + _PHRASE_REACH]
    for index, word in enumerate(words):
        if word.pos_ in ("VERB", "AUX") and word.lemma_.lower() not in rest and index > 0:
            return False
        if all(
            index + k < len(words)
            and part in (words[index + k].lower_, words[index + k].lemma_.lower())
            for k, part in enumerate(rest)
        ):
            return True
    return False


def _object_verbs(token: Token) -> Iterator[Harm]:
    if token.pos_ not in ("VERB", "ADJ") and token.tag_ not in ("VBN", "VBD", "VBG", "VB"):
        return
    measure, weak = _measure(token, "object")
    if measure is None:
        return
    victims = _done_to(token)
    accepts = certainly_people if weak else possibly_people
    if victims is not None and (_is_number(victims) or accepts(_people_head(victims))):
        yield Harm(measure, token, victims, "object")


def _done_to(verb: Token) -> Token | None:
    """Whom a verb of harm is done to."""
    if verb.dep_ == "amod" and verb.tag_ in ("VBN", "VBD", "JJ"):
        return verb.head
    if verb.tag_ == "VBG" and verb.dep_ == "amod":
        return None
    if is_passive(verb):
        bare = child(verb, "npadvmod", "nummod")
        return subject(verb) or (bare if bare is not None and _is_number(bare) else None)
    done_to = direct_object(verb)
    if done_to is not None:
        return done_to
    # a headline leaves "were" out: "25 rebels killed"
    own = child(verb, "nsubj")
    if own is not None and verb.tag_ in ("VBN", "VBD") and certainly_people(_people_head(own)):
        return antecedent(own, verb)
    return None


def _subject_verbs(token: Token) -> Iterator[Harm]:
    if token.pos_ != "VERB":
        return
    measure, weak = _measure(token, "subject")
    if measure is None:
        return
    victims = token.head if token.dep_ == "amod" else subject(token)
    accepts = certainly_people if weak else possibly_people
    if victims is not None and (_is_number(victims) or accepts(_people_head(victims))):
        yield Harm(measure, token, victims, "subject")


def _lives(token: Token) -> Iterator[Harm]:
    table = load("en", "measures")["lives"]
    if token.lemma_.lower() not in table["verbs"] or token.pos_ != "VERB":
        return
    lives = child(token, "dobj", "nsubjpass")
    if lives is None or lives.lemma_.lower() not in table["nouns"]:
        return
    victims: Token | None = next(objects_of(lives, "of"), None)
    if victims is None and child(lives, "nummod") is None and child(lives, "poss") is not None:
        victims = subject(token) if token.lemma_ == "lose" else child(lives, "poss")
    yield Harm(table["measure"], token, victims or lives, "lives")


def _events(token: Token) -> Iterator[Harm]:
    if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in ("compound", "npadvmod"):
        return
    toll, _ = _measure_of_noun(token, "toll")
    if toll is not None:
        yield Harm(toll, token, token, "toll")
        return
    measure, _ = _measure(token, "event")
    if measure is None:
        return
    for victims in (*objects_of(token, "of"), *(t for t in token.children if t.dep_ == "poss")):
        if _is_number(victims) or certainly_people(_people_head(victims)):
            yield Harm(measure, token, victims, "event")
            return
    modified = any(t.dep_ in ("amod", "compound") and certainly_people(t) for t in token.children)
    if token.tag_ == "NNS" and (modified or child(token, "nummod", "det") is not None):
        yield Harm(measure, token, token, "event")


def _measure_of_noun(token: Token, construction: str) -> tuple[Measure | None, bool]:
    """The measure of a noun, with the compound before it or the words after it."""
    known = terms(construction)
    lemma = token.lemma_.lower()
    before = f"{token.nbor(-1).lemma_.lower()}" if token.i else ""
    for rest, measure in known.phrases.get(before, ()):
        if rest == (lemma,):
            return measure, False
    for rest, measure in known.phrases.get(lemma, ()):
        following = token.doc[token.i + 1 : token.i + 1 + len(rest)]
        if [t.lemma_.lower() for t in following] == list(rest):
            return measure, False
    return known.single.get(lemma), False


def _persons(token: Token) -> Iterator[Harm]:
    if token.pos_ not in ("NOUN", "PROPN", "ADJ") or token.dep_ in ("compound", "amod", "acomp"):
        return
    known = terms("person").single
    measure = known.get(token.lemma_.lower()) or known.get(token.lower_)
    if measure is None or (token.pos_ == "ADJ" and child(token, "det", "nummod") is None):
        return
    yield Harm(measure, token, token, "person")


def _states(token: Token) -> Iterator[Harm]:
    measure = terms("state").single.get(token.lower_)
    if measure is None or token.pos_ not in ("ADJ", "VERB", "NOUN", "ADV"):
        return
    victims = _in_state(token)
    if victims is not None and (_is_number(victims) or certainly_people(_people_head(victims))):
        yield Harm(measure, token, victims, "state")


def _in_state(state: Token) -> Token | None:
    """Who is in the state: "two are missing", "left 12 dead", "injured soldiers", "found dead"."""
    own = child(state, "nsubj", "nummod", "npadvmod")
    if own is not None:
        return antecedent(own, state)
    if state.dep_ == "amod":
        return state.head
    if state.dep_ in ("acomp", "oprd", "attr", "advmod", "xcomp", "ccomp", "dobj", "conj"):
        verb = state.head
        if state.dep_ == "conj" and verb.dep_ in ("acomp", "oprd", "amod", "attr"):
            return _in_state(verb)
        return (
            direct_object(verb) if state.dep_ == "oprd" and not is_passive(verb) else subject(verb)
        )
    return None


def _people_head(token: Token) -> Token:
    """The noun that says what is counted: of "dozens of civilians" the civilians."""
    if _is_number(token):
        inner = next(objects_of(token, "of"), None)
        if inner is not None:
            return inner
    return token


_NUMBER_NOUNS = frozenset(
    {"dozen", "hundred", "thousand", "million", "score", "couple", "pair", "number", "handful"}
    | {"trio", "half", "third", "quarter", "majority", "rest", "more", "many", "some", "most"}
    | {"several", "few", "all", "none", "both", "at", "total", "lot"}
)


def _is_number(token: Token) -> bool:
    """Whether the word is a number or stands for one: "five were hurt", "dozens of them"."""
    return token.like_num or token.tag_ == "CD" or token.lemma_.lower() in _NUMBER_NOUNS
