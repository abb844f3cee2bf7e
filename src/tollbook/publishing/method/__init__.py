"""The method of a case, written from what was done and from the rules in force.

    record ─▶ practice ─▶ Method ─▶ page ─▶ Markdown, HTML
             (counts)    (+ rules)

`method_of` gives the data, `page_of` the sections, `to_markdown`, `to_html` and `to_fragment` (a
piece of HTML to put into another page) the text. `texts.toml` explains each rule.
"""

from tollbook.publishing.method.blocks import Page
from tollbook.publishing.method.html import to_fragment, to_html
from tollbook.publishing.method.markdown import to_markdown
from tollbook.publishing.method.method import LedgerFacts, Method, method_of
from tollbook.publishing.method.page import page_of
from tollbook.publishing.method.record import to_json

__all__ = [
    "LedgerFacts",
    "Method",
    "Page",
    "method_of",
    "page_of",
    "to_fragment",
    "to_html",
    "to_json",
    "to_markdown",
]
