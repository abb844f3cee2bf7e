"""One passage of an authoring file, read and checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.training.figures import read_figure
from benchmarks.training.marks import MarkedText, unmarked
from benchmarks.training.problem import AuthoringError

_HEAD = re.compile(r"== ([a-z0-9-]+)(?: (\d{4}-\d\d-\d\d))? ([a-z]+)")
_LIKELY_CUE = re.compile(
    r"\b(said|says?|saying|told|tells|according to|reports?|reported(?:ly)?|alleged(?:ly)?"
    r"|announced|claim(?:s|ed)?|den(?:y|ies|ied)|confirm(?:s|ed)|estimat\w+|believ\w+|fear(?:s|ed)"
    r"|warn(?:s|ed)|add(?:s|ed)|accus\w+|vow\w*|admit\w*|quot\w+|cit(?:ed|ing)|insist\w*"
    r"|suspect(?:s|ed)|called|unclear|apparently|thought|known)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its figures and attributions; `genre` is the kind of text that it is like."""

    id: str
    date: str | None
    genre: str
    marked: MarkedText
    figures: list[dict[str, Any]]
    doubts: list[str]

    def text_record(self) -> dict[str, Any]:
        """A line of the texts."""
        dated = {"date": self.date} if self.date else {}
        return {"id": self.id, "text": self.marked.text, **dated}

    def figure_record(self) -> dict[str, Any]:
        """A line of the figures."""
        return {"id": self.id, "figures": self.figures}

    def attribution_record(self) -> dict[str, Any]:
        """A line of the attributions, in the form of PolNeAR."""
        rows = [
            {"source": found.source, "cue": found.cue, "content": found.content}
            for found in self.marked.attributions.values()
        ]
        return {"id": self.id, "text": self.marked.text, "attributions": rows}


def read_passages(source: str, name: str) -> Iterator[Passage]:
    """The passages of an authoring file.

    Raises:
        AuthoringError: one of them can't be compiled.
    """
    before, *parts = re.split(r"^(?=== )", source, flags=re.MULTILINE)
    if before.strip():
        raise AuthoringError(name, "it does not begin with the head of a passage, '== id'")
    for part in parts:
        yield _passage(part, name)


def _passage(part: str, name: str) -> Passage:
    head, _, body = part.partition("\n")
    match = _HEAD.fullmatch(head.strip())
    if not match:
        raise AuthoringError(name, f"{head!r} is no head: write '== id 2001-02-03 wire'")
    text, _, below = body.partition("\n--\n")
    marked = unmarked(text.strip(), match[1])
    lines = [line for line in below.splitlines() if line.strip()]
    readings = [read_figure(line, n, marked, match[1]) for n, line in enumerate(lines, start=1)]
    figures = [reading.figure for reading in readings]
    doubts = [doubt for reading in readings for doubt in reading.doubts]
    doubts += _check_links(figures, match[1]) + _unmarked_cues(marked, match[1])
    return Passage(match[1], match[2], match[3], marked, figures, doubts)


def _check_links(figures: list[dict[str, Any]], passage: str) -> list[str]:
    """Doubts about links; a link that leads nowhere is an error."""
    doubts = []
    for figure in figures:
        where = f"{passage}: figure {figure['n']}"
        for link in (figure["part_of"], figure["same_as"]):
            if link is not None and (not 1 <= link <= len(figures) or link == figure["n"]):
                raise AuthoringError(where, f"it leads to figure {link}")
        if figure["part_of"]:
            whole = figures[figure["part_of"] - 1]
            if whole["high"] is not None and figure["low"] > whole["high"]:
                doubts.append(f"{where}: a part of {figure['low']} in a whole of {whole['high']}")
            if whole["measure"] not in (figure["measure"], "casualties"):
                doubts.append(f"{where}: {figure['measure']} in a whole of {whole['measure']}")
        if figure["same_as"]:
            same = figures[figure["same_as"] - 1]
            if same["measure"] != figure["measure"]:
                doubts.append(f"{where}: {figure['measure']} repeats {same['measure']}")
            if same["low"] != figure["low"] and figure["modifier"] == same["modifier"] == "exact":
                doubts.append(f"{where}: {figure['low']} repeats {same['low']}")
    return doubts


def _unmarked_cues(marked: MarkedText, passage: str) -> list[str]:
    """Words that mostly tell who says something, where no attribution has them."""
    taken = {
        place
        for found in marked.attributions.values()
        for start, end in (*found.source, *found.cue, *found.content)
        for place in range(start, end)
    }
    return [
        f"{passage}: {near!r} belongs to no attribution"
        for likely in _LIKELY_CUE.finditer(marked.text)
        if likely.start() not in taken
        for near in [marked.text[max(0, likely.start() - 30) : likely.end() + 30]]
    ]
