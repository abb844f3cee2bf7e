"""Scope: whether a count is of one event, of a stated stretch, or a running total.

By the words and the tense of its clause, the times in it, and its size.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from tollbook.extraction.figures.circumstances import kinds_of_means
from tollbook.extraction.syntax.verbs import clause_of
from tollbook.extraction.times.moments import (
    Between,
    Day,
    FewOf,
    FromToday,
    Moment,
    Month,
    Overnight,
    Piece,
    Season,
    Stretch,
    Unit,
    Until,
    Weekday,
    Within,
)
from tollbook.language import load
from tollbook.model.values import Scope

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tollbook.extraction.figures.counts import Count
    from tollbook.extraction.figures.harms import Harm
    from tollbook.extraction.sentences.parse import Sentence
    from tollbook.settings import Settings

_CLAUSES = ("advcl", "relcl", "ccomp", "parataxis", "conj")
_DAYS = (Day, Weekday, FromToday, Overnight)
_NEAR = 3  # words from a harm up to the verb that says how far a count has come
# Fighting goes on for months, hunger and disease do too: they are no single event.
_WIDE = frozenset({"clash", "starvation", "disease"})


def scope_of(sentence: Sentence, harm: Harm, count: Count, settings: Settings) -> Scope:
    """What stretch a count covers: one event, a stated period, or everything up to a date.

    By the words of its clause, its tense and its size: "last week" dates a single event and bounds
    a large count; "have been killed" likewise is news of a few and a running total of many.
    """
    clause = clause_of(harm.trigger)
    own = _own_words(clause)
    words = f" {' '.join(token.lower_ for token in own)} "
    moments = _moments(sentence, own)
    many = count.low >= settings.running_total_from or (
        count.modifier == "vague" and count.number is not None
    )
    running = _says(words, "cumulative") and not _is_only_dated_by(harm.trigger, clause)
    if harm.construction == "toll":
        running |= count.low >= settings.toll_total_from or count.high != count.low
    if running or _passes_a_mark(harm.trigger):
        return "cumulative"
    if many and any(isinstance(moment, Until) for moment in moments):
        return "cumulative"
    perfect = _is_perfect(clause, backshifted=count.low >= settings.total_from)
    if perfect and many and any(_is_of_years(moment) for moment in moments):
        return "cumulative"
    bounded = _says(words, "period") or (many and any(map(_bounds, moments)))
    if bounded and harm.measure != "missing":
        return "period"
    if many and _is_standing(harm, clause, words, settings):
        return "cumulative"
    if perfect and (many or count.modifier == "vague"):
        return "cumulative"
    around = [time.moment for time in sentence.times]  # "the past week has cost them 900 dead"
    of_a_stretch = any(map(_bounds, around)) and not moments
    no_event = not of_a_stretch and _counts_no_event(harm, count, moments, settings)
    return "cumulative" if no_event else "incident"


def _own_words(clause: Token) -> list[Token]:
    """The words of a clause without those of the clauses below it."""
    own = []
    for token in clause.subtree:
        above = token
        while above != clause and above.dep_ not in _CLAUSES:
            above = above.head
        if above == clause:
            own.append(token)
    return own


def _says(words: str, name: str) -> bool:
    return any(phrase in words for phrase in _phrases(name))


def _moments(sentence: Sentence, own: Sequence[Token]) -> list[Moment]:
    """The times that a clause names."""
    starts = {token.idx for token in own}
    return [time.moment for time in sentence.times if time.start in starts]


def _is_only_dated_by(trigger: Token, clause: Token) -> bool:
    """Whether the harm itself is what a stretch begins with: "since his arrest"."""
    above = trigger
    while above not in (clause, above.head):
        if above.dep_ == "pobj" and above.head.lower_ == "since":
            return True
        above = above.head
    return False


def _passes_a_mark(trigger: Token) -> bool:
    """Whether a number is said to have been passed: "the dead have passed 3,000"."""
    verbs = load("en", "scope")["passes"]
    near = (trigger, *islice(trigger.ancestors, _NEAR))
    return any(
        token.lemma_.lower() in verbs
        and token.pos_ == "VERB"
        and _is_perfect(token, backshifted=True)
        for token in near
    )


def _is_perfect(clause: Token, *, backshifted: bool) -> bool:
    """Whether a verb is in the perfect; "had" counts where it may stand for "have" in a report."""
    perfect = ("has", "have", "'ve", "’ve", "had") if backshifted else ("has", "have", "'ve", "’ve")
    return any(t.lower_ in perfect and t.dep_ == "aux" for t in clause.lefts)


def _bounds(moment: Moment) -> bool:
    """Whether a time is a stretch over which people are counted: "in May", "last month"."""
    if isinstance(moment, Unit):
        return moment.unit not in ("weekend", "day")
    if isinstance(moment, Between):
        return not isinstance(moment.first, Weekday)
    return isinstance(moment, Month | Season | Piece | FewOf | Stretch | Within)


def _is_of_years(moment: Moment) -> bool:
    return isinstance(moment, Stretch | Within) and moment.unit in ("year", "decade")


def _is_standing(harm: Harm, clause: Token, words: str, settings: Settings) -> bool:
    """Whether a count is of people who are somewhere now: troops stationed, captives still held."""
    present = clause.tag_ in ("VBZ", "VBP") or any(
        t.tag_ in ("VBZ", "VBP") and t.dep_ in ("aux", "auxpass") for t in clause.lefts
    )
    if harm.measure == "displaced":
        return harm.trigger.tag_ != "VBD"  # "residents fled" tells of one flight
    if harm.measure == "deployed":
        return present or harm.trigger.tag_ == "VBN"
    return harm.measure == "captured" and present and _says(words, "standing")


def _counts_no_event(
    harm: Harm, count: Count, moments: Sequence[Moment], settings: Settings
) -> bool:
    """Whether so many are counted, without a day or an attack, that it is no count of one event."""
    if harm.measure not in ("killed", "injured", "casualties") or count.number is None:
        return False
    if count.low < settings.total_from or any(isinstance(m, _DAYS) for m in moments):
        return False
    if _is_part_of_the_harmed(harm.trigger):
        return False
    return kinds_of_means(harm.trigger.doc) <= _WIDE


def _is_part_of_the_harmed(trigger: Token) -> bool:
    """Whether only some of those who were harmed are counted: "2,000 of the wounded went home"."""
    return (
        trigger.dep_ == "pobj"
        and trigger.head.lower_ == "of"
        and trigger.head.head.like_num
        and any(word.lower_ in ("the", "those", "these") for word in trigger.lefts)
    )


@cache
def _phrases(name: str) -> tuple[str, ...]:
    """One list of phrases of time, each with a blank at both ends."""
    return tuple(f" {phrase} " for phrase in load("en", "scope")[name])
