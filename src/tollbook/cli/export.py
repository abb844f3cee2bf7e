"""`export`: a case in the formats of others, and what people decided for programs to learn from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

from tollbook.cli.completion import case_names
from tollbook.cli.console import Output, complain
from tollbook.cli.options import DEFAULT_LEDGER, CaseName, KnownOn, LedgerPath, example

_SAYS = "Write a case in the formats of others, or what people decided as gold."


class _Exports(TyperGroup):
    """Its commands, of which `case` need not be said: `tollbook export troops --as csv`."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Put the word in front that was left out."""
        if args and args[0] not in (*self.commands, "-h", "--help"):
            args = ["case", *args]
        return super().parse_args(ctx, args)


commands = typer.Typer()
export = typer.Typer(
    cls=_Exports,
    help=_SAYS,
    no_args_is_help=True,
    epilog=example("tollbook export troops --as csv --to tables/", "tollbook export gold checked/"),
)
commands.add_typer(export, name="export")


@export.callback()
def _export() -> None:
    """Write a case in the formats of others, or what people decided as gold."""


@export.command("case", epilog=example("tollbook export troops --as csv --to tables/"))
def of_case(
    case: Annotated[
        str | None,
        typer.Argument(
            metavar="CASE",
            autocompletion=case_names,
            help="The case: its name, or its file; everything in the ledger if left out.",
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        str, typer.Option("--as", metavar="FORMAT", help="The format; --formats lists them.")
    ] = "csv",
    to: Annotated[
        Path | None,
        typer.Option(
            "--to",
            metavar="FOLDER",
            help="Where to write; CASE-FORMAT if left out.",
            show_default=False,
        ),
    ] = None,
    profile: Annotated[
        str,
        typer.Option(metavar="PROFILE", help="For whom: public, partner or internal."),
    ] = "internal",
    bom: Annotated[
        bool, typer.Option("--bom", help="Begin CSV files with a byte-order mark, for Excel.")
    ] = False,
    since: Annotated[
        int,
        typer.Option(
            metavar="ENTRY",
            min=0,
            help="Begin a changes feed after this entry.",
            show_default=False,
        ),
    ] = 0,
    formats: Annotated[bool, typer.Option("--formats", help="List the formats.")] = False,
    known_on: KnownOn = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Write a case with all that belongs to it in one of the formats of others.

    The word 'case' may be left out. What an earlier export left in the folder is replaced.
    """
    from tollbook.app.library import open_ledger
    from tollbook.publishing.formats import FORMATS
    from tollbook.publishing.profiles import PROFILES

    if formats:
        for one in FORMATS.values():
            Output().write(f"{one.name:<16}{one.what}\n")
        return
    if profile not in PROFILES:
        raise typer.BadParameter(f"choose {', '.join(PROFILES)}.", param_hint="'--profile'")
    with open_ledger(ledger) as opened:
        made = opened.export(
            case,
            to or Path(f"{case or 'ledger'}-{form}"),
            format=form,
            known_on=known_on,
            profile=profile,
            bom=bom,
            since=since,
        )
    Output().write(f"{made.folder}: {_several(len(made.files), 'file')}\n")
    for path in made.files:
        Output().write(f"  {path.relative_to(made.folder)}\n")
    for note in made.notes:
        complain(note)


@export.command(epilog=example("tollbook export gold checked/", "tollbook evaluate checked/*"))
def gold(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Where to write; made if need be.")
    ],
    case: CaseName = None,
    known_on: KnownOn = None,
    ledger: LedgerPath = DEFAULT_LEDGER,
) -> None:
    """Write what people confirmed, corrected and added as gold: texts.jsonl and gold.jsonl.

    Only documents of which people have decided on every figure are gold. 'tollbook evaluate' and
    the training read these files.
    """
    from tollbook.app.library import open_ledger

    with open_ledger(ledger) as opened:
        found = opened.gold(case=case, known_on=known_on)
    folder.mkdir(parents=True, exist_ok=True)
    for name, records in (("texts.jsonl", found.passages), ("gold.jsonl", found.figures)):
        with (folder / name).open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(f"{json.dumps(one, ensure_ascii=False)}\n" for one in records)
    figures = sum(len(one["figures"]) for one in found.figures)
    Output().write(
        f"{folder}: {_several(len(found.passages), 'document')}, {_several(figures, 'figure')}\n"
    )
    for id, waiting in found.open.items():
        complain(f"{id} is left out: {_several(waiting, 'figure')} not decided on")


def _several(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"
