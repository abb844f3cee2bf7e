"""The reader of pages: headline and main text, each paragraph tied to where the page has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tollbook.model.document import Block, BlockRole, Document
from tollbook.model.problem import Problem
from tollbook.reading.align import Page, squeeze
from tollbook.reading.bounds import empty
from tollbook.reading.canonical import Traced, joined
from tollbook.reading.decode import decode
from tollbook.reading.layout import line_role
from tollbook.reading.main_text import main_paragraphs
from tollbook.reading.markup import Scan, out_of_bounds, scan, visible_text
from tollbook.reading.page_metadata import page_metadata
from tollbook.reading.received import Metadata, Received, to_document
from tollbook.settings import Settings

_BETWEEN = "\n\n"
_FRONT = 4  # blocks in which a byline or a date line can stand
_MAX_HEADINGS = 20
_SITE_SUFFIX = re.compile(r"\s([|–—-])\s([^|–—\n]{1,60})\s{0,9}\Z")


def read_page(received: Received, settings: Settings) -> Document | Problem:
    """The document of an HTML page, or why there is none."""
    markup, encoding = decode(received.data, markup=True)
    received = replace(received, form="html", encoding=encoding)
    return page_document(received, Traced.whole(markup), settings)


def page_document(
    received: Received,
    page: Traced,
    settings: Settings,
    stated: Metadata | None = None,
) -> Document | Problem:
    """The document of a page's markup; what is `stated` of it outweighs what it says itself."""
    found = scan(page.text, settings)
    problem = empty(page.text, received.where) or out_of_bounds(found, received.where, settings)
    if problem:
        return problem
    metadata = (stated or Metadata()).or_else(page_metadata(page.text, found.elements))
    text = Page(visible_text(page, found.runs))
    title, site = _page_title(page, found)
    metadata = metadata.or_else(Metadata(publisher=site))
    wanted = _headline(page, found, metadata) or (title.text if title else None)
    headline, paragraphs = _located(text, main_paragraphs(page.text), wanted)
    headline = headline or title
    parts = [part for part in (headline, *paragraphs) if part]
    if not paragraphs:
        return Problem(received.where, "the page has no main text", "save the report as text")
    metadata = metadata.or_else(Metadata(title=headline.text if headline else None))
    return to_document(
        received,
        joined(_with_gaps(parts)),
        _blocks(parts, has_headline=headline is not None),
        metadata,
    )


def _located(
    text: Page, paragraphs: list[str], headline: str | None
) -> tuple[Traced | None, list[Traced]]:
    """The headline and the paragraphs, each tied to where the page has it."""
    if headline is None:
        return None, [part for part in text.locate(paragraphs) if part]
    title = squeeze(headline)
    found = text.locate([headline, *(part for part in paragraphs if squeeze(part) != title)])
    return found[0], [part for part in found[1:] if part]


def _headline(page: Traced, found: Scan, metadata: Metadata) -> str | None:
    """The heading that is the headline: the one that is most like the title, else the first.

    The name of the site, which some pages set as a heading, is none.
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


def _with_gaps(parts: list[Traced]) -> Iterator[Traced | str]:
    for index, part in enumerate(parts):
        if index:
            yield _BETWEEN
        yield part


def _blocks(parts: list[Traced], *, has_headline: bool) -> tuple[Block, ...]:
    blocks: list[Block] = []
    at = 0
    for index, part in enumerate(parts):
        role: BlockRole = "body"
        if index == 0 and has_headline:
            role = "headline"
        elif part is not parts[-1]:
            role = line_role(part.text, front=index < _FRONT)
        blocks.append(Block(at, at + len(part.text), role, gap_before=1 if index else 0))
        at += len(part.text) + len(_BETWEEN)
    return tuple(blocks)
