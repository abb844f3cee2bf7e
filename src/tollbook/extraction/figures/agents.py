"""Who is said to have harmed, and how: "by rebels", "blamed on", "in an air strike"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from tollbook.extraction.syntax.grammar import (
    ancestors,
    child,
    clause_of,
    is_passive,
    objects_of,
    subject,
)
from tollbook.extraction.syntax.people import certainly_people
from tollbook.extraction.syntax.phrases import Found, Phrases, words_of
from tollbook.language import load

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NAMED_SIDES = frozenset({"NORP", "GPE", "ORG", "PERSON"})
_OWN_WORDS = frozenset({"amod", "compound", "nmod", "poss", "case", "nummod", "punct", "advmod"})
_MEANS = "tollbook.means"  # where a parse keeps them
_MAKERS = ("amod", "compound", "poss", "nmod")


def agent_of(
    trigger: Token, victims: Token | None = None, means: Sequence[Token] | None = None
) -> tuple[Token, ...] | None:
    """The words for whoever is said to have harmed, None where the sentence does not say.

    The subject of an active verb, the "by" of a passive or of a noun, else whom the sentence
    blames. Of a weapon or an attack, its maker: "Israeli" of "Israeli airstrikes"; `means` are the
    words for what harmed.
    """
    candidates = [*_doers(trigger, victims), *_targets_of_blame(trigger), *(means or ())[-1:]]
    for candidate in candidates:
        phrase = _as_agent(candidate)
        if phrase:
            return phrase
    return None


def means_of(trigger: Token, ranks: Mapping[int, int]) -> tuple[Token, ...] | None:
    """The words for what harmed: the nearest known means, else a verb that tells how.

    `ranks` are the words within reach of the harm, nearest first by rank.
    """
    within = [
        found.tokens
        for found in _means(trigger.doc)
        if found.last.i in ranks and found.last.pos_ in ("NOUN", "PROPN")
        if trigger not in found.tokens or trigger.pos_ == "NOUN"
    ]
    nearest = min(within, key=lambda tokens: ranks[tokens[-1].i], default=None)
    if nearest:
        return nearest
    if trigger.lemma_.lower() in words_of("en", "causes", "verbs.words"):
        return (trigger,)
    events = words_of("en", "causes", "verbs.events")
    verbs = (t for t in trigger.doc if t.pos_ == "VERB" and t.lemma_.lower() in events)
    event = next((t for t in verbs if t.i in ranks), None)
    return None if event is None else (event,)


def _doers(trigger: Token, victims: Token | None) -> Iterator[Token]:
    """Those the grammar makes do it, most direct first."""
    verb = trigger if trigger.pos_ == "VERB" else clause_of(trigger)
    yield from objects_of(trigger, "by")
    agents = (by for word in (trigger, verb) for by in word.children if by.dep_ == "agent")
    yield from (noun for by in agents for noun in by.children)
    if trigger.pos_ in ("NOUN", "PROPN") or verb.pos_ != "VERB" or is_passive(verb):
        return  # who confesses a murder or mourns a death need not have done it
    doer = subject(verb)
    if doer is None or doer in (trigger, victims):
        return
    if victims is not None and (_under(doer, victims) or _under(victims, doer, but_not=trigger)):
        return
    yield doer


def _under(token: Token, above: Token, but_not: Token | None = None) -> bool:
    """Whether a word hangs on another, not counting what hangs on a third."""
    for step in ancestors(token):
        if step == but_not:
            return False
        if step == above:
            return True
    return False


def _targets_of_blame(trigger: Token) -> Iterator[Token]:
    """Whom the sentence blames: "was blamed on X", "X, accused of killing"."""
    words = words_of("en", "causes", "agents.blame")
    for verb in trigger.doc:
        if verb.pos_ == "VERB" and verb.lemma_.lower() in words:
            blamed = list(objects_of(verb, "on"))
            accused = child(verb, "nsubjpass", "dobj")
            yield from blamed
            if accused is not None and not blamed and child(verb, "prep") is not None:
                yield accused


def _as_agent(noun: Token) -> tuple[Token, ...] | None:
    """The words of one who can harm, or of the maker of what did."""
    kind = _kind_of_means(noun)
    if kind is None or noun.lemma_.lower() in words_of("en", "causes", "agents.nouns"):
        return _noun_phrase(noun) if _can_harm(noun) else None
    if kind in words_of("en", "causes", "agents.unmade"):
        return None
    makers = [token for token in noun.lefts if _is_maker(token)]
    return tuple(_stretch(makers)) if makers else None


def _is_maker(word: Token) -> bool:
    """Whether the word before a weapon says whose it is: a "Kabul bomb" is only in Kabul."""
    if word.lower_ in words_of("en", "causes", "agents.makers"):
        return True
    place = word.dep_ == "compound" and word.ent_type_ == "GPE"
    return word.dep_ in _MAKERS and word.ent_type_ in _NAMED_SIDES and not place


def _can_harm(noun: Token) -> bool:
    """Whether somebody is meant who can harm: a known noun, a name, or people of any kind."""
    if noun.pos_ == "PRON":
        return False
    named = noun.pos_ == "PROPN" and noun.ent_type_ in ("", *_NAMED_SIDES)
    lemma, lower = noun.lemma_.lower(), noun.lower_
    known = words_of("en", "causes", "agents.nouns")
    return named or lemma in known or lower in known or certainly_people(noun)


def _kind_of_means(noun: Token) -> str | None:
    """The kind of a weapon, an attack or a disaster, None for anything else."""
    found = (one.phrase for one in _means(noun.doc) if one.last == noun)
    phrase = next(found, None)
    return None if phrase is None else _kinds()[phrase]


def _noun_phrase(noun: Token) -> tuple[Token, ...]:
    """A noun with the words that tell which: adjectives, names, "of" and what it is of."""
    inside = [noun, *(t for c in noun.lefts if c.dep_ in _OWN_WORDS for t in c.subtree)]
    for of in noun.rights:
        if of.dep_ == "prep" and of.lower_ in ("of", "from"):
            inside.extend(of.subtree)
        if of.dep_ in ("cc", "conj") and of.pos_ in ("CCONJ", "NOUN", "PROPN"):
            inside.extend(t for t in of.subtree)
    return tuple(_stretch(inside))


def _stretch(tokens: Sequence[Token]) -> Sequence[Token]:
    doc = tokens[0].doc
    return list(doc[min(t.i for t in tokens) : max(t.i for t in tokens) + 1])


def _means(doc: Doc) -> Sequence[Found]:
    """The weapons, attacks and disasters of a sentence, looked for once for all its figures."""
    found: Sequence[Found] | None = doc.user_data.get(_MEANS)
    if found is None:
        found = doc.user_data[_MEANS] = tuple(_phrases().find(doc))
    return found


@cache
def _phrases() -> Phrases:
    return Phrases(_kinds())


@cache
def _kinds() -> dict[str, str]:
    nouns = load("en", "causes")["nouns"]
    return {phrase: kind for kind in sorted(nouns) for phrase in nouns[kind]}
