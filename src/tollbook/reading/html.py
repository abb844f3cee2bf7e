"""The reader of pages: headline and main text, each paragraph tied to where the page has it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from tollbook.model.document import Block, BlockRole, Document
from tollbook.model.problem import Problem
from tollbook.reading.align import Page, squeeze
from tollbook.reading.bounds import empty
from tollbook.reading.canonical import Traced, joined
from tollbook.reading.dates import find_date
from tollbook.reading.decode import decode
from tollbook.reading.footnotes import without_footnote_marks
from tollbook.reading.layout import line_role
from tollbook.reading.main_text import Part, main_parts
from tollbook.reading.markup import INVISIBLE, Scan, out_of_bounds, scan, visible_text
from tollbook.reading.page_metadata import page_metadata
from tollbook.reading.received import Metadata, Received, to_document
from tollbook.reading.structure import issue_date
from tollbook.settings import Settings

_BETWEEN = "\n\n"
_TAB = "\t"
_MOST_DEPTH = 9  # lists nested deeper are set no further in
_FRONT = 4  # blocks in which a byline or a date line can stand
_MAX_HEADINGS = 20
_SITE_SUFFIX = re.compile(r"\s([|–—-])\s([^|–—\n]{1,60})\s{0,9}\Z")


def read_page(received: Received, settings: Settings) -> Document | Problem:
    """The document of an HTML page, or why there is none."""
    markup, encoding = decode(received.data, markup=True, charset=received.charset)
    received = replace(received, form="html", encoding=encoding)
    return page_document(received, Traced.whole(markup), settings)


def page_document(
    received: Received,
    page: Traced,
    settings: Settings,
    stated: Metadata | None = None,
) -> Document | Problem:
    """The document of a page's markup; `stated` metadata outweighs the page's own."""
    page = without_footnote_marks(page)
    found = scan(page.text, settings)
    problem = empty(page.text, received.where) or out_of_bounds(found, received.where, settings)
    if problem:
        return problem
    metadata = (stated or Metadata()).or_else(page_metadata(page.text, found.elements))
    text = Page(visible_text(page, found.runs))
    title, site = _page_title(page, found)
    metadata = metadata.or_else(Metadata(publisher=site))
    wanted = _headline(page, found, metadata) or (title.text if title else None)
    headline, story = _located(text, main_parts(page.text), wanted)
    headline = headline or title
    if not story:
        return Problem(received.where, "the page has no main text", "save the report as text")
    metadata = metadata.or_else(Metadata(title=headline.text if headline else None))
    if headline:
        story.insert(0, _Laid(headline, "headline"))
    laid = _laid_out(story)
    blocks = _blocks(laid)
    whole = joined(piece for gap, part in laid for piece in (gap, part.words))
    return to_document(received, whole, blocks, metadata.or_else(_front_date(whole.text, blocks)))


class _Laid(NamedTuple):
    """A part of the page, tied to where the page has it."""

    words: Traced
    role: BlockRole = "body"
    depth: int = 0


def _located(
    text: Page, parts: list[Part], headline: str | None
) -> tuple[Traced | None, list[_Laid]]:
    """The headline and the parts of the story, each tied to where the page has it."""
    if headline is None:
        return None, []
    title = squeeze(headline)
    parts = [part for part in parts if squeeze(part.words) != title]
    found, *story = text.locate([headline, *(part.words for part in parts)])
    laid = [
        _Laid(_in_cells(words, part), part.role, part.depth)
        for words, part in zip(story, parts, strict=True)
        if words
    ]
    return found, laid


def _in_cells(words: Traced, part: Part) -> Traced:
    """A row with its cells parted by tabs, which stand nowhere in the page."""
    cells = [" ".join(INVISIBLE.sub("", cell).split()) for cell in part.cells]
    if not cells or " ".join(filter(None, cells)) != words.text:
        return words
    pieces: list[Traced | str] = []
    at = 0
    for index, cell in enumerate(cells):
        pieces.append(_TAB if index else "")
        if cell:
            pieces.append(words.cut(at, at + len(cell)))
            at += len(cell) + 1
    return joined(pieces)


def _headline(page: Traced, found: Scan, metadata: Metadata) -> str | None:
    """The heading that is the headline: the one that is most like the title, else the first.

    The name of the site is never it, though some pages set it as a heading.
    """
    elements = [element for element in found.elements if element.name == "h1"][:_MAX_HEADINGS]
    headings = [
        " ".join(visible_text(page, found.runs_in(element)).text.split()) for element in elements
    ]
    site = squeeze(metadata.publisher or "").casefold()
    headings = [words for words in headings if squeeze(words).casefold() not in ("", site)]
    if not headings:
        return None
    title = _words(metadata.title or "")
    return max(headings, key=lambda heading: len(_words(heading) & title))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _page_title(page: Traced, found: Scan) -> tuple[Traced | None, str | None]:
    """The words of `<title>`, and the name of the site behind their last bar or dash."""
    element = next((element for element in found.elements if element.name == "title"), None)
    if element is None:
        return None, None
    title = visible_text(page, [(element.start, element.end)])
    suffix = _SITE_SUFFIX.search(title.text)
    words = title.text[: suffix.start() if suffix else None]
    start = len(words) - len(words.lstrip())
    cut = title.cut(start, start + len(words.strip()))
    # A dash may stand within a headline; only a bar is sure to part it from the site.
    site = suffix[2].strip() if suffix and suffix[1] == "|" else None
    return (cut if cut.text and "\n" not in cut.text else None), site


def _laid_out(parts: list[_Laid]) -> list[tuple[str, _Laid]]:
    """The parts, each behind what parts it from the one before; list items by their depth."""
    laid: list[tuple[str, _Laid]] = []
    before: BlockRole | None = None
    for part in parts:
        close = part.role == before and part.role in ("item", "row")
        gap = "" if before is None else "\n" if close else _BETWEEN
        laid.append((gap + "  " * min(part.depth, _MOST_DEPTH), part))
        before = part.role
    return laid


def _blocks(laid: list[tuple[str, _Laid]]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    at = 0
    for index, (gap, part) in enumerate(laid):
        at += len(gap)
        role = part.role
        if role == "body" and index + 1 < len(laid):
            role = line_role(part.words.text, front=index < _FRONT)
        end = at + len(part.words.text)
        blocks.append(Block(at, end, role, gap_before=int(gap.startswith(_BETWEEN))))
        at = end
    return tuple(blocks)


def _front_date(text: str, blocks: tuple[Block, ...]) -> Metadata:
    """The date in the lines over the story, where the page's markup gives none."""
    lines = (text[b.start : b.end] for b in blocks[: _FRONT + 1] if b.role == "dateline")
    found = next(filter(None, map(find_date, lines)), None)
    return Metadata(published=found.day if found else issue_date(text, blocks))
