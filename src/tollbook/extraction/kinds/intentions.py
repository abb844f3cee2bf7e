"""Intentions: what somebody announces to do: plans, offers, vows, orders, conditions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tollbook.extraction.kinds.framing import common_fields, evidence_of, without_duplicates
from tollbook.extraction.kinds.outlooks import Outlook, outlooks_of
from tollbook.extraction.syntax.nouns import noun_phrase
from tollbook.extraction.syntax.phrases import Match, all_words_of, phrases, words_among, words_of
from tollbook.extraction.syntax.verbs import clause_head, direct_object, is_passive, subject
from tollbook.model.statement import Figure, Intention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from tollbook.extraction.attribution import Attribution, Attributions
    from tollbook.extraction.sentences.parse import ParsedDocument
    from tollbook.model.statement import Voice

_WILLED = frozenset({"will", "would", "shall", "'ll", "'d", "wo"})
_SUPPOSING = frozenset({"would", "'d"})  # "I would wait" is advice; "he said he would" is a plan
_BODIES = frozenset({"ORG", "GPE", "NORP"})  # entities that can want something
_CONDITIONS = frozenset({"if", "unless", "provided"})
_VERB_REACH = 4  # words from "plans to" to its verb


def find_intentions(
    parsed: ParsedDocument, attributions: Attributions, figures: Sequence[Figure]
) -> Iterator[Intention]:
    """The announced plans, offers, orders and conditions of a document, one a clause."""
    for sentence, doc in parsed.parsed_sentences():
        announced = [evidence_of(parsed, attributions, sentence, word) for word in _triggers(doc)]
        for outlook in outlooks_of(doc):
            evidence = evidence_of(parsed, attributions, sentence, outlook.event)
            if is_own_plan(outlook, attributions.of(evidence)):
                announced.append(evidence)
        yield from without_duplicates(
            Intention(**common_fields(parsed, attributions, "intention", evidence))
            for evidence in sorted(announced)
        )


def is_own_plan(outlook: Outlook, attribution: Attribution | None) -> bool:
    """Whether the event is what the speaker, or a body under a condition, says it will do."""
    verb, actor, modal = outlook.event, outlook.actor, outlook.modal
    if actor is None or modal is None or modal.lower_ not in _WILLED or is_passive(verb):
        return False
    if verb.lemma_.lower() in words_of("en", "intentions", "no_plan"):
        return False
    if attribution is None:
        return False
    if attribution.cue_lemma in words_of("en", "intentions", "foretelling_cues"):
        return False
    if actor.lower_ in words_of("en", "intentions", "first_person"):
        return modal.lower_ not in _SUPPOSING or _is_conditional(verb)
    if any(_names(actor, voice) for voice in attribution.voices):
        return True
    return _stands_for_speaker(actor, attribution) or (_is_conditional(verb) and _is_body(actor))


def _names(actor: Token, voice: Voice) -> bool:
    """Whether the actor is named as the voice is: "the ministry" for "the unification ministry"."""
    named = [word.strip(".,'’").lower() for word in voice.name.replace("’s", "").split()]
    initials = "".join(word[0] for word in voice.name.split() if word[0].isupper())
    if actor.text.isupper() and len(actor) > 1 and actor.text == initials:
        return True
    said = [t.lower_ for t in noun_phrase(actor) if t.pos_ in ("NOUN", "PROPN", "ADJ")]
    return bool(said) and set(said) <= set(named)


def _stands_for_speaker(actor: Token, attribution: Attribution) -> bool:
    """Whether a pronoun means the speaker: no noun of its number is a subject before it."""
    many = actor.lower_ in words_of("en", "intentions", "third_person_many")
    one = actor.lower_ in words_of("en", "intentions", "third_person_one")
    if not (many or one) or not attribution.voices:
        return False
    if actor.lower_ == "it" and _is_person(attribution.voices[-1], actor.doc):
        return False
    earlier = actor.doc[: actor.i]
    cue = attribution.cue
    rivals = [
        token
        for token in earlier
        if token.dep_ in ("nsubj", "nsubjpass")
        and token.pos_ in ("NOUN", "PROPN")
        and not any(_names(token, voice) for voice in attribution.voices)
        and not (cue is not None and token.head.text in cue.quote)
    ]
    return not any(("Plur" in rival.morph.get("Number", [])) == many for rival in rivals)


def _is_person(voice: Voice, doc: Doc) -> bool:
    """Whether a voice is a person by name: two or more capitals, and no body or entity else."""
    words = voice.name.split()
    if any(t.text in words and t.ent_type_ in _BODIES for t in doc):
        return False
    bodies = words_of("en", "intentions", "bodies")
    named = all(word[0].isupper() for word in words) and len(words) > 1
    return named and not any(word.lower() in bodies for word in words)


def _is_body(actor: Token) -> bool:
    return actor.ent_type_ in _BODIES or actor.lemma_ in words_of("en", "intentions", "bodies")


def _is_conditional(verb: Token) -> bool:
    return any(
        mark.lower_ in _CONDITIONS
        for clause in verb.children
        if clause.dep_ in ("advcl", "ccomp")
        for mark in clause.children
        if mark.dep_ == "mark"
    )


def _triggers(doc: Doc) -> Iterator[Token]:
    """Words that announce by themselves: "plans to", "ordered troops to", "vowed revenge"."""
    for found in phrases("en", "intentions", "before_infinitive", "nouns").find(doc):
        if _announces(found) and not _is_supposed(found.first):
            yield found.first
    for verb in words_among(doc, all_words_of("en", "intentions", "orders", "announcing")):
        lemma = verb.lemma_.lower()
        if verb.pos_ != "VERB" or _is_supposed(verb):
            continue
        if lemma in words_of("en", "intentions", "orders") and _orders_somebody(verb):
            yield verb
        if lemma in words_of("en", "intentions", "announcing"):
            noun = direct_object(verb)
            announced = words_of("en", "intentions", "announced")
            if noun is not None and (noun.lemma_ in announced or noun.lower_ in announced):
                yield verb


def _announces(found: Match) -> bool:
    """Whether a phrase stands before a deed, and is said of somebody who can announce it."""
    following = found.first.doc[found.last.i + 1 : found.last.i + 1 + _VERB_REACH]
    is_noun = found.phrase in words_of("en", "intentions", "nouns")
    deeds = ("VB", "VBG", "NN") if is_noun else ("VB", "VBG")
    deed = next((token for token in following if token.tag_ in deeds), None)
    if deed is None or deed.lemma_ in words_of("en", "intentions", "no_plan"):
        return False
    if is_noun:
        return found.first.head.lemma_ in words_of("en", "intentions", "holding")
    auxiliaries = {t.tag_ for t in found.first.children if t.dep_ == "aux"}
    if "TO" in auxiliaries or (found.first.tag_ == "VBG" and not auxiliaries):
        return False
    if found.phrase in words_of("en", "intentions", "of_bodies"):
        who = subject(found.first)
        has_decided = any(t.lemma_ == "have" for t in found.first.children if t.dep_ == "aux")
        return has_decided or (who is not None and _is_body(who))
    return True


def _orders_somebody(verb: Token) -> bool:
    """Whether the verb has somebody do something: "ordered troops to leave"."""
    return any(
        inner.dep_ in ("xcomp", "ccomp") and any(t.tag_ == "TO" for t in inner.children)
        for inner in verb.children
    )


def _is_supposed(word: Token) -> bool:
    """Whether the announcing is only possible, or stands under "if", "how" or "before"."""
    if any(t.tag_ == "MD" and t.lower_ not in _WILLED for t in word.children):
        return True
    head = clause_head(word)
    under = {t.lower_ for t in head.children if t.dep_ in ("mark", "advmod") and t.i < head.i}
    return not under.isdisjoint(words_of("en", "predictions", "subordinators"))
