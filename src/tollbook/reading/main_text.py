"""The paragraphs of a page that are the report: no menus, adverts, comments or cookie banners.

Of two extractors the careful one, trafilatura, decides; the quick one, resiliparse, stands in where
the page is very large, and where the careful one finds nothing or runs all paragraphs into one.
The measurements behind this are in `docs/decisions.md`.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from lxml.etree import iterwalk
from resiliparse.extract.html2text import extract_plain_text
from trafilatura import bare_extraction

from tollbook.reading.paragraphs import paragraphs

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


def main_paragraphs(markup: str) -> list[str]:
    """The paragraphs of the main text of a page, in order; empty where there is none."""
    small = len(markup) <= _CAREFUL_CHARS and markup.count("<") <= _CAREFUL_TAGS
    careful = _careful(markup) if small else []
    if len(careful) > 1 and sum(map(len, careful)) >= _FEW_CHARS:
        return careful
    quick = _quick(markup)
    return quick if len(quick) > len(careful) else careful


def _careful(markup: str) -> list[str]:
    try:
        found: Any = bare_extraction(markup, include_comments=False, include_tables=True)
    except Exception:  # markup that it stumbles over is left to the quick one
        return []
    return list(_paragraphs_of(found.body)) if found is not None else []


def _paragraphs_of(body: Any) -> Iterator[str]:
    """The text of each block of the tree; walked without recursion, however deep it is."""
    words: list[str] = []
    for event, node in iterwalk(body, events=("start", "end")):
        if node.tag in _BLOCKS:
            yield from _flush(words)
        if event == "start":
            words.append(node.text or "")
        else:
            words += (" " if node.tag == "cell" else "", node.tail or "")
    yield from _flush(words)


def _flush(words: list[str]) -> Iterator[str]:
    paragraph = " ".join("".join(words).split())
    words.clear()
    if paragraph:
        yield paragraph


def _quick(markup: str) -> list[str]:
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
    return [" ".join(text[part.start : part.end].split()) for part in paragraphs(text)]
