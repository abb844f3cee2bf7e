"""Sentences, found without a parse: the gate must decide before anything is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tollbook.language import load
from tollbook.model.document import Document

# A stop, perhaps a closing quote or bracket, blanks, and what could open a sentence.
_STOP = re.compile(r"[.!?…]{1,3}[\"'”’»)\]]{0,3}(\s{1,8})(?=[\"'“‘«(\[]{0,2}\s?[\w$€£])")
# "SEOUL, Dec. 19, 2024 (Harbour Wire) - ", "KYIV (AP) — ": where and by whom, no part of a sentence
_DATELINE = re.compile(
    r"[A-Z][A-Z'’.-]{2,30}(?: [A-Z][A-Z'’.-]{1,30}){0,3}(?:, [\w .,'’/-]{1,40}?)?"
    r"(?: ?\([\w .,&'’/-]{2,40}\) ?[-–—]{1,2}| [–—]| --|(?<=\d) -) {1,3}(?=\S)"
)
_LAST_WORD = re.compile(r"[\w.’'&-]{1,24}$")
_FIRST_WORD = re.compile(r"[\"'“‘«(\[\s]{0,4}(\w{1,24})")
_INITIAL = re.compile(r"(?:[A-Z]\.)*[A-Z]")


def sentences(document: Document, max_chars: int) -> Iterator[tuple[int, int, int]]:
    """Each sentence as (start, end, index of its block), in order, without outer blanks.

    A sentence never crosses a block. One of more than `max_chars` characters is cut at a blank.
    """
    for index, block in enumerate(document.blocks):
        if block.role in ("caption", "byline"):
            continue
        for start, end in split(document.text, block.start, block.end, document.language):
            for first, last in _cut(document.text, start, end, max_chars):
                yield first, last, index


def split(text: str, start: int, end: int, language: str = "en") -> Iterator[tuple[int, int]]:
    """The sentences of `text[start:end]` as offsets, without outer blanks.

    >>> text = 'Gen. Ali spoke. "We lost 3 men." He left.'
    >>> [text[a:b] for a, b in split(text, 0, len(text))]
    ['Gen. Ali spoke.', '"We lost 3 men."', 'He left.']
    """
    dateline = _DATELINE.match(text, start, end)
    begin = dateline.end() if dateline else start
    for stop in _STOP.finditer(text, begin, end):
        if _ends_sentence(text, begin, stop, language):
            yield from _trim(text, begin, stop.start(1))
            begin = stop.end(1)
    yield from _trim(text, begin, end)


@cache
def _words(language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    data = load(language, "sentences")
    return frozenset(data["titles"]), frozenset(data["others"]), frozenset(data["starters"])


def _ends_sentence(text: str, begin: int, stop: re.Match[str], language: str) -> bool:
    """Whether the stop is the end of a sentence and not of an abbreviation or initial."""
    following = _FIRST_WORD.match(text, stop.end(1))
    next_word = following.group(1) if following else ""
    if text[stop.start()] != "." or text[stop.start() : stop.start() + 2] == "..":
        return not next_word[:1].islower()
    titles, others, starters = _words(language)
    before = _LAST_WORD.search(text, max(begin, stop.start() - 24), stop.start())
    word = before.group() if before else ""
    if word in titles:
        return False
    if word in others or _INITIAL.fullmatch(word):
        return next_word in starters and word not in starters
    return not next_word[:1].islower()


def _trim(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _cut(text: str, start: int, end: int, max_chars: int) -> Iterator[tuple[int, int]]:
    while end - start > max_chars:
        blank = text.rfind(" ", start + 1, start + max_chars)
        middle = blank if blank > 0 else start + max_chars
        yield from _trim(text, start, middle)
        start = middle
    yield from _trim(text, start, end)
