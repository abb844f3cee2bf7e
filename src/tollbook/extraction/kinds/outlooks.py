"""Outlooks: events placed in the future, by a modal verb or by words of expectation.

What the speaker himself will do is an intention; every other outlook is a prediction.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tollbook.extraction.kinds.measured import measure_of
from tollbook.extraction.syntax.nouns import objects_of
from tollbook.extraction.syntax.phrases import Match, phrases, words_among, words_of
from tollbook.extraction.syntax.tree import child
from tollbook.extraction.syntax.verbs import (
    clause_head,
    direct_object,
    is_negated,
    is_passive,
    subject,
    subordinators,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_KEPT = "tollbook.outlooks"  # where a parse keeps them
_GOING_REACH = 3  # "is not going to", but not "is going abroad for years to"
_INFINITIVE_REACH = 4  # words from "is expected to" to its verb: adverbs at most


@dataclass(frozen=True, slots=True)
class Outlook:
    """An event ahead: its verb or noun, whose it is, and the words that place it ahead.

    `modal` is the modal verb where there is one. `chance` is the word that leaves the event open
    without a band ("could", "feared"); None for a plain "will".
    """

    event: Token
    actor: Token | None
    trigger: Token
    modal: Token | None = None
    chance: tuple[Token, ...] = ()


def outlooks_of(doc: Doc) -> list[Outlook]:
    """The outlooks of a sentence in text order, one for each event; found once a sentence."""
    kept: list[Outlook] | None = doc.user_data.get(_KEPT)
    if kept is None:
        found: dict[int, Outlook] = {}
        is_question = doc.text.rstrip("\"'”’ ").endswith("?")
        for finder in () if is_question else _FINDERS:
            for outlook in finder(doc):
                found.setdefault(outlook.event.i, outlook)
        kept = doc.user_data[_KEPT] = [found[i] for i in sorted(found)]
    return kept


def _of_modals(doc: Doc) -> Iterator[Outlook]:
    possible = words_of("en", "predictions", "possible")
    modals = words_of("en", "predictions", "modals")
    for modal in words_among(doc, modals):
        if modal.tag_ != "MD" or modal.lower_ not in modals:
            continue
        verb = modal.head
        # "warned the storm may": parses take the storm for whom they warned
        actor = subject(verb) or (child(verb.head, "dobj") if verb.dep_ == "ccomp" else None)
        is_possible = modal.lower_ in possible
        if actor is None or not _lies_ahead(verb, modal, is_possible):
            continue
        if _is_subordinate(verb):
            continue
        governor = _word_of_chance_above(verb)
        chance = modal if is_possible else governor
        yield Outlook(verb, actor, governor or modal, modal, (chance,) if chance else ())


def _word_of_chance_above(verb: Token) -> Token | None:
    """The noun or adjective whose clause the event is: "a 70 percent chance that it will"."""
    head = clause_head(verb)
    above = head.head
    nouns = words_of("en", "predictions", "nouns") | words_of("en", "predictions", "adjectives")
    is_above = head.dep_ in ("ccomp", "acl", "relcl", "csubj", "xcomp") and above != head
    if is_above and above.lemma_ == "be":
        above = child(above, "acomp", "attr") or above
    return above if is_above and above.lemma_.lower() in nouns else None


def _lies_ahead(verb: Token, modal: Token, is_possible: bool) -> bool:
    """Whether the verb under a modal is an event to come, not a guess at what is or was."""
    if verb.pos_ not in ("VERB", "AUX") or verb == modal or not _is_bare(verb):
        return False
    if _tells_no_event(verb) or _is_doubted(verb):
        return False
    has_been = verb.tag_ == "VBN" and any(
        other.lower_ in ("have", "'ve", "of") for other in verb.children if other.dep_ == "aux"
    )
    if not is_possible:
        return not has_been or modal.lower_ == "will"
    is_going_on = verb.tag_ == "VBG"
    is_state = verb.lemma_.lower() in words_of("en", "predictions", "states")
    return not (
        has_been or is_going_on or is_state or (modal.lower_ == "could" and is_negated(verb))
    )


def _is_bare(verb: Token) -> bool:
    """Whether the verb, or the auxiliary before it, has the bare form that a modal asks for."""
    auxiliaries = (t for t in verb.children if t.dep_ in ("aux", "auxpass"))
    return verb.tag_ == "VB" or any(t.tag_ == "VB" for t in auxiliaries)


def _tells_no_event(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    if lemma in words_of("en", "predictions", "no_event"):
        return True
    own = child(verb, "nsubj")
    is_expletive = own is not None and own.lower_ == "it"
    return is_expletive and lemma in words_of("en", "predictions", "expletive")


def _is_doubted(verb: Token) -> bool:
    """Whether the clause is what the speaker does not believe: "nor that peace will ever come"."""
    head = clause_head(verb)
    doubted = head.dep_ == "ccomp" and is_negated(head.head)
    return doubted or any(t.lower_ == "ever" for t in verb.children)


def _is_subordinate(verb: Token) -> bool:
    """Whether the verb's clause is a condition, a purpose or a question."""
    if verb.dep_ == "relcl" or verb.head.dep_ == "relcl":
        return False
    return not subordinators(clause_head(verb)).isdisjoint(
        words_of("en", "predictions", "subordinators")
    )


def _of_phrases(doc: Doc) -> Iterator[Outlook]:
    for found in phrases("en", "predictions", "before_infinitive").find(doc):
        following = doc[found.last.i + 1 : found.last.i + 1 + _INFINITIVE_REACH]
        verb = next((token for token in following if token.tag_ == "VB"), None)
        if verb is None or _is_over(found) or _is_subordinate(verb):
            continue
        main = verb.head if verb.dep_ in ("aux", "auxpass") else verb
        actor = subject(main) or subject(found.first)
        if actor is not None:
            yield Outlook(main, actor, found.first, None, chance_words(found))


def _is_over(found: Match) -> bool:
    """Whether the expectation itself is past: "had been expected to", "was going to"."""
    around = (*found.first.children, *found.last.head.children)
    if any(other.lower_ in ("had", "'d") for other in around if other.dep_ == "aux"):
        return True
    is_going = any(token.lower_ == "going" for token in found.tokens)
    return is_going and (found.first.tag_ == "VBD" or found.last.i - found.first.i > _GOING_REACH)


def chance_words(found: Match) -> tuple[Token, ...]:
    """The words of a phrase that speak of the chance: of "is expected to" only "expected"."""
    kept = tuple(t for t in found.tokens if t.lemma_ != "be" and t.lower_ not in ("to", "going"))
    if not found.negated:
        return kept
    first, last = found.first.i, found.last.i
    return (*(t for t in found.first.doc[first : last + 1] if t.dep_ == "neg"), *kept)


def _of_verbs(doc: Doc) -> Iterator[Outlook]:
    """The likes of "expects Kim to visit", "fear more deaths"."""
    verbs = words_of("en", "predictions", "verbs")
    for verb in words_among(doc, verbs):
        if verb.lemma_.lower() not in verbs:
            continue
        if verb.pos_ != "VERB" or is_passive(verb) or _is_over(Match("", (verb,))):
            continue
        for event in verb.children:
            if event.dep_ in ("ccomp", "xcomp") and _is_infinitive(event):
                actor = child(event, "nsubj", "nsubjpass") or direct_object(verb)
                if actor is not None:
                    yield Outlook(event, actor, verb, None, (verb,))
        noun = direct_object(verb)
        if noun is not None and is_event(noun):
            yield Outlook(noun, None, verb, None, (verb,))


def _is_infinitive(verb: Token) -> bool:
    return any(other.tag_ == "TO" for other in verb.children if other.dep_ == "aux")


def is_event(noun: Token) -> bool:
    """Whether a noun names something that may happen: a harm or an event of the lexicon."""
    harm = measure_of(noun)
    if harm is not None and harm != "deployed":
        return True
    return noun.lemma_.lower() in words_of("en", "predictions", "events")


def _of_nouns(doc: Doc) -> Iterator[Outlook]:
    """The likes of "the risk of famine", "fears of further attacks"."""
    nouns = words_of("en", "predictions", "nouns")
    for noun in words_among(doc, nouns):
        if noun.pos_ not in ("NOUN", "VERB") or noun.lemma_.lower() not in nouns:
            continue
        if child(noun, "neg") is not None or any(t.lower_ == "no" for t in noun.children):
            continue
        for preposition in sorted(words_of("en", "predictions", "prepositions")):
            for event in objects_of(noun, preposition):
                if is_event(event):
                    yield Outlook(event, None, noun, None, (noun,))
        for gerund, actor in _gerunds(noun):
            yield Outlook(gerund, actor, noun, None, (noun,))


def _gerunds(noun: Token) -> Iterator[tuple[Token, Token]]:
    """Gerunds after "risk of" with who does it: "the risk of the North sending more"."""
    for preposition in noun.children:
        if preposition.dep_ != "prep" or preposition.lower_ != "of":
            continue
        for under in preposition.children:
            actor = child(under, "nsubj", "nsubjpass", "poss")
            if under.dep_ == "pcomp" and actor is not None:
                yield under, actor
            for gerund in (*under.children, *noun.children):
                if gerund.dep_ == "acl" and gerund.tag_ == "VBG" and gerund.i > under.i:
                    yield gerund, under


def _of_subjects(doc: Doc) -> Iterator[Outlook]:
    """The likes of "more deaths are expected", "a third deployment could not be ruled out"."""
    for found in phrases("en", "predictions", "of_subject").find(doc):
        verb = found.last if found.last.pos_ == "VERB" else found.first
        event = subject(verb) or subject(found.first)
        rules_out = "rule" in found.phrase or "exclude" in found.phrase
        if event is None or event.pos_ in ("PRON", "DET") or _is_over(found):
            continue
        following = doc[found.last.i + 1 : found.last.i + 2]
        if any(token.lower_ in ("to", "that") for token in following):
            continue
        if rules_out or is_event(event):
            yield Outlook(event, None, found.first, None, chance_words(found))


_FINDERS = (_of_phrases, _of_modals, _of_verbs, _of_nouns, _of_subjects)
