"""Predictions: who expects what event by when, and how likely."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from tollbook.extraction.kinds.framing import common_fields, cut_to_content, without_duplicates
from tollbook.extraction.kinds.intentions import is_own_plan
from tollbook.extraction.kinds.outlooks import Outlook, outlooks_of
from tollbook.extraction.kinds.windows import windows_of
from tollbook.extraction.syntax.nouns import noun_phrase
from tollbook.extraction.syntax.phrases import words_of
from tollbook.extraction.syntax.verbs import clause_span, is_passive
from tollbook.language import load
from tollbook.model.statement import Figure, Likelihood, Period, Prediction
from tollbook.model.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tollbook.extraction.attribution import Attributions
    from tollbook.extraction.sentences.parse import ParsedDocument, Sentence

_PERCENT = re.compile(
    r"\b(?P<low>\d{1,3})(?:(?:-|–| to )(?P<high>\d{1,3}))? ?(?:%|percent|per cent|pct)"
    r" (?:chance|probability|likelihood|risk|possibility)\b",
    re.IGNORECASE,
)


def find_predictions(
    parsed: ParsedDocument, attributions: Attributions, figures: Sequence[Figure]
) -> Iterator[Prediction]:
    """The predictions of a document in text order: events of others that somebody sees coming.

    What a speaker says that he will do himself is left to `find_intentions`; so is "would" without
    a source or a time, which only supposes.
    """
    for sentence, doc in parsed.parsed_sentences():
        found = (_prediction_of(parsed, sentence, attributions, one) for one in outlooks_of(doc))
        yield from without_duplicates(prediction for prediction in found if prediction is not None)


def _prediction_of(
    parsed: ParsedDocument, sentence: Sentence, attributions: Attributions, outlook: Outlook
) -> Prediction | None:
    evidence = _evidence(parsed, sentence, attributions, outlook)
    attribution = attributions.of(evidence)
    if is_own_plan(outlook, attribution):
        return None
    window = _window(parsed, sentence, outlook, evidence)
    supposes = outlook.modal is not None and outlook.modal.lower_ in ("would", "'d")
    if supposes and (_is_advice(outlook) or (attribution is None and window is None)):
        return None
    frame = common_fields(parsed, attributions, "prediction", evidence)
    return _prediction(parsed, sentence, outlook, frame, window)


def _is_advice(outlook: Outlook) -> bool:
    """Whether "would" only gives what the speaker thinks wise: "I would wait"."""
    actor = outlook.actor
    return actor is not None and actor.lower_ in words_of("en", "intentions", "first_person")


def _evidence(
    parsed: ParsedDocument, sentence: Sentence, attributions: Attributions, outlook: Outlook
) -> Span:
    """The clause of the event together with the words that place it ahead."""
    event = clause_span(parsed, sentence, outlook.event)
    trigger = parsed.span_of(sentence, [outlook.trigger])
    whole = event
    if not event.covers(trigger):
        outer = clause_span(parsed, sentence, outlook.trigger)
        whole = parsed.span(min(outer.start, event.start), max(outer.end, event.end))
    return cut_to_content(parsed, attributions, whole, parsed.span_of(sentence, [outlook.event]))


def _window(
    parsed: ParsedDocument, sentence: Sentence, outlook: Outlook, clause: Span
) -> tuple[int, int] | None:
    """The time of an event: the first after its word, else one that opens its clause."""
    ahead = [window for window in windows_of(parsed, sentence) if not window.is_past]
    actor = outlook.actor or outlook.event
    last = min([clause.end - sentence.start, *_next_verbs(outlook.event)])
    after = [w for w in ahead if outlook.event.idx < w.start and w.end <= last]
    first = clause.start - sentence.start
    before = [w for w in ahead if first <= w.start and w.end <= actor.left_edge.idx]
    chosen = next(iter(after + before), None)
    if chosen is None:
        return None
    return sentence.start + chosen.start, sentence.start + chosen.end


def _next_verbs(event: Token) -> list[int]:
    """Where the verbs beside an event start: what follows them is their time."""
    return [other.idx for other in event.conjuncts if other.i > event.i]


def _prediction(
    parsed: ParsedDocument,
    sentence: Sentence,
    outlook: Outlook,
    frame: dict[str, Any],
    window: tuple[int, int] | None,
) -> Prediction:
    """The prediction; two events in one clause make two, distinguished by where they stand."""
    evidence: Span = frame["evidence"]
    chance = parsed.span_of(sentence, outlook.chance) if outlook.chance else None
    start = min(evidence.start, chance.start if chance else evidence.start)
    event = _event(parsed, sentence, outlook, evidence, window)
    return Prediction(
        **frame | {"id": f"{frame['id']}:{event.start}"},
        event=event,
        actor=_actor(parsed, sentence, outlook),
        window=Period(mention=parsed.span(*window)) if window else None,
        likelihood=_likelihood(parsed, start, evidence.end, chance),
    )


def _actor(parsed: ParsedDocument, sentence: Sentence, outlook: Outlook) -> Span | None:
    """Who brings the event about; None where the event is done to its subject."""
    if outlook.actor is None or is_passive(outlook.event):
        return None
    return parsed.span_of(sentence, noun_phrase(outlook.actor))


def _event(
    parsed: ParsedDocument,
    sentence: Sentence,
    outlook: Outlook,
    evidence: Span,
    window: tuple[int, int] | None,
) -> Span:
    """What is to happen: the verb and what belongs to it up to its time, its purpose or a comma."""
    token = outlook.event
    if token.pos_ not in ("VERB", "AUX"):
        return parsed.span_of(sentence, noun_phrase(token))
    start = sentence.start + _first_word(token).idx
    verb_end = sentence.start + token.idx + len(token)
    end = max(evidence.end, verb_end)
    if window is not None and verb_end < window[0] < end:
        end = window[0]
    stop = _ends_of_event(parsed.document.language).search(parsed.document.text, verb_end, end)
    end = stop.start() if stop else end
    return parsed.span(start, start + len(parsed.document.text[start:end].rstrip(" ,;:.")))


def _first_word(verb: Token) -> Token:
    """Where the verb of an event begins: at "not", at the "be" of a passive, or at itself."""
    lead = [t for t in verb.children if t.dep_ in ("auxpass", "neg") and t.i < verb.i]
    lead = [t for t in lead if t.tag_ == "VB" or t.lower_ in ("not", "never")]
    return min([verb, *lead], key=lambda token: token.i)


@cache
def _ends_of_event(language: str) -> re.Pattern[str]:
    words = sorted(words_of(language, "predictions", "purposes"), key=lambda w: (-len(w), w))
    return re.compile(rf",(?!\d)| (?:{'|'.join(map(re.escape, words))})\b")


def _likelihood(
    parsed: ParsedDocument, start: int, end: int, unquantified: Span | None
) -> Likelihood | None:
    """The likelihood said between two offsets of the document, with its band.

    A stated percentage is its own band; then come the words of the yardstick. Where neither stands
    there, `unquantified` ("could", "feared") is the likelihood, without a band; None if missing.
    """
    text = parsed.document.text
    percent = _PERCENT.search(text, start, end)
    if percent is not None and int(percent["low"]) <= 100:
        low = int(percent["low"]) / 100
        high = min(int(percent["high"] or percent["low"]) / 100, 1.0)
        mention = parsed.span(percent.start(), percent.end())
        return Likelihood(mention=mention, low=low, high=max(low, high))
    language = parsed.document.language
    found = _words_of_likelihood(language).search(text, start, end)
    if found is not None:
        mention = parsed.span(found.start(), found.end())
        if found["negation"]:
            return Likelihood(mention=mention)
        low, high = _bands(language)[found["word"].lower()]
        return Likelihood(mention=mention, low=low, high=high)
    return None if unquantified is None else Likelihood(mention=unquantified)


@cache
def _bands(language: str) -> dict[str, tuple[float, float]]:
    bands = load(language, "likelihood")["band"]
    return {word: (band["low"], band["high"]) for band in bands for word in band["words"]}


@cache
def _words_of_likelihood(language: str) -> re.Pattern[str]:
    words = sorted(_bands(language), key=lambda word: (-len(word), word))
    negations = "|".join(map(re.escape, load(language, "likelihood")["negations"]))
    return re.compile(
        rf"(?P<negation>(?:{negations}) )?\b(?P<word>{'|'.join(map(re.escape, words))})\b",
        re.IGNORECASE,
    )
