"""A value of a list or a table: how many it says, and what the words beside the number say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tollbook.extraction.labels import Words, named_place, read_words
from tollbook.extraction.numbers import Quantity, quantities
from tollbook.language import load

_DIGITS = re.compile(r"\d{1,3}(?:[,.\u00a0\u202f\u2009 ]\d{3})+|\d+")
_NOTE = re.compile(r"\(([^()\n]{0,80})\)|\[([^\]\n]{0,40})\]")
_SIGNED = re.compile(r"\s*[+−±-]\s?\d|\s*\w{1,2}\s*\Z")  # "(+1,260)", "[2]": no second count
_JOINED = re.compile(r"\s(?:and|&|with|plus)\s|\s\+\s")
_NONE = re.compile(r"no\s", re.IGNORECASE)
_END = " .,;:*†‡_\t"
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Entry:
    """One number of a value, with what its own words say; offsets are into the whole text.

    `parts` are the numbers in brackets behind it: "12 (3 children)". `end` is where it ends.
    """

    quantity: Quantity
    words: Words
    end: int
    parts: tuple[Entry, ...] = ()


def read_value(text: str, start: int, end: int, policy: str) -> list[Entry] | None:
    """The entries of a value: none where it counts nobody, None where it can't be read as one.

    >>> found = read_value("3 killed and 2 hurt", 0, 19, "tollbook")
    >>> [(entry.quantity.low, entry.words.measures) for entry in found]
    [(3, ('killed',)), (2, ('injured',))]
    """
    while end > start and text[end - 1] in _END:
        end -= 1
    found: list[Entry] = []
    for first, last in _pieces(text, start, end, policy):
        read = _entry(text, first, last, policy)
        if read is None:
            return None
        found += read
    return found


def _pieces(text: str, start: int, end: int, policy: str) -> Iterator[tuple[int, int]]:
    """The value, or the two sides of "and" where each has a number of its own."""
    at = start
    for join in _JOINED.finditer(text, start, end):
        sides = text[at : join.start()], text[join.end() : end]
        if all(_begins_with_number(side, policy) for side in sides):
            yield at, join.start()
            at = join.end()
    yield at, end


def _begins_with_number(words: str, policy: str) -> bool:
    numbers = quantities(words, policy)
    return bool(numbers) and (
        numbers[0].start == 0 or bool(read_words(words, 0, numbers[0].start).measures)
    )


def _entry(text: str, start: int, end: int, policy: str) -> list[Entry] | None:
    notes = list(_NOTE.finditer(text, start, end))
    stop = notes[0].start() if notes else end
    words = text[start:stop].strip().lower()
    if words in load("en", "structure")["words"]["zero"]:
        return [Entry(_number(start, stop, 0), Words(), stop)]
    numbers = _numbers(text, start, stop, policy)
    if not numbers:
        return _without_number(text, start, stop, notes, policy)
    first = numbers[0]
    after = read_words(text, first.end, stop)
    if len(numbers) > 1 and numbers[1].start < after.tail:
        return _in_a_row(text, start, stop, numbers, policy)
    before = read_words(text, start, first.start)
    if before.unread and not notes and not text[first.end : stop].strip():
        before = _name_alone(text, start, first.start) or before
    said = _together(before, after)
    if notes:  # "1,250 households (7,500 people) displaced"
        behind = read_words(text, notes[-1].end(), end)
        said = replace(_together(said, behind), tail=after.tail)
    if said.unread:
        return None
    parts = tuple(
        replace(part, words=replace(part.words, measures=part.words.measures or said.measures))
        for note in notes
        for part in _in_brackets(text, note, policy)
    )
    if said.things:
        return [part for part in parts if part.words.people]
    return [Entry(first, said, _trim(text, first.end, min(after.tail, stop)), parts)]


def _name_alone(text: str, start: int, end: int) -> Words | None:
    """The words before a number that are the name of a place: "Deaths by state: Assam 12"."""
    found = named_place(text, start, end)
    whole = found is not None and text[start:end].strip() == text[slice(*found)].strip()
    return Words(place=found) if whole else None


def _trim(text: str, start: int, end: int) -> int:
    """The end of a stretch without the blanks and commas that it ends in."""
    while end > start and text[end - 1] in _END:
        end -= 1
    return end


def _numbers(text: str, start: int, end: int, policy: str) -> list[Quantity]:
    """The numbers of a stretch; one of digits alone counts, whatever it looks like elsewhere."""
    plain = _DIGITS.fullmatch(text[start:end].strip())
    if plain:
        digits = re.sub(r"\D", "", plain[0])
        at = text.index(plain[0], start)
        return [_number(at, at + len(plain[0]), int(digits))] if len(digits) <= _MOST_DIGITS else []
    return [
        replace(
            number,
            start=start + number.start,
            end=start + number.end,
            core_start=start + number.core_start,
            core_end=start + number.core_end,
        )
        for number in quantities(text[start:end], policy)
        if number.role == "count" and number.form != "set" and number.share is None
    ]


def _number(start: int, end: int, value: int) -> Quantity:
    return Quantity(start, end, start, end, value, value, "exact")


def _without_number(
    text: str, start: int, end: int, notes: Sequence[re.Match[str]], policy: str
) -> list[Entry] | None:
    """Read "no casualties" as zero and "Assam (12)" by its brackets; the rest counts nobody."""
    said = read_words(text, start, end)
    if _NONE.match(text, start, end):
        return [Entry(_number(start, start + 2, 0), said, end)] if not said.unread else None
    inside = [part for note in notes[:1] for part in _in_brackets(text, note, policy)]
    if inside:
        place = None if said.people else named_place(text, start, end)
        named = replace(said, place=said.place or place)
        return [replace(part, words=_together(named, part.words)) for part in inside]
    return None if said.measures else []


def _in_a_row(
    text: str, start: int, end: int, numbers: Sequence[Quantity], policy: str
) -> list[Entry] | None:
    """Numbers with nothing between but what each counts: "3 killed 12 wounded"."""
    edges = [start, *(number.start for number in numbers[1:]), end]
    found: list[Entry] = []
    for first, last in pairwise(edges):
        one = _numbers(text, first, last, policy)
        if len(one) != 1:
            return None
        said = _together(read_words(text, first, one[0].start), read_words(text, one[0].end, last))
        if not said.measures or said.unread:
            return None
        found.append(Entry(one[0], said, _trim(text, one[0].end, last)))
    return found


def _in_brackets(text: str, note: re.Match[str], policy: str) -> Iterator[Entry]:
    """The people in brackets behind a number: "(3 children)", "(7,500 people)"."""
    start, end = note.span(1) if note[1] is not None else note.span(2)
    if note[1] is None or (_SIGNED.match(text, start, end) and not text[start:end].isdecimal()):
        return
    at = start
    for comma in (*(m.start() for m in re.finditer(r",\s|;", text[start:end])), end - start):
        stop = start + comma
        numbers = _numbers(text, at, stop, policy)
        if len(numbers) == 1:
            before, after = (
                read_words(text, at, numbers[0].start),
                read_words(text, numbers[0].end, stop),
            )
            said = _together(before, after)
            if not said.unread and not said.things:
                yield Entry(numbers[0], said, stop)
        at = stop + 1


def _together(before: Words, after: Words) -> Words:
    """What the words on both sides of a number say."""
    return Words(
        measures=(*before.measures, *after.measures),
        people=after.people or before.people,
        place=after.place or before.place,
        things=before.things or after.things,
        unread=before.unread or after.unread,
        including=before.including,
        modality=before.modality if before.modality != "asserted" else after.modality,
        tail=after.tail,
    )
