"""The arguments and options that several commands share, and the example that ends each help."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from tollbook.cli.completion import case_names
from tollbook.model.address import Address
from tollbook.model.problem import LedgerError
from tollbook.model.values import MEASURES
from tollbook.settings import ValuePolicy


def a_day(words: str) -> date:
    """The day that a date option names."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise typer.BadParameter(f"{words!r} is not a date; write it like 2025-01-14.") from None


Format = Literal["table", "json", "jsonl", "csv"]
"""How answers are printed. `table` is for people: a table, or text. The others are for programs:
`json` one value, `jsonl` one record a line, `csv` a flat table."""

Form = Annotated[
    Format,
    typer.Option("--format", help="How to print: for people (table), or for programs."),
]


def somebody(name: str) -> str:
    """Who decides: the name that was given, else the one they are logged in under."""
    if name.strip():
        return name
    from tollbook.app.decide import login_name
    from tollbook.model.problem import DecisionError

    try:
        return login_name()
    except DecisionError as error:
        raise typer.BadParameter(f"{error}, with --by NAME.") from None


def a_ledger(words: str) -> Address:
    """The address that an option gives; as a text it has no password."""
    try:
        return Address.of(words)
    except LedgerError as error:
        raise typer.BadParameter(f"{error}.") from None


LOGIN = ""

DEFAULT_LEDGER = Address.of("tollbook.db")

Reports = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE",
        help="Files, folders, or - for standard input: plain text, transcripts, pages, JSON Lines.",
        show_default=False,
    ),
]

LedgerPath = Annotated[
    Address,
    typer.Option(
        "--ledger",
        envvar="TOLLBOOK_LEDGER",
        metavar="PATH",
        parser=a_ledger,
        help="The ledger: a file, or postgresql://USER@HOST/DATABASE.",
    ),
]

Aliases = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Names of your own, in TOML, beside those that come with Tollbook.",
        show_default=False,
    ),
]


def a_tag(words: str) -> str:
    """The primary tag of the language that an option names."""
    tag = re.split(r"[-_]", words.strip(), maxsplit=1)[0].lower()
    if not re.fullmatch(r"[a-z]{2,3}", tag):
        raise typer.BadParameter(f"{words!r} is not a language tag; write it like en.")
    return tag


Language = Annotated[
    str | None,
    typer.Option(
        metavar="TAG",
        parser=a_tag,
        help="The language of all that is read; overrides what a file says.",
        show_default=False,
    ),
]

_SECOND = "A second reader"

Published = Annotated[
    date | None,
    typer.Option(
        metavar="DATE",
        parser=a_day,
        help="The publication date of documents that give none; never overrides one.",
        show_default=False,
    ),
]

Publisher = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="The publisher of documents that name none; never overrides one.",
        show_default=False,
    ),
]

SecondReader = Annotated[
    str | None,
    typer.Option(
        "--second-reader",
        envvar="TOLLBOOK_SECOND_READER",
        metavar="ADDRESS",
        help="A language model that reads as well: http://HOST/v1, or dir:FOLDER. Text is sent "
        "there.",
        show_default=False,
        rich_help_panel=_SECOND,
    ),
]

SecondModel = Annotated[
    str | None,
    typer.Option(
        "--second-model",
        metavar="NAME",
        help="Its model; the server's first one if not given.",
        show_default=False,
        rich_help_panel=_SECOND,
    ),
]

SecondCache = Annotated[
    Path | None,
    typer.Option(
        "--second-cache",
        metavar="FOLDER",
        help="Where its answers are kept; in your cache folder if not given.",
        show_default=False,
        rich_help_panel=_SECOND,
    ),
]

SecondBudget = Annotated[
    int | None,
    typer.Option(
        "--second-budget",
        metavar="TOKENS",
        min=0,
        help="The most tokens that it may cost in this run.",
        show_default=False,
        rich_help_panel=_SECOND,
    ),
]

SecondPrice = Annotated[
    float | None,
    typer.Option(
        "--second-price",
        metavar="PRICE",
        min=0,
        help="What a million tokens cost, in any currency.",
        show_default=False,
        rich_help_panel=_SECOND,
    ),
]

SecondMoney = Annotated[
    float | None,
    typer.Option(
        "--second-money",
        metavar="AMOUNT",
        min=0,
        help="The most that it may cost in this run, in that currency.",
        show_default=False,
        rich_help_panel=_SECOND,
    ),
]

Policy = Annotated[
    ValuePolicy,
    typer.Option("--value-policy", help="How words such as dozens become numbers."),
]

CaseName = Annotated[
    str | None,
    typer.Option(
        "--case",
        metavar="CASE",
        autocompletion=case_names,
        help="Ask within this case: its name, or its file.",
        show_default=False,
    ),
]

KnownOn = Annotated[
    date | None,
    typer.Option(
        "--as-known-on",
        metavar="DATE",
        parser=a_day,
        help="Answer with what the ledger knew at the end of that day (UTC).",
        show_default=False,
    ),
]


Reason = Annotated[
    str, typer.Option("--reason", metavar="WORDS", help="Why; stored with the decision.")
]

By = Annotated[
    str,
    typer.Option(
        "--by",
        envvar="TOLLBOOK_BY",
        metavar="NAME",
        callback=somebody,
        help="Who decides; your login name if not given.",
        show_default=False,
    ),
]


def one_of(known: Sequence[str]) -> Callable[[list[str] | None], list[str] | None]:
    """What keeps a repeated option to a closed vocabulary, and says which words are in it."""

    def checked(given: list[str] | None) -> list[str] | None:
        for word in given or ():
            if word not in known:
                raise typer.BadParameter(f"{word!r} is not one of {', '.join(known)}.")
        return given

    return checked


Measures = Annotated[
    list[str] | None,
    typer.Option(
        "--measure",
        metavar="MEASURE",
        callback=one_of(MEASURES),
        autocompletion=lambda: MEASURES,
        help=f"Only of this measure: {', '.join(MEASURES)}. May be repeated.",
        show_default=False,
    ),
]


def example(*lines: str) -> str:
    r"""The end of a help text: lines to paste. `\b` keeps Typer from joining them."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)
