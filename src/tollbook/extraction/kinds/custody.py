"""Custody: people held, how many, by whom, of which unit, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tollbook.extraction.kinds.framing import (
    common_fields,
    cut_to_content,
    evidence_of,
    without_duplicates,
)
from tollbook.extraction.kinds.held import Held, find_held, is_unit, says_wish_or_outcome, unit_of
from tollbook.extraction.syntax.nouns import noun_phrase
from tollbook.extraction.syntax.phrases import words_of
from tollbook.extraction.syntax.verbs import clause_head, clause_span, subject, subordinators
from tollbook.model.statement import Custody, Figure, Population

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from tollbook.extraction.attribution import Attributions
    from tollbook.extraction.sentences.parse import ParsedDocument, Sentence
    from tollbook.model.text import Span

_BEFORE_NAMES = frozenset(
    {"det", "nummod", "quantmod", "poss", "preconj", "predet", "advmod", "case", "prep"}
)


@dataclass(frozen=True, slots=True)
class _Known:
    """People held that a later sentence may speak of: how many, and how they were named."""

    sentence: int
    low: int
    high: int | None
    population: Population | None


def find_custody(
    parsed: ParsedDocument, attributions: Attributions, figures: Sequence[Figure]
) -> Iterator[Custody]:
    """What a document says of people held, one statement a clause, in text order.

    Needs a holder, a unit, a wish or an outcome: the bare word "prisoners" says too little.
    """
    return without_duplicates(_custodies(parsed, attributions, figures))


def _custodies(
    parsed: ParsedDocument, attributions: Attributions, figures: Sequence[Figure]
) -> Iterator[Custody]:
    known: _Known | None = None
    for index, (sentence, doc) in enumerate(parsed.parsed_sentences()):
        if known is not None and index - known.sentence > parsed.settings.custody_sentences:
            known = None
        seen: set[int] = set()
        for held in find_held(doc, sentence, figures):
            head = clause_head(held.verb)
            if head.i in seen or "if" in subordinators(head):
                continue
            seen.add(head.i)
            custody = _custody(parsed, sentence, attributions, figures, held)
            known = _Known(index, custody.low, custody.high, custody.population)
            yield custody
        for verb in _verbs_about_held(doc, known):
            if known is not None and clause_head(verb).i not in seen:
                seen.add(clause_head(verb).i)
                yield _later_custody(parsed, sentence, attributions, known, verb)


def _custody(
    parsed: ParsedDocument,
    sentence: Sentence,
    attributions: Attributions,
    figures: Sequence[Figure],
    held: Held,
) -> Custody:
    whole = clause_span(parsed, sentence, held.verb)
    bearing = parsed.span_of(sentence, [held.people])
    evidence = cut_to_content(parsed, attributions, whole, bearing)
    mention = parsed.span_of(sentence, noun_phrase(held.people))
    low, high = _count(sentence, held.people, mention, figures)
    frame = common_fields(parsed, attributions, "custody", evidence)
    return Custody(
        **frame | {"id": f"{frame['id']}:{bearing.start}"},
        low=low,
        high=high,
        population=_population(parsed, sentence, held.people),
        holder=_named_holder(parsed, sentence, held.holder, attributions, evidence),
        unit=_name_of(parsed, sentence, held.unit),
    )


def _count(
    sentence: Sentence, people: Token, mention: Span, figures: Sequence[Figure]
) -> tuple[int, int | None]:
    """How many are held: by the figure of the same words, by their number, or by their form."""
    for figure in figures:
        named = figure.population.mention if figure.population else None
        if figure.measure == "captured" and named is not None and named.overlaps(mention):
            return figure.low, figure.high
    for quantity in sentence.numbers_within(*_places(noun_phrase(people))):
        if quantity.share is None:
            return quantity.low, quantity.high
    if "Plur" in people.morph.get("Number", []):
        return 2, None
    return 1, 1


def _population(parsed: ParsedDocument, sentence: Sentence, people: Token) -> Population:
    """Whom they hold, in the words of the text, without article and number."""
    words = noun_phrase(people)
    numbers = sentence.numbers_within(*_places(words))
    after = max((q.end for q in numbers if q.share is None), default=0)
    kept = [t for t in words if t.idx >= after] or [people]
    away = (t.i for t in people.children if t.i > people.i and _leads_away(t))
    end = min(away, default=kept[-1].i + 1)
    kept = [t for t in kept if t.i < end] or [people]
    while len(kept) > 1 and kept[0].dep_ in _BEFORE_NAMES:
        del kept[0]
    state = kept[-1].lower_ in words_of("en", "custody", "states")
    if len(kept) > 1 and state and kept[-2].tag_ == "NNS":  # "six aid workers hostage"
        del kept[-1]
    return Population(mention=parsed.span_of(sentence, kept))


def _places(words: Sequence[Token]) -> tuple[int, int]:
    """Where a phrase starts and ends in its sentence."""
    return words[0].idx, words[-1].idx + len(words[-1])


def _leads_away(word: Token) -> bool:
    """Whether a word after a noun starts what is no part of the name: "in the port", "each"."""
    if word.dep_ != "prep":
        return word.tag_ == "DT"
    return word.lower_ != "of" or any(is_unit(noun) for noun in word.children)


def _named_holder(
    parsed: ParsedDocument,
    sentence: Sentence,
    holder: Token | None,
    attributions: Attributions,
    evidence: Span,
) -> Span | None:
    """The words for the holder; "it" and "we" are the source that speaks, where it is named."""
    if holder is None:
        return None
    attribution = attributions.of(evidence)
    if holder.pos_ == "PRON" and attribution is not None and attribution.voices:
        speaker = attribution.voices[-1].mention
        if speaker is not None:
            return speaker
    return parsed.span_of(sentence, noun_phrase(holder))


def _name_of(parsed: ParsedDocument, sentence: Sentence, unit: Token | None) -> Span | None:
    """The name of a unit without its article."""
    if unit is None:
        return None
    words = noun_phrase(unit)
    has_article = len(words) > 1 and words[0].dep_ == "det"
    return parsed.span_of(sentence, words[1:] if has_article else words)


def _verbs_about_held(doc: Doc, known: _Known | None) -> Iterator[Token]:
    """Verbs for a wish or outcome of "they" or "the two men", soon after people were held."""
    if known is None:
        return
    belonging = words_of("en", "custody", "belonging")
    for verb in doc:
        bears = says_wish_or_outcome(verb, is_subject=True) or verb.lemma_.lower() in belonging
        if verb.pos_ not in ("VERB", "AUX") or not bears:
            continue
        who = subject(verb)
        if who is None or not _points_back(who, known) or "if" in subordinators(clause_head(verb)):
            continue
        if verb.lemma_ not in belonging or unit_of(who, verb) is not None:
            yield verb


def _points_back(who: Token, known: _Known) -> bool:
    """Whether words mean the people held before, one or several as they were."""
    several = known.high is None or known.high > 1
    if who.lower_ in ("he", "she"):
        return not several
    if who.lower_ == "they":
        return several
    if who.lower_ in words_of("en", "custody", "pointing_back"):
        return True
    is_definite = any(
        t.lower_ in ("the", "these", "those", "both", "neither") for t in who.children
    )
    return is_definite and who.lemma_.lower() in words_of("en", "custody", "pointing_nouns")


def _later_custody(
    parsed: ParsedDocument,
    sentence: Sentence,
    attributions: Attributions,
    known: _Known,
    verb: Token,
) -> Custody:
    evidence = evidence_of(parsed, attributions, sentence, verb)
    return Custody(
        **common_fields(parsed, attributions, "custody", evidence),
        low=known.low,
        high=known.high,
        population=known.population,
        unit=_name_of(parsed, sentence, unit_of(subject(verb) or verb, verb)),
    )
