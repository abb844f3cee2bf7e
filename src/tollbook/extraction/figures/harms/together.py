"""Words of harm that stand together: joint measures, repeated words, deaths of old age."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from tollbook.extraction.figures.harms.terms import Harm, measure_of, terms
from tollbook.extraction.syntax.grammar import child
from tollbook.language import load

if TYPE_CHECKING:
    from spacy.tokens import Token

_OWN = ("dobj", "nsubj", "nsubjpass", "nummod")


def is_natural(harm: Harm) -> bool:
    """Whether somebody died of age or illness, outside the events reported."""
    if harm.measure != "killed" or harm.construction not in ("subject", "event"):
        return False
    words = load("en", "measures")["natural"]["words"]
    after = harm.trigger.doc[harm.trigger.i + 1 : harm.trigger.i + 7]
    return any(t.lower_ in words and t.dep_ in ("pobj", "compound", "amod", "acl") for t in after)


def repeats_another(harm: Harm) -> bool:
    """Whether the word only says how: "shot and killed", "shot dead", "died or disappeared"."""
    for other in harm.trigger.conjuncts:
        known, _ = measure_of(other, "object")
        known = known or measure_of(other, "subject")[0]
        if known in ("killed", "injured") and harm.measure == "casualties":
            return harm.trigger.lemma_.lower() in load("en", "measures")["shot"]["verbs"]
        either = any(t.lower_ in ("or", "and/or") for t in other.children)
        either = either or any(t.lower_ == "or" for t in harm.trigger.children)
        if known == "killed" and either and harm.measure in ("missing", "captured"):
            return True
    return False


def joined(harm: Harm) -> Harm:
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
