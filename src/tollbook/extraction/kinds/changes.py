"""Changes: a count said to have risen, fallen or stayed, by how much, and against what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tollbook.extraction.kinds.baselines import find_baseline
from tollbook.extraction.kinds.change_words import Trigger, find_triggers, is_not_yet
from tollbook.extraction.kinds.framing import common_fields, evidence_of, without_duplicates
from tollbook.extraction.kinds.magnitudes import Magnitude, magnitude_of_times, written_factor
from tollbook.extraction.kinds.measured import (
    is_counting,
    measures_among,
    measures_before,
    measures_of_phrase,
)
from tollbook.extraction.numbers import Quantity
from tollbook.extraction.syntax.phrases import words_of
from tollbook.extraction.syntax.verbs import clause_head, clause_words
from tollbook.model.statement import Change, Figure
from tollbook.model.values import Direction, Measure

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tollbook.extraction.attribution import Attributions
    from tollbook.extraction.sentences.parse import ParsedDocument, Sentence

_MONEY = "$€£¥"


def find_changes(
    parsed: ParsedDocument, attributions: Attributions, figures: Sequence[Figure]
) -> Iterator[Change]:
    """The changes that a document reports, one a clause, in text order.

    A change needs a measure: oil prices may rise as they like. Changes that are only expected
    are predictions and are left to `find_predictions`.
    """
    for sentence, doc in parsed.parsed_sentences():
        changes = (
            _change(parsed, sentence, attributions, figures, trigger)
            for trigger in find_triggers(doc)
            if not is_not_yet(trigger.token)
        )
        yield from without_duplicates(change for change in changes if change is not None)


def _change(
    parsed: ParsedDocument,
    sentence: Sentence,
    attributions: Attributions,
    figures: Sequence[Figure],
    trigger: Trigger,
) -> Change | None:
    evidence = evidence_of(parsed, attributions, sentence, trigger.token)
    measures = _measures(parsed, sentence, trigger, figures)
    if not measures or any(sign in evidence.quote for sign in _MONEY):
        return None
    reach = (evidence.start - sentence.start, evidence.end - sentence.start)
    numbers = _numbers(sentence, reach, trigger)
    direction = trigger.direction or numbers.direction
    if direction is None:
        return None
    if trigger.words.negated and direction != "unchanged":
        direction = "unchanged"
    before = evidence.quote[: max(0, sentence.start + trigger.token.idx - evidence.start)]
    magnitude = _magnitude(evidence.quote, before, trigger, direction, numbers)
    baseline = find_baseline(parsed, sentence, reach, numbers.former)
    if trigger.around and baseline is None:
        return None
    return Change(
        **common_fields(parsed, attributions, "change", evidence),
        measures=measures,
        direction=direction,
        factor_low=magnitude.factor_low,
        factor_high=magnitude.factor_high,
        amount_low=magnitude.amount_low,
        amount_high=magnitude.amount_high,
        baseline=baseline,
    )


def _measures(
    parsed: ParsedDocument, sentence: Sentence, trigger: Trigger, figures: Sequence[Figure]
) -> tuple[Measure, ...]:
    """What changed: the measures of the phrase, of the words before, or of the figure before."""
    measured, token = trigger.measured, trigger.token
    if trigger.around:
        words = clause_words(clause_head(token))
        return measures_among(t for t in words if t.pos_ == "VERB") or measures_among(words)
    if measured is not None:
        named = measures_of_phrase(measured)
        if named:
            return named
    if token.pos_ == "NOUN" and (measured is None or not is_counting(measured)):
        return ()
    stretch = _stretch_before(token)
    plainly_other = measured is not None and not (is_counting(measured) or _points_back(measured))
    if plainly_other and not any(is_counting(word) for word in stretch):
        return ()
    named = measures_among(stretch)
    if named:
        return named
    both = any(word.lower_ == "both" for word in stretch)
    reach = parsed.settings.measure_reach
    return measures_before(figures, sentence.start + token.idx, reach, both)


def _stretch_before(token: Token) -> list[Token]:
    """The words of the clause before a trigger, whatever the parse makes of them."""
    start = token.i
    for other in reversed(token.doc[: token.i]):
        if other.text in (";", ":") or other.lower_ in ("that", "said", "says"):
            break
        start = other.i
    return list(token.doc[start : token.i])


def _points_back(token: Token) -> bool:
    return token.lower_ in words_of("en", "changes", "counting.pronouns")


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The numbers of a clause of change: the earlier one, the one now, and the step between."""

    former: Quantity | None = None
    current: Quantity | None = None
    step: Quantity | None = None

    @property
    def direction(self) -> Direction | None:
        """Which way the earlier number and the one now say it went."""
        if self.former is None or self.current is None or self.former.low == self.current.low:
            return None
        return "up" if self.current.low > self.former.low else "down"


def _numbers(sentence: Sentence, reach: tuple[int, int], trigger: Trigger) -> _Numbers:
    text = sentence.text
    after = trigger.words.last.idx
    former = current = step = None
    for quantity in sentence.numbers:
        if not reach[0] <= quantity.core_start < reach[1] or quantity.share is not None:
            continue
        before = text[max(0, quantity.start - 12) : quantity.start].lower().rstrip().split()
        opening = before[-1] if before else ""
        if quantity.modifier == "between" and _is_from_to(text, quantity):
            former, current = _split_range(text, quantity)
            continue
        if opening == "from" and quantity.start > after:
            former = quantity
        elif opening == "by" and quantity.start > after:
            step = quantity
        elif opening in ("to", "at"):
            current = quantity
        elif _is_step(trigger, text, quantity):
            step = quantity
        elif quantity.start < after:
            current = quantity
    return _Numbers(former, current, step)


def _is_from_to(text: str, quantity: Quantity) -> bool:
    """Whether what reads as a range is a way: "corrected from 97 to 102"."""
    lead = text[max(0, quantity.start - len("from ")) : quantity.core_start].lower()
    return lead.rstrip().endswith("from") and quantity.high is not None


def _split_range(text: str, quantity: Quantity) -> tuple[Quantity, Quantity]:
    """The two numbers of "97 to 102"."""
    start, end, low = quantity.core_start, quantity.core_end, quantity.low
    high = low if quantity.high is None else quantity.high
    middle = text.find(" to ", start, end)
    middle = end if middle < 0 else middle
    first = replace(quantity, start=start, end=middle, core_end=middle, high=low, modifier="exact")
    then = replace(quantity, start=middle, core_start=middle, low=high, modifier="exact")
    return first, then


def _is_step(trigger: Trigger, text: str, quantity: Quantity) -> bool:
    """Whether a number is the step of the change: "an increase of 40", "up 40", "40 more than"."""
    last = trigger.words.last
    between = text[last.idx + len(last) : quantity.start].strip().lower()
    if last.idx < quantity.start:
        return between in ("", "of", "another", "a further")
    return trigger.around and not text[quantity.end : trigger.token.idx].strip()


def _magnitude(
    clause_text: str, before: str, trigger: Trigger, direction: Direction, numbers: _Numbers
) -> Magnitude:
    """How much, from the word of change, else from a factor written out, else from numbers."""
    if direction == "unchanged":
        return Magnitude()
    if trigger.times is not None:
        return magnitude_of_times(trigger.times, before, direction)
    written = written_factor(clause_text, direction)
    if written is not None:
        return written
    if numbers.step is not None:
        return Magnitude(amount_low=numbers.step.low, amount_high=numbers.step.high)
    if numbers.former is not None and numbers.current is not None:
        return _difference(numbers.former, numbers.current)
    return Magnitude()


def _difference(former: Quantity, current: Quantity) -> Magnitude:
    """The amount between two numbers that leave nothing open; else none."""
    ends = (former.low, former.high, current.low, current.high)
    if former.low != former.high or current.low != current.high or None in ends:
        return Magnitude()
    step = abs(current.low - former.low)
    return Magnitude(amount_low=step, amount_high=step)
