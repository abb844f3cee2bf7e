"""Words of harm in a sentence, and the people each one is said of.

One function a construction: a verb done to its object, a verb done by its subject, lives lost, a
noun for the event, a noun for the people, a state; and, where nothing else is said, a strength.
Left out are words of harm that count nobody: "twelve people a day are killed", "a camp for 5,000
refugees", "whoever kills a guard", "two deaths that had been entered twice".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tollbook.extraction.figures.harms.nouns import (
    events,
    fighters,
    is_totalled,
    persons,
    totals,
    units_in_arms,
)
from tollbook.extraction.figures.harms.terms import (
    Harm,
    is_number,
    is_quantified,
    measure_of,
    terms,
    words_of_harm,
    words_of_strength,
)
from tollbook.extraction.figures.harms.verbs import (
    lives_lost,
    object_verbs,
    places_of_custody,
    states,
    subject_verbs,
)
from tollbook.extraction.syntax.nouns import objects_of
from tollbook.extraction.syntax.phrases import words_among
from tollbook.extraction.syntax.tree import child
from tollbook.extraction.syntax.verbs import clause_of, subject
from tollbook.language import load

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["Harm", "counts_nobody", "find_harms"]

_OWN = ("dobj", "nsubj", "nsubjpass", "nummod")
_CONSTRUCTIONS = (
    totals,
    object_verbs,
    subject_verbs,
    lives_lost,
    events,
    persons,
    states,
    places_of_custody,
)
_BESIDE = ("advcl", "relcl", "ccomp", "parataxis", "conj", "acl")  # clauses of their own
_ORDINAL_ENDS = ("st", "nd", "rd", "th")
_STANDING = ("person", "state")  # who is said to be in a condition, with no verb of harm


def find_harms(doc: Doc, smallest_strength: int) -> Iterator[Harm]:
    """Every word of harm in a sentence with its people, in the order of the words.

    Last the strengths, from `smallest_strength` people up.
    """
    harms: list[Harm] = []
    for token in words_among(doc, words_of_harm()):
        found = next((harm for find in _CONSTRUCTIONS if (harm := find(token))), None)
        if found is None or found in harms or _repeats_another(found) or counts_nobody(found):
            continue
        plain = found.construction in ("toll", "event") or is_quantified(found.victims)
        if plain or not is_totalled(found.victims):
            harms.append(_take_together(found))
    harmed = {
        token.i
        for harm in harms
        if harm.victims != harm.trigger
        for token in (harm.victims, *objects_of(harm.victims, "of"))
    }
    others = {harm.victims for harm in harms if harm.measure != "deployed"}
    for harm in harms:
        if _are_their_bodies(harm) and any(
            before.measure == "killed" and before.trigger.i < harm.trigger.i for before in harms
        ):
            continue
        # of "two dozen hostages were murdered", or "six of the hostages were", the murder counts
        if harm.construction == "person" and harm.trigger.i in harmed:
            continue
        # "sent" may only say which were harmed: "100 soldiers sent to fight have died"
        sent = harm.measure == "deployed" and harm.trigger.tag_ == "VBN"
        bare = sent and child(harm.trigger, "aux", "auxpass") is None
        if not (bare and harm.victims in others):
            yield harm
    counted = harmed | {harm.victims.i for harm in harms}
    for harm in harms:  # all members of the lists that are harmed
        counted.update(t.i for t in harm.victims.conjuncts)
        inside = (t for t in harm.victims.subtree if t.dep_ in ("pobj", "appos", "conj"))
        counted.update(t.i for t in inside)
    for token in words_among(doc, words_of_strength()):
        strength = fighters(token, smallest_strength) or units_in_arms(token)
        if strength is not None and token.i not in counted:
            yield strength


def _are_their_bodies(harm: Harm) -> bool:
    """Whether the bodies are of people just said to be dead: "and their bodies were found"."""
    bodies = harm.construction == "person" and harm.trigger.lemma_.lower() in ("body", "corpse")
    return bodies and any(t.tag_ == "PRP$" for t in harm.trigger.lefts)


def counts_nobody(harm: Harm) -> bool:
    """Whether it is said of nobody in particular: a rate, a plan, a rule, an entry struck off."""
    return any(test(harm) for test in _NO_HARMS)


def _is_natural(harm: Harm) -> bool:
    """Whether somebody died of age or illness, outside the events reported."""
    if harm.measure != "killed" or harm.construction not in ("subject", "event"):
        return False
    words = load("en", "measures")["natural"]["words"]
    after = harm.trigger.doc[harm.trigger.i + 1 : harm.trigger.i + 7]
    return any(t.lower_ in words and t.dep_ in ("pobj", "compound", "amod", "acl") for t in after)


def _repeats_another(harm: Harm) -> bool:
    """Whether the word only says how: "shot and killed", "shot dead", "died or disappeared"."""
    for other in harm.trigger.conjuncts:
        known, _ = measure_of(other, "object")
        known = known or measure_of(other, "subject")[0]
        if known in ("killed", "injured") and harm.measure == "casualties":
            others = child(other, "nsubj", "nsubjpass")
            if others is not None and others.i > harm.trigger.i and others.pos_ != "PRON":
                continue  # "three were shot and two died"
            if child(other, "dobj") is not None and child(harm.trigger, "dobj") is not None:
                continue  # "killed six men and shot eight more"
            return harm.trigger.lemma_.lower() in load("en", "measures")["shot"]["verbs"]
        either = any(t.lower_ in ("or", "and/or") for t in other.children)
        either = either or any(t.lower_ == "or" for t in harm.trigger.children)
        if known == "killed" and either and harm.measure in ("missing", "captured"):
            return True
    return False


def _take_together(harm: Harm) -> Harm:
    """Such as "killed or wounded", "killed and wounded 300": casualties, taken once."""
    if any(t.lower_ in load("en", "measures")["fatal"]["adverbs"] for t in harm.trigger.children):
        return replace(harm, measure="killed")
    if harm.measure not in ("killed", "injured"):
        return harm
    for other in harm.trigger.conjuncts:
        measure, _ = measure_of(other, "object")
        other_state = terms("state").single.get(other.lower_)
        measures = {harm.measure, measure or other_state or "missing"}
        shares = child(other, *_OWN) is None or child(harm.trigger, *_OWN) is None
        shares = shares or _share_an_object(*sorted((harm.trigger, other), key=lambda t: t.i))
        between = harm.trigger.doc[min(harm.trigger.i, other.i) + 1 : max(harm.trigger.i, other.i)]
        if measures == {"killed", "injured"} and shares and _only_joins(between):
            return replace(harm, measure="casualties", others=(other,))
    return harm


def _share_an_object(first: Token, second: Token) -> bool:
    """Whether two verbs of one doer have one object behind them: "killed or wounded 300 men"."""
    return child(first, "dobj", "nsubjpass", "nummod") is None and (
        child(second, "nsubj", "nsubjpass", "nummod") is None
    )


def _only_joins(between: Iterable[Token]) -> bool:
    words = [t.lower_ for t in between]
    return all(word in ("or", "and", "and/or", "either", "seriously", "badly") for word in words)


def _is_rate(harm: Harm) -> bool:
    """Whether so many are harmed each time: "70 die daily", "an average of 12", "300 a month"."""
    rates = load("en", "not_counts")["rates"]
    here = (harm.trigger, harm.victims)
    clause = clause_of(harm.trigger)
    waiting = [clause]
    while waiting:
        word = waiting.pop()
        waiting += [
            below
            for below in word.children
            if below.dep_ not in _BESIDE or below.pos_ not in ("VERB", "AUX")
        ]
        if word.lower_ in rates["averages"]:
            inside = any(t in word.subtree for t in here) or word.head in here
            if inside or (word.i and word.nbor(-1).lower_ == "on"):
                return True
        if word.lower_ in rates["adverbs"] and word.head in (*here, clause):
            return True
        if word.lower_ in rates["times"] and _is_each(word, rates):
            return True
    return any(t.lower_ in rates["adverbs"] for t in harm.trigger.lefts if t.dep_ == "amod")


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
    plans = load("en", "measures")["plans"]
    if harm.construction == "object" and harm.trigger.lemma_.lower() in plans["verbs"]:
        # "can treat 400 wounded"
        return any(t.lower_ in plans["auxiliaries"] for t in harm.trigger.lefts if t.dep_ == "aux")
    apart = harm.victims.dep_ == "dobj" and harm.victims.head != harm.trigger
    found_standing = harm.construction in (*_STANDING, "learned")
    standing = found_standing or harm.trigger.dep_ in ("amod", "acl") or apart
    if not standing:
        return False
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
        nobody_yet = harm.victims.lower_ not in load("en", "measures")["rules"]["all"]
        return nobody_yet or any(t.dep_ in ("relcl", "acl") for t in harm.victims.children)
    doer = subject(trigger) if trigger.dep_ == "xcomp" else None
    if doer is not None and doer.lower_ in whoever:
        return True  # "anyone caught killing a guard"
    clause = trigger.head if trigger.dep_ in ("xcomp", "advcl", "pcomp") else trigger
    if clause.dep_ in ("relcl", "acl") and clause.head.lower_ in whoever:
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


_NO_HARMS = (
    _is_natural,
    _is_rate,
    _is_planned,
    _is_a_rule,
    _is_an_ordinal,
    _is_counted_twice,
)
