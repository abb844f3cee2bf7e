r"""Text copied from a PDF: words broken at line ends are mended, what pages repeat is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from tollbook.language import languages, load
from tollbook.model.document import Extent
from tollbook.reading.canonical import Edit, Traced

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_DIGITS = 4  # of a page number
_STRETCH = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")
_ENDS_SENTENCE = re.compile(r"""[.!?:;…]["'”’)\]»]*\Z""")
_STORY_LINE = 25  # characters; a shorter line may be the label of the number below it
_HEADER_MOST = 120
_HEADER_LEAST = 8
_HYPHEN = re.compile(
    r"(?<![^\W_])(?P<before>[^\W_]{1,40}(?:-[^\W_]{1,40}){0,4})(?P<hyphen>[-\u2010\u00ad])"
    r"[ \t]{0,9}\n[ \t]{0,9}(?P<after>[^\W_]{1,40})(?P<goes_on>[-\u2010][^\W_])?"
)
_NUMBER_LINE = re.compile(r"[ \t]*[~<>≈]?\d[\d.,–— -]{0,20}\+?[ \t]*$", re.M)
_ITEM = re.compile(r"[ \t]*(?:[-*•‣◦▪●○■–—]+|\d{1,3}[.)])\s")
_CELLS = re.compile(r"[\t|]| {3,}(?=\S)")


def unwrapped(text: Traced) -> Traced:
    r"""A canonical text as it was before a PDF broke it into pages and narrow lines.

    Page numbers and headers that pages repeat are left out; a word that is broken at the end of a
    line is one word again. The lines around such a word are those of one paragraph.

    >>> unwrapped(Traced.whole("Nine were inju-\nred near Port-au-\nPrince.")).text
    'Nine were injured near Port-au-Prince.'
    """
    pages = text.edited(_page_furniture(text.text))
    return pages.edited(sorted(_mended(pages.text)))


def _page_furniture(text: str) -> Iterator[Edit]:
    """Lines that belong to the page and not to the report, with the blank lines around them."""
    lines = [found.span() for found in _LINE.finditer(text)]
    words = [text[start:end].strip() for start, end in lines]
    filled = [index for index, line in enumerate(words) if line]
    dropped = _dropped(text, lines, words, filled)
    if not dropped:
        return
    index = 0
    while index < len(filled):
        if filled[index] not in dropped:
            index += 1
            continue
        first = index
        while index < len(filled) and filled[index] in dropped:
            index += 1
        before = filled[first - 1] if first else None
        after = filled[index] if index < len(filled) else None
        start = lines[before][1] if before is not None else 0
        end = lines[after][0] if after is not None else len(text)
        amid = (
            before is not None and after is not None and _amid_sentence(words[before], words[after])
        )
        yield start, end, "" if amid or before is None or after is None else "\n"


def _dropped(text: str, lines: list[Extent], words: list[str], filled: list[int]) -> set[int]:
    """The indices of the lines that a page number or a repeated header takes up.

    A number alone may be the value of the label above it. It is that of a page if a form feed
    follows, if a sentence that can't end there stands before it, or if it counts on from another
    one beside the same header.
    """
    feeds = {index for index in filled if "\f" in text[slice(*lines[index])]}
    places: dict[str, list[int]] = {}
    for place, index in enumerate(filled):
        if _may_be_header(words[index]):
            places.setdefault(words[index], []).append(place)
    # A line that makes up a third of the text is a refrain or a row, and no header.
    places = {
        line: found for line, found in places.items() if 1 < len(found) <= len(filled) // 3 + 1
    }
    numbers = {index for index in filled if _page_line().match(words[index])}
    bare = {index for index in filled if words[index].isdecimal() and len(words[index]) <= _DIGITS}
    repeated = {filled[place] for found in places.values() for place in found}
    around = _story_around(filled, words, numbers | bare | repeated)
    for place, index in enumerate(filled):
        if index in bare and (
            not feeds.isdisjoint(filled[place + 1 : place + 2])
            or (_is_unfinished(around[index][0]) and around[index][1][:1].islower())
        ):
            numbers.add(index)
    numbers |= _counted_on(words, filled, bare, places)
    headers: set[int] = set()
    for found in places.values():
        edges = (
            filled[place] in feeds
            or not numbers.isdisjoint(filled[max(place - 1, 0) : place + 2])
            or _amid_sentence(*around[filled[place]])
            for place in found[1:]
        )
        if any(edges):
            headers.update(filled[place] for place in found[1:])  # the first one is the title
    return numbers | headers


def _story_around(
    filled: list[int], words: list[str], doubtful: set[int]
) -> dict[int, tuple[str, str]]:
    """For each doubtful line the nearest lines before and after it that are surely the story's."""
    before: dict[int, str] = {}
    after: dict[int, str] = {}
    for nearest, order in ((before, filled), (after, filled[::-1])):
        line = ""
        for index in order:
            if index in doubtful:
                nearest[index] = line
            else:
                line = words[index]
    return {index: (before[index], after[index]) for index in doubtful}


def _may_be_header(line: str) -> bool:
    return (
        _HEADER_LEAST <= len(line) <= _HEADER_MOST
        and not _ENDS_SENTENCE.search(line)
        and not _ITEM.match(line)
        and not _CELLS.search(line)
        and not line.isdigit()
    )


def _counted_on(
    words: list[str], filled: list[int], bare: set[int], headers: dict[str, list[int]]
) -> set[int]:
    """Of the lines that hold a number alone, those beside a header that count on, page by page."""
    beside: dict[str, list[int]] = {}
    for place, index in enumerate(filled):
        if index in bare:
            neighbours = {words[near] for near in filled[max(place - 1, 0) : place + 2]}
            for line in neighbours & headers.keys():
                beside.setdefault(line, []).append(index)
    found: set[int] = set()
    for numbered in beside.values():
        for index, following in pairwise(numbered):
            if int(words[following]) == int(words[index]) + 1:
                found |= {index, following}
    return found


def _is_unfinished(line: str) -> bool:
    """Whether a line ends amid a word, or with one that no label ends with ("of", "were")."""
    last = line.rsplit(maxsplit=1)[-1] if line else ""
    return bool(re.search(r"[^\W\d_]-\Z", last)) or last in _words("unfinished")


def _amid_sentence(before: str, after: str) -> bool:
    """Whether a sentence goes on from one line to the other, which the page's edge parts."""
    long = len(before) >= _STORY_LINE or _is_unfinished(before)
    return long and not _ENDS_SENTENCE.search(before) and after[:1].islower()


def _mended(text: str) -> Iterator[Edit]:
    """Hyphens to take out, and the line breaks of the paragraphs that they stood in."""
    for stretch in _STRETCH.finditer(text):
        start, end = stretch.span()
        breaks: set[int] = set()
        for found in _HYPHEN.finditer(text, start, end):
            if not _is_broken(found):
                continue
            breaks.add(text.index("\n", found.start("hyphen")))
            yield found.start("hyphen") + _keeps_hyphen(found), found.start("after"), ""
        if breaks:
            yield from _line_breaks(text, start, end, breaks)


def _line_breaks(text: str, start: int, end: int, mended: set[int]) -> Iterator[Edit]:
    """The line breaks of a wrapped paragraph, each a blank; items and rows stay on their lines.

    A line goes on in the next one if that begins in small letters, or its first word would not have
    fitted.
    """
    lines = [found.span() for found in _LINE.finditer(text, start, end)]
    width = max(len(text[a:b].rstrip()) for a, b in lines)
    for (first, stop), (second, last) in pairwise(lines):
        line, after = text[first:stop].rstrip(), text[second:last]
        if stop - 1 in mended or _ITEM.match(after) or _NUMBER_LINE.match(after):
            continue
        if _CELLS.search(line.strip()) and _CELLS.search(after.strip()):
            continue
        full = len(line) + 1 + len(after.split(maxsplit=1)[0]) > width
        goes_on = not _ENDS_SENTENCE.search(line) and after.lstrip()[0].islower()
        if goes_on or full:
            yield first + len(line), second + len(after) - len(after.lstrip()), " "


def _is_broken(found: re.Match[str]) -> bool:
    """Whether a word goes on behind the hyphen.

    Not so where it is left open ("pre- and post-war"), nor where a dash parts a label from the line
    below it.
    """
    if found["hyphen"] == "\u00ad":
        return True
    if found["after"].lower() in _words("suspending"):
        return False
    if found["after"][0].islower():
        return True
    text, at = found.string, found.start("before")
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return bool(line.strip()) and not _NUMBER_LINE.match(text, found.start("after"))


def _keeps_hyphen(found: re.Match[str]) -> bool:
    """Whether the hyphen belongs to the word: before a name or a number, within a compound."""
    if found["hyphen"] == "\u00ad":
        return False
    *others, half = found["before"].split("-")
    if not found["after"][0].islower() or not half[-1].isalpha() or found["goes_on"]:
        return True
    first, second = half.lower(), found["after"]
    if others:
        return first in _words("within")
    if first in _words("numbers"):
        return second in _words("counted")
    compound = second in _words("seconds") and first not in _words("syllables")
    return compound or first in _words("firsts")


@cache
def _page_line() -> re.Pattern[str]:
    word = "|".join(map(re.escape, sorted(_words("page_words"))))
    return re.compile(
        rf"[-–—|\[\s]{{0,4}}(?:{word})\s?\d{{1,4}}(?:\s?(?:of|/)\s?\d{{1,4}})?[-–—|\]\s]{{0,4}}\Z"
        rf"|\d{{1,4}}\s?\|\s?(?:{word})\Z|[-–—]\s?\d{{1,4}}\s?[-–—]\Z"
    )


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word for language in languages() for word in load(language, "wrapping")[name])
