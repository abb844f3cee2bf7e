"""`evaluate`: how close two annotations of the same passages are."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tollbook.cli.console import Output
from tollbook.cli.options import (
    CaseName,
    Form,
    SecondBudget,
    SecondCache,
    SecondModel,
    SecondMoney,
    SecondPrice,
    SecondReader,
    example,
)
from tollbook.cli.printing import allow_formats, print_json
from tollbook.model.problem import UnsettledError
from tollbook.model.second import ReaderAgreement, SecondReaderAt
from tollbook.settings import Settings

if TYPE_CHECKING:
    from tollbook.app.results import Results
    from tollbook.evaluation.attribution_scores import AttributionEvaluation
    from tollbook.evaluation.compare import Comparison
    from tollbook.evaluation.evaluate import Evaluation

commands = typer.Typer()


@commands.command(
    epilog=example(
        "tollbook evaluate texts.jsonl gold.jsonl --misses",
        "tollbook evaluate texts.jsonl gold.jsonl coder.jsonl --format json",
        "tollbook evaluate --ledger tollbook.db",
    )
)
def evaluate(
    texts: Annotated[
        str | None, typer.Argument(metavar="TEXTS", help="The passages.", show_default=False)
    ] = None,
    gold: Annotated[
        Path | None,
        typer.Argument(
            metavar="GOLD", help="Their figures or attributions as annotated.", show_default=False
        ),
    ] = None,
    predicted: Annotated[
        Path | None,
        typer.Argument(
            metavar="PREDICTED",
            help="What to score; Tollbook reads the texts if not given.",
            show_default=False,
        ),
    ] = None,
    misses: Annotated[
        bool, typer.Option("--misses", help="Show each one missed, made up or misread.")
    ] = False,
    ledger: Annotated[
        str | None,
        typer.Option(metavar="PATH", help="In place of files: what people decided in this ledger."),
    ] = None,
    case: CaseName = None,
    second_reader: SecondReader = None,
    second_model: SecondModel = None,
    second_cache: SecondCache = None,
    second_budget: SecondBudget = None,
    second_price: SecondPrice = None,
    second_money: SecondMoney = None,
    form: Form = "table",
) -> None:
    """Score Tollbook, or a human coder, against a gold standard.

    All three are JSON Lines, TEXTS may be a folder too. GOLD holds figures, attributions or both;
    docs/quality.md describes its format and the scores. With --ledger, Tollbook is scored against
    what people decided in the documents of which they have decided on every figure; where a second
    reader has read them, it shows how far the two readers agree. With --second-reader, a language
    model reads TEXTS too, and its figures are scored as well.
    """
    allow_formats(form, "table", "json")
    result: Comparison | None = None
    readers: Results[ReaderAgreement, None] | None = None
    if ledger is not None and texts is None:
        from tollbook.app.library import open_ledger

        with open_ledger(ledger) as opened:
            readers = opened.second_agreement(case=case)
            try:
                result = opened.evaluate(case=case)
            except UnsettledError:
                if not readers:
                    raise
    elif texts is None or gold is None or ledger is not None:
        raise typer.BadParameter("give TEXTS and GOLD, or --ledger alone.")
    else:
        from tollbook.app.second import second_reader as make_reader
        from tollbook.app.second import second_summary
        from tollbook.evaluation.compare import compare
        from tollbook.evaluation.machine import annotator_of

        second = second_reader and SecondReaderAt(
            second_reader, second_model, second_cache, second_budget, second_price, second_money
        )
        reader = make_reader(second or None, Settings())
        result = compare(texts, gold, predicted, annotator_of(reader) if reader else None)
        Output(stderr=True).write("".join(f"{line}\n" for line in second_summary(reader)))
    if form == "json":
        record = result.to_json(with_misses=misses) if result else {}
        print_json(record | ({"readers": readers.to_dicts()} if readers else {}))
        return
    from rich.text import Text

    output = Output()
    if readers:
        _lay_readers(output, readers)
    if result is None:
        return
    if result.figures:
        _lay_figures(output, result.figures, misses)
    if result.second:
        output.lay("", Text("The second reader", style="bold"))
        _lay_figures(output, result.second, misses)
    if result.attributions:
        _lay_attributions(output, result.attributions, misses)


def _lay_figures(output: Output, result: Evaluation, with_misses: bool) -> None:
    from rich.text import Text

    from tollbook.evaluation.evaluate import ALL, WORDED
    from tollbook.evaluation.layout import agreement_table, interval_table, miss_text, slice_table
    from tollbook.evaluation.misses import misses

    if with_misses:
        output.lay(*map(miss_text, misses(result.passages)))
    output.lay(Text(_passages(len(result.passages)), style="bold"))
    output.lay(slice_table(result.rows))
    output.lay("", Text("Scores with 95% bootstrap intervals", style="bold"))
    output.lay(interval_table({name: result.rows[name] for name in (ALL, WORDED)}))
    output.lay("", Text("Agreement over paired figures (Krippendorff's alpha)", style="bold"))
    output.lay(agreement_table(result.agreement))


def _lay_readers(output: Output, readers: Iterable[ReaderAgreement]) -> None:
    from rich.text import Text

    from tollbook.evaluation.layout import document_agreement_table, readers_table

    rows = list(readers)
    output.lay(Text("The two readers: all figures, and those that both found", style="bold"))
    output.lay(readers_table(one for one in rows if one.document is None))
    output.lay("", document_agreement_table(one for one in rows if one.document), "")


def _lay_attributions(output: Output, result: AttributionEvaluation, with_misses: bool) -> None:
    from rich.text import Text

    from tollbook.evaluation.layout import attribution_table, span_miss_text

    if with_misses:
        output.lay(*map(span_miss_text, result.misses))
    output.lay(Text(f"Attributions of {_passages(result.passages)}", style="bold"))
    output.lay(attribution_table(result.rows))


def _passages(n: int) -> str:
    return f"{n:,} passage{'' if n == 1 else 's'}"
