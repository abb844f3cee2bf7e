"""The reader of pages: headline and main text, each paragraph tied to where the page has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from resiliparse.parse.html import HTMLTree

from tollbook.model.document import Block, BlockRole, Document
from tollbook.model.problem import Problem
from tollbook.reading.align import Page, squeeze
from tollbook.reading.bounds import empty
from tollbook.reading.canonical import Traced, joined
from tollbook.reading.decode import decode
from tollbook.reading.layout import line_role
from tollbook.reading.main_text import main_paragraphs
from tollbook.reading.markup import Scan, out_of_bounds, scan, visible_text
from tollbook.reading.page_metadata import page_metadata, select
from tollbook.reading.received import Metadata, Received, to_document
from tollbook.settings import Settings

_BETWEEN = "\n\n"
_FRONT = 4  # blocks in which a byline or a date line can stand
_SITE_SUFFIX = re.compile(r"\s[|–—-]\s(?=[^|–—]{1,60}\Z)")


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
    tree = HTMLTree.parse(page.text)
    metadata = (stated or Metadata()).or_else(page_metadata(page.text, tree))
    text = Page(visible_text(page, found.runs))
    title = _page_title(page, found)
    wanted = _h1(tree, metadata.title) or (title.text if title else None)
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


def _h1(tree: HTMLTree, title: str | None) -> str | None:
    """The heading that is the headline: the one that the title repeats, else the first."""
    headings = [" ".join(str(node.text).split()) for node in select(tree, "h1")]
    headings = [heading for heading in headings if heading]
    alike = (heading for heading in headings if title and _alike(heading, title))
    return next(alike, headings[0] if headings else None)


def _alike(heading: str, title: str) -> bool:
    return squeeze(heading).casefold() in squeeze(title).casefold()


def _page_title(page: Traced, found: Scan) -> Traced | None:
    """The words of `<title>` without the name of the site behind the last bar or dash."""
    if found.title is None:
        return None
    title = visible_text(page, [found.title])
    suffix = _SITE_SUFFIX.search(title.text)
    words = title.text[: suffix.start() if suffix else None]
    start = len(words) - len(words.lstrip())
    cut = title.cut(start, start + len(words.strip()))
    return cut if cut.text and "\n" not in cut.text else None


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
