"""From lines to paragraphs: one a line, or several lines that were broken at a fixed width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

# Zero-width characters are as blank as a space, though Unicode does not class them so.
_BLANK = " \t\r\f\v\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
_BLANK += "\x1c\x1d\x1e\x1f\u200b\u200c\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\x85"

_WRAP_LEAST = 40  # only a newspaper breaks shorter lines
_COLUMN_LEAST = 18  # characters of its columns
_COLUMN_LINES = 3
_WRAP_MOST = 120  # a longer line was not broken for a screen or a telex
_SURE_BREAKS = 2
_ENDS_SENTENCE = re.compile(r"""[.!?:;…]["'”’)\]»]*\Z""")
_LIST_ITEM = re.compile(r"(?:[-*•‣◦▪●○■–—]+|\d{1,3}[.)])\s")
_CELLS = re.compile(r"[\t|]|(?<![.!?:;,\"'”’)]) {2,}(?=\S)")  # what parts the cells of a table
_NUMBER_ALONE = re.compile(r"[~<>≈]?\d[\d.,–— -]{0,20}\+?\Z")
_GOES_ON = re.compile(r"[^\W\d_A-ZÀ-ÖØ-Þ]|[\d($€£(“\"'‘]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Code points `start` to `end`, without blanks at the ends; `gap` blank lines stand before."""

    start: int
    end: int
    gap: int
    lines: int = 1


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    indent: int
    gap: int
    text: str


def paragraphs(text: str) -> list[Paragraph]:
    r"""The paragraphs of a text with `\n` line ends, in order.

    A line is a paragraph, unless the text was broken at a fixed width: then a line goes on in the
    next one where the next one's first word would not have fitted.
    """
    lines = list(_lines(text))
    width = _wrap_width(lines)
    columns = _narrow_columns(lines)
    found: list[Paragraph] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before and (line.start in columns or _goes_on(before, line, width)):
            last = found[-1]
            found[-1] = Paragraph(last.start, line.end, last.gap, last.lines + 1)
        else:
            found.append(Paragraph(line.start, line.end, line.gap))
    return found


def _lines(text: str) -> Iterator[_Line]:
    start = gap = 0
    for raw in text.split("\n"):
        stripped = raw.strip(_BLANK)
        if stripped:
            indent = len(raw) - len(raw.lstrip(_BLANK))
            first = start + indent
            yield _Line(first, first + len(stripped), indent, gap, stripped)
            gap = 0
        else:
            gap += 1
        start += len(raw) + 1


def _wrap_width(lines: list[_Line]) -> int | None:
    """The width the text was broken at: that of its longest line that stops amid a sentence."""
    broken = [
        len(line.text) for line, after in pairwise(lines) if _breaks_amid_sentence(line, after)
    ]
    return max(broken) if len(broken) >= _SURE_BREAKS else None


def _narrow_columns(lines: list[_Line]) -> frozenset[int]:
    """Where lines begin that go on with the line before, in a column too narrow for `_wrap_width`.

    Every line of a column is so full that the next word would not have fitted, and most go on in
    small letters: verses and lists are neither.
    """
    found: list[int] = []
    stretch: list[_Line] = []
    for line in [*lines, None]:
        if line is not None and stretch and not _is_apart(stretch[-1], line):
            stretch.append(line)
            continue
        if _is_narrow_column(stretch):
            found += (part.start for part in stretch[1:])
        stretch = [line] if line is not None else []
    return frozenset(found)


def _is_narrow_column(lines: list[_Line]) -> bool:
    if len(lines) < _COLUMN_LINES:
        return False
    width = max(len(line.text) for line in lines)
    if not _COLUMN_LEAST <= width < _WRAP_LEAST:
        return False
    full = all(
        len(line.text) + 1 + len(after.text.split(maxsplit=1)[0]) > width
        for line, after in pairwise(lines)
    )
    small = sum(bool(_GOES_ON.match(line.text)) for line in lines[1:])
    return full and 2 * small >= len(lines) - 1


def _goes_on(line: _Line, after: _Line, width: int | None) -> bool:
    if _breaks_amid_sentence(line, after):
        return True
    if width is None or _is_apart(line, after):
        return False
    first_word = after.text.split(maxsplit=1)[0]
    return len(line.text) <= width and len(line.text) + 1 + len(first_word) > width


def _breaks_amid_sentence(line: _Line, after: _Line) -> bool:
    return (
        not _is_apart(line, after)
        and _WRAP_LEAST <= len(line.text) <= _WRAP_MOST
        and not _ENDS_SENTENCE.search(line.text)
        and bool(_GOES_ON.match(after.text))
    )


def _is_apart(line: _Line, after: _Line) -> bool:
    """Whether a blank line, an indent, a bullet or the columns of a table set the second off."""
    if after.gap > 0 or after.indent >= line.indent + 2 or _LIST_ITEM.match(after.text):
        return True
    in_columns = bool(_CELLS.search(line.text) and _CELLS.search(after.text))
    return in_columns or bool(_NUMBER_ALONE.match(after.text))
