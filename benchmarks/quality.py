"""Scores on the gold, as a table, beside two baselines: `make quality`.

The gold belongs to others and is no part of the project; it is looked for in `../shared/gold`.
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

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"
SETS = ("reuters96", "guardian19")
Reader = Callable[[Document], list[Annotated]]


def main() -> int:
    """Print the scores; with --misses also every figure missed, misread or made up."""
    arguments = _arguments()
    if not arguments.gold.is_dir():
        print(f"{arguments.gold} is not there: nothing was measured", file=sys.stderr)
        return 1
    parser, settings = Parser(), Settings()

    def tollbook(document: Document) -> list[Annotated]:
        return from_statements(resolve(document, extract(document, parser, settings)))

    readers: dict[str, Reader] = {
        "plain expression": lambda document: plain_expression(document.text),
        "nearest number": lambda document: nearest_number(document.text),
        "tollbook": tollbook,
    }
    pairings = {
        name: {part: list(_pairings(arguments.gold, part, reader)) for part in SETS}
        for name, reader in readers.items()
    }
    console = Console()
    for part in (*SETS, "both"):
        console.print(_table(part, pairings))
    if arguments.misses:
        for part in SETS:
            _print_misses(pairings["tollbook"][part])
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--gold", type=Path, default=GOLD, help="the folder of the gold files")
    parser.add_argument("--misses", action="store_true", help="print what was missed or made up")
    return parser.parse_args()


def _pairings(folder: Path, part: str, reader: Reader) -> Iterator[tuple[str, Pairing]]:
    path = folder / f"{part}.jsonl"
    gold = read_gold(folder / f"{part}.gold.jsonl", read_texts(path))
    for document in read([str(path)], Settings()):
        if isinstance(document, Document):
            yield document.text, pair(gold[document.id], reader(document))


def _table(part: str, pairings: Mapping[str, Mapping[str, list[tuple[str, Pairing]]]]) -> Table:
    table = Table(title=f"{part}: all figures / figures with a number word", min_width=78)
    table.add_column("reader")
    for column in (
        "gold",
        "read",
        "found F1",
        "value F1",
        "source",
        "modality",
        "scope",
        "part",
        "same",
    ):
        table.add_column(column, justify="right")
    parts = SETS if part == "both" else (part,)
    for name, by_part in pairings.items():
        chosen = [pairing for one in parts for _, pairing in by_part[one]]
        worded = [
            pair(with_number_words(pairing.gold), with_number_words(pairing.predicted))
            for pairing in chosen
        ]
        table.add_row(name, *_cells(score(chosen)))
        table.add_row("", *_cells(score(worded)))
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
