"""From series to a chart: which panels there are, and what each point of them shows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tollbook.model.claim import Origin
from tollbook.model.finding import Finding
from tollbook.model.statement import Figure
from tollbook.model.values import MEASURES, Measure
from tollbook.publishing.charts.data import Band, ChartData, Dot, Line, Panel
from tollbook.publishing.links import link_to
from tollbook.publishing.phrases import range_in_words
from tollbook.publishing.series import break_words
from tollbook.publishing.visible import one_line
from tollbook.reasoning.checks import rank
from tollbook.reasoning.grouping import group_by
from tollbook.reasoning.intervals import counts, stated_number
from tollbook.reasoning.record import Record
from tollbook.reasoning.series import Point, Series
from tollbook.reasoning.words import day as in_words

_QUOTED = 220  # characters of a quote that a tooltip has room for
_PANELS = 6  # more of them no page holds; the fullest are drawn
_MARKED = 1  # the last rank that says a number is wrong, or not its origin's
_ASKED = 40  # voices that are each asked whether they depend on each other: the work is cubic
_NAMED = 200  # of a name or title


def chart_data(
    record: Record,
    series: Sequence[Series],
    findings: Iterable[Finding] = (),
    estimates: Mapping[Measure, Band] | None = None,
    voices: Sequence[tuple[date, int | None, int]] | None = None,
) -> ChartData:
    """The chart of some series of a record, with the failures among the findings marked.

    `estimates` are drawn behind the measures that they are of.
    """
    failed = [finding for finding in findings if rank(finding) <= _MARKED]
    groups: dict[tuple[Measure, str | None], list[Series]] = defaultdict(list)
    for one in series:
        groups[_question(one, series, in_case=record.case is not None)].append(one)
    drawn = sorted(groups.items(), key=lambda item: -sum(len(one.points) for one in item[1]))
    drawn = sorted(drawn[:_PANELS], key=lambda item: MEASURES.index(item[0][0]))
    made = [
        replace(_panel(group, record, failed), estimate=(estimates or {}).get(measure))
        for (measure, _), group in drawn
    ]
    shown = [one for _, group in drawn for one in group]
    return ChartData(
        title=_title(record, made),
        subtitle=_subtitle(shown, len(groups) - len(drawn)),
        panels=tuple(made),
        voices=tuple(voices) if voices is not None else _voices_by_day(shown, record),
    )


def _subtitle(series: Sequence[Series], left_out: int) -> str:
    days = sorted({point.day for one in series for point in one.points})
    names = {one.origin.key for one in series}
    said = f"What {len(names)} voice{'' if len(names) == 1 else 's'} said"
    span = f"{in_words(days[0])} to {in_words(days[-1])}" if days else "nothing"
    if len(days) == 1:
        span = in_words(days[0])
    more = f" ({left_out} more questions have fewer counts and are not drawn)" if left_out else ""
    return f"{said}, by the day that each count speaks for: {span}{more}"


def _question(
    one: Series, series: Sequence[Series], *, in_case: bool
) -> tuple[Measure, str | None]:
    """What is asked in one panel: in a case the measure, else the measure of one side's people."""
    sides = {other.side for other in series if other.measure == one.measure and other.side}
    return (one.measure, None if in_case or len(sides) < 2 else one.side)


def _title(record: Record, panels: Sequence[Panel]) -> str:
    if record.case:
        return one_line(record.case.title)
    return panels[0].title if len(panels) == 1 else "Counts by those who gave them"


def _panel(group: Sequence[Series], record: Record, findings: Iterable[Finding]) -> Panel:
    measure = group[0].measure
    lines = [_line(one, record) for one in group]
    places = {
        figure.id: (point, figure)
        for one in group
        for point in one.points
        for figure in (point.claim.figures[0], *point.relays)
    }
    failures = []
    for finding in findings:
        first = finding.statements[0] if finding.statements else ""
        if first in places:
            point, figure = places[first]
            at = _dot(point, record) if figure.id == point.claim.figures[0].id else None
            at = at or _relay(figure, point, record)
            note = f"{finding.check} fails: {one_line(finding.title)}"
            failures.append(replace(at, note=note))
    breaks = [
        replace(_dot(point, record), note=break_words(found))
        for one in group
        for point in one.points
        for found in point.breaks
    ]
    people = _wording(group)
    title = f"{measure.capitalize()}: {one_line(people)}" if people else measure.capitalize()
    return Panel(
        title=title,
        measure=measure,
        lines=tuple(lines),
        failures=tuple(failures),
        breaks=tuple(breaks),
    )


def _wording(group: Sequence[Series]) -> str:
    """How most series word whom they count; a headline's capitals only as a last resort."""
    sure = [one for one in group if one.side is not None] or group
    words: Counter[str] = Counter()
    for one in sure:
        if one.people:
            words[one.people] += len(one.points) * (3 if one.scope == "cumulative" else 1)
    plain = Counter({people: n for people, n in words.items() if not people.isupper()})
    found = (plain or words).most_common(1)
    return found[0][0] if found else ""


def _line(one: Series, record: Record) -> Line:
    running = one.scope == "cumulative"
    joined = set(_words_of_the_days(one)) if running else None
    dots = []
    for point in one.points:
        dot = _dot(point, record)
        joins = not dot.wrong and (joined is None or point.claim.id in joined)
        dots.append(replace(dot, joined=joins))
    return Line(
        voice=_voice(one.origin),
        known=one.origin.kind != "unknown",
        running=running,
        dots=tuple(dots),
        relays=tuple(
            _relay(figure, point, record) for point in one.points for figure in point.relays
        ),
    )


def _words_of_the_days(one: Series) -> Iterator[str]:
    """The ids of the claims that a line runs through, one for each day.

    Of several it is one that stands, then the one that most texts carry, then one with a hedge: a
    headline leaves it out.
    """

    def likeliest_first(point: Point) -> tuple[bool, int, bool, str]:
        claim = point.claim
        bare = claim.figure.modifier == "exact"
        return point.superseded_by is not None, -len(claim.clusters), bare, claim.id

    right = [point for point in one.points if not point.misread]
    for points in group_by(right, lambda point: point.day).values():
        yield min(points, key=likeliest_first).claim.id


def _voice(origin: Origin) -> str:
    return "no source given" if origin.kind == "unknown" else one_line(origin.name)[:_NAMED]


def _dot(point: Point, record: Record) -> Dot:
    figure = point.claim.figure
    return Dot(
        day=point.day,
        value=point.value,
        low=point.low,
        high=point.high,
        says=range_in_words(figure.low, figure.high, figure.modifier),
        voice=_voice(point.claim.origin),
        **_evidence(figure, record),
        stands=point.superseded_by is None,
        wrong=point.misread,
    )


def _relay(figure: Figure, point: Point, record: Record) -> Dot:
    document = record.corpus.documents[figure.document]
    allowed = counts(figure, record.settings.about_tolerance)
    named = stated_number(figure)
    return Dot(
        day=document.published_on or point.day,
        value=figure.low if named is None else named,
        low=int(allowed.low or 0),
        high=None if allowed.high is None else int(allowed.high),
        says=range_in_words(figure.low, figure.high, figure.modifier),
        voice=f"{_voice(point.claim.origin)}, relayed",
        **_evidence(figure, record),
        wrong=point.misread,
    )


def _evidence(figure: Figure, record: Record) -> dict[str, Any]:
    document = record.corpus.documents[figure.document]
    words = one_line(figure.evidence.quote)
    source = one_line(document.publisher or document.address)[:_NAMED]
    return {
        "quote": words if len(words) <= _QUOTED else f"{words[: _QUOTED - 1]}…",
        "source": source,
        "link": link_to(document, figure.evidence.start),
        "statement": figure.id,
    }


def _voices_by_day(
    series: Sequence[Series], record: Record
) -> tuple[tuple[date, int | None, int], ...]:
    """How many voices had spoken by each day on which a new one did, counted twice."""
    first: dict[str, Point] = {}
    for point in sorted((point for one in series for point in one.points), key=_by_day):
        first.setdefault(point.claim.origin.key, point)
    spoken = list(first.values())
    if len(spoken) > _ASKED:
        return tuple((point.day, None, n) for n, point in enumerate(spoken, 1))
    steps = {
        point.day: record.witnesses.voices(one.claim for one in spoken[:n])
        for n, point in enumerate(spoken, 1)
    }
    return tuple((day, found.known, found.possible) for day, found in steps.items())


def _by_day(point: Point) -> tuple[date, str]:
    return point.day, point.claim.id
