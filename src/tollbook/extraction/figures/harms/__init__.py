"""Words of harm in a sentence, and the people each one is said of.

One function a construction: a verb done to its object, a verb done by its subject, lives lost, a
noun for the event, a noun for the people, a state; and, where nothing else is said, a strength.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tollbook.extraction.figures.harms.nouns import (
    events,
    is_totalled,
    persons,
    strengths,
    totals,
)
from tollbook.extraction.figures.harms.states import places_of_custody, states, unharmed_people
from tollbook.extraction.figures.harms.terms import Harm, measure_of, terms
from tollbook.extraction.figures.harms.verbs import lives_lost, object_verbs, subject_verbs
from tollbook.extraction.syntax.grammar import child, objects_of
from tollbook.language import load

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["Harm", "find_harms"]

_CONSTRUCTIONS = (
    totals,
    object_verbs,
    subject_verbs,
    lives_lost,
    events,
    persons,
    states,
    places_of_custody,
    unharmed_people,
)


def find_harms(doc: Doc, smallest_strength: int) -> Iterator[Harm]:
    """Every word of harm in a sentence with its people, in the order of the words.

    Last the strengths, from `smallest_strength` people up.
    """
    harms = list(_by_construction(doc))
    harmed = {
        token.i
        for harm in harms
        if harm.victims != harm.trigger
        for token in (harm.victims, *objects_of(harm.victims, "of"))
    }
    for harm in harms:
        # of "two dozen hostages were murdered", or "six of the hostages were", the murder counts
        if harm.construction == "person" and harm.trigger.i in harmed:
            continue
        if not _only_describes(harm, harms):
            yield harm
    counted = harmed | {harm.victims.i for harm in harms} | {t.i for t in _lists(harms)}
    for token in doc:
        strength = strengths(token, smallest_strength)
        if strength is not None and token.i not in counted:
            yield strength


def _by_construction(doc: Doc) -> Iterator[Harm]:
    for token in doc:
        harm = next((harm for find in _CONSTRUCTIONS if (harm := find(token))), None)
        if harm is None or _is_natural(harm) or _repeats_another(harm):
            continue
        if harm.construction in ("toll", "event", "person") or not is_totalled(harm.victims):
            yield _take_together(harm)


def _only_describes(harm: Harm, harms: Sequence[Harm]) -> bool:
    """Whether "sent" only says which people were harmed: "100 soldiers sent to fight have died"."""
    bare = harm.trigger.tag_ == "VBN" and child(harm.trigger, "aux", "auxpass") is None
    return (
        bare
        and harm.measure == "deployed"
        and any(other.victims == harm.victims and other.measure != "deployed" for other in harms)
    )


def _lists(harms: Iterable[Harm]) -> Iterator[Token]:
    """All members of the lists that are harmed."""
    for harm in harms:
        yield from harm.victims.conjuncts
        yield from (t for t in harm.victims.subtree if t.dep_ in ("pobj", "appos", "conj"))


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
        shares = child(other, "dobj", "nsubj", "nsubjpass", "nummod") is None or (
            child(harm.trigger, "dobj", "nsubj", "nsubjpass", "nummod") is None
        )
        between = harm.trigger.doc[min(harm.trigger.i, other.i) + 1 : max(harm.trigger.i, other.i)]
        if measures == {"killed", "injured"} and shares and _only_joins(between):
            return replace(harm, measure="casualties", others=(other,))
    return harm


def _only_joins(between: Iterable[Token]) -> bool:
    words = [t.lower_ for t in between]
    return all(word in ("or", "and", "and/or", "either", "seriously", "badly") for word in words)
