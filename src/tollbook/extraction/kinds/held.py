"""Who is held in a sentence: people taken or kept, by whom, their unit, their wish or outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tollbook.extraction.syntax.nouns import certainly_people, objects_of, possibly_people
from tollbook.extraction.syntax.phrases import lemma_of, words_of
from tollbook.extraction.syntax.tree import child
from tollbook.extraction.syntax.verbs import clause_head, direct_object, is_passive, subject
from tollbook.model.statement import Figure

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from tollbook.extraction.sentences.parse import Sentence

_OF_PERSONS = frozenset({"det", "nummod", "compound", "poss", "amod"})
_OF_UNIT = frozenset({"from", "of", "to", "in", "with"})


@dataclass(frozen=True, slots=True)
class Held:
    """People held in one clause: the noun for them, what is said, by whom, and their unit."""

    people: Token
    verb: Token
    holder: Token | None
    unit: Token | None


def find_held(doc: Doc, sentence: Sentence, figures: Sequence[Figure]) -> Iterator[Held]:
    """The people held in a sentence, where it says by whom, of which unit, or what of them."""
    for token in doc:
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB" and lemma in words_of("en", "custody", "taking"):
            held = _held_by_verb(token, sentence, figures)
            if held is not None:
                yield held
        elif _is_held_person(token):
            held = _held_by_name(token)
            if held is not None:
                yield held


def _held_by_verb(verb: Token, sentence: Sentence, figures: Sequence[Figure]) -> Held | None:
    """People that a verb takes or keeps: "captured by Ukraine", "Hamas holds 24 hostages"."""
    passive = is_passive(verb) or verb.dep_ in ("acl", "amod") or _is_taken_prisoner(verb)
    people = _patient(verb) if passive else direct_object(verb)
    if people is None or _is_unreal(verb) or not _takes_people(verb, people, sentence, figures):
        return None
    holder = _agent(verb) if passive else child(verb, "nsubj")
    if holder == people:
        return None
    main = people.head if people.dep_ in ("nsubj", "nsubjpass") else verb
    unit = unit_of(people, main)
    is_topic = verb.dep_ == "acl" and people.dep_ in ("nsubj", "nsubjpass")
    is_reported = is_topic or _says_outcome(main, people) or _in_custody(verb)
    if holder is None and unit is None and not is_reported:
        return None
    return Held(people, main, holder, unit)


def _takes_people(
    verb: Token, people: Token, sentence: Sentence, figures: Sequence[Figure]
) -> bool:
    """Whether it is people that the verb takes: towns are captured, too, and meetings held."""
    if verb.lemma_ in words_of("en", "custody", "weak"):
        return _in_custody(verb) or _is_held_person(people)
    if certainly_people(_counted_people(people, sentence)):
        return True
    return possibly_people(people) and _is_figure(verb, sentence, figures)


def _is_unreal(verb: Token) -> bool:
    """Whether the taking is only possible, wanted or denied, or what "capturing" is like."""
    auxiliaries = any(
        t.tag_ in ("MD", "TO") or (t.dep_ == "auxpass" and t.tag_ == "VB") for t in verb.children
    )
    is_adjective = verb.dep_ == "amod" and verb.tag_ == "VBG"
    return auxiliaries or is_adjective or child(verb, "neg") is not None


def _patient(verb: Token) -> Token | None:
    return verb.head if verb.dep_ in ("acl", "amod") else subject(verb)


def _is_taken_prisoner(verb: Token) -> bool:
    """The case of "soldiers taken prisoner by Ukraine", which parses take for an active verb."""
    state = child(verb, "dobj")
    return state is not None and verb.tag_ in ("VBN", "VBD") and _is_bare_state(state)


def _is_bare_state(noun: Token) -> bool:
    """Whether "hostage" is a state and not a person: no article, no number before it."""
    is_bare = not any(t.dep_ in _OF_PERSONS for t in noun.children)
    return is_bare and noun.lower_ in words_of("en", "custody", "states")


def _counted_people(people: Token, sentence: Sentence) -> Token:
    """Of "dozens of villagers" the villagers."""
    is_number = any(q.start <= people.idx < q.end for q in sentence.numbers)
    return next(objects_of(people, "of"), people) if is_number else people


def _agent(verb: Token) -> Token | None:
    """Who took them: the noun after "by"."""
    for other in verb.children:
        if other.dep_ in ("agent", "prep") and other.lower_ == "by":
            return child(other, "pobj")
    return None


def _in_custody(verb: Token) -> bool:
    states = words_of("en", "custody", "states")
    return any(t.lower_ in states and t.i > verb.i for t in verb.subtree)


def _is_figure(verb: Token, sentence: Sentence, figures: Sequence[Figure]) -> bool:
    place = sentence.start + verb.idx
    return any(
        figure.measure == "captured" and figure.evidence.start <= place < figure.evidence.end
        for figure in figures
    )


def _is_held_person(token: Token) -> bool:
    return (
        token.pos_ in ("NOUN", "PROPN")
        and token.dep_ != "compound"
        and lemma_of(token) in words_of("en", "custody", "held")
    )


def _held_by_name(people: Token) -> Held | None:
    """People named as held whose unit, wish or outcome the clause tells."""
    verb = clause_head(people)
    if people.dep_ in ("nsubj", "nsubjpass") or people.dep_ == "dobj":
        verb = people.head
    unit = unit_of(people, verb)
    if verb.lemma_ in words_of("en", "custody", "taking") and _is_unreal(verb):
        return None
    if people.dep_ == "dobj" and _is_bare_state(people):
        return None
    holders = (_holder(t) for t in (verb, *people.children) if t.pos_ == "VERB")
    holder = next((holder for holder in holders if holder is not None), None)
    if holder is None and unit is None and not _says_outcome(verb, people):
        return None
    return Held(people, verb, holder, unit)


def _holder(verb: Token) -> Token | None:
    """Who holds by this verb, where it is one of taking."""
    if verb.lemma_ not in words_of("en", "custody", "taking"):
        return None
    return _agent(verb) if is_passive(verb) else child(verb, "nsubj")


def unit_of(people: Token, verb: Token) -> Token | None:
    """The unit that the people are of, or that they are said to serve in."""
    belonging = words_of("en", "custody", "belonging")
    for governor in (people, *(t for t in verb.subtree if t.lemma_ in belonging)):
        for preposition in governor.children:
            if preposition.dep_ == "prep" and preposition.lower_ in _OF_UNIT:
                noun = child(preposition, "pobj")
                if noun is not None and is_unit(noun):
                    return noun
    return None


def is_unit(noun: Token) -> bool:
    """Whether the noun is one for a unit: a brigade, a bureau, a militia."""
    return noun.lemma_.lower() in words_of("en", "custody", "units")


def _says_outcome(verb: Token, people: Token) -> bool:
    """Whether the clause gives a wish or an outcome of the people who are its subject or object."""
    if people.dep_ not in ("nsubj", "nsubjpass", "dobj") or people.head != verb:
        return False
    acts = people.dep_ == "nsubj"
    if any(says_wish_or_outcome(v, is_subject=acts) for v in (verb, *verb.conjuncts)):
        return True
    wish = words_of("en", "custody", "wish")
    return people.dep_ == "nsubj" and any(t.lemma_.lower() in wish for t in verb.children)


def says_wish_or_outcome(verb: Token, *, is_subject: bool) -> bool:
    """Whether a verb tells what its subject wishes or does, or what is done with its object."""
    lemma = verb.lemma_.lower()
    if is_subject and not is_passive(verb):
        return lemma in words_of("en", "custody", "wish") | words_of("en", "custody", "own_acts")
    return lemma in words_of("en", "custody", "fate")
