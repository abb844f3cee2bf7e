"""Answers as lines that can be read aloud, and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tollbook.model.answer import (
    CaseAnswer,
    Contradiction,
    CountChange,
    LatestCount,
    MeasureAnswer,
)
from tollbook.model.claim import Claim
from tollbook.model.estimate import Kind
from tollbook.publishing.cases import case_record
from tollbook.publishing.phrases import range_in_words
from tollbook.publishing.shape import Shape, pick
from tollbook.publishing.tables import COLOURS
from tollbook.publishing.visible import one_line
from tollbook.reasoning.words import day

_IN_FULL = 4  # voices of a measure with lines of their own; what more of them say shares one line
_NAMED = 3  # of those who passed a count on
_CONTRADICTIONS = 2  # shown for one count; `checks` has all of them
_CHANGES = 10
_KINDS: dict[Kind, str] = {"count": "", "estimate": "an estimate", "enemy": "of its enemy"}


def layout(answer: CaseAnswer) -> Iterator[RenderableType]:
    """The parts to lay under one another: what is asked, each measure, what changed."""
    yield Text(_title(answer), style="bold")
    answered = [one for one in answer.measures if one.counts or one.contradicted_by]
    if answered:
        yield Text(_reports(answer), style="dim")
        yield ""
        yield _table(row for one in answered for row in _rows(one, answer))
        if silent := [one.measure for one in answer.measures if one not in answered]:
            yield Text(f"\nNobody counts: {', '.join(silent)}.", style="dim")
        yield from _changed(answer)
    else:
        yield Text(nothing_in_words(answer))


def _title(answer: CaseAnswer) -> str:
    return one_line(answer.case.title) if answer.case else "All reports together"


def _reports(answer: CaseAnswer) -> str:
    reports = f"{answer.reports:,} report{'' if answer.reports == 1 else 's'}"
    return f"{reports} up to {day(answer.until)}" if answer.until else reports


def nothing_in_words(answer: CaseAnswer) -> str:
    """Why an answer has no count, in a sentence."""
    if answer.until and not answer.reports:
        return f"No report published by {day(answer.until)} counts anybody."
    if not answer.reports:
        return "No report counts anybody."
    return "No voice has a count that can stand as an answer; 'tollbook estimate' says why."


def _table(rows: Iterable[tuple[str, RenderableType]]) -> Table:
    """A measure beside what is said of it, without rules: each line is a sentence to be read."""
    table = Table.grid(expand=True, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for measure, said in rows:
        table.add_row(Text(measure, style=COLOURS.get(measure, "")), said)
    return table


def _rows(found: MeasureAnswer, answer: CaseAnswer) -> Iterator[tuple[str, RenderableType]]:
    """The lines of a measure, the first of them beside its name."""
    in_full = _IN_FULL if len(found.counts) > _IN_FULL + 1 else len(found.counts)
    lines = [
        line
        for count in found.counts[:in_full]
        for line in _count(count, with_people=answer.case is None)
    ]
    if others := found.counts[in_full:]:
        said = "; ".join(f"{one_line(one.claim.origin.name)} {_says(one)}" for one in others)
        lines.append(_below(Text(f"also {said}")))
    lines += _against(found.contradicted_by)
    for n, line in enumerate(lines):
        yield ("" if n else found.measure), line


def _count(count: LatestCount, *, with_people: bool) -> Iterator[RenderableType]:
    claim = count.claim
    people = claim.figure.population if with_people else None
    line = Text(f"{one_line(claim.origin.name)}: ")
    line.append(number_of(claim), style="bold")
    line.append(f" {one_line(people.mention.quote)}" if people else "")
    yield line.append(f"{kind_note(count)}, as of {day(claim.as_of)}")
    by, where = some_names(count.relays), some_names(count.outlets)
    passed = (by and f"passed on by {by}", where and f"in {where}")
    if any(passed):
        yield _below(Text(", ".join(filter(None, passed)), style="dim"))
    yield from _against(count.contradicted_by)


def _below(line: Text) -> RenderableType:
    return Padding(line, (0, 0, 0, 2))


def _says(count: LatestCount) -> str:
    return f"{number_of(count.claim)}{kind_note(count)} ({day(count.claim.as_of)})"


def kind_note(count: LatestCount) -> str:
    """What kind of claim a count is, in brackets, to follow its number; empty for a plain one."""
    words = _KINDS[count.kind]
    return f" ({words})" if words else ""


def number_of(claim: Claim) -> str:
    """The number of a claim with its hedge."""
    return range_in_words(claim.figure.low, claim.figure.high, claim.figure.modifier)


def some_names(names: Sequence[str]) -> str:
    """The first of some names, and how many more there are: "Ana, Ben, Cleo and 2 more"."""
    shown = [one_line(name) for name in names[:_NAMED]]
    if len(names) > _NAMED:
        return f"{', '.join(shown)} and {len(names) - _NAMED:,} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))


def _against(items: Sequence[Contradiction]) -> Iterator[RenderableType]:
    for item in items[:_CONTRADICTIONS]:
        yield _below(Text(f"contradicted by {in_words(item)}", style="red"))
    more = len(items) - _CONTRADICTIONS
    if more > 0:
        yield _below(
            Text(f"and {more:,} more; 'tollbook checks --fails' lists them all", style="red")
        )


def in_words(item: Contradiction) -> str:
    """A contradiction in one line."""
    where, what = one_line(item.where), one_line(item.what)
    return f"{where}: {what} ({item.check})" if item.check else f"{where} {what}"


def _changed(answer: CaseAnswer) -> Iterator[RenderableType]:
    if answer.since is None:
        yield Text("\nThere are no earlier counts to compare with.", style="dim")
        return
    span = "of" if answer.since == answer.until else "since"
    reports = f"the reports {span} {day(answer.since)}"
    if not answer.changes and not answer.new_contradictions:
        yield Text(f"\nNothing changed in {reports}.")
        return
    yield Text(f"\nWhat {reports} changed", style="bold")
    yield _table((one.measure, Text(change_in_words(one))) for one in answer.changes[:_CHANGES])
    if more := len(answer.changes[_CHANGES:]):
        yield Text(f"and {more:,} more; --format json lists them all", style="dim")
    for item in answer.new_contradictions:
        yield Text(f"New contradiction: {in_words(item)}", style="red")


def change_in_words(change: CountChange) -> str:
    """How the latest count of a voice changed, in a line that begins with the voice."""
    voice, before, after = one_line(change.voice), change.before, change.after
    if after is None:
        why = f": {one_line(change.reason)}" if change.reason else ""
        return f"{voice}: {number_of(before) if before else ''} no longer counts{why}"
    now = f"{voice}: now {number_of(after)}"
    if before is None:
        return f"{now}, its first count"
    if number_of(before) == number_of(after):
        return f"{voice}: still {number_of(after)}, now as of {day(after.as_of)}"
    return f"{now}, before that {number_of(before)} (as of {day(before.as_of)})"


COLUMNS = (
    *("case", "until", "measure", "origin", "origin_entity", "kind", "low", "high", "modifier"),
    *("as_of", "relays", "outlets", "contradicted_by", "claim", "statements"),
)
"""The header of the flat table, one row a count. New columns are added at the end."""


def to_json(answer: CaseAnswer) -> dict[str, Any]:
    """The answer as a record that JSON can hold, its keys in a fixed order."""
    return {
        "case": case_record(answer.case) if answer.case else None,
        "until": _day(answer.until),
        "reports": answer.reports,
        "measures": [
            {
                "measure": one.measure,
                "counts": [_count_record(count) for count in one.counts],
                "contradicted_by": list(map(_contradiction, one.contradicted_by)),
            }
            for one in answer.measures
        ],
        "since": _day(answer.since),
        "changes": [
            {
                "measure": one.measure,
                "origin": one.voice,
                "before": one.before and _claim(one.before),
                "after": one.after and _claim(one.after),
                "reason": one.reason or None,
            }
            for one in answer.changes
        ],
        "new_contradictions": list(map(_contradiction, answer.new_contradictions)),
    }


def _count_record(count: LatestCount) -> dict[str, Any]:
    return {
        "origin": count.claim.origin.name,
        "origin_entity": count.claim.origin.entity,
        "kind": count.kind,
        **_claim(count.claim),
        "relays": list(count.relays),
        "outlets": list(count.outlets),
        "contradicted_by": list(map(_contradiction, count.contradicted_by)),
    }


def _claim(claim: Claim) -> dict[str, Any]:
    people = claim.figure.population
    return {
        "low": claim.figure.low,
        "high": claim.figure.high,
        "modifier": claim.figure.modifier,
        "population": people.mention.quote if people else None,
        "as_of": _day(claim.as_of),
        "claim": claim.id,
        "statements": list(claim.statements),
    }


def _contradiction(item: Contradiction) -> dict[str, Any]:
    return {
        "where": item.where,
        "what": item.what,
        "document": item.document,
        "check": item.check or None,
        "key": item.key or None,
        "claim": item.claim,
    }


def _flat(answer: CaseAnswer) -> Iterator[tuple[Any, ...]]:
    about = {
        "case": answer.case.name if answer.case else None,
        "until": _day(answer.until),
    }
    for one in answer.measures:
        for count in one.counts:
            against = [in_words(item) for item in count.contradicted_by]
            record = about | {"measure": one.measure} | _count_record(count)
            yield pick(record | {"contradicted_by": against}, COLUMNS)


def _day(when: Any) -> str | None:
    return when.isoformat() if when else None


ANSWERS: Shape[CaseAnswer] = Shape(
    to_json=to_json, columns=COLUMNS, to_rows=_flat, days=frozenset({"until", "as_of"})
)
"""Answers as data: a record a case, a flat row a count."""
