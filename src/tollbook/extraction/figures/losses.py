"""Whose losses they are: "put Ukrainian losses at 900 killed", "Sudan lost 40 soldiers".

Who suffers or loses people is their side, and the noun "losses" says it for every count behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tollbook.extraction.figures.harms.terms import is_quantified, terms
from tollbook.extraction.syntax.nouns import (
    certainly_people,
    is_group,
    objects_of,
    phrase_bounds,
)
from tollbook.extraction.syntax.verbs import agent, is_passive, subject
from tollbook.language import load

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from tollbook.extraction.figures.draft import Draft
    from tollbook.extraction.sentences.parse import ParsedDocument, Sentence

_OWNING = ("amod", "compound", "poss", "nmod")
_SUBJECTS = ("nsubj", "nsubjpass")
_SIDES = ("GPE", "NORP", "ORG")
_UNTOUCHED = ("displaced", "deployed")  # who flees or is sent is nobody's loss


def ascribe_losses(
    parsed: ParsedDocument, sentence: Sentence, doc: Doc, drafts: Sequence[Draft]
) -> None:
    """Fill in `side`, and `population` where the words of a count name nobody."""
    nouns = list(_losses(doc)) if drafts else []
    for draft in drafts:
        if draft.anchor.doc is not doc or draft.measure in _UNTOUCHED:
            continue
        loser = _loser(draft)
        among = _among_whom(draft)
        above = next((loss for loss in reversed(nouns) if _are_counted(loss, draft)), None)
        if loser is not None:
            first, last = phrase_bounds(loser)
            first += doc[first].dep_ == "det" and first < last
            side = parsed.span_of(sentence, doc[first : last + 1])
        elif among is not None:
            side = parsed.span_of(sentence, doc[phrase_bounds(among)[0] : among.i + 1])
        elif above is not None:
            side = parsed.span_of(sentence, _named(above))
            if draft.scope == "incident" and above.lemma_ == "loss":
                draft.scope = "cumulative"
        else:
            continue
        draft.side = side
        if draft.count.head is None or _names_nobody(draft.count.head):
            draft.population = side


def _loser(draft: Draft) -> Token | None:
    """Who loses or suffers them: of "Sudan lost 40 soldiers" Sudan."""
    verbs = load("en", "measures")["losses"]["verbs"]
    people = draft.harm.victims
    clauses = [t for t in people.children if t.dep_ == "acl" and t.lemma_.lower() in verbs]
    for clause in clauses:
        by = agent(clause)
        if by is not None:
            return by if _is_side(by) else None
    while people.dep_ in ("conj", "nummod") and people.head.pos_ != "VERB":
        people = people.head
    verb, trigger = people.head, draft.harm.trigger
    beside = _before_the_number(draft)
    if beside is not None and verb.lemma_.lower() in verbs:
        return beside
    if trigger.dep_ == "conj" and trigger.head.lemma_.lower() in verbs and people.tag_ == "CD":
        return _who_loses(trigger.head)  # "suffered 71 dead and 200 wounded": the parse joins verbs
    if people.dep_ != "dobj" or verb.lemma_.lower() not in verbs or is_passive(verb):
        return None
    if verb.lemma_ == "take" and people.lemma_ not in ("casualty", "loss"):
        return None  # who takes hostages has lost nobody
    return _who_loses(verb)


def _before_the_number(draft: Draft) -> Token | None:
    """A second loser, whose verb is left out: "the rebels lost 50 men and Israel 80 soldiers"."""
    first = min(draft.count.words, key=lambda t: t.i)
    if first.i < 2 or first.nbor(-1).ent_type_ not in _SIDES:
        return None
    return first.nbor(-1) if first.nbor(-2).lower_ in ("and", ",", "while") else None


def _who_loses(verb: Token) -> Token | None:
    who = subject(verb)
    return who if who is not None and who.i < verb.i and _is_side(who) else None


def _among_whom(draft: Draft) -> Token | None:
    """Whom a list of counts stands among: "14 dead and 30 wounded among Kenyan troops"."""
    last = max(draft.count.words, key=lambda t: t.i)
    for token in last.doc[last.i + 1 :]:
        if token.lower_ in ("among", "amongst"):
            whom = next((t for t in token.children if t.dep_ == "pobj"), None)
            return whom if whom is not None and whom.pos_ != "PRON" and _is_side(whom) else None
        harm = token.lower_ in terms("state").single or token.lemma_ in terms("object").single
        if not (harm or token.tag_ == "CD" or token.lower_ in ("and", "or", ",")):
            return None
    return None


def _is_side(noun: Token) -> bool:
    """Whether a noun can lose people: a country, a party, a group, people; no pronoun."""
    if noun.pos_ == "PRON":
        return False
    return noun.ent_type_ in _SIDES or is_group(noun) or certainly_people(noun)


def _losses(doc: Doc) -> Iterator[Token]:
    """The nouns of loss that say whose they are and are put at figures: "Russian losses"."""
    nouns = load("en", "measures")["losses"]["nouns"]
    for token in doc:
        if token.lemma_.lower() not in nouns or is_quantified(token):
            continue
        if token.dep_ in ("dobj", *_SUBJECTS):
            owners = (*(t for t in token.lefts if t.dep_ in _OWNING), *objects_of(token, "of"))
            if any(_says_whose(t) for t in owners):
                yield token


def _named(losses: Token) -> Span:
    """The words that say whose losses: "Ukrainian losses", "Sudanese army"."""
    owner = next(objects_of(losses, "of"), losses)
    first, last = phrase_bounds(owner)[0], owner.i
    first += losses.doc[first].dep_ == "det" and first < last
    return losses.doc[first : last + 1]


def _says_whose(word: Token) -> bool:
    inside = (word, *word.children)
    return any(t.ent_type_ in _SIDES or t.pos_ == "PROPN" or certainly_people(t) for t in inside)


def _are_counted(losses: Token, draft: Draft) -> bool:
    """Whether the count stands behind the losses in their clause, with no subject of its own."""
    first = min(draft.count.words, key=lambda t: t.i)
    if first.i <= losses.i or losses.head not in first.ancestors:
        return False
    between = losses.doc[losses.i + 1 : first.i]
    return not any(
        t.dep_ in _SUBJECTS and t.tag_ != "CD" and t not in draft.count.words for t in between
    )


def _names_nobody(noun: Token) -> bool:
    """Whether a noun only says the harm: "casualties", "dead"."""
    modified = any(t.dep_ in _OWNING for t in noun.lefts) or any(objects_of(noun, "among"))
    known = terms("person").single
    return not modified and (noun.lemma_.lower() in known or noun.lower_ in known)
