"""`extract` and `read`: reports in, statements out or into a ledger."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from tollbook.cli.console import Output, Status, complain, leave
from tollbook.cli.options import (
    DEFAULT_LEDGER,
    Aliases,
    Format,
    Language,
    LedgerPath,
    Policy,
    Published,
    Publisher,
    Reports,
    SecondBudget,
    SecondCache,
    SecondModel,
    SecondMoney,
    SecondPrice,
    SecondReader,
    example,
)
from tollbook.cli.printing import lay_statements, print_answers
from tollbook.model.address import Address
from tollbook.model.document import Given
from tollbook.model.problem import Problem
from tollbook.model.second import SecondReaderAt
from tollbook.publishing.visible import visible
from tollbook.settings import Settings

if TYPE_CHECKING:
    from tollbook.app.library import OpenLedger
    from tollbook.app.read import Read, Tally

commands = typer.Typer()

_NAMED = 5  # documents that a line of the summary names

_OUTCOMES = {
    "added": "new",
    "new_version": "in a new version",
    "new_reading": "read anew",
    "unchanged": "unchanged",
    "moved": "in a new place",
}


@commands.command(
    epilog=example("tollbook extract report.txt", "cat feed.jsonl | tollbook extract - | head")
)
def extract(
    files: Reports,
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            help="How to print; on a terminal the default is table, anywhere else jsonl.",
            show_default=False,
        ),
    ] = None,
    aliases: Aliases = None,
    language: Language = None,
    published: Published = None,
    publisher: Publisher = None,
    policy: Policy = "tollbook",
    second_reader: SecondReader = None,
    second_model: SecondModel = None,
    second_cache: SecondCache = None,
    second_budget: SecondBudget = None,
    second_price: SecondPrice = None,
    second_money: SecondMoney = None,
) -> None:
    """Print the statements in reports; nothing is stored.

    The exit status is 1 if some input could not be used.
    """
    from tollbook.app.read import Tally, Tools, read_statements
    from tollbook.app.second import second_summary
    from tollbook.publishing.statements import STATEMENTS

    tally = Tally()
    given = Given(language=language, published=published, publisher=publisher)
    second = second_reader and SecondReaderAt(
        second_reader, second_model, second_cache, second_budget, second_price, second_money
    )
    tools = Tools.ready(Settings(value_policy=policy), aliases, given, second or None)
    errors = Output(stderr=True)
    items = _reported(read_statements(files, tools), tally, errors)
    rows = (row for item in items for row in item.rows())
    form = form or ("table" if sys.stdout.isatty() else "jsonl")
    print_answers(rows, form, STATEMENTS, lay_statements, "No statement was found.")
    errors.write(_lines(second_summary(tools.second)))
    if tally.problems:
        leave(Status.UNUSABLE, f"{_documents(tally)} read, {_problems(tally)}.")


@commands.command(
    epilog=example(
        "tollbook read report.txt", "tollbook read --ledger kursk.db reports/ feed.jsonl"
    )
)
def read(
    files: Reports,
    ledger: LedgerPath = DEFAULT_LEDGER,
    aliases: Aliases = None,
    language: Language = None,
    published: Published = None,
    publisher: Publisher = None,
    policy: Policy = "tollbook",
    second_reader: SecondReader = None,
    second_model: SecondModel = None,
    second_cache: SecondCache = None,
    second_budget: SecondBudget = None,
    second_price: SecondPrice = None,
    second_money: SecondMoney = None,
) -> None:
    """Read reports into a ledger.

    Each document is stored completely or not at all, and skipped if the ledger holds it already:
    to go on after a run was stopped, give the same command again. The exit status is 1 if some
    input could not be used.
    """
    given = Given(language=language, published=published, publisher=publisher)
    second = second_reader and SecondReaderAt(
        second_reader, second_model, second_cache, second_budget, second_price, second_money
    )
    if not keep(files, ledger, aliases, given, Settings(value_policy=policy), second or None):
        leave(Status.UNUSABLE)


def keep(
    files: list[str],
    path: Address,
    aliases: Path | None = None,
    given: Given | None = None,
    settings: Settings | None = None,
    second: SecondReaderAt | None = None,
) -> bool:
    """Read into the ledger at `path` and say how it went; whether every input could be used."""
    from tollbook.app.library import open_ledger
    from tollbook.app.read import Tally
    from tollbook.app.second import second_reader, second_summary

    settings = settings or Settings()
    tally, errors = Tally(), Output(stderr=True)
    reader = second_reader(second, settings)
    try:
        with open_ledger(path, settings=settings) as ledger, _progress(files, errors) as advance:
            ledger.prepare()
            _warn_of_other_policies(ledger, settings.value_policy, errors)
            items = ledger.read_each(*files, aliases=aliases, given=given, second_reader=reader)
            for item in _reported(items, tally, errors):
                advance(item)
    except KeyboardInterrupt:
        sentence = f"Stopped: {_documents(tally)} read and kept in {path}."
        leave(Status.STOPPED, f"{sentence} Give the same command again to go on.")
    Output().write(_lines(chain(_summary(tally, path), second_summary(reader))))
    return not tally.problems


def _warn_of_other_policies(ledger: OpenLedger, policy: str, errors: Output) -> None:
    """Numbers read under two policies can't be compared, so the user is warned."""
    others = [repr(name) for name in ledger.value_policies() if name != policy]
    if others:
        complain(
            f"{ledger.path}: documents in it were read under the value policy "
            f"{' and '.join(others)}, these are read under {policy!r}; read all of them under one "
            "policy before you compare.",
            errors,
        )


def _reported(items: Iterable[Read | Problem], tally: Tally, errors: Output) -> Iterator[Read]:
    """The documents among the items; everything is counted, problems are reported."""
    for item in items:
        tally.count(item)
        if isinstance(item, Problem):
            complain(item, errors)
            continue
        if not item.has_lexicon:
            page = item.document
            complain(
                f"{page.address}: not analysed: no lexicon for its language ({page.language}).",
                errors,
            )
        yield item


@contextmanager
def _progress(files: Iterable[str], errors: Output) -> Iterator[Callable[[Read], None]]:
    """A bar on standard error that moves with the bytes read; none without a terminal."""
    from tollbook.app.read import weight

    bar = Progress(
        SpinnerColumn(),
        BarColumn(),
        TextColumn("{task.fields[documents]} read"),
        TimeElapsedColumn(),
        console=errors,
        transient=True,
        disable=not errors.is_terminal,
    )
    with bar:
        task = bar.add_task("", total=weight(files), documents=0)
        yield lambda item: bar.update(
            task,
            advance=len(item.document.original) + 1,
            documents=bar.tasks[0].fields["documents"] + 1,
        )


def _summary(tally: Tally, path: Address) -> Iterator[str]:
    """What a reading came to, line by line."""
    from tollbook.publishing.phrases import kind_in_words

    outcomes = [f"{tally.documents[key]:,} {word}" for key, word in _OUTCOMES.items()]
    parts = [part for part in outcomes if not part.startswith("0 ")]
    yield f"{path}: {_documents(tally)}" + (f" ({', '.join(parts)})" if parts else "")
    yield f"  {_several(tally.statements.total(), 'new statement')}"
    for kind, n in sorted(tally.statements.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"  {n:>6,} {kind_in_words(kind, n)}"
    for language, n in sorted(tally.unknown_languages.items()):
        yield f"  {n:,} stored, not analysed: no lexicon for the language {language!r}"
    if tally.undated:
        more = len(tally.undated) - _NAMED
        named = ", ".join(tally.undated[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")
        yield f"  {len(tally.undated):,} without a date of publication: {visible(named, keep='')}"
        whose = "its" if len(tally.undated) == 1 else "their"
        yield f"    dates such as 'on Monday' stay open, and {whose} counts enter no series;"
        yield "    --published DATE gives one"
    if tally.problems:
        yield f"  {_problems(tally)}, listed on standard error"


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _documents(tally: Tally) -> str:
    return _several(tally.documents.total(), "document")


def _problems(tally: Tally) -> str:
    return _several(tally.problems, "problem")


def _several(number: int, name: str) -> str:
    return f"{number:,} {name}" + ("" if number == 1 else "s")
