"""`init`: a first folder to work in."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tollbook.cli.console import Output
from tollbook.cli.options import example

if TYPE_CHECKING:
    from tollbook.model.case import Case

commands = typer.Typer()


@commands.command(epilog=example("tollbook init landslide", "tollbook init sudan --ask"))
def init(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder; made if need be.")],
    ask: Annotated[
        bool, typer.Option("--ask", help="Ask for a case of your own, in place of the example.")
    ] = False,
) -> None:
    """Make a folder to start in: a case, two reports to try it on, and a README.

    With --ask, the case is your own and the place for reports is empty. Nothing that exists is
    overwritten.
    """
    from tollbook.app.starting import start_folder

    case = _asked() if ask else None
    output = Output()
    for path in start_folder(folder, case):
        output.write(f"{path}\n")
    steps = [f"cd {shlex.quote(str(folder))}", "tollbook read reports/", "tollbook answer"]
    if case:
        output.write("\nPut your reports into its folder reports/, then type:\n")
    else:
        steps.append("tollbook checks")
        output.write("\nNow type:\n")
    for step in steps:
        output.write(f"  {step}\n")


def _asked() -> Case:
    """The case that somebody at a terminal describes."""
    if not sys.stdin.isatty():
        raise typer.BadParameter(
            "there is no terminal to ask on; 'tollbook case new NAME' takes options instead.",
            param_hint="'--ask'",
        )
    from tollbook.model.case import Case

    title = typer.prompt("What is the question? (such as: The landslide near Bukavu)").strip()
    name = typer.prompt("A short name for it, in small letters").strip()
    places = _several("Where? Names of places, with commas between; empty for anywhere")
    people = _several("Whom? Words that the people are called by; empty for anybody")
    return Case(
        name=name, title=title, places=places, people=tuple(words.lower() for words in people)
    )


def _several(question: str) -> tuple[str, ...]:
    words = typer.prompt(question, default="", show_default=False).split(",")
    return tuple(word.strip() for word in words if word.strip())
