"""`evaluate`: how close two annotations of the same passages are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tollbook.cli.console import Output, machine_output
from tollbook.cli.options import example

if TYPE_CHECKING:
    from tollbook.evaluation.evaluate import Evaluation

commands = typer.Typer()


@commands.command(
    epilog=example(
        "tollbook evaluate texts.jsonl gold.jsonl --misses",
        "tollbook evaluate texts.jsonl gold.jsonl coder.jsonl --format json",
    )
)
def evaluate(
    texts: Annotated[
        str, typer.Argument(metavar="TEXTS", help="The passages.", show_default=False)
    ],
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD", help="Their figures as annotated.", show_default=False),
    ],
    predicted: Annotated[
        Path | None,
        typer.Argument(
            metavar="PREDICTED",
            help="Another's figures, or statements; Tollbook reads the texts if not given.",
            show_default=False,
        ),
    ] = None,
    misses: Annotated[
        bool, typer.Option("--misses", help="Show each figure missed, made up or misread.")
    ] = False,
    form: Annotated[
        Literal["table", "json"], typer.Option("--format", help="How to print.")
    ] = "table",
) -> None:
    """Score Tollbook, or a coder, against a gold.

    All three are JSON Lines, TEXTS may be a folder too. docs/quality.md tells the format of GOLD
    and what the scores mean.
    """
    result = _compare(texts, gold, predicted)
    (_print_record if form == "json" else _print_tables)(result, misses)


def _compare(texts: str, gold: Path, predicted: Path | None) -> Evaluation:
    from tollbook.evaluation.evaluate import evaluate
    from tollbook.evaluation.gold import read_annotation, read_gold, read_passages
    from tollbook.evaluation.machine import machine

    passages = read_passages(texts)
    wanted = read_gold(gold, passages)
    if predicted:
        return evaluate(passages, wanted, read_annotation(predicted, passages, wanted))
    annotate = machine()
    return evaluate(passages, wanted, {key: annotate(passages[key]) for key in wanted})


def _print_record(result: Evaluation, with_misses: bool) -> None:
    from tollbook.evaluation.misses import misses

    record = result.to_record()
    if with_misses:
        record["misses"] = [miss.to_record() for miss in misses(result.passages)]
    json.dump(record, machine_output(), ensure_ascii=False, indent=2)
    typer.echo()


def _print_tables(result: Evaluation, with_misses: bool) -> None:
    from rich.text import Text

    from tollbook.evaluation.evaluate import ALL, WORDED
    from tollbook.evaluation.layout import agreement_table, interval_table, miss_text, slice_table
    from tollbook.evaluation.misses import misses

    output = Output()
    if with_misses:
        output.lay(*map(miss_text, misses(result.passages)))
    n = len(result.passages)
    output.lay(Text(f"{n:,} passage{'' if n == 1 else 's'}", style="bold"))
    output.lay(slice_table(result.rows))
    output.lay("", Text("Scores and where 95 in 100 resamples lie", style="bold"))
    output.lay(interval_table({name: result.rows[name] for name in (ALL, WORDED)}))
    output.lay("", Text("Agreement over paired figures (Krippendorff's alpha)", style="bold"))
    output.lay(agreement_table(result.agreement))
