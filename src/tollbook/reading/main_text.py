"""The parts of a page that are the report: no menus, adverts, comments or cookie banners.

Of two extractors the careful one, trafilatura, decides; the quick one, resiliparse, stands in where
the page is very large, and where the careful one finds nothing or runs all paragraphs into one.
The measurements behind this are in `docs/decisions.md`.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.etree import iterwalk
from resiliparse.extract.html2text import extract_plain_text
from trafilatura import bare_extraction

from tollbook.model.document import BlockRole
from tollbook.reading.paragraphs import paragraphs
from tollbook.reading.tables import MAX_COLUMNS, PROSE_CHARS

# A larger page would keep the careful one busy for many seconds; real ones have 5,000 tags at most.
_CAREFUL_CHARS = 1_000_000
_CAREFUL_TAGS = 20_000
_FEW_CHARS = 200
# resiliparse takes every <ul> for a menu, and drops captions: lists of losses would be lost.
_LIST_TAG = re.compile(r"<(/?)(ul|ol|li|figure|figcaption)\b[^<>]{0,2000}>", re.IGNORECASE)
_PLAIN_TAG = {"ul": "div", "ol": "div", "li": "p", "figure": "div", "figcaption": "p"}
# Elements of trafilatura's tree that stand for themselves; all others run on in a line.
_BLOCKS = frozenset(
    {
        "body",
        "main",
        "p",
        "head",
        "item",
        "list",
        "row",
        "table",
        "quote",
        "code",
        "lb",
        "div",
        "ab",
    }
)

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, list item, heading or row of the main text, its blanks folded.

    `depth` is how many lists a list item is nested in beyond the first; `cells` are those of a row,
    empty ones included, whose words `words` has with one blank between them.
    """

    words: str
    role: BlockRole = "body"
    depth: int = 0
    cells: tuple[str, ...] = ()


def main_parts(markup: str) -> list[Part]:
    """The parts of the main text of a page, in order; empty where there is none."""
    small = len(markup) <= _CAREFUL_CHARS and markup.count("<") <= _CAREFUL_TAGS
    careful = _careful(markup) if small else []
    if len(careful) > 1 and sum(len(part.words) for part in careful) >= _FEW_CHARS:
        return careful
    quick = _quick(markup)
    return quick if len(quick) > len(careful) else careful


def _careful(markup: str) -> list[Part]:
    try:
        found: Any = bare_extraction(markup, include_comments=False, include_tables=True)
    except Exception:  # markup that it stumbles over is left to the quick one
        return []
    return list(_parts_of(found.body)) if found is not None else []


def _parts_of(body: Any) -> Iterator[Part]:
    """The parts of the tree; walked without recursion, however deep it is."""
    words: list[str] = []
    cells: list[str] = []
    open_tags: Counter[str] = Counter()
    for event, node in iterwalk(body, events=("start", "end")):
        tag = node.tag
        if tag in _BLOCKS and not open_tags["cell"]:
            yield from _flush(words, open_tags)
        if event == "start":
            open_tags[tag] += 1
            words.append((" " if tag in _BLOCKS else "") + (node.text or ""))
            continue
        open_tags[tag] -= 1
        if tag == "cell" and not open_tags["cell"]:
            cells.append(_take(words))
        elif tag == "row" and not open_tags["cell"]:
            yield from _row(cells)
        words.append((" " if tag in _BLOCKS else "") + (node.tail or ""))
    yield from _flush(words, open_tags)


def _take(words: list[str]) -> str:
    """The words as one line, taken out of the list."""
    line = " ".join("".join(words).split())
    words.clear()
    return line


def _flush(words: list[str], open_tags: Counter[str]) -> Iterator[Part]:
    line = _take(words)
    if line and open_tags["item"]:
        yield Part(line, "item", open_tags["list"] - 1)
    elif line:
        yield Part(line, "heading" if open_tags["head"] else "body")


def _row(cells: list[str]) -> Iterator[Part]:
    """The row of some cells; where one of them tells a story, the row is prose."""
    words = " ".join(cell for cell in cells if cell)
    table = 1 < len(cells) <= MAX_COLUMNS and max(map(len, cells)) <= PROSE_CHARS
    if words:
        yield Part(words, "row", cells=tuple(cells)) if table else Part(words)
    cells.clear()


def _quick(markup: str) -> list[Part]:
    lists_kept = _LIST_TAG.sub(lambda tag: f"<{tag[1]}{_PLAIN_TAG[tag[2].lower()]}>", markup)
    text = extract_plain_text(
        lists_kept,
        preserve_formatting=True,
        main_content=True,
        list_bullets=False,
        alt_texts=False,
        comments=False,
        post_meta=False,
    )
    return [Part(" ".join(text[part.start : part.end].split())) for part in paragraphs(text)]
