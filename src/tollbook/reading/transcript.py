"""Broadcast transcripts: a first line with date, [programme] and headline, captions that speak."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tollbook.reading.dates import find_date, without_dates

_HEADER_MOST = 400
_PROGRAMME = re.compile(r"\[\s{0,3}([^\[\]\n]{2,80}?)\s{0,3}\]")
_HEADLINE = re.compile(r"[“\"„«]\s{0,3}([^“”\"„«»\n]{3,300}?)\s{0,3}[”\"“»]")
_LABEL = re.compile(r"\W*(?:[^\W\d_]{2,12}\W*)?\Z")  # "date", "Aired:"

# "Name / Party", "Name | Role": two short parts, the first of which is a name.
_CAPTION = re.compile(r"([^/|\n]{2,60}?)\s{0,3}[/|]\s{0,3}([^/|\n]{2,80})\Z")
_CAPTION_MOST = 150
_NAME_WORDS = range(1, 7)
_ROLE_WORDS = range(1, 13)
_PARTICLES = {"de", "da", "di", "del", "van", "von", "der", "den", "bin", "bint", "ibn", "al", "el"}
_ENDS_SENTENCE = re.compile(r"[.!?;:,][\"'”’)]*\Z")


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of a transcript: `opening_end` and `headline` are offsets in that line."""

    day: date
    programme: str
    opening_end: int
    headline: tuple[int, int] | None


def read_header(line: str) -> Header | None:
    """The header that a line is, None where it is none.

    >>> header = read_header('date 2021-05-02 [Evening Report] “TEN RESCUED IN NORTH”')
    >>> header.programme, header.day.isoformat()
    ('Evening Report', '2021-05-02')
    """
    programme = _PROGRAMME.search(line[:_HEADER_MOST])
    if not programme:
        return None
    quoted = _HEADLINE.search(line, programme.end())
    opening = line[: quoted.start() if quoted else len(line)].rstrip()
    day = find_date(opening)
    if day is None:
        return None
    opening_end = len(opening)
    headline = quoted.span(1) if quoted else None
    if headline is None and day.end < programme.end() < opening_end:
        opening_end = programme.end()
        headline = _stripped_span(line, opening_end)
    left = without_dates(line[:opening_end].replace(programme[0], " "))
    if not _LABEL.match(left):
        return None
    return Header(day.day, programme[1], opening_end, headline)


def is_caption(line: str) -> bool:
    """Whether a line that stands alone names a speaker: "Name / Party".

    >>> is_caption("Ana Petrova/ Rescue Service"), is_caption("It fell by 3/4 in a week.")
    (True, False)
    """
    if len(line) > _CAPTION_MOST or not ("/" in line or "|" in line):
        return False
    found = _CAPTION.match(line)
    if not found or _ENDS_SENTENCE.search(line):
        return False
    name, role = found[1].split(), found[2].split()
    return (
        len(name) in _NAME_WORDS
        and len(role) in _ROLE_WORDS
        and not any(character.isdigit() for character in found[1])
        and all(is_name_word(word) for word in name)
    )


def is_name_word(word: str) -> bool:
    """Whether a word can be part of a name: in capitals, in another script, or a particle."""
    capital = any(part[:1].isupper() for part in word.split("-"))  # "al-Sayed", "Ji-won"
    return capital or not word[0].isascii() or word.lower() in _PARTICLES


def _stripped_span(line: str, start: int) -> tuple[int, int] | None:
    words = line[start:].strip()
    if not words:
        return None
    first = line.index(words, start)
    return first, first + len(words)
