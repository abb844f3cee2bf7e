"""States of harm: dead, missing, wounded; in prison, in hospital."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tollbook.extraction.figures.harms.terms import Harm, are_people, is_number, measure_of, terms
from tollbook.extraction.figures.harms.verbs import number_before
from tollbook.extraction.syntax.nouns import antecedent
from tollbook.extraction.syntax.tree import child
from tollbook.extraction.syntax.verbs import direct_object, is_passive, subject
from tollbook.language import load
from tollbook.model.values import MEASURES

if TYPE_CHECKING:
    from spacy.tokens import Token

_PREDICATES = ("acomp", "oprd", "attr", "advmod", "xcomp", "ccomp", "dobj", "conj")


def states(token: Token) -> Harm | None:
    """Such as "two are missing", "left 12 dead", "three injured soldiers", "found dead"."""
    measure = terms("state").single.get(token.lower_)
    if measure is None or token.pos_ not in ("ADJ", "VERB", "NOUN", "ADV"):
        return None
    by_verb = measure_of(token.head, "object")[0] is not None and not is_passive(token.head)
    if by_verb and token.dep_ in _PREDICATES:
        return None  # "shot dead four youths": the verb says whom
    victims = _in_state(token)
    if victims is None or not are_people(victims, weak=True):
        return None
    return Harm(measure, token, victims, "state")


def _in_state(state: Token) -> Token | None:
    """Who is in the state."""
    before = number_before(state)
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
    if state.head.lower_ == "as" and state.head.dep_ == "prep":
        return subject(state.head.head)  # "217 are listed as missing"
    if state.dep_ in _PREDICATES:
        verb = state.head
        feared = number_before(verb) if verb.i == state.i - 1 else None
        if feared is not None:
            return feared
        if state.dep_ == "conj" and verb.dep_ in (*_PREDICATES, "amod"):
            return _in_state(verb)
        if state.dep_ != "acomp" and not is_passive(verb):
            return direct_object(verb) or subject(verb)
        return subject(verb)
    return None


def places_of_custody(token: Token) -> Harm | None:
    """A state that a place implies: "he is in prison", "the men in custody"."""
    if token.dep_ != "prep":
        return None
    noun = child(token, "pobj")
    if noun is None or child(noun, "poss") is not None:
        return None
    described = [t.lower_ for t in noun.lefts if t.dep_ in ("amod", "compound")]
    if not described and child(noun, "det") is not None:
        return None  # "in the prison" is where, "in prison" is how
    phrase = " ".join((token.lower_, *described, noun.lower_))
    for measure in MEASURES:
        phrases = load("en", "measures")["prepositional"].get(measure, ())
        if phrase in phrases:
            victims = _who_is_there(token.head)
            if victims is not None and are_people(victims, weak=True):
                return Harm(measure, noun, victims, "state")
    return None


def _who_is_there(head: Token) -> Token | None:
    if head.pos_ == "AUX" or head.lemma_ in ("be", "remain", "languish", "sit", "stay"):
        return subject(head)
    # "30 more in hospital" lie there; of "17 died at the scene and three in hospital" three died
    alone = is_number(head) and head.dep_ != "conj"
    return head if alone or head.pos_ in ("NOUN", "PROPN") else None
