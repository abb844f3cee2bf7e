"""How a claim is put into a sentence, with the places of every part of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from random import Random
from string import Formatter
from typing import Literal

from benchmarks.generated import vocabulary as words
from benchmarks.generated.claimed import Asserted, Source
from tollbook.model.values import Measure, Modality, Modifier
from tollbook.reasoning.words import count, day

When = Literal["none", "as_of", "on", "month"]

_SAYS = (
    ("{Source} {cue} {clauses}.", ("said", "said that", "reported", "announced that")),
    ("{Clauses}, {source} {cue}.", ("said", "reported", "announced")),
    ("{Cue} {source}, {clauses}.", ("according to", "by the count of")),
    ("{Source} {cue} on Channel 4 that {clauses}.", ("confirmed", "stated", "said")),
    ("In a briefing {source} {cue} that {clauses}.", ("told reporters", "said", "wrote")),
)
_CORRECTS = "{Source} {cue} its earlier count of {old}, saying that {clauses}."
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True)
class Item:
    """A claim as one sentence gives it; `wrong` are the keys of the errors that it commits."""

    claim: str
    asserted: Asserted
    measure: Measure
    number: int
    modifier: Modifier
    modality: Modality
    people: str | None
    place: bool
    when: When
    part: bool = False
    wrong: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence: who says which items. The same `style` gives the same words."""

    source: Source | None
    items: tuple[Item, ...]
    style: int
    named: bool = True
    corrects: Item | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text and the places in it of what has a name."""

    text: str
    marks: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def capital(self) -> Piece:
        """The same at the start of a sentence."""
        return Piece(self.text[:1].upper() + self.text[1:], self.marks)


def sentence(said: Said) -> Piece:
    """The words of a sentence, every part marked: `clause0`, `number0`, `people0`, `source`..."""
    random = Random(said.style)
    template, cues = random.choice(_SAYS)
    first = said.items[0]
    pieces = [_clause(first, 0, random)]
    pieces += [_further(item, n, random) for n, item in enumerate(said.items[1:], 1)]
    clauses = pieces[0]
    for n, piece in enumerate(pieces[1:], 1):
        joint = " and " if n == len(pieces) - 1 else ", "
        joint = ", " if said.items[n].part and n == 1 else joint
        clauses = fill(f"{{a}}{joint}{{b}}", {"a": clauses, "b": piece})
    if said.source is None:
        return fill("{Clauses}.", {"Clauses": clauses.capital()})
    name = Piece(random.choice(said.source.names if said.named else said.source.names[:1]))
    cue = Piece(random.choice(cues))
    if said.corrects:
        template, cue = _CORRECTS, Piece(random.choice(("corrected", "revised")))
    if first.when == "month" and first.asserted.scope == "cumulative":
        template, cue = "Back in {month}, {source} {cue} that {clauses}.", Piece("had said")
    slots = {
        "source": name,
        "Source": name.capital(),
        "cue": cue,
        "Cue": cue.capital(),
        "clauses": clauses,
        "Clauses": clauses.capital(),
    }
    if "{month}" in template:
        month = fill("{date}", {"date": Piece(_month(first.asserted))})
        slots["month"] = Piece(month.text, {"date0": month.marks["date"]})
    if said.corrects:
        slots["old"] = _further(said.corrects, len(said.items), random, dated=True)
    return fill(template, slots)


def fill(template: str, slots: Mapping[str, Piece]) -> Piece:
    """The template with its slots filled, all places moved to where they now stand.

    >>> fill("{who} left.", {"who": Piece("Everybody")})
    Piece(text='Everybody left.', marks={'who': (0, 9)})
    """
    parts: list[str] = []
    marks: dict[str, tuple[int, int]] = {}
    at = 0
    for literal, name in _parsed(template):
        parts.append(literal)
        at += len(literal)
        if name is None:
            continue
        piece = slots[name]
        for inner, (start, end) in piece.marks.items():
            marks[inner] = (at + start, at + end)
        marks[name.lower()] = (at, at + len(piece.text))
        parts.append(piece.text)
        at += len(piece.text)
    return Piece("".join(parts), marks)


@cache
def _parsed(template: str) -> tuple[tuple[str, str | None], ...]:
    return tuple((literal, name) for literal, name, _, _ in Formatter().parse(template))


def _clause(item: Item, n: int, random: Random) -> Piece:
    verb = random.choice(words.CLAUSES[item.measure])
    slots = _slots(item, random)
    alleged = "reportedly " if item.modality == "unconfirmed" else ""
    whom = " {people}" if item.people else " people"
    verb = verb.replace(" ", f" {alleged}", 1) if alleged else verb
    template = f"{{number}}{whom} {verb}{{place}}{{when}}"
    return _numbered(fill(template, slots), n)


def _further(item: Item, n: int, random: Random, *, dated: bool = False) -> Piece:
    """A count that leans on the one before: "2,700 wounded"."""
    verb = random.choice(words.SHORT.get(item.measure, words.CLAUSES[item.measure]))
    of_them = " of them" if item.part else ""
    return _numbered(
        fill(f"{{number}}{of_them} {verb}{'{when}' if dated else ''}", _slots(item, random)), n
    )


def _slots(item: Item, random: Random) -> dict[str, Piece]:
    """The parts of a clause; one that is left out is empty."""
    hedge = random.choice(words.HEDGES[item.modifier])
    small = item.number < len(_SMALL) and not hedge and random.random() < 0.5
    number = _SMALL[item.number] if small else count(item.number)
    spot = fill(" in {spot}", {"spot": Piece(item.asserted.spot.name)})
    return {
        "number": Piece(hedge + number),
        "people": Piece(item.people or ""),
        "place": spot if item.place else Piece(""),
        "when": _when(item, random),
    }


def _when(item: Item, random: Random) -> Piece:
    asserted = item.asserted
    match item.when:
        case "as_of":
            form = random.choice((" as of {date}", " by {date}", " up to {date}"))
            return fill(form, {"date": Piece(day(asserted.day))})
        case "on":
            return fill(" on {date}", {"date": Piece(day(asserted.day))})
        case "month" if asserted.scope == "period":
            return fill(" in {date}", {"date": Piece(_month(asserted))})
        case _:
            return Piece("")


def _month(asserted: Asserted) -> str:
    return day(asserted.day).split(maxsplit=1)[1]


def _numbered(piece: Piece, n: int) -> Piece:
    """The piece as the n-th clause: its marks carry its number, but for what is empty."""
    marks = {f"{name}{n}": place for name, place in piece.marks.items() if place[0] < place[1]}
    return Piece(piece.text, marks | {f"clause{n}": (0, len(piece.text))})
