"""Scores on annotated passages, as tables, beside two baselines: `make quality`.

Found and value are F1 scores; the others are shares of the figures found. Each table gives all
figures first, then those with a number word of their own. The shared gold belongs to others and is
no part of the project; it is looked for in `../shared/gold`. The learned reader is trained on it,
so its scores only show that nothing broke. Of our own passages, rules may be improved on dev; test
is only ever measured. `tollbook evaluate` says more about one set.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks.baselines import commonest, nearest_number, plain_expression
from benchmarks.sets import ATTRIBUTIONS, OWN, SHARED, compared
from tollbook.evaluation.annotated import with_number_words
from tollbook.evaluation.attribution_gold import read_attributions
from tollbook.evaluation.attribution_scores import evaluate_attributions
from tollbook.evaluation.gold import read_passages
from tollbook.evaluation.layout import attribution_table, miss_text, reliability_table
from tollbook.evaluation.machine import Annotator, attributor, machine, tagger_alone
from tollbook.evaluation.misses import misses
from tollbook.evaluation.passage import Passage
from tollbook.evaluation.reliability import reliability
from tollbook.evaluation.score import SHARES, Outcome, count, scores

TABLES = {
    "reuters96 and guardian19, trained on: no measure": (
        SHARED / "reuters96",
        SHARED / "guardian19",
    ),
    "reuters96, trained on: no measure": (SHARED / "reuters96",),
    "guardian19, trained on: no measure": (SHARED / "guardian19",),
    "own passages, to improve on": (OWN / "dev",),
    "own passages, only measured": (OWN / "test",),
    "own plain passages, to improve on": (OWN / "plain_dev",),
    "own plain passages, only measured": (OWN / "plain_test",),
    "fresh passages, only measured": (OWN / "fresh_test",),
}
# The kinds of documents in the fresh passages; an id begins with its kind: fresh-note-naval-lamu.
KINDS = {
    "sitrep": "situation reports",
    "note": "event notes",
    "newspaper": "newspapers",
    "live": "live pages",
    "broadcast": "broadcasts",
}
_WIDTH = 100  # characters of the widest table
BySet = dict[Path, tuple[Passage, ...]]
ByReader = dict[str, Sequence[Passage]]


def main() -> int:
    """Print the scores; with --misses also what was missed, misread or made up in one set."""
    arguments = argparse.ArgumentParser(description=main.__doc__)
    arguments.add_argument("--misses", metavar="SET", help="dev, reuters96 or guardian19")
    chosen = arguments.parse_args()
    sets = [path for path in _all_sets() if path.with_suffix(".gold.jsonl").is_file()]
    if chosen.misses:
        sets = [path for path in sets if path.name == chosen.misses]
    if not sets:
        print("no gold of that name is here: nothing was measured", file=sys.stderr)
        return 1
    found = {
        name: {path: compared(path, reader) for path in sets} for name, reader in _readers().items()
    }
    console = Console(markup=False, highlight=False, width=_WIDTH)
    for title, parts in TABLES.items():
        if all(part in sets for part in parts):
            console.print(_table(title, _of_sets(found, parts)))
        elif not chosen.misses:
            console.print(f"{title}: not here, not measured")
    if not chosen.misses:
        for kind, title in KINDS.items():
            console.print(_table(f"fresh passages, {title}", _of_kind(found, kind)))
        _print_reliability(console, found["tollbook"])
        _print_attributions(console)
    if chosen.misses:
        console.print(*map(miss_text, misses(found["tollbook"][sets[0]])), sep="\n")
    return 0


def _print_reliability(console: Console, found: BySet) -> None:
    met = [outcome for by in found.values() for passage in by for outcome in passage.outcomes]
    console.print("how sure of the voice, and how often right: figures of all sets above")
    console.print(reliability_table(reliability(met)))


def _print_attributions(console: Console) -> None:
    if not ATTRIBUTIONS.is_file():
        console.print("PolNeAR: not here, not measured")
        return
    passages = read_passages(ATTRIBUTIONS)
    gold = read_attributions(ATTRIBUTIONS, passages)
    for name, attribute in (("tagger alone", tagger_alone()), ("with the grammar", attributor())):
        found = {id: attribute(document) for id, document in passages.items()}
        console.print(f"attributions of PolNeAR, to choose by: exact spans, {name}")
        console.print(attribution_table(evaluate_attributions(passages, gold, found).rows))


def _all_sets() -> list[Path]:
    return list(dict.fromkeys(part for parts in TABLES.values() for part in parts))


def _readers() -> dict[str, Annotator]:
    return {
        "plain expression": lambda document: plain_expression(document.text),
        "nearest number": lambda document: nearest_number(document.text),
        "tollbook": machine(),
    }


def _of_sets(found: dict[str, BySet], parts: Sequence[Path]) -> ByReader:
    """The passages of some sets together, by reader."""
    return {
        name: [passage for part in parts for passage in by_set[part]]
        for name, by_set in found.items()
    }


def _of_kind(found: dict[str, BySet], kind: str) -> ByReader:
    """The fresh passages of one kind of document, by reader."""
    return {
        name: [
            passage
            for passage in by_set[OWN / "fresh_test"]
            if passage.document.id.startswith(f"fresh-{kind}-")
        ]
        for name, by_set in found.items()
    }


def _table(title: str, by_reader: ByReader) -> Table:
    table = Table(
        title=f"{title}: all figures / number words",
        title_justify="left",
        box=SIMPLE_HEAD,
        padding=0,
    )
    for column in ("", "gold", "read", "found", "value", *map(_heading, SHARES)):
        table.add_column(column, justify="right" if column else "left", no_wrap=True)
    for name, passages in by_reader.items():
        table.add_row(name, *_cells(passage.outcomes for passage in passages))
        table.add_row("", *_cells(passage.worded for passage in passages), end_section=True)
    for label, worded in (("commonest answer", False), ("", True)):
        table.add_row(label, *_baseline(passages, worded=worded))
    return table


def _heading(share: str) -> str:
    """The head of a column; "stated" are the figures whose place, or period, the text gives."""
    return share.replace("_", "\n").replace("modality", "modal-\nity")


def _baseline(passages: Iterable[Passage], *, worded: bool) -> list[str]:
    gold = [figure for passage in passages for figure in passage.gold]
    chosen = with_number_words(gold) if worded else gold
    shares = commonest(chosen)
    return [str(len(chosen)), "", "", "", *(_share(shares.get(name)) for name in SHARES)]


def _cells(by_passage: Iterable[Sequence[Outcome]]) -> list[str]:
    of_all = scores(count(outcome for outcomes in by_passage for outcome in outcomes))
    shares = of_all.headlines().values()
    return [str(of_all.gold), str(of_all.predicted), *map(_share, shares)]


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"


if __name__ == "__main__":
    sys.exit(main())
