"""Bare numbers that go on with an earlier count, with no word of harm of their own.

"The government counts 94"; "the toll later rose to 16"; "eleven died in Quirigua, in Niza six".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tollbook.extraction.figures.counts import Count
from tollbook.extraction.figures.draft import Draft, draft_of
from tollbook.extraction.figures.harms import Harm
from tollbook.extraction.figures.modality import modality_of
from tollbook.extraction.syntax.nouns import certainly_people, is_group
from tollbook.extraction.syntax.tree import child
from tollbook.extraction.syntax.verbs import subject
from tollbook.language import load

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from tollbook.extraction.numbers import Quantity
    from tollbook.extraction.sentences.parse import ParsedDocument, Sentence

_INSIDE = frozenset({"nummod", "quantmod", "compound", "amod", "npadvmod", "det"})
_NO_COUNT = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL", "QUANTITY", "LAW"})


def find_recounts(
    parsed: ParsedDocument, sentence: Sentence, doc: Doc, models: Sequence[Draft]
) -> Iterator[Draft]:
    """The bare numbers of a sentence that count on, each under the harm of the model it goes on.

    `models` are the figures found so far that may be counted on, those of this sentence last.
    """
    taken = [model.number for model in models if model.number]
    for quantity, words in _bare_numbers(doc, sentence.numbers) if models else ():
        model = _model_of(words, models)
        if model is None:
            continue
        number = words[-1]
        others = (number.head,) if number.head.pos_ == "VERB" else ()
        harm = Harm(model.measure, number, number, model.harm.construction, others)
        count = _count(quantity, words)
        draft = draft_of(parsed, sentence, harm, count, modality_of(harm) or "asserted")
        if draft.number and not any(draft.number.overlaps(span) for span in taken):
            taken.append(draft.number)
            draft.whole, draft.scope = model.whole, model.scope
            draft.population = model.population
            yield draft


def _model_of(words: Sequence[Token], models: Sequence[Draft]) -> Draft | None:
    """The figure that a bare number counts again, or goes on: of this sentence, else before it."""
    number = words[-1]
    here = [m for m in models if m.harm.trigger.doc is number.doc and m.count.number]
    before = [m for m in here if m.count.words[-1].i < words[0].i]
    earlier = [m for m in models if m not in here]
    if (before or earlier) and _is_recounted(number):
        return (before or earlier)[-1]
    return before[-1] if before and _is_in_list(words) else None


def _is_recounted(number: Token) -> bool:
    """Whether a verb or noun of counting alone puts a count at the number."""
    verb = _counting_verb(number)
    return verb is not None and _is_of_a_count(verb, number)


def _is_in_list(words: Sequence[Token]) -> bool:
    """Whether a number stands behind a place or a group in a list: "in Niza six", "Sindh (268)"."""
    first, last = words[0], words[-1]
    if first.i < 2:
        return False
    before, doc = first.nbor(-1), first.doc
    ends = last.i + 1 >= len(doc) or doc[last.i + 1].text in (",", ";", ".", ")", "and")
    if not ends:
        return False
    return before.text == "(" or before.lower_ == "for" or _names_one_of_a_list(before)


def _bare_numbers(
    doc: Doc, quantities: Sequence[Quantity]
) -> Iterator[tuple[Quantity, tuple[Token, ...]]]:
    """The numbers that stand for people without a noun, each with its words."""
    for quantity in quantities:
        if quantity.role != "count" or quantity.form in ("set", "pronoun", "share"):
            continue
        words = tuple(t for t in doc if quantity.start <= t.idx < quantity.end)
        if not words or any(t.ent_type_ in _NO_COUNT for t in words):
            continue
        last = words[-1]
        noun_behind = last.dep_ in _INSIDE and last.head.i > last.i
        if not noun_behind and not any(
            t.dep_ == "prep" and t.lower_ == "of" for t in last.children
        ):
            yield quantity, words


def _counting_verb(number: Token) -> Token | None:
    """The verb that a bare number is the object, the complement or the goal of."""
    head = number.head
    if number.dep_ == "pobj" and head.lower_ in ("to", "at", "of", "as", "by"):
        head = head.head
        if head.pos_ in ("NOUN", "PROPN"):
            return head if head.lemma_.lower() in _table()["nouns"] else None
    elif number.dep_ not in ("dobj", "attr", "acomp", "oprd", "ccomp", "npadvmod", "appos"):
        return None
    return head if head.pos_ in ("VERB", "AUX") else None


def _is_of_a_count(verb: Token, number: Token) -> bool:
    """Whether verb and subject say that somebody counts, or that a count has come to a number."""
    table = _table()
    lemma = verb.lemma_.lower()
    if verb.pos_ in ("NOUN", "PROPN"):
        return True
    if lemma in table["counting"]:
        thing = child(verb, "dobj")
        return thing in (None, number) or _is_a_count(thing)
    if lemma in load("en", "measures")["totals"]["verbs"]:
        what = subject(verb)
        return what is not None and _is_a_count(what)
    return False


def _is_a_count(noun: Token) -> bool:
    """Whether the words stand for a count named before: "the count", "the total", "it"."""
    return noun.lemma_.lower() in _table()["nouns"] or noun.lower_ in _table()["pronouns"]


def _names_one_of_a_list(token: Token) -> bool:
    """Whether a name stands before the number in a list: "in Niza six", "Balochistan 253".

    No age stands there: between a name and an age is a comma.
    """
    if token.tag_ in ("NN", "NNS") and token.i > 1 and token.nbor(-1).lower_ == "the":
        joined = token.nbor(-2).lower_ in (",", ";", "and", "while", "but")
        # "and the rebels 12", ", the ministry 19"
        speaks = token.lemma_.lower() in load("en", "roles")["organisation"]
        return joined and (speaks or is_group(token) or certainly_people(token))
    if token.pos_ != "PROPN" or token.ent_type_ in ("DATE", "TIME"):
        return False
    if token.ent_type_ in ("GPE", "LOC", "NORP", "FAC") or token.dep_ == "pobj":
        return True
    before = token.nbor(-1).lower_ if token.i else ""
    return before in (",", ";", "and", "in", "at", "while")


def _count(quantity: Quantity, words: tuple[Token, ...]) -> Count:
    return Count(
        quantity.low,
        quantity.high,
        quantity.modifier,
        words,
        number=quantity,
        estimated=quantity.estimated,
    )


def _table() -> dict[str, list[str]]:
    table: dict[str, list[str]] = load("en", "measures")["counts"]
    return table
