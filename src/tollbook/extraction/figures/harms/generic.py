"""Words of harm that count nobody: rates, plans and capacities, rules, entries counted twice.

"Twelve people a day are killed", "a camp for 5,000 refugees", "whoever kills a guard", "two deaths
that had been entered twice": a number stands there, and nobody in particular is meant by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tollbook.extraction.figures.harms.terms import is_number, is_quantified
from tollbook.extraction.syntax.clauses import clause_of
from tollbook.extraction.syntax.tree import child
from tollbook.language import load

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tollbook.extraction.figures.harms.terms import Harm

_BESIDE = ("advcl", "relcl", "ccomp", "parataxis", "conj", "acl")  # clauses of their own
_ORDINAL_ENDS = ("st", "nd", "rd", "th")
_STANDING = ("person", "state")  # who is said to be in a condition, with no verb of harm


def counts_nobody(harm: Harm) -> bool:
    """Whether a word of harm means nobody in particular."""
    tests = (_is_rate, _is_planned, _is_a_rule, _is_an_ordinal, _is_counted_twice)
    return any(test(harm) for test in tests)


def _is_rate(harm: Harm) -> bool:
    """Whether so many are harmed each time: "70 die daily", "an average of 12", "300 a month"."""
    rates = load("en", "not_counts")["rates"]
    here = (harm.trigger, harm.victims)
    clause = clause_of(harm.trigger)
    for word in _own_words(clause):
        if word.lower_ in rates["averages"]:
            inside = any(t in word.subtree for t in here) or word.head in here
            if inside or (word.i and word.nbor(-1).lower_ == "on"):
                return True
        if word.lower_ in rates["adverbs"] and word.head in (*here, clause):
            return True
        if word.lower_ in rates["times"] and _is_each(word, rates):
            return True
    return any(t.lower_ in rates["adverbs"] for t in harm.trigger.lefts if t.dep_ == "amod")


def _own_words(clause: Token) -> Iterator[Token]:
    """The words of a clause without those of the clauses beside and below it."""
    yield clause
    for word in clause.children:
        if word.dep_ not in _BESIDE or word.pos_ not in ("VERB", "AUX"):
            yield from _own_words(word)


def _is_each(time: Token, rates: dict[str, Any]) -> bool:
    """Whether a word of time says how often: "a day", "every week"; not "a day after"."""
    if not time.i or time.nbor(-1).lower_ not in rates["each"]:
        return False
    each = time.nbor(-1)
    if time.i + 1 < len(time.doc) and time.nbor(1).lower_ in rates["when"]:
        return False
    if each.lower_ in ("a", "an"):
        before = each.nbor(-1).lower_ if each.i else ""
        return time.dep_ in ("npadvmod", "nmod", "dep") and before not in rates["once"]
    return True


def _is_planned(harm: Harm) -> bool:
    """Whether there is room or a plan for the people, who need not be there."""
    if harm.construction not in _STANDING and harm.trigger.dep_ not in ("amod", "acl"):
        return False
    plans = load("en", "measures")["plans"]
    people = harm.victims.head if harm.victims.dep_ == "nummod" else harm.victims
    if people.dep_ == "pobj" and people.head.lower_ == "of" and is_number(people.head.head):
        people = people.head.head
    above = people.head
    if people.dep_ == "pobj" and above.lower_ in ("for", "of"):
        nouns = plans["for"] if above.lower_ == "for" else plans["of"]
        return above.head.lemma_.lower() in nouns
    if people.dep_ != "dobj" or above.lemma_.lower() not in plans["verbs"]:
        return False
    if any(t.lower_ in plans["auxiliaries"] for t in above.lefts if t.dep_ == "aux"):
        return True
    purpose = any(t.lower_ == "to" for t in above.lefts) and above.dep_ in ("xcomp", "acl", "advcl")
    return purpose and above.head.lemma_.lower() in plans["purposes"]


def _is_a_rule(harm: Harm) -> bool:
    """Whether it is said of whoever it may be: "anyone who kills", "killing men is a crime"."""
    whoever = load("en", "measures")["rules"]["whoever"]
    trigger = harm.trigger
    if harm.victims.lower_ in whoever:
        return any(t.dep_ == "relcl" for t in harm.victims.children)
    if trigger.dep_ == "relcl" and trigger.head.lower_ in whoever:
        return True
    gerund = trigger.tag_ == "VBG" and trigger.dep_ == "csubj"
    return gerund and not (is_number(harm.victims) or is_quantified(harm.victims))


def _is_counted_twice(harm: Harm) -> bool:
    """Whether entries are struck off a list: "two bodies had been counted twice"."""
    if harm.construction not in ("person", "event"):
        return False
    twice = load("en", "measures")["duplicates"]
    verb = harm.victims.head if harm.victims.dep_ in ("nsubjpass", "dobj") else None
    relative = child(harm.victims, "relcl", "acl")
    for clause in (verb, relative):
        inside = list(clause.subtree) if clause is not None else []
        lemmas = {t.lemma_.lower() for t in inside if t.pos_ == "VERB"}
        if lemmas & set(twice["verbs"]) and {t.lower_ for t in inside} & set(twice["words"]):
            return True
        if clause is not None and clause.lemma_.lower() in twice["alone"]:
            return True
    return False


def _is_an_ordinal(harm: Harm) -> bool:
    """Whether it only says which of many somebody is: "the third reporter killed there"."""
    below = harm.trigger in harm.victims.subtree and harm.trigger.i > harm.victims.i
    definite = any(t.lower_ in ("the", "its", "this") for t in harm.victims.lefts)
    ordinals = load("en", "measures")["rules"]["ordinals"]
    which = any(
        t.lower_ in ordinals or (t.lower_[:1].isdecimal() and t.lower_.endswith(_ORDINAL_ENDS))
        for t in harm.victims.lefts
    )
    return below and definite and which
