"""Windows: stretches of time as worded, such as "in the first half of this year", "by June".

Found by a small grammar over the words, because a parse hangs them anywhere. They stay words here;
resolution gives them dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from tollbook.extraction.phrases import words_of
from tollbook.language import load


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time in a text: its offsets, and where it starts without its preposition."""

    start: int
    end: int
    core: int
    is_past: bool


def windows(text: str, language: str) -> Iterator[Window]:
    """The windows that stand in a text, in order.

    >>> text = "The visit is expected within weeks or in the first half of next year."
    >>> [text[w.start : w.end] for w in windows(text, "en")]
    ['within weeks', 'in the first half of next year']
    """
    past = words_of(language, "windows", "past")
    for match in _grammar(language).finditer(text):
        opening = match["preposition"]
        core = match.end("preposition") + 1 if opening else match.start()
        words = match.group().lower().split()
        yield Window(match.start(), match.end(), core, not past.isdisjoint(words))


@cache
def _grammar(language: str) -> re.Pattern[str]:
    lexicon = load(language, "windows")
    modifier = rf"(?:(?:{_any(lexicon['modifiers'])}|\d{{1,3}})[ -])"
    unit = rf"(?:{_any(lexicon['units'])})s?(?:'s?|’s?)?"
    month = rf"(?:{_any(lexicon['months'])})\b(?:\.(?= \d))?"
    year = r"(?:19|20)\d\d"
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    date = rf"(?:{day} (?:of )?{month}(?:,? {year})?|{month}(?: {day})?(?:,? {year})?|{year})"
    weekday = rf"(?:{_any(lexicon['weekdays'])})s?"
    point = rf"(?:{unit}|{weekday}|{date})"
    after = rf"(?: (?:{_any(lexicon['after'])}))?"
    of = rf"(?:,? (?:of|in|on) {modifier}{{0,3}}{point})"
    preposition = rf"(?P<preposition>{_any(lexicon['prepositions'])})"
    fixed = rf"(?:{_any(lexicon['deictics'])})"
    return re.compile(
        rf"(?<!\w)(?:{_any(lexicon['alone'])}"
        rf"|(?:(?i:{preposition}) {modifier}{{0,6}}"
        rf"|(?i:{fixed})[ -]{modifier}{{0,5}}|(?=(?-i:{weekday})))"
        rf"{point}{of}{{0,2}}{after})(?!\w|-\w)"
    )


def _any(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in longest_first)
