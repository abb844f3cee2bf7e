"""Words of harm in a sentence, and the people each one is said of.

Seven constructions, one function each: a verb done to its object, a verb done by its subject, a
noun for the event, a noun for the people, a state, a toll, and lives lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
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
from tollbook.extraction.people import certainly_people, is_name, possibly_people, words
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
    finders = (_object_verbs, _subject_verbs, _lives, _events, _persons, _states)
    for token in doc:
        harm = next((harm for finder in finders if (harm := finder(token))), None)
        if harm is not None and not _is_natural(harm) and not _repeats_another(harm):
            yield _joint(harm)


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


def _object_verbs(token: Token) -> Harm | None:
    """“The strike killed 11", "11 were killed", "11 killed”."""
    if token.pos_ not in ("VERB", "ADJ") and token.tag_ not in ("VBN", "VBD", "VBG", "VB"):
        return None
    measure, weak = _measure(token, "object")
    if measure is None:
        return None
    victims = _done_to(token)
    if victims is None or not _are_people(victims, weak):
        return None
    if measure == "deployed" and not _under_arms(victims):
        return None
    if measure == "casualties" and token.lemma_ == "lose" and not _quantified(victims):
        return None
    return Harm(measure, token, victims, "object")


def _done_to(verb: Token) -> Token | None:
    """Whom a verb of harm is done to."""
    before = _number_before(verb)
    if before is not None:
        return before
    if verb.dep_ == "amod":
        return verb.head if verb.tag_ != "VBG" else None
    if is_passive(verb):
        return subject(verb) or child(verb, "npadvmod", "nummod")
    done_to = direct_object(verb)
    if done_to is not None and done_to.ent_type_ not in ("DATE", "TIME"):
        return done_to
    # a headline leaves "were" out: "25 rebels killed"
    own = subject(verb)
    active = any(t.dep_ in ("aux", "dobj") and t.tag_ != "VBN" for t in verb.children)
    if own is not None and verb.tag_ in ("VBN", "VBD") and not active:
        return own if certainly_people(_people_head(own)) or _is_number(own) else None
    return None


def _number_before(word: Token) -> Token | None:
    """The bare number right before a word of harm: "over 500 wounded", "12 others hurt”."""
    if word.tag_ not in ("VBN", "VBD", "JJ", "NN") or word.i == 0:
        return None
    before = word.nbor(-1)
    if before.lower_ in ("others", "more") and before.i and before.nbor(-1).like_num:
        return before if before.tag_ == "NNS" else before.nbor(-1)
    number = before.tag_ == "CD" and before.ent_type_ not in ("DATE", "TIME", "MONEY")
    return before if number and (before.head is word or before.dep_ in _STANDING) else None


def _subject_verbs(token: Token) -> Harm | None:
    """“11 people died", "the 11 who fled”."""
    if token.pos_ != "VERB":
        return None
    measure, weak = _measure(token, "subject")
    if measure is None:
        return None
    victims = _number_before(token) or (token.head if token.dep_ == "amod" else subject(token))
    if victims is None or not _are_people(victims, weak):
        return None
    return Harm(measure, token, victims, "subject")


def _lives(token: Token) -> Harm | None:
    """“Claimed 31 lives", "the lives of 12", "lost their lives”."""
    table = load("en", "measures")["lives"]
    if token.lemma_.lower() not in table["verbs"] or token.pos_ != "VERB":
        return None
    lives = child(token, "dobj", "nsubjpass")
    if lives is None or lives.lemma_.lower() not in table["nouns"]:
        return None
    victims: Token | None = next(objects_of(lives, "of"), None)
    owner = child(lives, "poss")
    if victims is None and child(lives, "nummod") is None:
        if owner is None:
            return None
        victims = owner if token.lemma_ in ("take", "claim", "end", "cost") else subject(token)
    return Harm(table["measure"], token, victims or lives, "lives")


def _events(token: Token) -> Harm | None:
    """“The death of 21 conscripts", "his arrest", "300 deaths", "the death toll”."""
    if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in ("compound", "npadvmod"):
        return None
    toll = _measure_of_noun(token, "toll")
    if toll is not None:
        return Harm(toll, token, token, "toll")
    measure, _ = _measure(token, "event")
    if measure is None:
        return None
    if _quantified(token):
        return Harm(measure, token, token, "event")
    owners = [t for t in token.children if t.dep_ == "poss"]
    for victims in (*objects_of(token, "of"), *owners):
        if _are_people(victims, weak=measure in ("deployed", "displaced")):
            return Harm(measure, token, victims, "event")
    modified = any(t.dep_ in ("amod", "compound") and certainly_people(t) for t in token.children)
    return Harm(measure, token, token, "event") if token.tag_ == "NNS" and modified else None


def _measure_of_noun(token: Token, construction: str) -> Measure | None:
    """The measure of a noun, with the compound before it or the words after it."""
    known = terms(construction)
    lemma = token.lemma_.lower()
    before = token.nbor(-1).lemma_.lower() if token.i else ""
    for rest, measure in known.phrases.get(before, ()):
        if rest == (lemma,):
            return measure
    for rest, measure in known.phrases.get(lemma, ()):
        following = token.doc[token.i + 1 : token.i + 1 + len(rest)]
        if [t.lemma_.lower() for t in following] == list(rest):
            return measure
    return known.single.get(lemma)


def _persons(token: Token) -> Harm | None:
    """“300 casualties", "the wounded", "eight hostages", "the bodies of six hikers”."""
    if token.dep_ in ("compound", "amod", "acomp", "oprd", "advmod", "relcl", "acl", "ccomp"):
        return None
    known = terms("person").single
    measure = known.get(token.lemma_.lower()) or known.get(token.lower_)
    if measure is None or token.pos_ == "PROPN":
        return None
    determined = any(t.dep_ in ("det", "poss", "nummod") for t in token.lefts) or (
        token.dep_ == "pobj" and _is_number(token.head.head)
    )
    if token.tag_ not in ("NN", "NNS") or token.lower_ == measure:
        # "the wounded", "two of the injured": an adjective made a noun
        own_clause = child(token, "nsubj", "nsubjpass", "aux", "auxpass") is not None
        return Harm(measure, token, token, "person") if determined and not own_clause else None
    if token.lemma_.lower() in ("body", "corpse", "remains"):
        return _bodies(token, measure)
    if token.tag_ == "NN" and not determined:
        return None
    numbered = load("en", "measures")["numbered"]["words"]
    if token.lemma_.lower() in numbered and not _quantified(token):
        return None
    return Harm(measure, token, token, "person")


def _bodies(token: Token, measure: Measure) -> Harm | None:
    """Bodies are of people, or are counted, or found: no governing body, no body of work."""
    inner = next(objects_of(token, "of"), None)
    if inner is not None:
        people = _is_number(inner) or certainly_people(_people_head(inner))
        counted = token if _quantified(token) else inner
        return Harm(measure, token, counted, "person") if people else None
    if token.tag_ != "NNS" and token.lower_ != "remains":
        return None
    found = load("en", "measures")["numbered"]["found"]
    seen = token.head.lemma_.lower() in found and token.head.tag_ != "VB"
    return Harm(measure, token, token, "person") if _quantified(token) or seen else None


def _states(token: Token) -> Harm | None:
    """“Two are missing", "left 12 dead", "three injured soldiers", "found dead”."""
    measure = terms("state").single.get(token.lower_)
    if measure is None or token.pos_ not in ("ADJ", "VERB", "NOUN", "ADV"):
        return None
    victims = _in_state(token)
    if victims is None or not _are_people(victims, weak=True):
        return None
    return Harm(measure, token, victims, "state")


def _in_state(state: Token) -> Token | None:
    """Who is in the state."""
    before = _number_before(state)
    if before is not None:
        return before
    own = child(state, "nsubj", "nsubjpass", "nummod", "npadvmod")
    if own is not None:
        return antecedent(own, state)
    if state.dep_ in ("amod", "compound"):
        head = state.head
        return head.head if head.dep_ == "compound" else head
    if state.dep_ == "acl":
        return state.head
    if state.dep_ in _PREDICATES:
        verb = state.head
        if state.dep_ == "conj" and verb.dep_ in (*_PREDICATES, "amod"):
            return _in_state(verb)
        if state.dep_ != "acomp" and not is_passive(verb):
            return direct_object(verb) or subject(verb)
        return subject(verb)
    return None


def _is_natural(harm: Harm) -> bool:
    """Whether somebody died of age or illness, outside the events reported."""
    if harm.measure != "killed" or harm.construction not in ("subject", "event"):
        return False
    words = load("en", "measures")["natural"]["words"]
    after = harm.trigger.doc[harm.trigger.i + 1 : harm.trigger.i + 7]
    return any(t.lower_ in words and t.dep_ in ("pobj", "compound", "amod", "acl") for t in after)


def _repeats_another(harm: Harm) -> bool:
    """Whether the word only says how: "shot and killed", "shot dead", "died or disappeared”."""
    for other in harm.trigger.conjuncts:
        known, _ = _measure(other, "object")
        known = known or _measure(other, "subject")[0]
        if known in ("killed", "injured") and harm.measure == "casualties":
            return harm.trigger.lemma_ not in ("neutralise", "neutralize")
        either = any(t.lower_ in ("or", "and/or") for t in other.children)
        either = either or any(t.lower_ == "or" for t in harm.trigger.children)
        if known == "killed" and either and harm.measure in ("missing", "captured"):
            return True
    return False


def _joint(harm: Harm) -> Harm:
    """“Killed or wounded", "killed and wounded 300": casualties, taken once."""
    if harm.measure not in ("killed", "injured"):
        return harm
    for other in harm.trigger.conjuncts:
        measure, _ = _measure(other, "object")
        other_state = terms("state").single.get(other.lower_)
        measures = {harm.measure, measure or other_state or "missing"}
        shares = child(other, "dobj", "nsubj", "nsubjpass", "nummod") is None or (
            child(harm.trigger, "dobj", "nsubj", "nsubjpass", "nummod") is None
        )
        between = harm.trigger.doc[min(harm.trigger.i, other.i) + 1 : max(harm.trigger.i, other.i)]
        if measures == {"killed", "injured"} and shares and _only_joins(between):
            return replace(harm, measure="casualties")
    return harm


def _only_joins(between: Iterable[Token]) -> bool:
    words = [t.lower_ for t in between]
    return all(word in ("or", "and", "and/or", "either", "seriously", "badly") for word in words)


def _are_people(victims: Token, weak: bool) -> bool:
    head = _people_head(victims)
    if certainly_people(head) or (_is_number(victims) and head is victims):
        return True
    return not weak and (possibly_people(head) or is_name(head))


def _under_arms(victims: Token) -> bool:
    head = _people_head(victims)
    return head.lemma_.lower() in words("en", "armed") or (_is_number(victims) and head is victims)


def _people_head(token: Token) -> Token:
    """The noun that says what is counted: of "dozens of civilians" the civilians."""
    if _is_number(token):
        inner = next(objects_of(token, "of"), None)
        if inner is not None:
            return inner
    return token


def _quantified(noun: Token) -> bool:
    """Whether number words stand before the noun, or it hangs on them ("dozens of refugees")."""
    inside = (
        t for left in noun.lefts if left.dep_ in ("nummod", "amod", "det") for t in left.subtree
    )
    if any(_is_number(t) or t.lower_ == "no" for t in inside):
        return True
    return noun.dep_ == "pobj" and noun.head.lower_ == "of" and _is_number(noun.head.head)


_PREDICATES = ("acomp", "oprd", "attr", "advmod", "xcomp", "ccomp", "dobj", "conj")
_STANDING = ("nsubj", "nsubjpass", "npadvmod", "dobj", "appos", "conj", "ROOT", "dep", "nummod")
_NUMBER_NOUNS = frozenset(
    {"dozen", "hundred", "thousand", "million", "score", "couple", "pair", "number", "handful"}
    | {"trio", "half", "third", "quarter", "majority", "rest", "more", "many", "some", "most"}
    | {"several", "few", "all", "none", "both", "total", "lot", "numerous", "countless"}
)


def _is_number(token: Token) -> bool:
    """Whether the word is a number or stands for one: "five were hurt", "dozens of them”."""
    return token.like_num or token.tag_ == "CD" or token.lemma_.lower() in _NUMBER_NOUNS
