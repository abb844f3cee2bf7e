"""`explain`: what decides how Tollbook reads."""

from __future__ import annotations

from typing import Any

import typer

from tollbook.cli.console import Output
from tollbook.cli.options import Aliases, Form, example
from tollbook.cli.printing import allow_formats, print_json

commands = typer.Typer()

_PARTS = {
    "settings": "Settings",
    "safety": "Limits that protect people",
    "linting": "Limits and thresholds of tollbook lint",
}


@commands.command(epilog=example("tollbook explain", "tollbook explain --format json"))
def explain(
    form: Form = "table",
    aliases: Aliases = None,
) -> None:
    """Show the settings, words and model in use.

    Each setting comes with its reason; words and model with the digests that each run records.
    """
    from tollbook.app.read import Tools
    from tollbook.settings import Settings

    allow_formats(form, "table", "json")
    facts = Tools.ready(Settings(), aliases).in_force()
    if form == "json":
        print_json(facts)
    else:
        _print(facts)


def _print(facts: dict[str, Any]) -> None:
    """Settings first, each with its reason below it; then what was loaded, with its digest."""
    from rich.padding import Padding
    from rich.text import Text

    output = Output()
    output.lay(Text(f"Tollbook {facts['tollbook']}", style="bold"), "")
    for part, heading in _PARTS.items():
        output.lay(*([""] if part != "settings" else []), Text(heading, style="bold"))
        for name, setting in facts[part].items():
            value = setting["value"]
            output.lay(Text(f"  {name} = {f'{value:,}' if isinstance(value, int) else value}"))
            output.lay(Padding(Text(setting["reason"], style="dim"), (0, 0, 0, 6)))
    output.lay("", Text("Words and model, each with its SHA-256", style="bold"))
    for item in facts["loaded"]:
        output.lay(Text(f"  {item['name']}"), Text(f"      {item['sha256']}", style="dim"))
