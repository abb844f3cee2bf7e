"""`export`: what people decided, for other programs to learn from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from tollbook.cli.console import Output, complain
from tollbook.cli.options import DEFAULT_LEDGER, CaseName, KnownOn, LedgerPath, example

commands = typer.Typer()
export = typer.Typer(
    help="Write what people decided for other programs.",
    no_args_is_help=True,
    epilog=example("tollbook export gold checked/"),
)
commands.add_typer(export, name="export")


@export.callback()
def _export() -> None:
    """Write what people decided for other programs."""


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
