"""Statements in a few words, for tables and margins: what is said, of whom, by whom, where, when.

Everything that comes from a document passes through `one_line`: no layout need trust it.
"""

from __future__ import annotations

from datetime import date

from tollbook.model.statement import (
    Change,
    Custody,
    Figure,
    Period,
    Place,
    Population,
    Prediction,
    Statement,
)
from tollbook.model.values import Modifier
from tollbook.publishing.visible import one_line
from tollbook.reasoning.words import day

__all__ = [
    "day",
    "kind_in_words",
    "number_of",
    "range_in_words",
    "said_by",
    "says",
    "where",
    "where_and_when",
    "whom",
]

_UNSURE = 0.5  # a voice that is more likely misread than not says so
_PREFIX: dict[Modifier, str] = {
    "about": "about ",
    "at_least": "at least ",
    "at_most": "up to ",
    "more_than": "more than ",
    "less_than": "fewer than ",
}


def range_in_words(low: int, high: int | None, modifier: Modifier = "exact") -> str:
    """An interval of people as a reader would say it.

    >>> range_in_words(300, 300, "about"), range_in_words(301, None, "more_than")
    ('about 300', 'more than 300')
    >>> range_in_words(0, 299, "less_than"), range_in_words(300, 400, "between")
    ('fewer than 300', '300–400')
    >>> range_in_words(2, None, "vague"), range_in_words(2700, 2700)
    ('2 or more', '2,700')
    """
    stated = {"more_than": low - 1, "less_than": (high or 0) + 1, "at_most": high or 0}
    if modifier in stated:
        return f"{_PREFIX[modifier]}{stated[modifier]:,}"
    if high is None:
        return f"at least {low:,}" if modifier == "at_least" else f"{low:,} or more"
    if low != high:
        return f"{_PREFIX.get(modifier, '')}{low:,}–{high:,}"
    return f"{_PREFIX.get(modifier, '')}{low:,}"


def says(statement: Statement, *, quoting: bool = True) -> str:
    """What the statement says, in a few words.

    Kinds that have no fields of their own quote their evidence, unless `quoting` is off because
    the evidence is there to be seen.
    """
    match statement:
        case Figure():
            return _figure(statement)
        case Change():
            return _change(statement)
        case Prediction():
            return _prediction(statement)
        case Custody():
            holder = f" by {one_line(statement.holder.quote)}" if statement.holder else ""
            return f"{range_in_words(statement.low, statement.high)} held{holder}"
    kind = statement.kind.replace("_", " ")
    kind += f" ({statement.modality})" if statement.modality == "denied" else ""
    return f"{kind}: {one_line(statement.evidence.quote)}" if quoting else kind


def _figure(figure: Figure) -> str:
    count = range_in_words(figure.low, figure.high, figure.modifier)
    if figure.modifier == "vague" and figure.number:
        count = f"{one_line(figure.number.quote)} ({count})"
    words = f"{count} {figure.measure}"
    notes: list[str] = [figure.modality] if figure.modality != "asserted" else []
    if figure.part_of:
        notes.append(f"part of {number_of(figure.part_of)}")
    if figure.same_as:
        notes.append(f"again {number_of(figure.same_as)}")
    return f"{words} ({', '.join(notes)})" if notes else words


def _prediction(prediction: Prediction) -> str:
    who = f"{one_line(prediction.actor.quote)} – " if prediction.actor else ""
    likely = prediction.likelihood
    word = f" ({one_line(likely.mention.quote)})" if likely else ""
    return f"prediction: {who}{one_line(prediction.event.quote)}{word}"


def _change(change: Change) -> str:
    measures = " and ".join(change.measures)
    size = _factor(change) or _amount(change)
    words = f"{measures} {change.direction}{size}"
    if change.baseline and change.baseline.mention:
        return f"{words}, against {one_line(change.baseline.mention.quote)}"
    return words


def _factor(change: Change) -> str:
    low, high = change.factor_low, change.factor_high
    if low is None and high is None:
        return ""
    if low == high:
        return f" × {low:g}"
    if high is None:
        return f" × {low:g} or more"
    return f" × {low:g}–{high:g}" if low is not None else f" × {high:g} or less"


def _amount(change: Change) -> str:
    low, high = change.amount_low, change.amount_high
    if low is None and high is None:
        return ""
    return f" by {range_in_words(low or 0, high)}"


def whom(statement: Statement) -> str:
    """The people counted, as the text words them; empty where it names none."""
    population: Population | None = getattr(statement, "population", None)
    return one_line(population.mention.quote) if population else ""


def said_by(statement: Statement) -> str:
    """The chain of voices from whoever is said to know down to the page, publisher left out.

    Where only the page itself says it, no source is given. A voice that no word of the sentence
    names, but that goes on from the one before, is marked as carried; one that is more likely
    misread than not, as unsure.
    """
    voices = [voice for voice in statement.attribution if voice.role != "publisher"]
    if not voices:
        return "no source given"
    names = [one_line(voice.name) for voice in reversed(voices)]
    chain = ", via ".join(names)
    if statement.origin.carried:
        return f"{chain} (carried)"
    sure = statement.origin.confidence
    return f"{chain} (unsure)" if sure is not None and sure < _UNSURE else chain


def where(statement: Statement) -> str:
    """The place the statement speaks for, as resolved, else in its words; empty without one."""
    place: Place | None = getattr(statement, "place", None)
    return one_line(place.name or place.mention.quote) if place else ""


def where_and_when(statement: Statement) -> str:
    """The place and the time the statement speaks for, as resolved, else in its words."""
    when = (
        _when(statement.window, "by")
        if isinstance(statement, Prediction)
        else _when(getattr(statement, "period", None), "as of")
    )
    counted: date | None = getattr(statement, "as_of", None)
    as_of = f"as of {counted}" if counted and str(counted) != when else ""
    return "\n".join(part for part in (where(statement), when, as_of) if part)


def _when(period: Period | None, open_start: str) -> str:
    if period is None:
        return ""
    start, end = period.start_date, period.end_date
    if start and end:
        return f"{start}" if start == end else f"{start} to {end}"
    if start:
        return f"since {start}"
    if end:
        return f"{open_start} {end}"
    return one_line(period.mention.quote) if period.mention else ""


def number_of(identity: str) -> str:
    """The short name of a statement inside its document: '#4' of 'report#4'."""
    return "#" + one_line(identity.rpartition("#")[2])


def kind_in_words(kind: str, number: int) -> str:
    """The noun for statements of a kind, as it follows their number.

    >>> kind_in_words("figure", 1), kind_in_words("custody", 2), kind_in_words("open_question", 3)
    ('figure', 'custody statements', 'open questions')
    """
    nouns = {"custody": "custody statement", "document_evidence": "document given as evidence"}
    noun = nouns.get(kind, kind.replace("_", " "))
    if number == 1:
        return noun
    head, blank, rest = noun.partition(" given ")
    return f"{head}s{blank}{rest}"
