"""A page as it was received, made harmless: its structure and words, and nothing that acts.

Only what is listed here gets through. Scripts, styles, forms, frames, pictures, SVG and MathML are
left out, with what they contain where that is no text for readers; so nothing is fetched from
anywhere when the page is looked at. Links stay links, which open only when somebody follows them,
without saying where from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import Literal

import nh3

from tollbook.model.document import Document
from tollbook.publishing.visible import visible
from tollbook.settings import Safety

_TAGS = {
    "a", "abbr", "address", "article", "aside", "b", "bdi", "blockquote", "br", "caption", "cite",
    "code", "col", "colgroup", "dd", "del", "dfn", "div", "dl", "dt", "em", "figcaption", "figure",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "ins", "kbd", "li", "main",
    "mark", "nav", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strong", "sub",
    "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul",
    "wbr",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href"},
    "col": {"span"},
    "colgroup": {"span"},
    "li": {"value"},
    "ol": {"start", "reversed"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
# Their content is no text for readers, so it goes with them.
_WITH_CONTENT = {
    "script", "style", "title", "template", "noscript", "iframe", "object", "embed", "applet",
    "svg", "math", "select", "option", "textarea", "button", "audio", "video", "canvas", "head",
    "frameset", "noframes", "noembed", "xmp", "plaintext", "dialog",
}  # fmt: skip
_MOST_SPAN = 100  # a cell that spans a million columns makes a browser work for minutes
_NUMBER = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class ReceivedPage:
    """A page as received, as HTML that may stand in a page of ours.

    `kind` says whether it is a page with its structure, or text; `cut` whether it was too long to
    be shown whole.
    """

    kind: Literal["page", "text"]
    html: str
    cut: bool = False


def received_page(document: Document, safety: Safety = Safety()) -> ReceivedPage:  # noqa: B008
    """The original bytes of a document, decoded and made harmless.

    A page keeps the structure of its markup; anything else, a mail or a record of a feed, is shown
    as the text that came, with control characters drawn. How deep a page nests was bounded when it
    was read.
    """
    data = document.original[: safety.received_bytes]
    cut = len(document.original) > safety.received_bytes
    words = data.decode(document.encoding, "replace")
    if document.format != "html":
        return ReceivedPage("text", _as_text(words), cut)
    return ReceivedPage("page", sanitize(words), cut)


def sanitize(markup: str) -> str:
    """The markup with nothing left in it but what may be shown.

    >>> sanitize("<p onclick=x()>30 dead<script>x()</script> <a href='javascript:x()'>here</a>")
    '<p>30 dead <a rel="noopener noreferrer">here</a></p>'
    """
    return visible(_CLEANER.clean(markup), keep="\n\t")


def _filter(tag: str, name: str, value: str) -> str | None:
    """The value of an attribute that may have one; None leaves it out."""
    if name in ("colspan", "rowspan", "span"):
        return value if _NUMBER.fullmatch(value) and int(value) <= _MOST_SPAN else None
    return value


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_WITH_CONTENT,
    attributes=_ATTRIBUTES,
    attribute_filter=_filter,
    strip_comments=True,
    link_rel="noopener noreferrer",
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",  # here they would lead into our own pages
)


def _as_text(words: str) -> str:
    return f'<pre dir="auto">{escape(visible(words, keep=chr(10) + chr(9)))}</pre>'
