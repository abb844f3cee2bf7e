"""Helpers for the tests of reading: documents from bytes, and pages from their parts."""

from __future__ import annotations

import html
import re
from pathlib import Path

from tollbook.model.document import Document
from tollbook.model.problem import Problem
from tollbook.reading import read, recover
from tollbook.reading.canonical import Traced, canonical
from tollbook.settings import Settings

PARAGRAPHS = (
    "At least 14 people were killed and 32 wounded when a shell hit a market in the northern town "
    "of Dalvara on Tuesday, the regional health ministry said.",
    "Army spokesman Col. Idris Hamad denied that government forces had fired on the town, and said "
    "that eleven soldiers had been killed in an ambush east of it a day earlier.",
    "“We carried out the wounded on doors and blankets,” said Salma Idris, a nurse at the town’s "
    "only hospital, which lost its power supply in the attack.",
    "The United Nations says more than 2,300 civilians have died in the region since fighting "
    "resumed in March, and some 140,000 people have fled their homes.",
)
HEADLINE = "Shelling of market kills 14 in Dalvara"

NOISE = {
    "menu": "<nav><ul><li><a href='/w'>World</a></li><li><a href='/s'>Sport</a></li></ul></nav>",
    "cookies": "<div class='cookie-consent'><p>We use cookies to analyse our traffic.</p></div>",
    "related": "<aside class='related'><h3>Read more</h3><ul>"
    "<li><a href='/1'>Floods kill 17 in the south</a></li></ul></aside>",
    "comments": "<section id='comments' class='comments'><h3>Comments</h3>"
    "<p>Reader: I heard that 500 died there.</p></section>",
    "footer": "<footer><p>Copyright Example Media. All rights reserved.</p></footer>",
}


def page(body: str, head: str = "", *, title: str = f"{HEADLINE} | Example Post") -> str:
    """A page with that body between menu, cookie banner, related links and comments."""
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{NOISE['cookies']}"
        f"<header>{NOISE['menu']}</header>{body}{NOISE['related']}{NOISE['comments']}"
        f"{NOISE['footer']}</body></html>"
    )


def article(*parts: str, headline: str = HEADLINE) -> str:
    """An article with an h1 and paragraphs; a part that is markup is taken as it is."""
    marked = (part if part.startswith("<") else f"<p>{part}</p>" for part in parts)
    return f"<article><h1>{headline}</h1>{''.join(marked)}</article>"


def read_all(*paths: Path | str, settings: Settings | None = None) -> list[Document | Problem]:
    return list(read([str(path) for path in paths], settings or Settings()))


def read_one(folder: Path, content: str | bytes, name: str = "report.txt") -> Document:
    """The one document of a file with that content."""
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    (item,) = read_all(path)
    assert isinstance(item, Document), str(item)
    return item


def problem_of(folder: Path, content: str | bytes, name: str = "report.txt") -> str:
    """The one problem of a file with that content, the folder's path left out."""
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    (item,) = read_all(path)
    assert isinstance(item, Problem), item.text[:100]
    return str(item).replace(f"{folder}/", "")


def roles(document: Document) -> list[tuple[str, str]]:
    """Each block as its role and its words."""
    return [(block.role, document.text[block.start : block.end]) for block in document.blocks]


def bodies(document: Document) -> list[str]:
    return [words for role, words in roles(document) if role == "body"]


def shown_in_original(document: Document, start: int, end: int) -> str:
    """What the original shows where canonical `start..end` was read from."""
    place = document.source_map.to_original(start, end)
    assert place is not None, document.text[start:end]
    return recover(document)[place[0] : place[1]]


def assert_every_block_is_in_the_original(document: Document) -> None:
    assert document.blocks
    for block in document.blocks:
        quote = document.text[block.start : block.end]
        shown = shown_in_original(document, block.start, block.end)
        if document.format == "html":
            untagged = re.sub(r"<[^>]*>", "", shown)
            shown = html.unescape(untagged).replace("\u00ad", "")
        assert blankless(canonical(Traced.whole(shown)).text) == blankless(quote)


def blankless(text: str) -> str:
    return "".join(text.split())
