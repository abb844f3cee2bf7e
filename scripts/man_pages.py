"""Write the man pages in `man/` from the help texts of the commands; `make man` runs this.

A page a command, with its subcommands in it, and one that lists them all. They ship with the
wheel; tests/test_man.py fails when a help text has changed and they have not.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from tollbook import __version__
from tollbook.cli.app import app

MAN = Path(__file__).parent.parent / "man"


def pages() -> dict[str, str]:
    """Every page by the name of its file."""
    program: Any = get_command(app)
    top = _context("tollbook", program, None)
    commands = {name: one for name, one in program.commands.items() if not one.hidden}
    made = {"tollbook.1": _page(top, _list_of(commands))}
    for name, command in commands.items():
        context = _context(name, command, top)
        inner = getattr(command, "commands", {})
        subcommands = [
            line for sub, one in inner.items() for line in _section(_context(sub, one, context))
        ]
        made[f"tollbook-{name}.1"] = _page(context, subcommands)
    return made


def _context(name: str, command: Any, parent: Any) -> Any:
    return command.make_context(name, [], parent=parent, resilient_parsing=True)


def _page(context: Any, more: list[str]) -> str:
    command, title = context.command, context.command_path.replace(" ", "-")
    lines = [
        r".\" Made by 'make man' from the help texts; change those.",
        f'.TH {_plain(title).upper()} 1 "" "tollbook {__version__}" "Tollbook"',
        ".SH NAME",
        f"{_plain(title)} \\- {_plain(_summary(command))}",
        ".SH SYNOPSIS",
        *_synopsis(context),
        ".SH DESCRIPTION",
        *_text(command.help or ""),
        *_options(context, ".SH OPTIONS"),
        *more,
        *_epilog(command, ".SH"),
    ]
    see = "tollbook" if context.parent else "tollbook-demo"
    return "\n".join([*lines, ".SH SEE ALSO", f".BR {_plain(see)} (1)"]) + "\n"


def _section(context: Any) -> list[str]:
    """A subcommand, within the page of its command."""
    return [
        f".SH {_plain(context.command_path).upper()}",
        *_synopsis(context),
        ".PP",
        *_text(context.command.help or ""),
        *_options(context, ".SS Options"),
        *_epilog(context.command, ".SS"),
    ]


def _list_of(commands: dict[str, Any]) -> list[str]:
    lines = [".SH COMMANDS"]
    for name, command in commands.items():
        lines += [".TP", f".BR tollbook\\-{_plain(name)} (1)", _plain(_summary(command))]
    return lines


def _summary(command: Any) -> str:
    first = (command.help or "").partition("\n\n")[0]
    return " ".join(first.split()).rstrip(".")


def _synopsis(context: Any) -> list[str]:
    pieces = " ".join(context.command.collect_usage_pieces(context))
    return [f".B {_plain(context.command_path)}", _plain(re.sub(r"\{(\w+)\}", r"\1", pieces))]


def _options(context: Any, heading: str) -> list[str]:
    records = [one.get_help_record(context) for one in context.command.get_params(context)]
    lines = [heading] if any(records) else []
    for name, text in filter(None, records):
        # What a type is called in Python helps nobody.
        shown = re.sub(r" <(?:str|list\[str\])>", "", name)
        lines += [".TP", f".B {_plain(shown)}", _plain(" ".join(text.split()))]
    return lines


def _text(words: str) -> Iterator[str]:
    r"""Paragraphs; one that `\b` begins keeps its lines."""
    for number, paragraph in enumerate(re.split(r"\n\s*\n", inspect.cleandoc(words))):
        if number:
            yield ".PP"
        if paragraph.startswith("\b"):
            yield from _lines(paragraph.removeprefix("\b").strip("\n"))
        elif words.strip():
            yield _plain(" ".join(paragraph.split()))


def _epilog(command: Any, heading: str) -> Iterator[str]:
    """The blocks of an epilog: a first line that ends in a colon, and lines kept as they are."""
    for block in re.split(r"\n*\x08\n", command.epilog or ""):
        title, _, rest = block.strip("\n").partition("\n")
        if title:
            name = title.rstrip(":")
            yield f"{heading} {_plain(name.upper() if heading == '.SH' else name)}"
            yield from _lines(inspect.cleandoc(rest))


def _lines(text: str) -> list[str]:
    return [".nf", *(_plain(line) or ".sp" for line in text.splitlines()), ".fi"]


def _plain(text: str) -> str:
    r"""Text that roff shows as it is: no escapes, no requests, ASCII hyphens that can be pasted."""
    shown = text.replace("\\", r"\e").replace("-", r"\-")
    return f"\\&{shown}" if shown[:1] in {".", "'"} else shown


def write() -> None:
    """Write all pages, and remove those of commands that are gone."""
    MAN.mkdir(exist_ok=True)
    made = pages()
    for path in MAN.glob("*.1"):
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (MAN / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
