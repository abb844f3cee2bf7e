"""The structure of a document: what stands under what, and values beside their labels.

One mechanism for every format: the readers give blocks with roles, and all else is worked out
here from the canonical text. Each step goes through the blocks once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from tollbook.language import languages, load
from tollbook.model.document import Block, Extent, Field, Structure
from tollbook.reading.dates import find_date
from tollbook.reading.labels import bulleted, is_bare_value, lead_nouns, pairs
from tollbook.reading.reports import is_body, issuer_at_top, names_body
from tollbook.reading.tables import columns, cut, is_blank, is_rule, is_value

_LINES = ("item", "body", "headline", "dateline")  # roles that may hold labels and values
_MAX_FIELDS = 20_000  # of one document; a longer table is a data set, which tables are read as
_ISSUE_LINES = 6  # blocks from the top, and from the bottom, in which an issuer is named
_ISSUE_MOST = 200
_DATE_WITHIN = 50  # characters behind the name of the issuer
_TITLE_MOST = 120  # characters of a line that is the title of a list
_LABEL_MOST = 80  # characters of a label that stands on a line above its value
_ENDS_SENTENCE = re.compile(r"[.!?…;,][\"'”’)]*\Z")
_NAME = (
    r"(?:the\s|The\s)?([^\W\d_a-z][^\n,;|(–—]{2,80}?)(?=\s*(?:[,;|(–—.]|\s-\s|\s(?:on|from)\s|\Z))"
)
_PLAIN_NAME = r"(?:the\s)?([^\W\d_][^\n,;:|(–—.]{2,80}?)(?=\s*(?:\.?\s*\Z|[,(]))"  # of a source


def find_structure(text: str, blocks: Sequence[Block]) -> Structure:
    """The structure of a canonical text that has been cut into blocks."""
    fields: list[Field] = []
    for table, (kind, members) in enumerate(_runs(text, blocks)):
        room = _MAX_FIELDS - len(fields)
        found = (
            _table(text, blocks, members, table)
            if kind == "row"
            else _list(text, blocks, members, table)
        )
        fields += (field for field, _ in zip(found, range(max(room, 0)), strict=False))
    return Structure(tuple(fields), _outline(text, blocks), _issuer(text, blocks, bool(fields)))


def _runs(text: str, blocks: Sequence[Block]) -> Iterator[tuple[str, list[int]]]:
    """Tables and lists: rows in a row, and other blocks in a row that may hold labels."""
    run: list[int] = []
    kind = ""
    for index, block in enumerate(blocks):
        own = "row" if block.role == "row" else "line" if block.role in _LINES else ""
        if run and (own != kind or (kind == "row" and block.gap_before > 1)):
            yield kind, run
            run = []
        kind = own
        if own:
            run.append(index)
    if run:
        yield kind, run


def _table(text: str, blocks: Sequence[Block], rows: Sequence[int], table: int) -> Iterator[Field]:
    """The cells of a table that are values, under the headers of their columns."""
    headers: list[dict[int, Extent]] = []
    head: list[Extent] = []
    head_line = 0
    group: tuple[Extent, ...] = ()
    body = False
    for line, index in enumerate(rows):
        block = blocks[index]
        if is_rule(text[block.start : block.end]):
            continue
        cells = cut(text, block.start, block.end)
        start = text.rfind("\n", 0, block.start) + 1
        written = [cell for cell in cells if cell[0] < cell[1]]
        if len(written) == 1 and not is_value(text[slice(*written[0])]):
            group = (written[0],)  # a title over the table, or over the rows that follow
            continue
        places = list(columns(cells, head, start, head_line))
        valued = [is_value(text[a:b]) for a, b in cells]
        if not body and not any(valued):
            if headers:  # the row above spans columns of this one
                headers[0] = _filled(headers[0])
            headers.insert(0, dict(zip(places, cells, strict=True)))
            head, head_line = cells, start
            continue
        body = True
        names, heads = [], []
        for cell, at, known in zip(cells, places, valued, strict=True):
            if not known and not is_blank(text[cell[0] : cell[1]]):
                names.append(cell)
                heads.append(next((row[at] for row in headers if at in row), (0, 0)))
        for cell, at, known in zip(cells, places, valued, strict=True):
            if known or (is_blank(text[cell[0] : cell[1]]) and at):
                above = tuple(row[at] for row in headers if at in row and row[at][0] < row[at][1])
                yield Field(
                    index,
                    cell,
                    (*names, *group),
                    tuple(heads),
                    above,
                    table,
                    line,
                    at,
                    in_table=True,
                )


def _filled(header: dict[int, Extent]) -> dict[int, Extent]:
    """A row of headers with each empty one taken for the one to its left, which spans both."""
    filled: dict[int, Extent] = {}
    last = (0, 0)
    for column, cell in sorted(header.items()):
        last = cell if cell[0] < cell[1] else last
        filled[column] = last
    return filled


def _list(text: str, blocks: Sequence[Block], lines: Sequence[int], table: int) -> Iterator[Field]:
    """The labelled values of lines that are no table."""
    before: int | None = None
    for line, index in enumerate(lines):
        block = blocks[index]
        if (
            before is not None
            and block.gap_before == 0
            and is_bare_value(text, block.start, block.end)
        ):
            label = (blocks[before].start, blocks[before].end)
            yield Field(index, (block.start, block.end), (label,), table=table, line=line)
            before = None
            continue
        found = list(pairs(text, block.start, block.end))
        if any(labels for _, labels in found) or _is_terse(text, block):
            for column, (value, labels) in enumerate(found):
                yield Field(index, value, labels, table=table, line=line, column=column)
        alone = block.end - block.start <= _LABEL_MOST
        before = (
            index if alone and not _ENDS_SENTENCE.search(text, block.start, block.end) else None
        )


def _is_terse(text: str, block: Block) -> bool:
    """Whether a line without a label may be all numbers and what they count: "5 dead, 3 hurt"."""
    if block.role in ("headline", "item"):
        return True
    return not _ENDS_SENTENCE.search(text, block.start, block.end)


def _outline(text: str, blocks: Sequence[Block]) -> dict[int, int]:
    """Each block with the one it stands under."""
    above: dict[int, int] = {}
    headline = heading = lead = None
    before: str | None = None
    items: list[tuple[int, int]] = []  # open items with their indent, the outermost first
    for index, block in enumerate(blocks):
        if block.role in ("item", "row"):
            if before in ("item", "row") and before != block.role:
                lead = None  # a list behind a table has no line that introduces it
            before = block.role
            indent = _indent(text, block)
            while items and (block.role == "row" or items[-1][0] >= indent):
                items.pop()
            over = items[-1][1] if items else lead
            if over is None:
                over = heading if heading is not None else headline
            if over is not None:
                above[index] = over
            if block.role == "item":
                items.append((indent, index))
            continue
        items, before = [], block.role
        if block.role == "headline":
            headline, heading, lead = index, None, None
            continue
        over = headline if block.role == "heading" or heading is None else heading
        labelled = lead is not None and _is_labelled(text, block)
        if labelled:
            over = lead
        if over is not None:
            above[index] = over
        if block.role == "heading":
            heading, lead = index, None
        elif not labelled:
            lead = index if block.role == "body" and _introduces(text, blocks, index) else None
    return above


def _indent(text: str, block: Block) -> int:
    """How far its bullet stands from the margin."""
    margin = text.rfind("\n", 0, block.start) + 1
    line = text[margin : block.start]
    return len(line) - len(line.lstrip()) if line.strip() else len(line)


def _is_labelled(text: str, block: Block) -> bool:
    """Whether the line is a labelled value, and so goes on with the list above it."""
    return any(labels for _, labels in pairs(text, block.start, block.end))


def _introduces(text: str, blocks: Sequence[Block], index: int) -> bool:
    """Whether a block stands right before a list or a table, or ends as what introduces one."""
    block = blocks[index]
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    if after is None or after.gap_before > 1:
        return False
    line = text[block.start : block.end].rstrip("*_ ")
    if line[-1:] in (":", "："):
        return True
    listed = after.role in ("item", "row")
    short = len(line) <= _TITLE_MOST and not _ENDS_SENTENCE.search(line)
    return listed and (short or not lead_nouns().isdisjoint(re.findall(r"[a-z]+", line.lower())))


def _issuer(text: str, blocks: Sequence[Block], labelled: bool) -> Extent | None:
    """Who issued the document, as a line near its top or its end says."""
    first = range(min(_ISSUE_LINES, len(blocks)))
    last = range(max(len(first), len(blocks) - _ISSUE_LINES), len(blocks))
    for index in (*first, *last):
        found = issuer_of(text, blocks[index].start, blocks[index].end)
        if found:
            return found
    for index in reversed(last):
        found = _source_of_figures(text, blocks[index].start, blocks[index].end)
        if found:
            return found
    return (_issuer_in_title(text, blocks[0]) or issuer_at_top(text, blocks)) if blocks else None


def _source_of_figures(text: str, start: int, end: int) -> Extent | None:
    """The body in a closing line: "Figures: those of the Interior Ministry", "Data: Relief Desk".

    Small letters do here: "Source: district hospital".
    """
    if end - start > _ISSUE_MOST:
        return None
    found = _closing().match(text, bulleted(text, start, end), end)
    return found.span(1) if found and is_body(found[1]) else None


def _issuer_in_title(text: str, title: Block) -> Extent | None:
    """The body over its own bulletin: "Flood Office: situation report 4"."""
    if title.end - title.start > _ISSUE_MOST:
        return None
    found = _titled().match(text, title.start, title.end)
    return found.span(1) if found and names_body(found[1]) else None


def issue_date(text: str, blocks: Sequence[Block]) -> date | None:
    """The day that stands behind the issuer near the top: "Prepared by the Cell, 12 May 2024"."""
    for block in blocks[:_ISSUE_LINES]:
        found = _issued().search(text, block.start, min(block.end, block.start + _ISSUE_MOST))
        day = find_date(text[found.end() : found.end() + _DATE_WITHIN]) if found else None
        if day is not None:
            return day.day
    return None


def issuer_of(text: str, start: int, end: int) -> Extent | None:
    """The name in "Issued by the Regional Desk, 7 September 2024" or "Source: Flood Office".

    >>> line = "Issued by the Regional Desk, 7 September 2024"
    >>> line[slice(*issuer_of(line, 0, len(line)))]
    'Regional Desk'
    """
    if end - start > _ISSUE_MOST:
        return None
    found = _issued().search(text, start, end) or _sourced().match(
        text, bulleted(text, start, end), end
    )
    if found is None:
        return None
    name_start, name_end = found.span(1)
    return (name_start, name_end) if len(text[name_start:name_end].split()) <= 10 else None


@cache
def _issued() -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{_either('issued')})\s{{1,3}}{_NAME}")


@cache
def _titled() -> re.Pattern[str]:
    """A name, a colon and what kind of paper it is."""
    papers = rf"(?:[\w'’-]+\s){{0,3}}(?i:{_either('bulletins')})\b"
    name = r"(?:[Tt]he\s)?([^\W\d_a-z][^\n:,;|(–—]{2,80}?)"
    return re.compile(rf"{name}\s?:\s{papers}")


@cache
def _sourced() -> re.Pattern[str]:
    return re.compile(
        rf"[*_]{{0,3}}(?i:{_either('issuers')})[*_]{{0,3}}\s?:[*_]{{0,3}}\s{{1,3}}{_NAME}"
    )


@cache
def _closing() -> re.Pattern[str]:
    """A line about the figures as a whole: what they are, a colon or a verb, and a name."""
    label = rf"(?:(?:all|the|these)\s)?(?:{_either('figures')}|{_either('issuers')})"
    link = rf"(?:\s?:|\s(?:are|is|come|were))(?:\s(?:{_either('figures_from')}))?"
    return re.compile(rf"[*_]{{0,3}}(?i:{label}[*_]{{0,3}}{link})[*_]{{0,3}}\s{_PLAIN_NAME}")


def _either(name: str) -> str:
    words = (word for language in languages() for word in load(language, "layout")[name])
    return "|".join(re.escape(word) for word in words)
