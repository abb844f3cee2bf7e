"""What a name may be without the words around it: titles, nationality, "a spokesman for"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from tollbook.language import load
from tollbook.resolution.countries import country_at
from tollbook.resolution.words import Word, keys, without_article

Form = tuple[Sequence[Word], str | None]
_MOST_TITLES = 4  # "former Ukrainian army chief Gen. X": nobody bears more before a name


def forms(name: Sequence[Word]) -> Iterator[Form]:
    """The ways to read a name, fullest first, each with the country taken off its front, if any.

    "a spokesman for the Ukrainian army" -> "spokesman for...", "Ukrainian army";
    "Ukrainian President Zelensky" -> "Ukrainian President...", "President Zelensky", "Zelensky".
    """
    rest = without_article(name)
    if not rest:
        return
    yield rest, None
    rest = _speaker_dropped(rest)
    country: str | None = None
    for _ in range(_MOST_TITLES):
        yield rest, country
        found = country_at(rest, 0)
        if found is not None:
            country = found.code
        dropped = found.length if found else _longest_start(rest, "titles")
        rest = without_article(rest[dropped:])
        if not dropped or not rest:
            return


def _speaker_dropped(name: Sequence[Word]) -> Sequence[Word]:
    """The office for which a spokesman speaks."""
    front = _longest_start(name, "spokesman_of")
    if front:
        return without_article(name[front:]) or name
    if len(name) > 1 and (name[-1].key,) in _phrases("spokesman"):
        return name[:-1]
    return name


def _longest_start(name: Sequence[Word], table: str) -> int:
    """How many words of the front are one phrase of the table."""
    phrases = _phrases(table)
    start = tuple(word.key for word in name[:5])
    return next((n for n in range(len(start), 0, -1) if start[:n] in phrases), 0)


@cache
def _phrases(table: str) -> frozenset[tuple[str, ...]]:
    return frozenset(keys(phrase) for phrase in load("en", "offices")["voices"][table])
