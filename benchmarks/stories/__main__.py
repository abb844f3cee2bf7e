"""How well whole stories are answered, as a table: `make stories`.

Every story is read into a ledger of its own. Rules may be mended by the open stories; the blind
ones are only measured, and nothing but their scores is ever printed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

import tollbook
from benchmarks.stories.floor import FLOOR, TOTALS, floor_of, moves, pinned
from benchmarks.stories.scoring import Score, Share, add, hear, score
from benchmarks.stories.story import Story, read_story, story_folders


def main() -> int:
    """Print the scores; with --show also what was missed of the open stories."""
    arguments = argparse.ArgumentParser(prog="benchmarks.stories", description=main.__doc__)
    arguments.add_argument("names", nargs="*", metavar="STORY", help="all stories if none is named")
    arguments.add_argument("--show", action="store_true", help="print what was missed")
    arguments.add_argument("--json", action="store_true", help="print the scores as JSON")
    arguments.add_argument("--markdown", action="store_true", help="print them as docs/quality.md")
    arguments.add_argument("--pin", action="store_true", help="take them as the floor of the tests")
    chosen = arguments.parse_args()
    stories = [read_story(folder) for folder in story_folders()]
    unknown = set(chosen.names) - {story.name for story in stories}
    if unknown:
        known = ", ".join(story.name for story in stories)
        print(
            f"no story is called {', '.join(sorted(unknown))}; there are: {known}", file=sys.stderr
        )
        return 2
    stories = [story for story in stories if not chosen.names or story.name in chosen.names]
    if chosen.show and any(story.blind for story in stories):
        print("--show prints nothing of blind stories: they are only measured.", file=sys.stderr)
        stories = [story for story in stories if not story.blind]
        if not stories:
            return 2
    if chosen.pin and chosen.names:
        print("--pin takes all stories; name none.", file=sys.stderr)
        return 2
    found = [(story, measure(story)) for story in stories]
    if chosen.pin:
        floor = floor_of(found)
        print(*moves(pinned(), floor), sep="\n")
        FLOOR.write_text(json.dumps(floor, indent=2) + "\n", encoding="utf-8")
        return 0
    if chosen.markdown:
        print(*_markdown(found), sep="\n")
        return 0
    if chosen.json:
        print(json.dumps({story.name: _plain(story, one) for story, one in found}, indent=2))
        return 0
    console = Console(markup=False, highlight=False)
    console.print(_table(found))
    if chosen.show:
        for story, one in found:
            console.print(f"{story.name}:", *one.missed, sep="\n  ", soft_wrap=True)
    return 0


def measure(story: Story) -> Score:
    """Read a story into a ledger of its own, and compare."""
    with (
        tempfile.TemporaryDirectory() as folder,
        tollbook.open(Path(folder) / "story.db") as ledger,
    ):
        return score(story, hear(story, ledger))


def _plain(story: Story, found: Score) -> dict[str, object]:
    shares = {name: [share.part, share.whole] for name, share in found.shares.items()}
    return {"blind": story.blind, **shares}


def _table(found: Sequence[tuple[Story, Score]]) -> Table:
    """One column a story, then the open and the blind ones together, as shares."""
    columns = {
        f"{story.name}, blind" if story.blind else story.name: _counts(one) for story, one in found
    }
    for title, blind in TOTALS.items():
        group = [one for story, one in found if story.blind is blind]
        if group:
            columns[title] = {name: _share(share) for name, share in add(group).shares.items()}
    table = Table("", box=SIMPLE_HEAD, padding=(0, 1))
    for title in columns:
        table.add_column(title, justify="right")
    for name in next(iter(columns.values())):
        table.add_row(name, *(column[name] for column in columns.values()))
    return table


def _markdown(found: Sequence[tuple[Story, Score]]) -> Iterator[str]:
    """The same as a Markdown table: a column an open story, and one for all blind ones together."""
    columns = {f"`{story.name}`": _counts(one) for story, one in found if not story.blind}
    for title, blind in TOTALS.items():
        group = [one for story, one in found if story.blind is blind]
        if group:
            columns[title] = {name: _share(share) for name, share in add(group).shares.items()}
    yield f"| | {' | '.join(columns)} |"
    yield f"| --- |{' --- |' * len(columns)}"
    for name in next(iter(columns.values())):
        yield f"| `{name}` | {' | '.join(column[name] for column in columns.values())} |"


def _counts(found: Score) -> dict[str, str]:
    return {name: f"{share.part}/{share.whole}" for name, share in found.shares.items()}


def _share(share: Share) -> str:
    return "–" if share.value is None else f"{share.value:.2f}"


if __name__ == "__main__":
    sys.exit(main())
