"""Where words go: results to standard output, everything said about them to standard error."""

from __future__ import annotations

import io
import os
import sys
from enum import IntEnum
from typing import NoReturn

import typer
from rich.console import Console, RenderableType
from rich.segment import Segment, Segments
from rich.text import Text

from tollbook.publishing.visible import Sink, VisibleSink, visible


class Status(IntEnum):
    """How a command ends; the numbers are part of the interface."""

    FINE = 0
    UNUSABLE = 1  # some input could not be used, or the ledger is not what it should be
    USAGE = 2
    CONTRADICTION = 3  # some number can't be as stated
    STOPPED = 130  # by Ctrl-C: 128 and the number of the signal, as shells have it
    READER_GONE = 141  # the same for a pipe that was closed, as in `tollbook show | head`


class Output(Console):
    """A console that takes text as text: no markup, no guessed colours, no emoji codes."""

    def __init__(self, *, stderr: bool = False) -> None:
        # Rich keeps bold and italics under NO_COLOR; a reader who asks for none wants plain text.
        super().__init__(
            stderr=stderr,
            markup=False,
            highlight=False,
            emoji=False,
            color_system=None if os.environ.get("NO_COLOR") else "auto",
        )

    def on_broken_pipe(self) -> None:
        """Let the program know; Rich by itself would end it with a status that says nothing."""
        raise BrokenPipeError

    def lay(self, *parts: RenderableType) -> None:
        """Print tables and texts with no blanks at line ends, so that a pipe gets none."""
        for part in parts:
            lines = self.render_lines(part, pad=False)
            drawn = [_visible(s) for line in lines for s in _trimmed(line)]
            self.print(Segments(drawn), end="")

    def write(self, text: str | Text) -> None:
        """Print lines of text that are laid out already, as they are."""
        shown = Text(text) if isinstance(text, str) else text.copy()
        shown.plain = visible(shown.plain)
        self.print(shown, soft_wrap=True, end="")


def _visible(segment: Segment) -> Segment:
    """The same with nothing in it that acts on a terminal, whoever laid it out."""
    return segment._replace(text=visible(segment.text))


def _trimmed(line: list[Segment]) -> list[Segment]:
    while line and not line[-1].text.strip():
        line = line[:-1]
    if not line:
        return [Segment.line()]
    last = line[-1]
    bare = last.text if last.style and last.style.underline else last.text.rstrip()
    return [*line[:-1], Segment(bare, last.style), Segment.line()]


def machine_output() -> Sink:
    """Standard output for other programs: UTF-8 and bare line feeds, whatever the locale.

    Where it is a terminal all the same, no control character of a text gets through.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    return VisibleSink(sys.stdout) if sys.stdout.isatty() else sys.stdout


def complain(sentence: object, console: Output | None = None) -> None:
    """One sentence on standard error."""
    console = console or Output(stderr=True)
    console.print(Text(visible(str(sentence))), soft_wrap=not console.is_terminal)


def leave(status: Status, sentence: object = "") -> NoReturn:
    """End the command, with a sentence on standard error if there is one."""
    if sentence:
        complain(sentence)
    raise typer.Exit(int(status))
