"""Estimates for a terminal: the policies side by side, what the origins said, and what is left out.

Every name comes from a report and is made harmless here; nothing is wider than the terminal.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tollbook.model.claim import Claim
from tollbook.model.estimate import Ends, Estimate, Estimates, Kind, LeftOut, Without
from tollbook.publishing.estimates.export import moves
from tollbook.publishing.phrases import range_in_words
from tollbook.publishing.visible import one_line
from tollbook.reasoning.words import day

_SHOWN = 8
_MOVING = 3
_NAMES = 3
_KINDS: Mapping[Kind, str] = {
    "count": "counts",
    "estimate": "estimates",
    "enemy": "claims about an enemy",
}


def layout(estimates: Estimates) -> Iterator[RenderableType]:
    """The parts to lay under one another: a heading, then each measure."""
    yield _title(estimates)
    for answer in estimates.answers:
        yield Text(f"\n{answer.measure}", style="bold")
        if not answer.standing and not answer.left_out:
            yield Text(" no estimate: no claim is on record")
            continue
        yield _policies(answer.estimates)
        if answer.standing:
            yield ""
            yield _standing(answer.standing)
        yield from _left_out(answer.left_out)


def layout_in_brief(estimates: Estimates) -> Iterator[RenderableType]:
    """A heading, and a row for each measure that somebody counts, under two policies."""
    yield _title(estimates)
    table = _table(("", 3), ("range of what is claimed", 6), ("middle of independent voices", 6))
    for answer in estimates.answers:
        counts = {one.policy: one.ends for one in answer.estimates if one.kinds == ("count",)}
        cells = [counts.get("range"), counts.get("independent_median")]
        if any(cells):
            table.add_row(
                Text(answer.measure), *(in_words(ends) if ends else "–" for ends in cells)
            )
    yield table


def _title(estimates: Estimates) -> Text:
    title = one_line(estimates.case.title) if estimates.case else "All statements"
    return Text(f"{title}, on {day(estimates.at)}" if estimates.at else title, style="bold")


def in_words(ends: Ends) -> str:
    """Low, best and high as a reader would say them.

    >>> in_words(Ends(270, 300, 330)), in_words(Ends(300, None, None)), in_words(Ends(2, 2, 2))
    ('270 to 330, best 300', '300 or more', '2')
    """
    if ends.high is None:
        span = f"{ends.low:,} or more"
    elif ends.low == ends.high:
        return f"{ends.low:,}"
    else:
        span = f"{ends.low:,} to {ends.high:,}"
    return span if ends.best is None else f"{span}, best {ends.best:,}"


def _policies(estimates: Iterable[Estimate]) -> Table:
    table = _table(("policy", 7), ("estimate", 5), ("whose ends; without one origin", 12))
    for estimate in estimates:
        about = "" if estimate.kinds == ("count",) else f"\n({kinds_in_words(estimate.kinds)})"
        said = in_words(estimate.ends) if estimate.ends else "no estimate"
        style = "bold" if estimate.ends else "dim"
        table.add_row(Text(f"{estimate.policy}{about}"), Text(said, style=style), _why(estimate))
    return table


def _why(estimate: Estimate) -> Text:
    return Text("\n".join(why_in_words(estimate)), style="" if estimate.ends else "dim")


def why_in_words(estimate: Estimate) -> list[str]:
    """Who owns the ends and what each origin moves; or why there is no estimate; a line each."""
    if estimate.ends is None:
        return [one_line(estimate.reason)]
    if len(estimate.counted) == 1 and not any(item.replaced_by for item in estimate.left_out):
        return [f"{_names(estimate.counted)} alone"]
    lines = [f"low: {_names(estimate.low_by)}"]
    if estimate.high_by:
        top = "open top" if estimate.ends.high is None else "high"
        lines.append(f"{top}: {_names(estimate.high_by)}")
    lines += _moves(estimate)
    lines += [
        f"{one_line(item.claim.origin.name)} has {one_line(item.reason)}"
        for item in estimate.left_out
        if item.replaced_by
    ][:_SHOWN]
    return lines


def _moves(estimate: Estimate) -> list[str]:
    """The origins without which the ends move, those that move them farthest first."""
    moving = [item for item in estimate.without if _far(estimate.ends, item.ends)]
    moving.sort(key=lambda item: _far(estimate.ends, item.ends), reverse=True)
    lines = [_without(estimate.ends, item) for item in moving[:_MOVING]]
    others = len(moving) - _MOVING
    if others > 0:
        lines.append(f"{others} {'other moves' if others == 1 else 'others move'} it, not as far")
    elif not moving:
        lines.append("unchanged without any one of them")
    return lines


def _without(ends: Ends | None, item: Without) -> str:
    if item.ends is None:
        return f"without {one_line(item.name)}: nothing is left"
    moved = moves(ends, item.ends)
    steps = [f"{end} {way:+,}".replace("-", "−") for end, way in moved.items() if way]
    note = f" ({', '.join(steps)})" if steps else ""
    return f"without {one_line(item.name)}: {in_words(item.ends)}{note}"


def _far(ends: Ends | None, other: Ends | None) -> float:
    """How far apart two estimates are; the best number alone moves no end."""
    if ends is None or other is None or (ends.high is None) != (other.high is None):
        return math.inf
    return sum(abs(way) for way in moves(ends, other).values() if way)


def _standing(standing: Iterable[tuple[Kind, Claim]]) -> Table:
    table = _table(("said last", 10), ("", 6), ("as of", 4), ("kind", 5))
    for kind, claim in standing:
        figure = claim.figure
        documents = len(claim.documents)
        table.add_row(
            Text(one_line(claim.origin.name)),
            Text(
                range_in_words(figure.low, figure.high, figure.modifier)
                + (f", in {documents} documents" if documents > 1 else "")
            ),
            Text(str(claim.as_of)),
            Text(_KINDS[kind], style="dim"),
        )
    return table


def _left_out(left_out: Iterable[LeftOut]) -> Iterator[RenderableType]:
    for n, line in enumerate(left_out_in_words(left_out)):
        if not n:
            yield Text("\nleft out", style="dim")
        yield Padding(Text(line), (0, 0, 0, 2))


def left_out_in_words(left_out: Iterable[LeftOut]) -> Iterator[str]:
    """What does not count, a line a reason; what an origin replaced itself is only numbered."""
    reasons: dict[str, list[Claim]] = {}
    replaced = 0
    for item in left_out:
        if item.replaced_by is None:
            reasons.setdefault(item.reason, []).append(item.claim)
        else:
            replaced += 1
    for reason, claims in reasons.items():
        said = "; ".join(map(_claim_in_words, claims[:_SHOWN]))
        more = f"; {len(claims) - _SHOWN} more" if len(claims) > _SHOWN else ""
        yield f"{one_line(reason)}: {said}{more}"
    if replaced:
        gave = "claim gave" if replaced == 1 else "claims gave"
        yield f"{replaced:,} {gave} way to another of the same origin"


def _claim_in_words(claim: Claim) -> str:
    figure = claim.figure
    number = range_in_words(figure.low, figure.high, figure.modifier)
    return f"{number} ({one_line(claim.origin.name)}, {claim.as_of or 'no day'})"


def _names(claims: tuple[Claim, ...]) -> str:
    names = list(dict.fromkeys(one_line(claim.origin.name) for claim in claims))
    more = f" and {len(names) - _NAMES} others" if len(names) > _NAMES else ""
    return ", ".join(names[:_NAMES]) + more


def kinds_in_words(kinds: Iterable[Kind]) -> str:
    """What kinds of claims an estimate puts together: "counts, estimates"."""
    return ", ".join(_KINDS[kind] for kind in kinds)


def _table(*columns: tuple[str, int]) -> Table:
    table = Table(
        box=SIMPLE_HEAD, expand=True, show_edge=False, padding=(0, 1, 0, 0), header_style="dim"
    )
    for name, ratio in columns:
        table.add_column(name, ratio=ratio, overflow="fold")
    return table
