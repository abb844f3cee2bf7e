"""`watch`: read what is new in feeds and on pages, once or round after round."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tollbook.cli.console import Output, Status, complain, leave
from tollbook.cli.options import DEFAULT_LEDGER, Aliases, LedgerPath, example
from tollbook.model.problem import Problem

if TYPE_CHECKING:
    from tollbook.app.watching.round import WatchTally

commands = typer.Typer()

_Feeds = Annotated[
    Path, typer.Argument(metavar="FEEDS", help="The file that names feeds and pages, in TOML.")
]
_Every = Annotated[
    float | None,
    typer.Option(
        metavar="MINUTES",
        min=1,
        help="Go round again so many minutes later, until Ctrl-C; once without it.",
        show_default=False,
    ),
]


@commands.command(
    epilog=example("tollbook watch", "tollbook watch feeds.toml --every 15 --ledger kursk.db")
)
def watch(
    feeds: _Feeds = Path("feeds.toml"),
    every: _Every = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
    aliases: Aliases = None,
) -> None:
    """Read what is new in feeds, and pages that have changed, into a ledger.

    Sites are asked politely: only for what has changed, one request at a time, as their robots.txt
    allows. The exit status is 1 if some address or entry failed.
    """
    from tollbook.app.watching.feeds_file import read_feeds_file

    named = read_feeds_file(feeds)
    if not (named.feed or named.page):
        Output().write(f"{feeds} names no feed and no page yet; docs/watch.md shows how.\n")
        return
    from tollbook.app.library import open_ledger
    from tollbook.app.watching.round import WatchTally

    tally = WatchTally()
    output = Output()
    try:
        with open_ledger(ledger) as opened:
            visitor = opened.visitor(named.pause)
            while True:
                for item in opened.watch_each(feeds, aliases=aliases, visitor=visitor):
                    tally.count(item)
                    if isinstance(item, Problem):
                        complain(item)
                    elif line := _progress(item):
                        output.write(f"{line}\n")
                if every is None:
                    break
                time.sleep(every * 60)
    except KeyboardInterrupt:
        output.write("".join(f"{line}\n" for line in _summary(tally)))
        leave(Status.STOPPED, f"Stopped: what was read is kept in {ledger}.")
    output.write("".join(f"{line}\n" for line in _summary(tally)))
    if tally.failures:
        leave(Status.UNUSABLE)


def _progress(item: object) -> str:
    """A line on one address; nothing for what is read of it, which the line sums up."""
    from tollbook.app.watching.round import Asked

    if not isinstance(item, Asked):
        return ""
    parts: list[str] = [item.became]
    if item.new:
        parts.append(f"{item.new:,} new")
    if item.left:
        parts.append(f"{item.left:,} left for the next round")
    if item.due:
        parts.append(f"until {item.due:%Y-%m-%d %H:%M} UTC")
    return f"{item.address}: {', '.join(parts)}"


def _summary(tally: WatchTally) -> Iterator[str]:
    """What all rounds came to, line by line."""
    for what in ("feed", "page"):
        counts = Counter(
            {became: n for (kind, became), n in tally.addresses.items() if kind == what}
        )
        asked = counts.total() - counts["not due"]
        others = [f"{n:,} {became}" for became, n in counts.items() if became != "read"]
        if counts:
            yield _several(asked, what) + " asked" + (f" ({', '.join(others)})" if others else "")
    new = f"{tally.new:,} new " + ("entry" if tally.new == 1 else "entries")
    yield f"{new}, {_several(tally.changed, 'changed page')}"
    yield _several(tally.reading.statements.total(), "new statement")
    for reason, number in tally.failures.most_common():
        yield f"  failed {number:,} ×: {reason}"


def _several(number: int, name: str) -> str:
    return f"{number:,} {name}" + ("" if number == 1 else "s")
