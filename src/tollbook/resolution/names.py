"""What a name may be without the words around it: titles, nationality, "a spokesman for"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from tollbook.language import load
from tollbook.resolution.countries import country_at
from tollbook.resolution.words import Word, keys, without_article


class Form(NamedTuple):
    """One way to read a name.

    `country` was taken off its front; a `bare` form is too little for an office: "Algeria TV" is
    not Algeria's government.
    """

    words: Sequence[Word]
    country: str | None = None
    bare: bool = False


_PAPER_WITHIN = 4  # words: "the latest figures" ... "released this week by"
_MOST_TITLES = 4  # "former Ukrainian army chief Gen. X": nobody bears more before a name


def forms(name: Sequence[Word]) -> Iterator[Form]:
    """The ways to read a name, fullest first, each with the country taken off its front, if any.

    "a spokesman for the Ukrainian army" -> "spokesman for...", "Ukrainian army";
    "Ukrainian President Zelensky" -> "Ukrainian President...", "President Zelensky", "Zelensky".
    """
    rest = without_article(name)
    if not rest:
        return
    yield Form(rest)
    for read in (_without_speaker, _without_paper, _without_description):
        shorter = read(rest)
        if shorter and len(shorter) < len(rest):
            rest = without_article(shorter)
            yield Form(rest)
    yield from _without_titles(rest)
    tail = _longest_end(rest, "trailing")
    if tail and tail < len(rest):
        yield Form(rest[:-tail], bare=True)


def _without_titles(rest: Sequence[Word]) -> Iterator[Form]:
    """The name without the nationality and the titles before it."""
    country: str | None = None
    for _ in range(_MOST_TITLES):
        found = country_at(rest, 0)
        if found is not None:
            country = found.code
        dropped = found.length if found else _longest_start(rest, "titles")
        rest = without_article(rest[dropped:])
        if not dropped or not rest:
            return
        yield Form(rest, country, bare=True)


def _without_speaker(name: Sequence[Word]) -> Sequence[Word]:
    """The office for which a spokesman speaks."""
    front = _longest_start(name, "spokesman_of")
    if front:
        return name[front:]
    return name[:-1] if (name[-1].key,) in _phrases("spokesman") else name


def _without_paper(name: Sequence[Word]) -> Sequence[Word]:
    """Whoever is behind a paper: "the latest figures released by the health ministry"."""
    papers, links = _phrases("papers"), _phrases("paper_of")
    for index, word in enumerate(name[:_PAPER_WITHIN]):
        if (word.key,) in papers:
            after = name[index + 1 : index + 1 + _PAPER_WITHIN]
            link = next((n for n, one in enumerate(after) if (one.key,) in links), None)
            return name if link is None else name[index + link + 2 :]
    return name


def _without_description(name: Sequence[Word]) -> Sequence[Word]:
    """The name without "state-run", "unnamed", "UK-based" before it."""
    for _ in range(_MOST_TITLES):
        front = _longest_start(name, "leading")
        if not front or front == len(name):
            break
        name = name[front:]
    return name


def _longest_start(name: Sequence[Word], table: str) -> int:
    """How many words of the front are one phrase of the table."""
    phrases = _phrases(table)
    start = tuple(word.key for word in name[:5])
    return next((n for n in range(len(start), 0, -1) if start[:n] in phrases), 0)


def _longest_end(name: Sequence[Word], table: str) -> int:
    """How many words of the end are one phrase of the table."""
    end = tuple(word.key for word in name[-5:])
    return next((n for n in range(len(end), 0, -1) if end[-n:] in _phrases(table)), 0)


@cache
def _phrases(table: str) -> frozenset[tuple[str, ...]]:
    return frozenset(keys(phrase) for phrase in load("en", "offices")["voices"][table])
