"""Is a stated change so, against what the same voice had said before?

"More than tripled since last month's report" is easily said and seldom looked up. The earlier
report is in the ledger: measure by measure, the two counts are divided (or subtracted) and the
result is laid beside the words, once by the numbers as stated and once by all that they allow.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tollbook.model.document import Document
from tollbook.model.finding import Finding, Mark
from tollbook.model.statement import Change, Figure
from tollbook.model.values import Measure, Verdict
from tollbook.reasoning.baselines import PastCount, claims_on_record, current_figure
from tollbook.reasoning.corpus import Corpus
from tollbook.reasoning.intervals import (
    Interval,
    Number,
    counts,
    divide,
    judge,
    stated_number,
    subtract,
)
from tollbook.reasoning.record import Record
from tollbook.reasoning.references import statement_key
from tollbook.reasoning.wholes import people, words_of
from tollbook.reasoning.words import count, day, decimal, number_in_words, stretch
from tollbook.settings import Settings

NAME = "change_vs_baseline"
_HINTS: dict[Verdict, str] = {
    "fails": "The change is overstated, the earlier count was revised, or a number was misread.",
    "undecided": "A count without its hedge, or an earlier report, would settle it.",
    "holds": "",
}


def check_change_vs_baseline(record: Record) -> Iterator[Finding]:
    """One finding for each measure of each stated change that names what it compares with."""
    for change in record.corpus.changes():
        if change.baseline is not None:
            for measure in change.measures:
                yield _check(change, measure, record.corpus, record.settings)


def _check(change: Change, measure: Measure, corpus: Corpus, settings: Settings) -> Finding:
    current = current_figure(change, measure, corpus)
    if current is None:
        return _nothing(
            change, measure, corpus, f"{change.origin.name} gives no count of {measure}."
        )
    likeliest, others = claims_on_record(change, current, corpus)
    if not likeliest:
        return _nothing(change, measure, corpus, _no_record(change, current), current)
    wanted = _requested_interval(
        change, corpus.documents[change.document], settings.about_tolerance
    )
    outcomes = [_compare(change, current, claim, wanted, settings) for claim in likeliest]
    verdicts = {verdict for verdict, _ in outcomes}
    verdict: Verdict = verdicts.pop() if len(verdicts) == 1 else "undecided"
    working = [_now(current, measure, corpus)]
    for claim, (_, results) in zip(likeliest, outcomes, strict=True):
        working += [f"Before: {_count_with_source(claim, corpus)}", *results]
    working.append(f"The words claim {_request_in_words(change, wanted)}.")
    working += [f"Also on record: {_count_with_source(claim, corpus)}" for claim in others]
    return Finding(
        check=NAME,
        verdict=verdict,
        title=f"{measure}: {number_in_words(current)} "
        f"against {number_in_words(likeliest[0].figure)}",
        marks=_marks(change, current, likeliest, corpus),
        statements=(change.id, current.id, *_ids(likeliest)),
        working=tuple(working),
        about=(
            statement_key(change),
            measure,
            statement_key(current),
            *(statement_key(item.figure) for item in likeliest),
        ),
        hint=_HINTS[verdict],
    )


def _compare(
    change: Change, current: Figure, claim: PastCount, wanted: Interval, settings: Settings
) -> tuple[Verdict, tuple[str, ...]]:
    """The verdict against one earlier claim, and both results: as stated, and by the intervals."""
    now, then = (counts(item, settings.about_tolerance) for item in (current, claim.figure))
    named_now, named_then = stated_number(current), stated_number(claim.figure)
    named: Number | None = None
    if _by_factor(change):
        actual = divide(now, then)
        if named_now is not None and named_then:
            named = Fraction(named_now, named_then)
        by_words = f"{decimal(named)} times" if named is not None else ""
        by_interval = f"{stretch(actual, ratio=True)} times"
    else:
        down = change.direction == "down"
        actual = subtract(then, now) if down else subtract(now, then)
        if named_now is not None and named_then is not None:
            named = named_then - named_now if down else named_now - named_then
        by_words = f"a difference of {count(named)}" if named is not None else ""
        by_interval = f"a difference of {stretch(actual)}"
    stated_result = f"By the stated numbers: {by_words or 'none, the words name no number'}."
    return judge(actual, wanted, named), (stated_result, f"By the intervals: {by_interval}.")


def _requested_interval(change: Change, document: Document, tolerance: float) -> Interval:
    """What the words ask of the ratio or of the difference.

    "Doubled" is as round a word as "about": it stands for two give or take `tolerance`. An open
    end leaves out the factor itself ("more than tripled") unless the words let it in.
    """
    if _by_factor(change):
        low, high = (
            None if end is None else Fraction(str(end))
            for end in (change.factor_low, change.factor_high)
        )
        if low is not None and high is not None:
            share = Fraction(str(tolerance)) if low == high else 0
            return Interval(min(low, high) * (1 - share), max(low, high) * (1 + share))
        words = change.evidence.quote.casefold()
        let_in = any(cue in words for cue in words_of(document, "itself_enough", "factor"))
        return Interval(low, high, above=not let_in, below=not let_in)
    if change.amount_low is not None or change.amount_high is not None:
        return Interval(change.amount_low, change.amount_high)
    return Interval(0, 0) if change.direction == "unchanged" else Interval(0, None, above=True)


def _by_factor(change: Change) -> bool:
    return change.factor_low is not None or change.factor_high is not None


def _request_in_words(change: Change, wanted: Interval) -> str:
    if _by_factor(change):
        return f"{stretch(wanted, ratio=True)} times"
    return f"a difference of {stretch(wanted)}"


def _now(current: Figure, measure: Measure, corpus: Corpus) -> str:
    return f"Now: {number_in_words(current)} {measure} ({_who_and_when(current, corpus)})."


def _count_with_source(claim: PastCount, corpus: Corpus) -> str:
    relays = f", in {claim.documents} documents" if claim.documents > 1 else ""
    figure = claim.figure
    return f"{number_in_words(figure)} {figure.measure} ({_who_and_when(figure, corpus)}{relays})."


def _who_and_when(figure: Figure, corpus: Corpus) -> str:
    return f"{figure.origin.name}, {day(corpus.as_of(figure))}"


def _no_record(change: Change, current: Figure) -> str:
    baseline = change.baseline
    if baseline is None or (baseline.start_date is None and baseline.end_date is None):
        words = baseline.mention.quote if baseline and baseline.mention else "the time before"
        return f"“{words}” could not be dated, so there is nothing to compare with."
    who = baseline.origin or current.origin.name
    window = f"{day(baseline.start_date)} to {day(baseline.end_date)}"
    return f"Nothing on record for {current.measure} by {who}, {window}."


def _nothing(
    change: Change, measure: Measure, corpus: Corpus, reason: str, current: Figure | None = None
) -> Finding:
    known = () if current is None else (current,)
    return Finding(
        check=NAME,
        verdict="undecided",
        title=f"{measure}: nothing on record to compare with",
        marks=_marks(change, current, (), corpus),
        statements=(change.id, *(figure.id for figure in known)),
        working=(*(_now(figure, measure, corpus) for figure in known), reason),
        about=(statement_key(change), measure),
        hint="Read the earlier report into the ledger, then check again.",
    )


def _marks(
    change: Change, current: Figure | None, claims: tuple[PastCount, ...], corpus: Corpus
) -> tuple[Mark, ...]:
    """The change first, then the count it speaks of, then one statement of each earlier claim."""
    figures = ([] if current is None else [current]) + [claim.figure for claim in claims]
    return (
        Mark(change.document, change.evidence),
        *(Mark(item.document, people(item, corpus.documents[item.document])) for item in figures),
    )


def _ids(claims: tuple[PastCount, ...]) -> tuple[str, ...]:
    return tuple(figure.id for claim in claims for figure in claim.figures)
