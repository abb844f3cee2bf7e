"""How firmly a harm is said: asserted, alleged, possible, denied, asked, supposed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from tollbook.extraction.figures.harms.terms import is_number, is_quantified
from tollbook.language import load
from tollbook.model.values import MODALITIES, Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tollbook.extraction.figures.harms import Harm

_REACH = 4  # clauses above the word of harm that can still change it
_NEGATIONS = frozenset({"not", "n't", "never"})


@cache
def _table(name: str) -> Mapping[str, Any]:
    return dict(load("en", "modality")[name])


def modality_of(harm: Harm) -> Modality | None:
    """The modality of a harm; None where the words say that nobody was harmed.

    "Not hurt" harms nobody, "tried to kill" neither; "denied killing" is a harm denied.
    """
    verb = harm.trigger
    if _is_negated(verb) and verb.lemma_ != "survive":
        return None
    if _is_unreal(verb):
        # a strength agreed on or planned is told of as one that may come
        return "possible" if harm.measure == "deployed" else None
    if any(t.lower_ == "how" for t in harm.victims.subtree):
        return "question"  # "how many people were killed"
    found = _beside(verb) or _beside(harm.victims) or _auxiliary(verb)
    return found or _above(verb, _is_counted(harm)) or "asserted"


def _is_negated(word: Token) -> bool:
    if any(t.dep_ == "neg" and t.lower_ in _NEGATIONS for t in word.children):
        return True
    head = word.head
    carries = word.dep_ in ("acomp", "oprd", "attr", "auxpass") or (
        word.dep_ == "xcomp" and head.lemma_ in ("be", "appear", "seem")
    )
    return carries and any(t.dep_ == "neg" for t in head.children)


def _is_unreal(verb: Token) -> bool:
    """Whether the harm is only threatened, tried or forbidden."""
    unreal = _table("unreal")
    if any(t.dep_ == "aux" and t.lower_ in unreal["auxiliaries"] for t in verb.children):
        return True
    head, dep = verb.head, verb.dep_
    if dep == "conj":
        head, dep = verb.head.head, verb.head.dep_
    wished = dep == "xcomp" or (dep == "ccomp" and verb.tag_ == "VB")
    if wished and head.lemma_.lower() in unreal["verbs"]:
        return True
    if dep == "ccomp" and head.lemma_.lower() in unreal["demands"]:
        return True
    if dep == "advcl" and _is_before(verb) and _is_unreal(head):
        return True
    if dep == "acl" and verb.tag_ == "VB" and head.lemma_.lower() in unreal["nouns"]:
        return True
    if dep == "pcomp" and head.head.lemma_.lower() in unreal["verbs"] + unreal["nouns"]:
        return True
    if dep == "pcomp" and head.lower_ in ("before", "without") and _is_unreal(head.head):
        return True
    return dep == "advcl" and verb.tag_ == "VB" and any(t.lower_ == "to" for t in verb.lefts)


def _is_before(clause: Token) -> bool:
    return any(t.lower_ == "before" for t in clause.lefts if t.dep_ == "mark")


def _beside(word: Token) -> Modality | None:
    near = [t for t in word.children if t.dep_ in ("advmod", "amod")]
    return _kind("beside", near)


def _auxiliary(verb: Token) -> Modality | None:
    return _kind("auxiliary", [t for t in verb.children if t.dep_ in ("aux", "auxpass")])


def _above(verb: Token, counted: bool) -> Modality | None:
    word = verb
    for _ in range(_REACH):
        if _is_condition(word) or any(_is_condition(t) for t in word.children):
            return "hypothetical"
        if word.dep_ in ("ccomp", "advcl") and any(
            t.lower_ in ("whether", "if") for t in word.lefts
        ):
            return "question"
        head = word.head
        if head == word or (word.dep_ == "conj" and head.pos_ != "VERB"):
            return None
        if word.dep_ == "conj" and any(t.dep_ in ("nsubj", "nsubjpass") for t in word.lefts):
            return None  # "the rebels claimed ..., but the army put ...": a clause of its own
        if word.dep_ in (
            "xcomp",
            "pcomp",
            "pobj",
            "prep",
            "ccomp",
            "oprd",
            "acomp",
            "dobj",
            "conj",
        ):
            kind = _kind("above", [head])
            if kind is not None:
                return kind
            if _is_listed(head, _table("above")["believed"]):
                return "estimated" if counted else "unconfirmed"
            if word.dep_ == "ccomp":
                return None  # what is said beyond a clause of saying is another matter
            found = _auxiliary(head) if word.dep_ in ("xcomp", "acomp", "oprd", "conj") else None
            if found is not None:
                return found
        else:
            return None
        word = head
    return None


def _is_condition(clause: Token) -> bool:
    marks = (t for t in clause.children if t.dep_ == "mark")
    return clause.dep_ == "advcl" and any(t.lower_ in ("if", "unless") for t in marks)


def _kind(table: str, words: list[Token]) -> Modality | None:
    known = _table(table)
    for kind in MODALITIES:
        listed = known.get(kind, ())
        if any(_is_listed(word, listed) for word in words):
            return kind
    return None


def _is_listed(word: Token, listed: Collection[str]) -> bool:
    return word.lemma_.lower() in listed or word.lower_ in listed


def _is_counted(harm: Harm) -> bool:
    return is_number(harm.victims) or is_quantified(harm.victims)
