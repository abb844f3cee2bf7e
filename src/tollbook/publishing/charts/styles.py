"""How the voices of a chart are drawn apart, and where their names stand beside the lines.

The colours are those of Okabe and Ito (2008), which colour-blind readers can tell apart; with more
voices than colours, lines are dashed as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tollbook.publishing.charts.data import ChartData, Dot, Line, Panel
from tollbook.reasoning.grouping import group_by

Theme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a chart: its paper, its words, its axes, its voices, and what fails.

    `voices` are all colours of Okabe and Ito but the one that is lost on the paper and vermilion,
    which is kept for what fails. `steps` are those of the voices that might be independent, and of
    those that are known to be.
    """

    paper: str
    ink: str
    faint: str
    grid: str
    axis: str
    voices: tuple[str, ...]
    nobody: str
    failed: str
    estimate: str
    steps: tuple[str, str]


PALETTES: Mapping[Theme, Palette] = {
    "light": Palette(
        paper="white",
        ink="#333333",
        faint="#767676",
        grid="#e8e8e8",
        axis="#b0b0b0",
        voices=("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#000000"),
        nobody="#8a8a8a",
        failed="#D55E00",
        estimate="#9a9a9a",
        steps=("#c4c4c4", "#5a5a5a"),
    ),
    "dark": Palette(
        paper="#1c2024",
        ink="#e7e6e2",
        faint="#a3abb3",
        grid="#2c3238",
        axis="#59626b",
        voices=("#56B4E9", "#E69F00", "#2fc495", "#e59cc6", "#F0E442", "#ffffff"),
        nobody="#9aa2aa",
        failed="#ff7a3d",
        estimate="#8d969e",
        steps=("#525a62", "#aab2ba"),
    ),
}

_DASHES: tuple[list[int], ...] = ([1, 0], [6, 3], [2, 2])
_APART = 15  # pixels from one name to the next
_LONGEST = 48


@dataclass(frozen=True, slots=True)
class Style:
    """The colour and the dashes of a line."""

    colour: str
    dash: list[int]


@dataclass(frozen=True, slots=True)
class Key:
    """A name beside the lines: what it says, whose it is, and how far down it stands."""

    words: str
    look: Style
    at: float


def styles(data: ChartData, palette: Palette = PALETTES["light"]) -> dict[str, Style]:
    """One style a voice, the same in all panels; whoever is unknown is grey."""
    voices = dict.fromkeys(
        line.voice for panel in data.panels for line in panel.lines if line.known
    )
    colours = palette.voices
    found = {
        voice: Style(colours[n % len(colours)], _DASHES[n // len(colours) % len(_DASHES)])
        for n, voice in enumerate(voices)
    }
    unknown = {line.voice for panel in data.panels for line in panel.lines if not line.known}
    return found | {voice: Style(palette.nobody, [1, 0]) for voice in unknown if voice not in found}


def height_for(panel: Panel, usual: int) -> int:
    """How many pixels high a panel is: room for the names of all its voices beside it."""
    return max(usual, _APART * (len({line.voice for line in panel.lines}) + 1))


def keys(panel: Panel, looks: dict[str, Style], top: float, height: int) -> list[Key]:
    """The names of a panel's voices, each as near to the end of its line as the others let it."""
    ends: dict[str, tuple[float, str]] = {}
    for voice, lines in group_by(panel.lines, lambda line: line.voice).items():
        last = _last_word(lines)
        ends[voice] = (height * (1 - last.value / top), last.says)
    in_order = sorted(ends.items(), key=lambda item: item[1][0])
    places = _spread([at for _, (at, _) in in_order], height)
    return [
        Key(_shorten(f"{voice}: {says}", voice, says), looks[voice], at)
        for (voice, (_, says)), at in zip(in_order, places, strict=True)
    ]


def _last_word(lines: Sequence[Line]) -> Dot:
    """The newest count of a voice, of its running totals if it has any and nothing proven wrong."""

    def best_last(item: tuple[Line, Dot]) -> tuple[bool, bool, bool, date]:
        line, dot = item
        return not dot.wrong, line.running, dot.joined, dot.day

    _, last = max(((line, dot) for line in lines for dot in line.dots), key=best_last)
    return last


def _shorten(whole: str, voice: str, says: str) -> str:
    if len(whole) <= _LONGEST:
        return whole
    return f"{voice[: max(_LONGEST - len(says) - 3, 8)]}…: {says}"


def _spread(wanted: Sequence[float], height: int) -> list[float]:
    """Places in the same order, none nearer to the next than a name is high, within the panel.

    >>> _spread([10, 12, 290], 300)
    [10, 25, 290]
    >>> _spread([298, 299], 300)
    [278, 293]
    """
    places: list[float] = []
    for place in wanted:
        places.append(max(place, places[-1] + _APART) if places else max(place, 6))
    limit = height - 7.0
    for n in range(len(places) - 1, -1, -1):
        places[n] = min(places[n], limit)
        limit = places[n] - _APART
    return [round(place) for place in places]
