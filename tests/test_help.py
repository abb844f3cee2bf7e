"""What every command says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command

from tollbook.cli.app import app


def _contexts(command: Any, name: str, parent: Any = None) -> Iterator[Any]:
    """The program and all its commands, however deep."""
    context = command.make_context(name, [], parent=parent, resilient_parsing=True)
    yield context
    for sub, inner in getattr(command, "commands", {}).items():
        yield from _contexts(inner, sub, context)


CONTEXTS = list(_contexts(get_command(app), "tollbook"))


@pytest.mark.parametrize("context", CONTEXTS, ids=lambda context: context.command_path)
def test_every_command_says_what_it_does_and_shows_how(context: Any) -> None:
    """A sentence, an example that starts with its name, and a word on each option."""
    command = context.command
    assert command.help.partition("\n\n")[0].endswith(".")
    first = " ".join(context.command_path.split()[:2]) if context.parent else "tollbook demo"
    assert f"  {first}" in command.epilog
    records = [one.get_help_record(context) for one in command.get_params(context)]
    assert [record[0] for record in records if record and not record[1].strip("[] ")] == []
