"""A comparison laid out for a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from tollbook.evaluation.agreement import Agreement
from tollbook.evaluation.annotated import Annotated
from tollbook.evaluation.attribution_scores import AttributionRow, SpanMiss
from tollbook.evaluation.evaluate import Row
from tollbook.evaluation.misses import Miss
from tollbook.evaluation.reliability import Bin
from tollbook.model.second import ReaderAgreement
from tollbook.publishing.visible import one_line, visible

_SCORES = ("found\nP", "\nR", "\nF1", "value\nP", "\nR", "\nF1", "src", "part", "same")
_DASH = "–"
# Longer ones are tables in disguise; the evidence with what stands around it is enough.
_AROUND = 160


def slice_table(rows: Mapping[str, Row]) -> Table:
    """A line a slice: found and value by precision, recall and F1; then shares of the found."""
    table = _table("slice", "gold", "read", *_SCORES, gap=0)
    for name, row in rows.items():
        scores = row.scores
        cells = (
            *(scores.found.precision, scores.found.recall, scores.found.f1),
            *(scores.value.precision, scores.value.recall, scores.value.f1),
            *(scores.source, scores.part, scores.same),
        )
        table.add_row(name, str(scores.gold), str(scores.predicted), *map(_share, cells))
    return table


def interval_table(rows: Mapping[str, Row]) -> Table:
    """Each headline score of some rows with its 95 % interval; what no row has is left out."""
    table = _table("", *rows)
    named = {name: (row.scores.headlines(), row.intervals) for name, row in rows.items()}
    for score in next(iter(named.values()))[0]:
        if all(scores[score] is None for scores, _ in named.values()):
            continue
        cells = [
            f"{_share(scores[score])}  {_interval(intervals.get(score))}"
            for scores, intervals in named.values()
        ]
        table.add_row(score.replace("_", ", "), *cells)
    return table


def agreement_table(agreement: Mapping[str, Agreement]) -> Table:
    """How far the two annotators agree in each nominal field."""
    table = _table("field", "figures", "the same", "alpha")
    for name, found in agreement.items():
        table.add_row(name, str(found.figures), _share(found.same), _share(found.alpha))
    return table


def readers_table(rows: Iterable[ReaderAgreement]) -> Table:
    """How far two readers of the same documents agree in each field."""
    table = _table("field", "figures", "the same", "alpha")
    for one in rows:
        name = one.field.replace("_", " ")
        table.add_row(name, f"{one.figures:,}", _share(one.same), _share(one.alpha))
    return table


def document_agreement_table(rows: Iterable[ReaderAgreement]) -> Table:
    """A line a document: how many figures both readers found, and where they agree least."""
    table = _table("document", "figures", "both found", "least agreed", "the same", "alpha")
    documents: dict[str | None, list[ReaderAgreement]] = {}
    for one in rows:
        documents.setdefault(one.document, []).append(one)
    for id, (found, *fields) in documents.items():
        known = [one for one in fields if one.same is not None]
        least = min(known, key=lambda one: one.same or 0, default=None)
        if least is None or least.same == 1:
            cells = (_DASH, _DASH, _DASH)
        else:
            name = least.field.replace("_", " ")
            cells = (name, _share(least.same), _share(least.alpha))
        table.add_row(one_line(id or ""), f"{found.figures:,}", _share(found.same), *cells)
    return table


def reliability_table(bins: Sequence[Bin]) -> Table:
    """A line a stretch of confidence: how many voices, how sure on average, how many are right."""
    table = _table("confidence", "voices", "mean", "right")
    for one in bins:
        share = _share(one.right / one.count)
        table.add_row(f"{one.low:.2f}–{one.high:.2f}", str(one.count), _share(one.mean), share)
    return table


def attribution_table(rows: Mapping[str, AttributionRow]) -> Table:
    """A line a kind of span: precision, recall, F1 and the 95 % interval of F1."""
    table = _table("spans", "gold", "read", "P", "R", "F1", "95% interval")
    for name, row in rows.items():
        found = row.accuracy
        shares = map(_share, (found.precision, found.recall, found.f1))
        table.add_row(name, str(row.gold), str(row.predicted), *shares, _interval(row.interval))
    return table


def _table(*columns: str, gap: int = 1) -> Table:
    padding = (0, gap, 0, 0)
    table = Table(box=SIMPLE_HEAD, show_edge=False, padding=padding, header_style="dim")
    for n, name in enumerate(columns):
        table.add_column(name, justify="right" if n else "left", no_wrap=True)
    return table


def _share(share: float | None) -> str:
    return _DASH if share is None else f"{share:.2f}"


def _interval(interval: tuple[float, float] | None) -> str:
    return _DASH if interval is None else f"{interval[0]:.2f}–{interval[1]:.2f}"


def miss_text(miss: Miss) -> Text:
    """What went wrong, and the sentence with the evidence between ‹ and ›."""
    heading = " ".join(part for part in (miss.fault, one_line(miss.passage), _what(miss)) if part)
    return _with_marks(heading, miss.sentence, ((miss.start, miss.end),))


def span_miss_text(miss: SpanMiss) -> Text:
    """A source, cue or content that went wrong, each stretch of it between ‹ and ›."""
    heading = f"{miss.fault} {one_line(miss.passage)} {miss.role}"
    return _with_marks(heading, miss.sentence, miss.marks)


def _with_marks(heading: str, words: str, marks: Sequence[tuple[int, int]]) -> Text:
    sentence, done = Text(), 0
    for start, end in marks:
        sentence.append(_shorten(words[done:start], last=not done))
        sentence.append(f"‹{_flat(words[start:end])}›", style="bold")
        done = end
    sentence.append(_shorten(words[done:]))
    return Text.assemble((heading, "bold"), "\n  ", sentence, "\n", overflow="fold")


def _what(miss: Miss) -> str:
    gold, predicted = miss.gold, miss.predicted
    if gold is None or predicted is None:
        figure = gold or predicted
        return _value(figure) if figure else ""
    if miss.fault == "value":
        return f"{_value(gold)}, read as {_value(predicted)}"
    if miss.fault == "place":
        return f"{_value(gold)}: {_place(gold)}, read as {_place(predicted)}"
    if miss.fault == "period":
        return f"{_value(gold)}: {_days(gold)}, read as {_days(predicted)}"
    return f"{_value(gold)} by {_by(gold)}, read as by {_by(predicted)}"


def _value(figure: Annotated) -> str:
    bounds = str(figure.low) if figure.low == figure.high else f"{figure.low}..{_top(figure.high)}"
    return f"{figure.measure} {bounds}"


def _place(figure: Annotated) -> str:
    return one_line(figure.place[0]) if figure.place else "nowhere"


def _days(figure: Annotated) -> str:
    start, end = figure.period or (None, None)
    return f"{start or ''}..{end or ''}" if start != end else str(start or "no day")


def _top(high: int | None) -> str:
    return "" if high is None else str(high)


def _by(figure: Annotated) -> str:
    return " < ".join(one_line(voice) for voice in figure.voices) or "the publisher"


def _shorten(text: str, *, last: bool = False) -> str:
    if len(text) <= _AROUND:
        return _flat(text)
    return "…" + _flat(text[-_AROUND:]) if last else _flat(text[:_AROUND]) + "…"


def _flat(text: str) -> str:
    """The text on one line with its outer blanks kept, and harmless."""
    return visible(text.replace("\n", " "))
