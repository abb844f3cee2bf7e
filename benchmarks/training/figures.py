"""Figures told in lines under a passage.

    killed [12] <people> were killed
    killed 12 people were killed, [two] of them <children> ; part 1
    injured <dozens> more ; =24-99 vague ; cum ; unconfirmed ; @2 < two officials

A measure, the exact words with the number in brackets and the people in angles, and after
semicolons what can't be read off the passage. Figures are numbered from 1 in their order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from benchmarks.training.marks import MarkedText
from benchmarks.training.problem import AuthoringError
from tollbook.extraction.numbers import quantities

_SCOPES = {"inc": "incident", "cum": "cumulative", "per": "period"}
_MODALITIES = ("asserted", "estimated", "unconfirmed", "denied", "possible", "hypothetical")
_VALUE = re.compile(r"=(\d+)(\+|-\d+)?(?: (\w+))?")
_ARTICLES = ("a", "an", "the", "the other", "another")
_PRONOUNS = {"he", "she", "they", "it", "i", "we", "who", "which", "that", "you"}
_RUN = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Value:
    """How many: `high` is None where the text leaves the top open."""

    low: int
    high: int | None
    modifier: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure as the gold holds it, and what its writer should look at once more."""

    figure: dict[str, Any]
    doubts: list[str]


def read_figure(line: str, n: int, marked: MarkedText, passage: str) -> Reading:
    """One line, checked against the passage.

    Raises:
        AuthoringError: the words do not stand in the passage, or something has to be told.
    """
    where = f"{passage}: figure {n}"
    words, *flags = (part.strip() for part in line.split(" ; "))
    measure, _, told = words.partition(" ")
    number, population, bare = _bracketed(told, "[]"), _bracketed(told, "<>"), _bare(told)
    quote, occurrence, start, flags = _stand(bare, flags, marked.text, where)
    first = re.search(rf"(?<!\w){re.escape(number)}(?!\w)", bare)
    if number and (first is None or first.start() != len(_bare(told.partition("[")[0]))):
        raise AuthoringError(where, f"{number!r} stands in {bare!r} before: choose other words")
    figure: dict[str, Any] = {"n": n, "quote": quote}
    if occurrence > 1:
        figure["occurrence"] = occurrence
    stated = _value(flags, where)
    begin = start + len(_bare(told.partition("[")[0]))
    span = (begin, begin + len(number))
    read, estimated = _read(number, span, marked.text)
    doubts = [
        f"{where}: the grammar reads {wider!r}, not {number!r}"
        for wider in _wider(span, marked.text)
        if number and not stated
    ]
    value = stated or read
    if value is None:
        raise AuthoringError(where, f"give the value of {number or bare!r}, as in '=2+ vague'")
    if stated and read and stated != read:
        doubts.append(f"{where}: {number!r} is told as {stated}, read as {read}")
    if stated and number and read is None and number.lower() not in _ARTICLES:
        doubts.append(f"{where}: {number!r} is told as {stated}, and not read")
    figure |= {"number": number, "measure": measure, "low": value.low, "high": value.high}
    figure |= {"modifier": value.modifier, "population": population, "scope": "incident"}
    figure |= {"part_of": None, "same_as": None}
    figure |= {"modality": "estimated" if estimated else "asserted", "source": "", "origin": ""}
    _apply(flags, figure, marked, where)
    if not figure["source"]:
        figure["source"] = _voice(begin if number else start, marked, where)
    return Reading(figure, doubts)


def _bracketed(told: str, pair: str) -> str:
    opening, closing = re.escape(pair[0]), re.escape(pair[1])
    inside = re.search(rf"{opening}([^{closing}]*){closing}", told)
    return _bare(inside[1]) if inside else ""


def _bare(told: str) -> str:
    return re.sub(r"[\[\]<>]", "", told)


def _stand(bare: str, flags: list[str], text: str, where: str) -> tuple[str, int, int, list[str]]:
    """The words as the text has them, the how-many-eth of their like, their place, other flags."""
    pattern = r"\s+".join(re.escape(word) for word in bare.split())
    hits = list(re.finditer(rf"(?<!\w)(?={pattern}(?!\w))", text))
    if not hits:
        raise AuthoringError(where, f"{bare!r} does not stand in the passage")
    asked = [int(flag[4:]) for flag in flags if flag.startswith("occ ")]
    if len(hits) > 1 and not asked:
        raise AuthoringError(where, f"{bare!r} stands {len(hits)} times: say 'occ 1' or more")
    if asked and asked[0] > len(hits):
        raise AuthoringError(where, f"{bare!r} does not stand {asked[0]} times in the passage")
    place = hits[asked[0] - 1 if asked else 0].start()
    match = re.compile(pattern).match(text, place)
    assert match is not None
    quote = match[0]
    # The gold counts every place where the very characters stand, inside words too.
    occurrence, before = 1, text.find(quote)
    while before < place:
        occurrence, before = occurrence + 1, text.find(quote, before + 1)
    return quote, occurrence, place, [flag for flag in flags if not flag.startswith("occ ")]


def _value(flags: list[str], where: str) -> Value | None:
    told = [flag for flag in flags if flag.startswith("=")]
    if not told:
        return None
    match = _VALUE.fullmatch(told[0])
    if not match:
        raise AuthoringError(where, f"{told[0]!r} is no value, as '=12' or '=24-99 vague'")
    low, end, modifier = int(match[1]), match[2], match[3]
    if end == "+":
        return Value(low, None, modifier or "vague")
    if end:
        if not modifier:
            raise AuthoringError(where, f"say the modifier of {told[0]!r}")
        return Value(low, int(end[1:]), modifier)
    return Value(low, low, modifier or "exact")


def _read(number: str, span: tuple[int, int], text: str) -> tuple[Value | None, bool]:
    """What the number grammar makes of the number words, in their sentence or alone."""
    if number.lower() in _ARTICLES:
        return Value(1, 1, "exact"), False
    if not number:
        return None, False
    met = [
        quantity
        for quantity in quantities(text)
        if quantity.start < span[1] and span[0] < quantity.end
    ]
    found = met or quantities(number)
    if len(found) != 1 or found[0].share:
        return None, False
    only = found[0]
    return Value(only.low, only.high, str(only.modifier)), only.estimated


def _wider(span: tuple[int, int], text: str) -> list[str]:
    """A number that the grammar takes more words into than its writer did."""
    return [
        text[quantity.start : quantity.end]
        for quantity in quantities(text)
        if quantity.start < span[0] < quantity.end or quantity.start < span[1] < quantity.end
    ]


def _apply(flags: list[str], figure: dict[str, Any], marked: MarkedText, where: str) -> None:
    for flag in flags:
        key, _, rest = flag.partition(" ")
        if flag in _SCOPES:
            figure["scope"] = _SCOPES[flag]
        elif flag in (*_MODALITIES, "question"):
            figure["modality"] = flag
        elif key in ("part", "same") and rest.isdecimal():
            figure["part_of" if key == "part" else "same_as"] = int(rest)
        elif key == "pop":
            figure["population"] = rest
        elif flag.startswith("@"):
            named, _, origin = flag[1:].partition(" < ")
            figure["source"] = _named(named.strip(), marked, where)
            figure["origin"] = _named(origin.strip(), marked, where) if origin else ""
        elif flag.startswith("<"):
            figure["origin"] = _named(flag[1:].strip(), marked, where)
        elif not flag.startswith("="):
            raise AuthoringError(where, f"{flag!r} means nothing")


def _named(name: str, marked: MarkedText, where: str) -> str:
    """A voice by its words, by the number of an attribution, or "-" for the publisher."""
    if name == "-":
        return "publisher"
    if name.isdecimal() and int(name) < 100:
        if int(name) not in marked.attributions:
            raise AuthoringError(where, f"there is no attribution {name}")
        return _no_pronoun(marked.source(int(name)) or "publisher", where)
    return name


def _voice(place: int, marked: MarkedText, where: str) -> str:
    """Who says what stands at a place: the source whose content holds it, or the publisher."""
    for number, attribution in marked.attributions.items():
        if attribution.covers(place) and attribution.source:
            return _no_pronoun(marked.source(number), where)
    return "publisher"


def _no_pronoun(source: str, where: str) -> str:
    if source.lower() in _PRONOUNS and source != "WHO":
        raise AuthoringError(where, f"say whom {source!r} stands for, as in '@the ministry'")
    return _RUN.sub(" ", source)
