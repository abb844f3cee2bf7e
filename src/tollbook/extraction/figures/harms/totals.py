"""Totals told by a verb: "casualties have reached about 3,000", "the number of injured is 40"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tollbook.extraction.figures.harms.terms import Harm, is_quantified, measure_of, terms
from tollbook.extraction.syntax.grammar import objects_of
from tollbook.language import load
from tollbook.model.values import Measure

if TYPE_CHECKING:
    from spacy.tokens import Token

_MARKS = frozenset({":", "=", "coded", "estimated"})
_NUMBERS = frozenset({"number", "numbers", "numbered", "total", "totalled", "totaled"})
_CODED = _MARKS | {"as", "at"}


def totals(token: Token) -> Harm | None:
    """A noun of harm, or the number of them, that a verb or a colon puts at a figure."""
    record = _record(token)
    if record is not None:
        return record
    if token.dep_ not in ("nsubj", "nsubjpass", "dobj") or is_quantified(token):
        return None
    if not any(t.tag_ == "CD" for t in token.head.subtree):
        return None
    measure = _measure_by_verb(token, token.head.lemma_.lower())
    return None if measure is None else Harm(measure, token, token, "toll")


def _measure_by_verb(token: Token, verb: str) -> Measure | None:
    """The measure of a noun, or of those whose number it is, where the verb gives a figure."""
    table = load("en", "measures")["totals"]
    if token.lemma_.lower() in table["nouns"]:
        if verb in table["verbs"] + table["carriers"]:
            counted = (token, *objects_of(token, "of"))  # a clause behind may hang on either
            return next((m for t in counted if (m := _measure_of_people(t))), None)
    elif verb in (table["assessing"] if token.dep_ == "dobj" else table["verbs"]):
        return _measure(token)
    return None


def is_totalled(people: Token) -> bool:
    """Whether the people stand under a total of them: "the number of people killed has risen"."""
    above = people.head.head
    nouns = load("en", "measures")["totals"]["nouns"]
    definite = any(t.lower_ == "the" for t in above.lefts)
    return people.dep_ == "pobj" and definite and above.lemma_.lower() in nouns


def _record(token: Token) -> Harm | None:
    """A line of a record: "Injured: 40", "Fatalities coded as 4"."""
    if token.i + 1 < len(token.doc) and token.nbor(1).lower_ in _NUMBERS:
        return _numbering(token)
    rest = [t for t in token.doc[token.i + 1 : token.i + 5] if t.lower_ not in _CODED]
    marks = len(token.doc[token.i + 1 : token.i + 5]) - len(rest)
    if not marks or not rest or rest[0].tag_ != "CD" or token.nbor(1).lower_ not in _MARKS:
        return None
    if len(rest) > 1 and rest[1].is_alpha and rest[1].i == rest[0].i + 1:
        return None  # "Casualties: 4 dead": the four are the dead
    measure = _measure(token)
    return None if measure is None else Harm(measure, token, rest[0], "state")


def _numbering(token: Token) -> Harm | None:
    """Such as "the missing number 45", "the wounded numbered at least 28"."""
    determined = token.i and token.nbor(-1).lower_ in ("the", "those", "all")
    number = next((t for t in token.doc[token.i + 2 : token.i + 6] if t.tag_ == "CD"), None)
    measure = terms("person").single.get(token.lower_) or terms("state").single.get(token.lower_)
    if measure is None or number is None or not determined:
        return None
    return Harm(measure, token, number, "state")


def _measure_of_people(token: Token) -> Measure | None:
    """The measure of a noun, or of the clause behind it: "people killed", "those who died"."""
    measure = _measure(token)
    for clause in token.children:
        if measure is None and clause.dep_ in ("acl", "relcl"):
            measure = measure_of(clause, "object")[0] or measure_of(clause, "subject")[0]
            state = next((t for t in clause.children if t.dep_ in ("oprd", "acomp")), None)
            measure = measure or (terms("state").single.get(state.lower_) if state else None)
    return measure


def _measure(token: Token) -> Measure | None:
    for construction in ("person", "event", "state", "object"):
        if construction == "object" and token.tag_ not in ("VBN", "VBD"):
            continue
        known = terms(construction).single
        measure = known.get(token.lemma_.lower()) or known.get(token.lower_)
        if measure is not None:
            return measure
    return None
