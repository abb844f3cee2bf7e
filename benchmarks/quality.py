"""Scores on annotated passages, as tables, beside two baselines: `make quality`.

Found and value are F1 scores; the others are shares of the figures found. Each table gives all
figures first, then those with a number word of their own. The shared gold belongs to others and is
no part of the project; it is looked for in `../shared/gold`. Of our own passages, rules may be
mended by dev; test is only ever measured.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.baselines import nearest_number, plain_expression
from tollbook.evaluation.gold import Annotated, from_statements, read_gold, read_texts
from tollbook.evaluation.score import Pairing, Scores, pair, same_source, score, with_number_words
from tollbook.extraction import Parser, extract
from tollbook.model.document import Document
from tollbook.reading import read
from tollbook.resolution import resolve
from tollbook.settings import Settings

SHARED = Path(__file__).resolve().parents[2] / "shared" / "gold"
OWN = Path(__file__).with_name("passages")
TABLES = {
    "the shared gold, both sets": (SHARED / "reuters96", SHARED / "guardian19"),
    "reuters96": (SHARED / "reuters96",),
    "guardian19": (SHARED / "guardian19",),
    "own passages, to improve on": (OWN / "dev",),
    "own passages, only measured": (OWN / "test",),
}
Reader = Callable[[Document], list[Annotated]]
Pairings = dict[Path, list[tuple[str, Pairing]]]


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
    readers = _readers()
    pairings = {
        name: {path: list(_pairings(path, reader)) for path in sets}
        for name, reader in readers.items()
    }
    console = Console()
    for title, parts in TABLES.items():
        if all(part in sets for part in parts):
            console.print(_table(title, parts, pairings))
        elif not chosen.misses:
            console.print(f"{title}: not here, not measured")
    if chosen.misses:
        _print_misses(pairings["tollbook"][sets[0]])
    return 0


def _all_sets() -> list[Path]:
    return list(dict.fromkeys(part for parts in TABLES.values() for part in parts))


def _readers() -> dict[str, Reader]:
    parser, settings = Parser(), Settings()

    def tollbook(document: Document) -> list[Annotated]:
        return from_statements(resolve(document, extract(document, parser, settings)))

    return {
        "plain expression": lambda document: plain_expression(document.text),
        "nearest number": lambda document: nearest_number(document.text),
        "tollbook": tollbook,
    }


def _pairings(path: Path, reader: Reader) -> Iterator[tuple[str, Pairing]]:
    texts = path.with_suffix(".jsonl")
    gold = read_gold(path.with_suffix(".gold.jsonl"), read_texts(texts))
    for document in read([str(texts)], Settings()):
        if isinstance(document, Document):
            yield document.text, pair(gold[document.id], reader(document))


def _table(title: str, parts: tuple[Path, ...], pairings: Mapping[str, Pairings]) -> Table:
    table = Table(title=f"{title}: all figures / with a number word", title_justify="left")
    for column in (
        "",
        "gold",
        "read",
        "found",
        "value",
        "source",
        "modality",
        "scope",
        "part",
        "same",
    ):
        table.add_column(column, justify="right" if column else "left", no_wrap=True)
    for name, by_part in pairings.items():
        chosen = [pairing for part in parts for _, pairing in by_part[part]]
        worded = [
            pair(with_number_words(pairing.gold), with_number_words(pairing.predicted))
            for pairing in chosen
        ]
        table.add_row(name, *_cells(score(chosen)))
        table.add_row("", *_cells(score(worded)), end_section=True)
    return table


def _cells(scores: Scores) -> list[str]:
    shares = (
        scores.found, scores.value, scores.source, scores.modality, scores.scope, scores.whole,
        scores.same,
    )  # fmt: skip
    return [str(scores.gold), str(scores.predicted), *(f"{share:.3f}" for share in shares)]


def _print_misses(pairings: list[tuple[str, Pairing]]) -> None:
    for text, pairing in pairings:
        for figure in pairing.missed():
            print("MISSED", _line(text, figure))
        for figure in pairing.false():
            print("FALSE ", _line(text, figure))
        for g, p in pairing.pairs:
            gold, predicted = pairing.gold[g], pairing.predicted[p]
            if (gold.low, gold.high) != (predicted.low, predicted.high):
                print(
                    "VALUE ",
                    _line(text, gold),
                    "<>",
                    predicted.low,
                    predicted.high,
                    json.dumps(predicted.quote),
                )
            if not same_source(gold, predicted):
                print("SOURCE", _line(text, gold), gold.voices, "<>", predicted.voices)


def _line(text: str, figure: Annotated) -> str:
    start, end = figure.evidence
    around = text[max(0, start - 60) : end + 60].replace("\n", " ")
    value = f"{figure.measure} {figure.low}..{figure.high} {figure.number_words!r}"
    return f"{value} {figure.quote!r} in …{around}…"


if __name__ == "__main__":
    sys.exit(main())
